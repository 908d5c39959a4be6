"""A source's captured pages: its listing and a few releases as they were received, kept beside the tests.

``<fixtures>/<source_id>/pages.warc.gz`` holds the listing's pages first, then the releases, each with its bytes,
headers, address and moment: the records that the archive would hold of them.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from warcio.archiveiterator import ArchiveIterator

from config.errors import ConfigError
from config.settings import Settings
from config.sources import Source, load_source
from parsers.records import Link, Page, ParseError
from pipelines.acquisition.failures import FetchError
from pipelines.acquisition.warc_members import members
from pipelines.acquisition.warc_records import ASKED, DAMAGE, ROLE, page_of, record_bytes
from pipelines.workbench.asking import asking, newest_listing, release_page, spread
from warehouse.records import FetchKind

if TYPE_CHECKING:
    from pipelines.acquisition.fetcher import Fetcher

Role = Literal["listing", "document"]
PAGES = "pages.warc.gz"
DECLARATION = "source.yaml"
"""A source that is declared beside its pages and not in the folder of sources: invented ones."""
_HALF_DONE = ".capture"
_FRESH = timedelta(days=1)
"""What an interrupted capture has received longer ago is asked for again."""


@dataclass(frozen=True, slots=True)
class Captured:
    """One page as it was received."""

    role: Role
    asked: str
    """The address asked for: the link's; ``page.url`` is the one after redirects."""
    page: Page


@dataclass(frozen=True, slots=True)
class Fixtures:
    """All captured pages of a source."""

    listings: tuple[Captured, ...]
    releases: tuple[Captured, ...]
    failed: tuple[str, ...] = ()
    """Of a new capture: links that gave no page, with the reason, in whose place others were taken."""


def folder_of(settings: Settings, source_id: str) -> Path:
    """Where the source's pages and snapshot are."""
    return settings.fixtures / source_id


def has_fixtures(settings: Settings, source_id: str) -> bool:
    """Whether pages were captured."""
    return (folder_of(settings, source_id) / PAGES).is_file()


def invented_source(folder: Path) -> Source:
    """The source that is declared in its folder of fixtures, with the folder's name as its id.

    Raises:
        ConfigError: the declaration is missing or wrong.
    """
    return load_source(folder / DECLARATION).model_copy(update={"source_id": folder.name})


def read_fixtures(folder: Path) -> Fixtures:
    """The pages in ``folder``, in the order of their capture.

    Raises:
        ConfigError: there are none, or their file is damaged.
    """
    path = folder / PAGES
    if not path.is_file():
        raise ConfigError(f"no captured pages: communique source capture {folder.name}", file=path)
    try:
        found = _read(path)
    except DAMAGE as error:
        raise ConfigError(
            f"is damaged ({error}): communique source capture {folder.name} --replace", file=path
        ) from error
    return Fixtures(
        tuple(one for one in found if one.role == "listing"), tuple(one for one in found if one.role == "document")
    )


def capture(
    source: Source,
    settings: Settings,
    fetcher: Fetcher,
    count: int = 3,
    *,
    renew: bool = False,
    progress: Callable[[str], None] = lambda url: None,
) -> Fixtures:
    """Ask for the listing and for ``count`` releases spread over it (newest, middle, oldest), and keep their pages.

    What was captured before stays as it is unless ``renew`` is given. Interrupted, the next call goes on with what has
    been received. ``progress`` is told each address that is asked for.

    Raises:
        ConfigError: the source has no listing.
        FetchError: the listing or every release cannot be had; what was received is kept for the next call.
        ParseError: the listing's parser does not read its page.
    """
    folder = folder_of(settings, source.source_id)
    if source.listing is None:
        raise ConfigError(f"source {source.source_id!r} has no listing to capture", field="listing")
    if (folder / PAGES).is_file() and not renew:
        return read_fixtures(folder)
    held = _half_done(folder / _HALF_DONE)
    server = asking(fetcher, source)

    def ask(url: str, kind: FetchKind) -> Page:
        if url not in held:
            progress(url)
            keep("listing" if kind == "listing" else "document", url, server(url, kind))
        return held[url][0].page

    def keep(role: Role, url: str, page: Page) -> None:
        captured = Captured(role, url, page)
        held[url] = (captured, _write(folder / _HALF_DONE, captured))

    pages: list[str] = []
    links: tuple[Link, ...] = ()
    for url, _, listing in newest_listing(source, ask):
        pages.append(url)
        if isinstance(listing, ParseError):
            raise listing
        links = listing.links
    wanted, failed = min(count, len(links)) + len(pages), list[str]()
    chosen = spread(links, count)
    for link in [*chosen, *(link for link in links if link not in chosen)][: 3 * count]:
        if len(pages) == wanted:
            break
        try:
            page = release_page(link, ask)
        except FetchError as error:
            failed.append(f"{link.url}: {error}")
            continue
        if link.item is not None:
            keep("document", link.url, page)
        pages.append(link.url)
    if failed and len(failed) == min(3 * count, len(links)):
        raise FetchError(f"no release can be had; the first: {failed[0]}")
    _put_in_place(folder, [held[url][1] for url in pages])
    return replace(read_fixtures(folder), failed=tuple(failed))


def _half_done(folder: Path) -> dict[str, tuple[Captured, Path]]:
    """What an interrupted capture has received lately, by the address asked for."""
    held: dict[str, tuple[Captured, Path]] = {}
    for path in folder.glob("*.warc.gz"):
        [captured] = _read(path)
        if datetime.now(UTC) - captured.page.fetched_at < _FRESH:
            held[captured.asked] = (captured, path)
    return held


def _write(folder: Path, captured: Captured) -> Path:
    """A file of the one record, there whole or not at all."""
    page = captured.page
    fields = {ROLE: captured.role, ASKED: captured.asked}
    path = folder / f"{hashlib.sha256(captured.asked.encode()).hexdigest()[:16]}.warc.gz"
    _replace(path, record_bytes(page, "response" if page.status else "resource", page.body, fields))
    return path


def _put_in_place(folder: Path, records: list[Path]) -> None:
    """One file of all records in place of an older one; then the half-done capture is no longer needed."""
    _replace(folder / PAGES, b"".join(path.read_bytes() for path in records))
    shutil.rmtree(folder / _HALF_DONE)


def _replace(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.part")
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def _read(path: Path) -> list[Captured]:
    found = []
    for start, end, content in members(path):
        if content is None:
            raise ValueError(f"bytes {start} to {end} hold no whole record")
        found += [_captured(record) for record in ArchiveIterator(BytesIO(content))]
    return found


def _captured(record: Any) -> Captured:
    page = page_of(record, record.raw_stream.read())
    told = record.rec_headers.get_header
    return Captured("listing" if told(ROLE) == "listing" else "document", told(ASKED) or page.url, page)
