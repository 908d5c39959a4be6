"""Importing: pages from files go into the archive and the ledger like fetched ones, then through the same stages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from config.settings import Settings
from config.sources import DocumentSpec, Source, load_sources
from parsers.records import Page
from pipelines.acquisition.archive import HINT, Archive, ArchiveError, payload_digest
from pipelines.acquisition.files import address, pages_in, with_hints
from pipelines.acquisition.warc_files import PASSED_OVER, Fault
from pipelines.stages.ledger_rows import row_of, state_of
from pipelines.stages.listing_pages import listing_pattern
from pipelines.stages.publish import publish
from pipelines.stages.run import digest, guarded, logged, open_warehouse, summary_of
from pipelines.stages.tally import Progress, RunSummary, Step, Tally, silent
from warehouse.ledger_batch import LedgerBatch
from warehouse.records import FetchKind, FetchState, Rejection

PREFIX = "import-"
"""Ids of sources that imports make begin with it."""
OF_TEXTS = ("plain_text", "json_record", "uncac_questionnaire", "pdf_release", "email_release")
"""Parsers that read texts, PDFs, mails and records of any source; all else is read by a declared source's own."""


@dataclass(frozen=True, slots=True)
class Told:
    """What whoever imports says about the pages; it is kept in the archive with them."""

    hints: Mapping[str, str] = field(default_factory=dict)
    """Of ``parser``, ``published`` (YYYY-MM-DD), ``kind``, ``language``; prevail over what is recognised."""


def import_path(
    settings: Settings,
    path: Path,
    source: Source | None = None,
    told: Told | None = None,
    progress: Progress | None = None,
) -> RunSummary:
    """Load the pages of a file or folder and publish.

    ``source``: the declared source whose pages they are; its parser reads HTML and WARC pages, and pages of a WARC that
    belong to its listing are kept but not read. Without one, they belong to :func:`import_source` of the folder's name.
    What is held already is not stored again.

    Raises:
        ConfigError: no such file, or no kind of file that can be imported; nothing was changed.
        WarehouseBusyError: another process is writing; nothing was changed.
    """
    pages = pages_in(path, settings.max_bytes)
    source = source or import_source(source_id_of(path))
    with (
        open_warehouse(settings, {source.source_id: source}) as warehouse,
        Archive(settings.archive) as archive,
        LedgerBatch(warehouse) as ledger,
    ):
        tally = Tally(source.source_id, warehouse, progress or silent, ledger)
        with logged(ledger, "import", {source.source_id: tally}) as run_id, guarded(tally):
            tally.forget(f"source:{source.source_id}", "fetch")
            _forget_faults(path, source, tally)
            _take_in(pages, source, told or Told(), archive, tally)
            ledger.write()
            digest(settings, source, archive, tally)
        published = publish(settings, warehouse)
        tally.progress(Step("", "publish", 1, 1))
    return summary_of(run_id, {source.source_id: tally}, published)


def import_source(source_id: str) -> Source:
    """The source that stands for imported files; wholly told by its id, so that later runs know it too."""
    return Source(
        source_id=source_id, name=f"Imported: {source_id.removeprefix(PREFIX)}", document=DocumentSpec(parser="generic")
    )


def source_id_of(path: Path) -> str:
    """``import-`` and the name of the folder, or of the folder that holds the file."""
    folder = path.resolve() if path.is_dir() else path.resolve().parent
    return PREFIX + (re.sub(r"[^a-z0-9]+", "-", folder.name.lower()).strip("-") or "files")


def imported_ids(settings: Settings) -> list[str]:
    """Ids of the sources that imports have made here."""
    return sorted(folder.name for folder in settings.archive.glob(f"{PREFIX}*") if folder.is_dir())


def all_sources(settings: Settings) -> dict[str, Source]:
    """The sources that have a YAML file and those that imports have made, by id.

    Raises:
        ConfigError: a source file is wrong.
    """
    return load_sources(settings.sources) | {name: import_source(name) for name in imported_ids(settings)}


def _forget_faults(path: Path, source: Source, tally: Tally) -> None:
    """Take back what an earlier import reported of the same files; what still holds is found again."""
    files = [file.relative_to(path).as_posix() for file in path.rglob("*")] if path.is_dir() else [path.name]
    known = {address(name) for name in files}
    query = "SELECT url FROM rejected WHERE source_id = ? AND stage = 'import'"
    for (url,) in tally.warehouse.connection.execute(query, [source.source_id]).fetchall():
        if url in known or url.rpartition("/")[0] in known:
            tally.forget(url, "import")


def _take_in(pages: Iterator[Page | Fault], source: Source, told: Told, archive: Archive, tally: Tally) -> None:
    states = tally.warehouse.fetch_states(source.source_id)
    is_listing = listing_pattern(source)
    for place, found in enumerate(pages, 1):
        if isinstance(found, Fault):
            _report(found, source, tally)
        else:
            page = _with_hints(found, source, told)
            _take_in_one(page, "listing" if is_listing(page.url) else "import", source, states, archive, tally)
        tally.step("import", place, None)


def _take_in_one(
    page: Page, kind: FetchKind, source: Source, states: dict[str, FetchState], archive: Archive, tally: Tally
) -> None:
    state, held, counts = states.get(page.url), payload_digest(page.body), kind != "listing"
    tally.count(discovered=counts)
    tally.forget(page.url, "import")
    from_disk = page.status == 0
    if state and (_same(page, held, state, archive) or (not from_disk and page.fetched_at <= state.fetched_at)):
        tally.count(unchanged=counts)
        return
    place = archive.append(source.source_id, page, role=kind)
    fetch = row_of(source.source_id, page.url, kind, page, place, "stored", held)
    tally.record(fetch)
    states[page.url] = state_of(fetch)
    tally.count(fetched=counts)


def _same(page: Page, held: str, state: FetchState, archive: Archive) -> bool:
    """Whether the archive holds this content, told with the same hints."""
    if held != state.payload_digest or state.archive_file is None or state.archive_offset is None:
        return False
    try:
        return _hints(archive.read(state.archive_file, state.archive_offset)) == _hints(page)
    except ArchiveError:
        return False


def _hints(page: Page) -> dict[str, str]:
    return {name: value for name, value in page.headers.items() if name.startswith(HINT)}


def _with_hints(page: Page, source: Source, told: Told) -> Page:
    told_by_page = page.headers.get(f"{HINT}parser") in OF_TEXTS and page.status == 0
    if not source.source_id.startswith(PREFIX) and not told_by_page:
        page = replace(page, headers={name: value for name, value in page.headers.items() if not name.startswith(HINT)})
    return with_hints(page, dict(told.hints))


def _report(fault: Fault, source: Source, tally: Tally) -> None:
    rejection = Rejection(source.source_id, fault.url, "import", fault.reason)
    if fault.reason.startswith(PASSED_OVER):
        tally.note(rejection)
    else:
        tally.reject(rejection)
