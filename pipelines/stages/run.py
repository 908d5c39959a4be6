"""A whole run: sources acquired at once as far as their hosts differ, each read when it is done, then one snapshot."""

from __future__ import annotations

import threading
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from functools import partial

from config.settings import Settings
from config.sources import Source
from pipelines.acquisition.archive import Archive
from pipelines.acquisition.fetcher import Fetcher
from pipelines.acquisition.pace import Pace
from pipelines.faults import is_shared
from pipelines.stages.discover import Depth, discover, work_order
from pipelines.stages.extract import extract_pending
from pipelines.stages.fetch import fetch_documents, keep_items
from pipelines.stages.observation import observe_run
from pipelines.stages.parse import parse_pending
from pipelines.stages.publish import publish
from pipelines.stages.readiness import make_ready
from pipelines.stages.resting import rest_as_asked
from pipelines.stages.taking_up import take_up_tail
from pipelines.stages.tally import Counts, Progress, RunSummary, Step, Stopped, Tally, silent
from pipelines.stages.threads import by_host, each_done
from warehouse.ledger_batch import LedgerBatch
from warehouse.records import Published, Rejection
from warehouse.warehouse import Warehouse

AT_ONCE = timedelta(0)
RECHECK_AFTER = timedelta(hours=6)
"""What the command line and Dagster wait before they ask for a known page again."""


def run_sources(
    settings: Settings,
    sources: Mapping[str, Source],
    *,
    progress: Progress | None = None,
    max_pages: int | None = None,
    past_known: bool = False,
    since: date | None = None,
    until: date | None = None,
    recheck_after: timedelta = AT_ONCE,
    fetcher: Fetcher | None = None,
) -> RunSummary:
    """Discover, fetch, parse, extract and load each source, then publish.

    ``max_pages``: most listing pages a source. ``past_known``: follow the listing past what is known.
    ``since``, ``until``: read the releases of this range of days alone, past what is known.
    ``recheck_after``: documents that are still listed are asked for again when the last request is older.
    ``fetcher``: in place of one made from the settings. A source that fails is reported in the summary and costs the
    others nothing.

    Raises:
        WarehouseBusyError: another process is writing; nothing was changed.
        ConfigError: model, registers or a source's parser cannot be used; nothing was changed.
        ModelError: the model is there but cannot be loaded.
    """
    depth = Depth(max_pages, past_known, since, until)
    stop, show, began = threading.Event(), progress or silent, datetime.now(UTC)
    with (
        open_warehouse(settings, sources) as warehouse,
        Archive(settings.archive) as archive,
        fetcher or stoppable_fetcher(settings, stop) as asking,
    ):
        rest_as_asked(warehouse, archive, asking)
        with LedgerBatch(warehouse) as ledger:
            tallies = {name: Tally(name, warehouse, show, ledger, stop) for name in sources}
            with logged(ledger, "run", tallies) as run_id:
                work = partial(acquire, depth=depth, recheck_after=recheck_after, archive=archive, fetcher=asking)
                for source in acquired(settings, sources.values(), tallies, work):
                    with guarded(tallies[source.source_id]):
                        digest(settings, source, archive, tallies[source.source_id])
                        if not (since or until):  # of a range of days, nobody knows how much there should be
                            observe_run(source, tallies[source.source_id], began)
        published = publish(settings, warehouse)  # after the log's line is closed, so that readers see it so
        show(Step("", "publish", 1, 1))
    return summary_of(run_id, tallies, published)


def stoppable_fetcher(settings: Settings, stop: threading.Event) -> Fetcher:
    """A fetcher whose waits for a host's sake end when ``stop`` is set."""

    def sleep(seconds: float) -> None:
        if stop.wait(seconds):
            raise Stopped

    return Fetcher(settings, pace=Pace(sleep=sleep))


