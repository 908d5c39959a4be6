"""Rows of the ledger that wait to be written together: one transaction for many requests of many threads."""

from __future__ import annotations

import threading
import time
from types import TracebackType

from warehouse import fetch_ledger
from warehouse.records import Fetch, Rejection, Stage
from warehouse.warehouse import Warehouse

Key = tuple[str, str, Stage]
ROWS = 256
SECONDS = 0.5
"""A batch is written at whichever comes first, when the next row is added. What waits is on disk in the archive, from
which a run that was killed is completed (:mod:`pipelines.stages.taking_up`)."""


class LedgerBatch:
    """Collects rows from several threads; a context manager that writes what waits when it ends."""

    def __init__(self, warehouse: Warehouse, rows: int = ROWS, seconds: float = SECONDS) -> None:
        """``rows`` 1 writes each at once."""
        self.warehouse = warehouse
        self._rows, self._seconds = rows, seconds
        self._turn, self._writing = threading.Lock(), threading.Lock()
        self._fetches: list[Fetch] = []
        self._rejected: dict[Key, Rejection | None] = {}
        self._since: float | None = None

    def __enter__(self) -> LedgerBatch:
        """The batch itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Write what waits."""
        self.write()

    def record(self, fetch: Fetch) -> str:
        """One request; a good answer takes back what was refused of its URL. Answers the fetch_id."""
        with self._turn:
            self._fetches.append(fetch)
            if fetch.outcome in ("stored", "unchanged"):
                self._rejected[fetch.source_id, fetch.url, "fetch"] = None
            self._begin()
        self.write_if_due()
        return fetch_ledger.id_of(fetch)

    def reject(self, rejection: Rejection) -> None:
        """Something of fetching or discovery that could not be used; the latest word on source, URL and stage holds."""
        with self._turn:
            self._rejected[rejection.source_id, rejection.url, rejection.stage] = rejection
            self._begin()
        self.write_if_due()

    def forget(self, source_id: str, url: str, stage: Stage) -> None:
        """A later try succeeded."""
        with self._turn:
            self._rejected[source_id, url, stage] = None
            self._begin()

    def write_if_due(self) -> None:
        """Write what waits, if it is much or waits long, and no other thread is writing."""
        with self._turn:
            waiting = len(self._fetches) + len(self._rejected)
            due = waiting >= self._rows or (self._since is not None and time.monotonic() - self._since > self._seconds)
        if due and self._writing.acquire(blocking=self._rows == 1):
            try:
                self._write()
            finally:
                self._writing.release()

    def write(self) -> None:
        """Write what waits; afterwards everything that was added before is in the ledger."""
        with self._writing:
            self._write()

    def _begin(self) -> None:
        self._since = self._since if self._since is not None else time.monotonic()

    def _write(self) -> None:
        with self._turn:
            fetches, rejected, self._since = self._fetches, self._rejected, None
            self._fetches, self._rejected = [], {}
        if not fetches and not rejected:
            return
        try:
            with self.warehouse.transaction() as con:
                fetch_ledger.record_fetches(con, fetches)
                fetch_ledger.forget_rejections(con, rejected.keys())
                fetch_ledger.reject_all(con, [one for one in rejected.values() if one])
        except BaseException:
            with self._turn:
                self._fetches, self._rejected = fetches + self._fetches, rejected | self._rejected
            raise
