"""WARC files made by others (Common Crawl, Browsertrix, wget …): their pages one by one, cuts and damage told."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from parsers.records import Page
from pipelines.acquisition.warc_records import page_of

READABLE = ("text/", "application/xhtml", "application/json", "application/xml", "application/rss", "application/atom")
"""Beginnings of the media types that can hold a release or a listing; images, styles and scripts are passed over."""


DAMAGE = (ArchiveLoadFailed, EOFError, OSError, zlib.error, ValueError, AttributeError, TypeError, LookupError)
"""What warcio raises on damaged files; where a record's own headers are cut it stumbles over what they lack."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in a file that could not be read."""

    url: str
    """Of the page, or of the file where no page is known."""
    reason: str


def read_warc(path: Path, name: str, max_bytes: int) -> Iterator[Page | Fault]:
    """Pages of ``response`` and ``resource`` records with status 200 and a readable media type, in the file's order.

    A file that is cut off gives its whole records and then one Fault, with ``name`` as its URL. Memory holds one
    record; bodies over ``max_bytes`` (content encoding removed) are a Fault each.
    """
    whole = last = 0
    with path.open("rb") as stream:
        records = ArchiveIterator(stream)
        while True:
            try:
                record = next(records)
                found = _read_record(record, max_bytes)
            except StopIteration:
                if not whole:
                    yield Fault(name, "holds no WARC record")
                elif not _ends_well(path, last):
                    size = f"{path.stat().st_size:,}"
                    yield Fault(name, f"cut off in or after its record {whole}, at byte {size}")
                return
            except DAMAGE as error:
                yield Fault(name, f"damaged after {whole} whole records: {_first_line(error)}")
                return
            if found == CUT:
                at = f"byte {records.get_record_offset():,} of {path.stat().st_size:,}"
                yield Fault(name, f"cut off after {whole} whole records, at {at}; those were imported")
                return
            whole += 1
            last = records.get_record_offset()
            if isinstance(found, (Page, Fault)):
                yield found


CUT = "cut"


def _read_record(record: Any, max_bytes: int) -> Page | Fault | str | None:
    """The page; :data:`CUT` where the record's bytes end too early; None where it is none that we read."""
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    body, fault = b"", None
    try:
        body = record.content_stream().read(max_bytes + 1)
    except (zlib.error, ValueError) as error:
        fault = Fault(url, f"its content encoding is damaged: {_first_line(error)}")
    if len(body) > max_bytes:
        fault = Fault(url, f"larger than {max_bytes:,} bytes")
    while record.raw_stream.read(1 << 16):
        pass
    if getattr(record.raw_stream, "limit", 1) > 0:  # no limit: its own headers are cut, its length with them
        return CUT
    if record.rec_type not in ("response", "resource"):
        return None
    if fault:
        return fault
    page = page_of(record, body)
    readable = not page.content_type or page.content_type.startswith(READABLE)
    return page if page.status in (0, 200) and readable and ":" in url else None


def _ends_well(path: Path, last: int) -> bool:
    """Whether the last record's gzip member is whole and the file's end; of files without gzip its length has told."""
    with path.open("rb") as file:
        file.seek(last)
        chunk = file.read(1 << 16)
        if not chunk.startswith(b"\x1f\x8b"):
            return True
        member = zlib.decompressobj(wbits=zlib.MAX_WBITS + 16)
        while chunk:
            try:
                member.decompress(chunk)
            except zlib.error:
                return False
            chunk = file.read(1 << 16) if not member.unused_data else b""
        return member.eof and not member.unused_data


def _first_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__