def acquired(
    settings: Settings,
    sources: Iterable[Source],
    tallies: Mapping[str, Tally],
    work: Callable[[Source, Tally], None],
) -> Iterator[Source]:
    """Call ``work`` for each source that is asked, in threads; give each source when its pages are in archive and
    ledger, those that are not asked first. A source that fails is reported and given all the same."""
    listed = []
    for source in sources:
        if not source.is_asked:
            yield source
        else:
            listed.append(source)
    if not listed:
        return
    first = tallies[listed[0].source_id]
    ledger, stop = first.batch, first.stop

    def one(source: Source) -> None:
        tally = tallies[source.source_id]
        try:
            with guarded(tally):
                tally.forget(f"source:{source.source_id}", "fetch")
                work(source, tally)
        except Stopped:
            return

    for source in each_done(by_host(listed), one, settings.hosts_at_once, stop, ledger.write_if_due):
        ledger.write()
        yield source


def acquire(
    source: Source, tally: Tally, *, depth: Depth, recheck_after: timedelta, archive: Archive, fetcher: Fetcher
) -> None:
    """Discover and fetch: what the publisher has goes into the archive and the ledger."""
    take_up_tail(source, archive=archive, tally=tally)
    states = tally.warehouse.fetch_states(source.source_id)
    links = discover(source, states, depth, archive=archive, fetcher=fetcher, tally=tally)
    # the oldest first, as in work_order: what a run that is stopped leaves out is then newer than all that is known
    keep_items(source, links[::-1], states, archive=archive, tally=tally)
    urls = work_order(links, states, recheck_after)
    fetch_documents(source, urls, states, archive=archive, fetcher=fetcher, tally=tally)


def digest(settings: Settings, source: Source, archive: Archive, tally: Tally) -> None:
    """Parse and extract: what the archive holds becomes rows. Needs no network."""
    parse_pending(source, archive=archive, tally=tally)
    extract_pending(settings, tally=tally)


@contextmanager
def open_warehouse(settings: Settings, sources: Mapping[str, Source]) -> Iterator[Warehouse]:
    """The warehouse for writing, with the registers and ``sources`` loaded.

    Raises:
        ConfigError: model, registers or a source's parser cannot be used; nothing was changed.
        WarehouseBusyError: another process is writing; nothing was changed.
    """
    make_ready(settings, sources)
    with Warehouse.open(settings.warehouse) as warehouse:
        warehouse.load_registers()
        for source in sources.values():
            warehouse.load_source(source)
        yield warehouse


@contextmanager
def logged(ledger: LedgerBatch, kind: str, tallies: Mapping[str, Tally]) -> Iterator[str]:
    """A line of the run log around the block, with the tallies' sums at its end; gives the run_id."""
    warehouse = ledger.warehouse
    run_id = warehouse.start_run(kind, list(tallies))
    try:
        yield run_id
        ledger.write()
    except BaseException as error:
        warehouse.finish_run(run_id, status="failed", counts=_totals(tallies), message=_one_line(error))
        raise
    failed = any(tally.counts.rejected for tally in tallies.values())
    warehouse.finish_run(run_id, status="partial" if failed else "done", counts=_totals(tallies))


@contextmanager
def guarded(tally: Tally) -> Iterator[None]:
    """Whatever one source fails on is written down and costs the others nothing; what all share stops the run."""
    url = f"source:{tally.source_id}"
    try:
        yield
    except Exception as error:
        if is_shared(error):
            raise
        where = traceback.extract_tb(error.__traceback__)[-1]
        reason = f"the source stopped: {_one_line(error)} (line {where.lineno} of {where.name})"
        tally.reject(Rejection(tally.source_id, url, "fetch", reason))


def summary_of(run_id: str, tallies: Mapping[str, Tally], published: Published | None) -> RunSummary:
    """The summary of the tallies of one run."""
    return RunSummary(
        run_id,
        {source_id: tally.counts for source_id, tally in tallies.items()},
        tuple(rejection for tally in tallies.values() for rejection in tally.rejections),
        published,
    )


def _totals(tallies: Mapping[str, Tally]) -> dict[str, int]:
    return asdict(sum((tally.counts for tally in tallies.values()), Counts()))


def _one_line(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}".splitlines()[0]
