"""The archive: every response in WARC files (ISO 28500), one growing file per source and day, one gzip member a record.

Files are ``<folder>/<source_id>/<YYYY-MM-DD>.warc.gz``, the day that of the response in UTC. A place in the archive is
(file relative to the folder, byte offset of the record's gzip member). Bodies are kept with transfer and content
encoding removed, the headers that named them renamed to ``X-Archive-Orig-…``, so that payload digests tell whether the
content changed.
"""

from __future__ import annotations

import base64
import fcntl
import hashlib
import os
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Literal

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from parsers.records import Page

ENCODINGS = ("content-encoding", "transfer-encoding", "content-length")
"""Headers that speak of the bytes on the wire and no longer hold for the stored body."""
HINT = "x-communique-"
"""Prefix of the names, in ``Page.headers`` and as named fields of the WARC record, under which an import keeps what was
told by hand or recognised about a page: ``parser``, ``published`` (YYYY-MM-DD), ``kind``, ``language``."""
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


def payload_digest(body: bytes) -> str:
    """``sha1:`` and base32 of the body with encodings removed, as WARC-Payload-Digest has it."""
    return "sha1:" + base64.b32encode(hashlib.sha1(body, usedforsecurity=False).digest()).decode()


class Archive:
    """Appends to and reads from one archive folder; a context manager that closes its files.

    A process appends alone to a file (advisory lock); reading is free at any time.
    """

    def __init__(self, folder: Path) -> None:
        """``folder`` is made on the first append."""
        self.folder = folder
        self._files: dict[str, IO[bytes]] = {}
        self.set_aside: list[Path] = []
        """Side files with damaged tails that this object has cut off."""

    def __enter__(self) -> Archive:
        """The archive itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close all files."""
        self.close()

    def close(self) -> None:
        """Close the files that were opened for appending, which frees their locks."""
        for file in self._files.values():
            file.close()
        self._files.clear()

    def append(self, source_id: str, page: Page) -> Place:
        """Write ``page`` as a ``response`` record and wait until the disk has it.

        A page with status 0 did not come over HTTP and becomes a ``resource`` record.
        """
        if page.status == 0:
            return self._write(source_id, page, "resource", None, {"Content-Type": page.content_type}, page.body)
        return self._write(source_id, page, "response", _http_headers(page), {}, page.body)

    def append_revisit(self, source_id: str, page: Page, original: Place, digest: str, first_seen: datetime) -> Place:
        """Write that ``page`` has the content of the record at ``original``, whose moment was ``first_seen``.

        ``page.status`` 304 makes it *server not modified*, anything else *identical payload digest*; the body is not
        written again.
        """
        profile = SERVER_NOT_MODIFIED if page.status == 304 else IDENTICAL_PAYLOAD
        refers = {
            "WARC-Profile": profile,
            "WARC-Payload-Digest": digest,
            "WARC-Refers-To-Target-URI": page.url,
            "WARC-Refers-To-Date": _warc_date(first_seen),
            "WARC-Refers-To-Filename": original.file,
            "WARC-Refers-To-File-Offset": str(original.offset),
        }
        return self._write(source_id, page, "revisit", _http_headers(page), refers, b"")

    def read(self, file: str, offset: int) -> Page:
        """The page at a place; a revisit is answered with the content that it refers to and its own moment.

        Raises:
            ArchiveError: there is no whole record there.
        """
        record, body = self._record(file, offset)
        page = page_of(record, body)
        if record.rec_type != "revisit":
            return page
        target = record.rec_headers.get_header("WARC-Refers-To-Filename")
        place = record.rec_headers.get_header("WARC-Refers-To-File-Offset")
        if target is None or place is None:
            raise ArchiveError(f"{file} at byte {offset}: a revisit that does not say of which record")
        original = self.read(target, int(place))
        return Page(page.url, original.body, page.fetched_at, original.status, original.headers)

    def places(self, source_id: str) -> Iterator[tuple[Place, Literal["response", "revisit"]]]:
        """Every whole record of a source in the order of days and of writing."""
        for path in sorted((self.folder / source_id).glob("*.warc.gz")):
            file = path.relative_to(self.folder).as_posix()
            for start, _ in whole_members(path):
                record, _ = self._record(file, start)
                yield Place(file, start), record.rec_type

    def _record(self, file: str, offset: int) -> tuple[Any, bytes]:
        path = self.folder / file
        try:
            with path.open("rb") as stream:
                stream.seek(offset)
                record = next(iter(ArchiveIterator(stream)))
                body = record.raw_stream.read()
        except FileNotFoundError as error:
            raise ArchiveError(f"{file} is missing from the archive folder {self.folder}") from error
        except (ArchiveLoadFailed, StopIteration, EOFError, zlib.error) as error:
            raise ArchiveError(f"{file} at byte {offset}: no whole record ({type(error).__name__})") from error
        if len(body) < (record.payload_length if record.payload_length >= 0 else record.length - _head(record)):
            raise ArchiveError(f"{file} at byte {offset}: the record is cut off")
        return record, body

    def _write(
        self,
        source_id: str,
        page: Page,
        kind: str,
        http_headers: StatusAndHeaders | None,
        warc_headers: dict[str, str],
        body: bytes,
    ) -> Place:
        name = f"{source_id}/{page.fetched_at.astimezone(UTC):%Y-%m-%d}.warc.gz"
        out = BytesIO()
        writer = WARCWriter(out, gzip=True, warc_version="1.1")
        writer.write_record(
            writer.create_warc_record(
                page.url,
                kind,
                payload=BytesIO(body),
                http_headers=http_headers,
                warc_headers_dict={"WARC-Date": _warc_date(page.fetched_at), **_hints(page), **warc_headers},
            )
        )
        file = self._open(name)
        offset = file.seek(0, os.SEEK_END)
        file.write(out.getvalue())
        file.flush()
        os.fsync(file.fileno())
        return Place(name, offset)

    def _open(self, name: str) -> IO[bytes]:
        if name not in self._files:
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            file = path.open("ab")
            fcntl.flock(file, fcntl.LOCK_EX)
            damaged = set_damaged_tail_aside(path)
            if damaged:
                self.set_aside.append(damaged)
            self._files[name] = file
        return self._files[name]


