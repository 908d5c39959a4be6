"""One stage on its own over some sources, with its own line in the run log: what an orchestrator calls."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from functools import partial

from config.settings import Settings
from config.sources import Source
from pipelines.acquisition.archive import Archive
from pipelines.stages.discover import Depth
from pipelines.stages.extract import extract_pending
from pipelines.stages.observation import observe_acquired, observe_parsed
from pipelines.stages.parse import parse_pending
from pipelines.stages.publish import publish
from pipelines.stages.resting import rest_as_asked
from pipelines.stages.run import (
    RECHECK_AFTER,
    acquire,
    acquired,
    guarded,
    logged,
    open_warehouse,
    stoppable_fetcher,
    summary_of,
)
from pipelines.stages.tally import RunSummary, Tally
from warehouse.ledger_batch import LedgerBatch
from warehouse.records import Published
from warehouse.warehouse import Warehouse

Work = Callable[[Source, Archive, Tally], None]


def acquire_sources(
    settings: Settings, sources: Mapping[str, Source], recheck_after: timedelta = RECHECK_AFTER
) -> RunSummary:
    """Discover and fetch; pages end in archive and ledger."""
    stop = threading.Event()
    with (
        stoppable_fetcher(settings, stop) as fetcher,
        _logged(settings, sources, "acquire", stop) as (warehouse, archive, tallies, run_id),
    ):
        rest_as_asked(warehouse, archive, fetcher)
        work = partial(acquire, depth=Depth(), recheck_after=recheck_after, archive=archive, fetcher=fetcher)
        for source in acquired(settings, sources.values(), tallies, work):
            observe_acquired(source, tallies[source.source_id])
    return summary_of(run_id, tallies, None)


def parse_sources(settings: Settings, sources: Mapping[str, Source]) -> RunSummary:
    """Parse and load what the archive holds and the present parsers have not read."""

    def work(source: Source, archive: Archive, tally: Tally) -> None:
        parse_pending(source, archive=archive, tally=tally)
        observe_parsed(source, tally)

    return _each(settings, sources, "parse", work)


def extract_sources(settings: Settings, sources: Mapping[str, Source]) -> RunSummary:
    """Read the documents that the present reader has not read."""
    return _each(settings, sources, "extract", lambda source, archive, tally: extract_pending(settings, tally=tally))


def publish_warehouse(settings: Settings) -> Published:
    """Put the present state before the readers."""
    with open_warehouse(settings, {}) as warehouse:
        return publish(settings, warehouse)


def _each(settings: Settings, sources: Mapping[str, Source], kind: str, work: Work) -> RunSummary:
    with _logged(settings, sources, kind) as (_, archive, tallies, run_id):
        for source_id, source in sources.items():
            with guarded(tallies[source_id]):
                tallies[source_id].forget(f"source:{source_id}", "fetch")
                work(source, archive, tallies[source_id])
    return summary_of(run_id, tallies, None)


@contextmanager
def _logged(
    settings: Settings, sources: Mapping[str, Source], kind: str, stop: threading.Event | None = None
) -> Iterator[tuple[Warehouse, Archive, dict[str, Tally], str]]:
    """Warehouse and archive open, and a line of the run log around the block."""
    with (
        open_warehouse(settings, sources) as warehouse,
        Archive(settings.archive) as archive,
        LedgerBatch(warehouse) as ledger,
    ):
        stop = stop or threading.Event()
        tallies = {name: Tally(name, warehouse, ledger=ledger, stop=stop) for name in sources}
        with logged(ledger, kind, tallies) as run_id:
            yield warehouse, archive, tallies, run_id
