"""One stage on its own over some sources, with its own line in the run log: what an orchestrator calls."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

from config.settings import Settings
from config.sources import Source
from pipelines.acquisition.archive import Archive
from pipelines.acquisition.fetcher import Fetcher
from pipelines.stages.discover import Depth
from pipelines.stages.extract import extract_pending
from pipelines.stages.parse import parse_pending
from pipelines.stages.publish import publish
from pipelines.stages.run import RECHECK_AFTER, acquire, guarded, logged, open_warehouse, summary_of
from pipelines.stages.tally import RunSummary, Tally
from warehouse.records import Published

Work = Callable[[Source, Archive, Tally], None]


def acquire_sources(
    settings: Settings, sources: Mapping[str, Source], recheck_after: timedelta = RECHECK_AFTER
) -> RunSummary:
    """Discover and fetch; pages end in archive and ledger."""
    with Fetcher(settings) as fetcher:

        def work(source: Source, archive: Archive, tally: Tally) -> None:
            if source.listing is not None:
                acquire(source, Depth(), recheck_after, archive, fetcher, tally)

        return _each(settings, sources, "acquire", work)


def parse_sources(settings: Settings, sources: Mapping[str, Source]) -> RunSummary:
    """Parse and load what the archive holds and the present parsers have not read."""
    return _each(
        settings, sources, "parse", lambda source, archive, tally: parse_pending(source, archive=archive, tally=tally)
    )


def extract_sources(settings: Settings, sources: Mapping[str, Source]) -> RunSummary:
    """Read the documents that the present reader has not read."""
    return _each(settings, sources, "extract", lambda source, archive, tally: extract_pending(settings, tally=tally))


def publish_warehouse(settings: Settings) -> Published:
    """Put the present state before the readers."""
    with open_warehouse(settings, {}) as warehouse:
        return publish(settings, warehouse)


def _each(settings: Settings, sources: Mapping[str, Source], kind: str, work: Work) -> RunSummary:
    with open_warehouse(settings, sources) as warehouse, Archive(settings.archive) as archive:
        tallies = {source_id: Tally(source_id, warehouse) for source_id in sources}
        with logged(warehouse, kind, tallies) as run_id:
            for source_id, source in sources.items():
                with guarded(tallies[source_id]):
                    work(source, archive, tallies[source_id])
    return summary_of(run_id, tallies, None)
