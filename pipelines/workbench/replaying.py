"""The archived releases of one source read in two ways: which records a new version of a parser changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from config.sources import Source
from parsers.layouts import read_layouts
from parsers.records import Document, Page, ParseError
from parsers.registry import read_document
from pipelines.acquisition.archive import Archive, Entry, Place
from pipelines.acquisition.warc_records import HINT
from pipelines.stages.listing_pages import listing_pattern
from pipelines.workbench.field_diff import Difference, differences, plain_document

Read = Callable[[Page], Document]
Outcome = Literal["same", "changed", "read_now", "lost", "unread"]
"""same and changed: both ways read the page; read_now: only the new one does; lost: only the old one; unread: none."""


@dataclass(frozen=True, slots=True)
class Replayed:
    """One archived page, read in both ways."""

    url: str
    fetched_at: datetime
    place: Place
    outcome: Outcome
    differences: tuple[Difference, ...] = ()
    """Where both read it: the fields that differ."""
    error: str | None = None
    """Where one does not read it: why."""


def archived_releases(source: Source, archive: Archive) -> Iterator[Entry]:
    """The archived pages of a source that its own parser reads: no listings, redirects, failures or imported texts."""
    own, is_listing = source.document.parser, listing_pattern(source)
    for entry in archive.entries(source.source_id):
        if (
            isinstance(entry, Entry)
            and entry.type != "revisit"
            and entry.page.status in (0, 200)
            and entry.role in (None, "document", "import")
            and entry.page.headers.get(f"{HINT}parser", own) == own
            and not (entry.role is None and is_listing(entry.page.url))
        ):
            yield entry


def replay(source: Source, archive: Archive, before: Read, after: Read) -> Iterator[Replayed]:
    """Every archived release read in both ways, in the order of the archive."""
    for entry in archived_releases(source, archive):
        told = entry.page.url, entry.page.fetched_at, entry.place
        one, other = _try(before, entry.page), _try(after, entry.page)
        if isinstance(one, Document) and isinstance(other, Document):
            found = tuple(differences(plain_document(one), plain_document(other)))
            yield Replayed(*told, "changed" if found else "same", found)
        elif isinstance(one, ParseError):
            read_now = isinstance(other, Document)
            yield Replayed(*told, "read_now" if read_now else "unread", error=str(one if read_now else other))
        else:
            yield Replayed(*told, "lost", error=str(other))


def present(source: Source) -> Read:
    """How the source's releases are read now, with all versions."""
    return lambda page: read_layouts(source.layouts, page, {})[0]


def without_newest(source: Source) -> Read:
    """How they would be read without the newest version: the present layout of the YAML where that has earlier ones,
    else the newest version of the parser.

    Raises:
        ConfigError: there is one version only.
    """
    if source.document.earlier:
        return lambda page: read_layouts(source.layouts[:-1], page, {})[0]
    return lambda page: read_document(source.document.parser, page, source.document_options, newest=False)


def _try(read: Read, page: Page) -> Document | ParseError:
    try:
        return read(page)
    except ParseError as error:
        return error
