"""Opens the published snapshot for reading."""

from __future__ import annotations

from pathlib import Path

import duckdb
from duckdb import DuckDBPyConnection

from warehouse.records import WarehouseError

_SETTINGS = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
# Attached rather than opened: a file that is opened twice in one process shares one engine, so that a reader of the
# newer snapshot would be given the older one for as long as anybody in the process reads that.
_ATTACH = "ATTACH '{path}' AS events (READ_ONLY)"
_PREPARE = ("USE events", "SET TimeZone = 'UTC'")
_LOCK = ("SET enable_external_access = false", "SET lock_configuration = true")


class NoSnapshotError(WarehouseError):
    """There is no published database yet; says which command makes one."""


def open_snapshot(path: Path) -> DuckDBPyConnection:
    """A read-only connection to the snapshot at ``path``, whose queries reach no other file, no network, no setting.

    Raises:
        NoSnapshotError: there is no file at ``path``.
        WarehouseError: the file is no DuckDB database.
    """
    con = open_for_export(path)
    for statement in _LOCK:
        con.execute(statement)
    return con


def open_for_export(path: Path) -> DuckDBPyConnection:
    """The same without the lock: it may write files, so it is for this project's own statements only."""
    if not path.is_file():
        raise NoSnapshotError(
            f"no published database at {path} yet: `communique run` makes one from the sources, `communique demo` one "
            f"from the embedded sample"
        )
    con = duckdb.connect(config=dict(_SETTINGS))
    try:
        con.execute(_ATTACH.format(path=str(path).replace("'", "''")))
        for statement in _PREPARE:
            con.execute(statement)
    except duckdb.Error as error:
        con.close()
        raise WarehouseError(f"{path} cannot be read as a database: {error}") from error
    return con
