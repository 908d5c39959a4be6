"""The small records that pass between the warehouse and those who load it: fetches, pending work, what was loaded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from parsers.records import Context

FetchKind = Literal["listing", "document", "import"]
FetchOutcome = Literal["stored", "unchanged", "gone", "failed"]
Stage = Literal["fetch", "listing", "parse", "extract", "import"]
LoadOutcome = Literal["new", "changed", "unchanged"]


class WarehouseError(RuntimeError):
    """The warehouse cannot do what was asked; the text says why and what to do."""


class WarehouseBusyError(WarehouseError):
    """Another process is writing this warehouse; names its process id."""


class OffsetError(ValueError):
    """An extraction points outside its text."""


@dataclass(frozen=True, slots=True)
class Fetch:
    """One request and what came of it. All moments carry a time zone."""

    source_id: str
    url: str
    kind: FetchKind
    status: int | None
    """HTTP status code; None where there was no response, and for files from disk."""
    fetched_at: datetime
    outcome: FetchOutcome
    """stored: the archive holds a new body; unchanged: the body is the one already held; gone: 404 or 410."""
    etag: str | None = None
    last_modified: str | None = None
    """The header as received."""
    content_type: str | None = None
    payload_digest: str | None = None
    """``sha1:`` and base32, as in the WARC-Payload-Digest header."""
    bytes: int | None = None
    archive_file: str | None = None
    """WARC file, relative to the archive folder."""
    archive_offset: int | None = None
    """Byte at which the record begins in it."""
    reason: str | None = None
    """Why it failed, in words."""


@dataclass(frozen=True, slots=True)
class FetchState:
    """What is known of one URL, for conditional requests."""

    url: str
    status: int | None
    """Of the latest request."""
    outcome: FetchOutcome
    """Of the latest request."""
    fetched_at: datetime
    """Of the latest request."""
    etag: str | None
    """The latest that came with the body held now, if any did."""
    last_modified: str | None
    payload_digest: str | None
    """Of the body held now."""
    kind: FetchKind
    """Of the latest request."""
    archive_file: str | None
    """With the offset: where the archive holds that body."""
    archive_offset: int | None
    failures: int = 0
    """Requests since the latest that was stored or unchanged, all of which failed or found the page gone."""


@dataclass(frozen=True, slots=True)
class PendingPage:
    """An archived page that this parser version has not read."""

    fetch_id: str
    source_id: str
    url: str
    kind: FetchKind
    status: int | None
    fetched_at: datetime
    content_type: str | None
    payload_digest: str | None
    archive_file: str | None
    archive_offset: int | None


@dataclass(frozen=True, slots=True)
class LoadedDocument:
    """What became of a document that was loaded."""

    document_id: str
    version: int
    """Counts from 1."""
    outcome: LoadOutcome
    """new: first version; changed: its text differs from what was held; unchanged: it does not."""
    closed: bool = False
    """This page closed it: it carries its publisher's notice of withdrawal, and was open before."""


@dataclass(frozen=True, slots=True)
class PendingDocument:
    """A document whose current version this extractor version has not read."""

    document_id: str
    version: int
    text: str
    context: Context
    url: str


@dataclass(frozen=True, slots=True)
class Extractor:
    """What made an extraction; stands on each of its rows."""

    version: str
    """Changes whenever any part below does; extractions of another version are pending again."""
    code: str
    model: str
    """Name of the spaCy pipeline."""
    model_version: str
    registers: str
    """Digest or version of the registers."""


@dataclass(frozen=True, slots=True)
class Rejection:
    """Something that could not be used, why, and where it lies."""

    source_id: str
    url: str
    stage: Stage
    reason: str
    fetch_id: str | None = None
    archive_file: str | None = None
    archive_offset: int | None = None
    version: str | None = None
    """Version of the parser or extractor that rejected it: given, the same version does not try again."""
    noted: bool = False
    """It was used all the same; the reason says what is odd about it."""


@dataclass(frozen=True, slots=True)
class Published:
    """A snapshot that readers may open."""

    path: Path
    rows: Mapping[str, int]
    """Rows of each table."""
    noted: int = 0
    """Rows of ``rejected`` about what was used all the same."""
