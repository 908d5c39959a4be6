"""Replaying: ledger, documents and events made from the archive alone, without network."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from config.settings import Settings
from config.sources import Source
from pipelines.acquisition.archive import Archive
from pipelines.stages.publish import publish
from pipelines.stages.run import digest, guarded, logged, open_warehouse, summary_of
from pipelines.stages.taking_up import take_up
from pipelines.stages.tally import Progress, RunSummary, Step, Tally, silent
from warehouse.ledger_batch import LedgerBatch


def replay_sources(
    settings: Settings, sources: Mapping[str, Source], folder: Path, progress: Progress | None = None
) -> RunSummary:
    """Take up every record of the archive ``folder`` that the ledger does not know, parse, extract and publish.

    In an empty home this rebuilds all that the archive can tell: documents with all their versions, when they were
    gone, events, what parsers refused. What is in the warehouse already stays. Requests without a response and the log
    of earlier runs were never archived.

    Raises:
        WarehouseBusyError: another process is writing; nothing was changed.
        ConfigError: model, registers or a source's parser cannot be used; nothing was changed.
    """
    show = progress or silent
    with (
        open_warehouse(settings, sources) as warehouse,
        Archive(folder) as archive,
    ):
        with LedgerBatch(warehouse) as ledger:
            tallies = {name: Tally(name, warehouse, show, ledger) for name in sources}
            with logged(ledger, "replay", tallies) as run_id:
                for name, source in sources.items():
                    with guarded(tallies[name]):
                        _replay(settings, source, archive, tallies[name])
        published = publish(settings, warehouse)
        show(Step("", "publish", 1, 1))
    return summary_of(run_id, tallies, published)


def archived_ids(folder: Path) -> list[str]:
    """Ids of the sources of which an archive holds records."""
    return sorted({path.parent.name for path in folder.glob("*/*.warc.gz")})


def _replay(settings: Settings, source: Source, archive: Archive, tally: Tally) -> None:
    def load() -> None:
        digest(settings, source, archive, tally)

    take_up(source, archive=archive, tally=tally, before_newer=load)
    load()
