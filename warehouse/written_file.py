"""A warehouse file that one process writes: opening, transactions, publishing, closing."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

import duckdb
from duckdb import DuckDBPyConnection

from warehouse import presentation
from warehouse.copies import mark_copies
from warehouse.migration import migrate, migrations
from warehouse.publication import publish_file
from warehouse.records import Published, WarehouseError
from warehouse.schema import TABLES
from warehouse.writer_lock import WriterLock

_PRUNE_AGENCIES = """
DELETE FROM agency WHERE provisional
    AND NOT EXISTS (FROM mention WHERE mention.agency_id = agency.agency_id)
    AND NOT EXISTS (FROM event_participant WHERE event_participant.agency_id = agency.agency_id)
"""


class WrittenFile:
    """One warehouse file, open for writing by this process alone. A context manager; its methods may be called from
    several threads. ``with file.transaction():`` makes one transaction of several calls.
    """

    def __init__(self, path: Path, con: DuckDBPyConnection, lock: WriterLock) -> None:
        """Use :meth:`open`."""
        self.path = path
        self._con = con
        self._lock = lock
        self._turn = threading.RLock()
        self._depth = 0

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open or make the file at ``path`` and bring it to the schema of this code.

        Raises:
            WarehouseBusyError: another process is writing it.
            WarehouseError: a newer Communiqué wrote it, or it is no DuckDB file.
        """
        lock = WriterLock(path)
        try:
            con = _connect(path)
            try:
                migrate(con, migrations())
                warehouse = cls(path, con, lock)
                with warehouse.transaction():
                    presentation.install(con)
            except BaseException:
                con.close()
                raise
        except BaseException:
            lock.release()
            raise
        return warehouse

    def close(self) -> None:
        """Write everything into the file and give the lock back."""
        self._con.close()
        self._lock.release()

    def __enter__(self) -> Self:
        """The warehouse itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()

    @property
    def connection(self) -> DuckDBPyConnection:
        """The writing connection, for reads that have no method here (checks, metadata). Publishing replaces it."""
        return self._con

    @contextmanager
    def transaction(self) -> Iterator[DuckDBPyConnection]:
        """All calls inside happen together or, when an error leaves the block, not at all."""
        with self._turn:
            if self._depth:
                yield self._con
                return
            self._con.begin()
            self._depth = 1
            try:
                yield self._con
                self._con.commit()
            except BaseException:
                self._con.rollback()
                raise
            finally:
                self._depth = 0

    def publish(self, target: Path) -> Published:
        """Replace the snapshot at ``target`` by the present state; whoever reads the older one is not disturbed."""
        with self._turn:
            if self._depth:
                raise WarehouseError("publish cannot be part of a transaction")
            with self.transaction() as con:
                con.execute(_PRUNE_AGENCIES)
                mark_copies(con)
                counts = {table: con.execute(f'SELECT count(*) FROM "{table}"').fetchall()[0][0] for table in TABLES}
                noted = con.execute("SELECT count(*) FROM rejected WHERE noted").fetchall()[0][0]
            # The copy is made while the file is closed: a second descriptor on it in this process would, when closed,
            # drop the lock that DuckDB holds on the first.
            self._con.execute("CHECKPOINT")
            self._con.close()
            try:
                publish_file(self.path, target)
            finally:
                self._con = _connect(self.path)
            return Published(target, counts, noted)


def _connect(path: Path) -> DuckDBPyConnection:
    try:
        con = duckdb.connect(path, config={"autoinstall_known_extensions": "false"})
    except duckdb.Error as error:
        raise WarehouseError(f"{path} cannot be opened as a warehouse: {error}") from error
    con.execute("SET TimeZone = 'UTC'")
    return con