def whole_members(path: Path) -> Iterator[tuple[int, int]]:
    """(start, end) in bytes of each gzip member that is whole, up to the first that is not."""
    with path.open("rb") as file:
        start = position = 0
        rest = b""
        while True:
            member = zlib.decompressobj(wbits=zlib.MAX_WBITS + 16)
            while not member.eof:
                chunk = rest or file.read(1 << 16)
                rest = b""
                if not chunk:
                    return
                try:
                    member.decompress(chunk)
                except zlib.error:
                    return
                position += len(chunk) - len(member.unused_data)
            rest = member.unused_data
            yield start, position
            start = position


def set_damaged_tail_aside(path: Path) -> Path | None:
    """Cut from a file what follows its last whole record, into ``<name>.tail-<offset>`` beside it.

    Safe when interrupted: the tail is copied to disk before it is cut, and cutting again gives the same files.
    """
    end = 0
    for _, end in whole_members(path):  # noqa: B007 - the last one counts
        pass
    if end == path.stat().st_size:
        return None
    side = path.with_name(f"{path.name}.tail-{end}")
    with path.open("r+b") as file, side.open("wb") as tail:
        file.seek(end)
        tail.write(file.read())
        tail.flush()
        os.fsync(tail.fileno())
        file.truncate(end)
        os.fsync(file.fileno())
    return side


def page_of(record: Any, body: bytes) -> Page:
    """The page that a WARC record of warcio tells, with ``body`` as its content."""
    http = record.http_headers
    status = http.get_statuscode() if http else "0"
    headers = {"content-type": record.rec_headers.get_header("Content-Type") or ""}
    if http:
        headers = {name.lower(): value for name, value in http.headers if not name.lower().startswith(HINT)}
    headers |= {name.lower(): value for name, value in record.rec_headers.headers if name.lower().startswith(HINT)}
    return Page(
        url=record.rec_headers.get_header("WARC-Target-URI") or "",
        body=body,
        fetched_at=parse_warc_date(record.rec_headers.get_header("WARC-Date")),
        status=int(status) if status and status.isdigit() else 0,
        headers=headers,
    )


def parse_warc_date(value: str) -> datetime:
    """A WARC-Date (W3C profile of ISO 8601, up to nanoseconds) as a moment in UTC."""
    head, _, fraction = value.rstrip("Z").partition(".")
    moment = datetime.fromisoformat(head).replace(tzinfo=UTC)
    return moment.replace(microsecond=int(fraction[:6].ljust(6, "0"))) if fraction else moment


def _warc_date(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}"


def _head(record: Any) -> int:
    return len(record.http_headers.to_bytes()) if record.http_headers else 0


def _http_headers(page: Page) -> StatusAndHeaders:
    own = {name: value for name, value in page.headers.items() if not name.startswith(HINT)}
    kept = [(f"X-Archive-Orig-{n}" if n in ENCODINGS else n, v) for n, v in own.items()]
    return StatusAndHeaders(
        f"{page.status} {_reason(page.status)}",
        [(name, " ".join(value.split())) for name, value in kept],
        protocol="HTTP/1.1",
    )


def _hints(page: Page) -> dict[str, str]:
    return {name.title(): value for name, value in page.headers.items() if name.startswith(HINT)}


def _reason(status: int) -> str:
    from http import HTTPStatus

    return HTTPStatus(status).phrase if status in HTTPStatus._value2member_map_ else "-"
