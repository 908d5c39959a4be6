"""What ``communique doctor`` looks at: each part of an installation, whether it is well, else what to do."""

from __future__ import annotations

import importlib.metadata
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

import duckdb

from config.errors import ConfigError
from config.settings import Settings
from config.sources import load_sources
from pipelines.acquisition.archive import Archive, ArchiveError
from pipelines.acquisition.warc_members import whole_members
from pipelines.versions import extractor, parser_version
from warehouse.records import WarehouseBusyError, WarehouseError
from warehouse.warehouse import Warehouse

LEAST_FREE = 1_000_000_000
SAMPLED_PAGES = 50
SHOWN_PACKAGES = ("duckdb", "spacy", "dagster")


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One line of the doctor."""

    part: str
    """installation, model, registers, sources, home, archive, ledger or snapshot."""
    state: Literal["ok", "warn", "fail"]
    """warn: it works, but somebody should know; fail: something must be done."""
    finding: str
    advice: str = ""
    """What to do, empty where nothing is."""


def check_up(settings: Settings) -> Iterator[Diagnosis]:
    """Every diagnosis, cheap ones first. Changes nothing; a part whose check breaks is a diagnosis itself."""
    for part, check in PARTS.items():
        try:
            yield from check(settings)
        except Exception as error:  # a doctor that dies of an illness helps nobody
            yield Diagnosis(part, "fail", f"{type(error).__name__}: {error}".splitlines()[0], "see the message")


def _installation(settings: Settings) -> Iterator[Diagnosis]:
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in SHOWN_PACKAGES)
    python = ".".join(map(str, sys.version_info[:3]))
    yield Diagnosis(
        "installation", "ok", f"communique {importlib.metadata.version('communique')}, Python {python}, {versions}"
    )
    if settings.user_agent == Settings().user_agent:
        advice = "set COMMUNIQUE_USER_AGENT to a name with your address or website before asking real servers"
        yield Diagnosis("installation", "warn", "the user agent names no contact", advice)


def _model(settings: Settings) -> Iterator[Diagnosis]:
    try:
        made_by = extractor(settings.model)
    except ConfigError as error:
        yield Diagnosis("model", "fail", str(error), "install it with pip, or set COMMUNIQUE_MODEL")
        return
    yield Diagnosis("model", "ok", f"{made_by.model} {made_by.model_version}; extractor version {made_by.version}")


def _registers(_: Settings) -> Iterator[Diagnosis]:
    from config.agencies import agencies
    from config.event_types import event_types
    from config.places import countries

    counted: dict[str, Callable[[], Iterable[object]]] = {
        "agencies": agencies,
        "countries": countries,
        "event types": event_types,
    }
    for name, register in counted.items():
        try:
            yield Diagnosis("registers", "ok", f"{sum(1 for _ in register()):,} {name}")
        except ConfigError as error:
            yield Diagnosis("registers", "fail", str(error), "mend the line of the register that is named")


def _sources(settings: Settings) -> Iterator[Diagnosis]:
    from parsers.registry import option_faults

    try:
        sources = load_sources(settings.sources)
    except ConfigError as error:
        yield Diagnosis("sources", "fail", str(error), "mend the file at that line")
        return
    for source in sources.values():
        faults = option_faults("document", source.document.parser, source.document_options)
        if source.listing:
            faults += option_faults("listing", source.listing.parser, source.listing_options)
        for field, fault in faults:
            yield Diagnosis("sources", "fail", f"{source.source_id}: {field}: {fault}", "mend its YAML file")
    unverified = sum(not source.verified for source in sources.values())
    yield Diagnosis("sources", "ok", f"{len(sources)} declared, {unverified} not yet verified against the live site")


def _home(settings: Settings) -> Iterator[Diagnosis]:
    folder = settings.home
    while not folder.exists():
        folder = folder.parent
    if not os.access(folder, os.W_OK):
        yield Diagnosis(
            "home", "fail", f"{folder} cannot be written", "set COMMUNIQUE_HOME or --home to a folder of yours"
        )
        return
    free = shutil.disk_usage(folder).free
    state: Literal["ok", "warn"] = "ok" if free > LEAST_FREE else "warn"
    advice = "" if free > LEAST_FREE else "make room"
    yield Diagnosis("home", state, f"{settings.home}, {free / 1e9:.1f} GB free", advice)


def _archive(settings: Settings) -> Iterator[Diagnosis]:
    files = sorted(settings.archive.glob("*/*.warc.gz"))
    size = sum(file.stat().st_size for file in files)
    yield Diagnosis("archive", "ok", f"{len(files)} WARC files, {size / 1e6:,.1f} MB")
    newest = {file.parent: file for file in files}
    for file in newest.values():
        end = max((end for _, end in whole_members(file)), default=0)
        if end < file.stat().st_size:
            advice = "nothing: the next run sets the tail aside and goes on after the last whole record"
            yield Diagnosis("archive", "warn", f"{file} ends in a record that was cut off", advice)
    tails = list(settings.archive.glob("*/*.tail-*"))
    if tails:
        yield Diagnosis(
            "archive", "ok", f"{len(tails)} tails of interrupted writes were set aside, e.g. {tails[0].name}"
        )


def _ledger(settings: Settings) -> Iterator[Diagnosis]:
    if not settings.warehouse.exists():
        yield Diagnosis("ledger", "warn", "there is no warehouse yet", "communique demo, run or import makes one")
        return
    try:
        warehouse = Warehouse.open(settings.warehouse)
    except WarehouseBusyError as error:
        yield Diagnosis("ledger", "warn", f"not looked into: {error}", "ask again when the run has ended")
        return
    except WarehouseError as error:
        yield Diagnosis(
            "ledger", "fail", str(error), "restore the file, or move it away: a run rebuilds it from archive"
        )
        return
    with warehouse:
        yield from _rows(warehouse)
        yield from _places(settings, warehouse)
        yield from _waiting(settings, warehouse)


def _rows(warehouse: Warehouse) -> Iterator[Diagnosis]:
    from warehouse.checks import run_checks

    con = warehouse.connection
    findings = run_checks(con)
    for finding in findings:
        yield Diagnosis(
            "ledger", "fail", f"{finding.table}: {finding.message}", f"check {finding.check!r} failed: report it"
        )
    if not findings:
        counts = con.execute(
            'SELECT (SELECT count(*) FROM "fetch"), (SELECT count(*) FROM document), (SELECT count(*) FROM event), '
            "(SELECT count(*) FROM rejected)"
        ).fetchall()[0]
        told = "{:,} fetches, {:,} documents, {:,} events, {:,} rejected".format(*counts)
        yield Diagnosis("ledger", "ok", f"{told}; all checks hold")
    stopped = con.execute("SELECT count(*) FROM run_log WHERE status = 'running'").fetchall()[0][0]
    if stopped:
        yield Diagnosis("ledger", "ok", f"{stopped} runs were stopped half-way; later runs take up what they left")


def _places(settings: Settings, warehouse: Warehouse) -> Iterator[Diagnosis]:
    con = warehouse.connection
    places = con.execute(
        'SELECT archive_file, archive_offset FROM "fetch" WHERE archive_file IS NOT NULL '
        f"USING SAMPLE {SAMPLED_PAGES} ROWS"
    ).fetchall()
    lost = []
    with Archive(settings.archive) as archive:
        for file, offset in places:
            try:
                archive.read(file, offset)
            except ArchiveError as error:
                lost.append(str(error))
    if lost:
        finding = f"{len(lost)} of {len(places)} sampled pages are not in the archive: {lost[0]}"
        yield Diagnosis("archive", "fail", finding, "restore the file; without it these pages cannot be parsed again")
    elif places:
        yield Diagnosis("archive", "ok", f"{len(places)} sampled pages of the ledger are where it says")


def _waiting(settings: Settings, warehouse: Warehouse) -> Iterator[Diagnosis]:
    pages = sum(
        len(warehouse.pending_pages([source.source_id], parser_version(source)))
        for source in load_sources(settings.sources).values()
    )
    documents = warehouse.count_pending_documents(extractor(settings.model).version)
    if pages or documents:
        finding = f"{pages} pages to parse and {documents} documents to read with the present code"
        yield Diagnosis("ledger", "warn", finding, "communique run")


def _snapshot(settings: Settings) -> Iterator[Diagnosis]:
    if not settings.published.exists():
        yield Diagnosis("snapshot", "warn", "nothing is published yet", "communique demo, run or import publishes")
        return
    try:
        with duckdb.connect(settings.published, read_only=True) as con:
            last = con.execute("SELECT max(finished_at) FROM run_log").fetchall()[0][0]
            events = con.execute("SELECT count(*) FROM event").fetchall()[0][0]
    except duckdb.Error as error:
        first = str(error).splitlines()[0]
        yield Diagnosis(
            "snapshot", "fail", f"{settings.published}: {first}", "delete it; communique run publishes it anew"
        )
        return
    when = f"{last:%Y-%m-%d %H:%M} UTC" if last else "no run"
    yield Diagnosis("snapshot", "ok", f"{settings.published}: {events:,} events, as of {when}")


PARTS: dict[str, Callable[[Settings], Iterator[Diagnosis]]] = {
    "installation": _installation,
    "model": _model,
    "registers": _registers,
    "sources": _sources,
    "home": _home,
    "archive": _archive,
    "ledger": _ledger,
    "snapshot": _snapshot,
}
