"""The archive: every response in WARC files (ISO 28500), one growing file per source and day, one gzip member a record.

Files are ``<folder>/<source_id>/<YYYY-MM-DD>.warc.gz``, the day that of the response in UTC. A place in the archive is
(file relative to the folder, byte offset of the record's gzip member). Bodies are kept with transfer and content
encoding removed, the headers that named them renamed to ``X-Archive-Orig-…``, so that payload digests tell whether the
content changed. Named fields tell as what each record was fetched, so that the ledger can be made again from them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, cast

from warcio.archiveiterator import ArchiveIterator

from parsers.records import Page
from pipelines.acquisition.growing_files import GrowingFiles
from pipelines.acquisition.warc_members import member_at, members
from pipelines.acquisition.warc_records import (
    ASKED,
    DAMAGE,
    HINT,
    ROLE,
    RecordType,
    page_of,
    parse_warc_date,
    payload_digest,
    record_bytes,
    warc_date,
)

__all__ = ["HINT", "Archive", "ArchiveError", "Entry", "Place", "Role", "page_of", "parse_warc_date", "payload_digest"]

Role = Literal["listing", "document", "import", "redirect"]
SERVER_NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
IDENTICAL_PAYLOAD = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"


class ArchiveError(RuntimeError):
    """A record that cannot be read: the file is missing, cut off or damaged there; says file and offset."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record stands in the archive."""

    file: str
    """Path relative to the archive folder, with forward slashes."""
    offset: int
    """Bytes from the start of the file to the record's gzip member."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One record as the ledger needs it; the content of a revisit is not looked up."""

    place: Place
    type: RecordType
    page: Page
    """With its own body, which a revisit does not have."""
    digest: str | None
    """WARC-Payload-Digest as written."""
    role: Role | None
    """None in archives that were written before this field."""
    asked: str | None
    """The URL that was asked for; None where it is the page's own, or not told."""
    first_url: str | None = None
    """Of a revisit: the URL of the record that holds the content."""


class Archive:
    """Appends to and reads from one archive folder; a context manager that closes its files.

    Its methods may be called from several threads: those that append to different files wait for the disk at the same
    time. A process appends alone to a file (advisory lock); reading is free at any time.
    """

    def __init__(self, folder: Path) -> None:
        """``folder`` is made on the first append."""
        self.folder = folder
        self._files = GrowingFiles(folder)

    def __enter__(self) -> Archive:
        """The archive itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close all files."""
        self.close()

    @property
    def set_aside(self) -> list[Path]:
        """Side files with damaged tails that this object has cut off."""
        return self._files.set_aside

    def close(self) -> None:
        """Close the files that were opened for appending, which frees their locks."""
        self._files.close()

    def append(self, source_id: str, page: Page, *, role: Role | None = None, asked: str | None = None) -> Place:
        """Write ``page`` as a ``response`` record and wait until the disk has it.

        A page with status 0 did not come over HTTP and becomes a ``resource`` record. ``asked``: the URL that was asked
        for, where redirects led to the page's own.

        Raises:
            ValueError: the archive is closed.
        """
        kind: RecordType = "response" if page.status else "resource"
        return self._write(source_id, page, kind, page.body, _facts(page, role, asked))

    def append_revisit(
        self,
        source_id: str,
        page: Page,
        original: Place,
        digest: str,
        first_seen: datetime,
        *,
        first_url: str | None = None,
        role: Role | None = None,
        asked: str | None = None,
    ) -> Place:
        """Write that ``page`` has the content of the record at ``original``, whose moment was ``first_seen`` and whose
        URL ``first_url`` (default: the page's own).

        ``page.status`` 304 makes it *server not modified*, anything else *identical payload digest*; the body is not
        written again.
        """
        profile = SERVER_NOT_MODIFIED if page.status == 304 else IDENTICAL_PAYLOAD
        refers = {
            "WARC-Profile": profile,
            "WARC-Payload-Digest": digest,
            "WARC-Refers-To-Target-URI": first_url or page.url,
            "WARC-Refers-To-Date": warc_date(first_seen),
            "WARC-Refers-To-Filename": original.file,
            "WARC-Refers-To-File-Offset": str(original.offset),
        }
        return self._write(source_id, page, "revisit", b"", {**refers, **_facts(page, role, asked)})

    def read(self, file: str, offset: int) -> Page:
        """The page at a place; a revisit is answered with the content that it refers to and its own moment.

        Raises:
            ArchiveError: there is no whole record there.
        """
        record, page = self._record(file, offset)
        if record.rec_type != "revisit":
            return page
        target = record.rec_headers.get_header("WARC-Refers-To-Filename")
        place = record.rec_headers.get_header("WARC-Refers-To-File-Offset")
        if target is None or place is None:
            raise ArchiveError(f"{file} at byte {offset}: a revisit that does not say of which record")
        original = self.read(target, int(place))
        return Page(page.url, original.body, page.fetched_at, original.status, original.headers)

    def places(self, source_id: str) -> Iterator[tuple[Place, RecordType]]:
        """Every whole record of a source in the order of days and of writing."""
        for entry in self.entries(source_id):
            if isinstance(entry, Entry):
                yield entry.place, entry.type

    def files(self, source_id: str) -> list[Path]:
        """The source's files, in the order of days."""
        return sorted((self.folder / source_id).glob("*.warc.gz"))

    def entries(self, source_id: str, begin: Mapping[str, int] | None = None) -> Iterator[Entry | ArchiveError]:
        """Every whole record of a source in the order of days and of writing, and an error in place of what is damaged.

        ``begin``: the files that are read, and the offset of the record from which on (itself included); None: all of
        them, from their start.
        """
        for path in self.files(source_id):
            file = path.relative_to(self.folder).as_posix()
            if begin is not None and file not in begin:
                continue
            for start, end, content in members(path, begin[file] if begin else 0):
                try:
                    if content is None:
                        raise ValueError("damaged or cut off")
                    yield _entry(Place(file, start), content)
                except (*DAMAGE, StopIteration) as error:
                    yield ArchiveError(f"{file}: bytes {start} to {end} hold no whole record ({error})")

    def _record(self, file: str, offset: int) -> tuple[Any, Page]:
        try:
            content = member_at(self.folder / file, offset)
        except FileNotFoundError as error:
            raise ArchiveError(f"{file} is missing from the archive folder {self.folder}") from error
        try:
            if content is None:
                raise ValueError("damaged or cut off")
            record = next(iter(ArchiveIterator(BytesIO(content))))
            return record, page_of(record, record.raw_stream.read())
        except (*DAMAGE, StopIteration) as error:
            raise ArchiveError(f"{file} at byte {offset}: no whole record ({error})") from error

    def _write(self, source_id: str, page: Page, kind: RecordType, body: bytes, fields: Mapping[str, str]) -> Place:
        name = f"{source_id}/{page.fetched_at.astimezone(UTC):%Y-%m-%d}.warc.gz"
        return Place(name, self._files.append(name, record_bytes(page, kind, body, fields)))


def _facts(page: Page, role: Role | None, asked: str | None) -> dict[str, str]:
    facts = {ROLE: role, ASKED: asked if asked != page.url else None}
    return {name: value for name, value in facts.items() if value}


def _entry(place: Place, content: bytes) -> Entry:
    record = next(iter(ArchiveIterator(BytesIO(content))))
    headers = record.rec_headers
    return Entry(
        place,
        record.rec_type,
        page_of(record, record.raw_stream.read()),
        headers.get_header("WARC-Payload-Digest"),
        cast(Role | None, headers.get_header(ROLE)),
        headers.get_header(ASKED),
        headers.get_header("WARC-Refers-To-Target-URI"),
    )
