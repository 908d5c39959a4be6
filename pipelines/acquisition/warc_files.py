"""WARC files made by others (Common Crawl, Browsertrix, wget …): their pages one by one, cuts and damage told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import ChunkedDataReader

from parsers.records import Page
from pipelines.acquisition.bodies import GZIP, PIECE, read_body
from pipelines.acquisition.failures import FetchError
from pipelines.acquisition.manners import PUBLIC
from pipelines.acquisition.warc_records import DAMAGE, page_of
from pipelines.acquisition.warc_streams import ends_well, in_one_member, open_records

PASSED_OVER = "passed over"
"""Beginning of the reason of what is no failure."""
SCHEMES = ("http", "https", "file")
"""Of pages. Browsertrix keeps texts and pictures of pages under ``urn:``, wget its log under ``metadata:``."""
CUT = "cut"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in a file that could not be read."""

    url: str
    """Of the page, or of the file where no page is known."""
    reason: str


def read_warc(path: Path, name: str, max_bytes: int) -> Iterator[Page | Fault]:
    """Pages of ``response``, ``resource`` and ``revisit`` records with status 200 and a readable media type, in the
    file's order.

    A revisit is answered with the content that it refers to, by address and date or by digest, in the same file. A file
    that is cut off gives its whole records and then one Fault, with ``name`` as its URL. Memory holds one record, and
    where each stands; bodies over ``max_bytes`` (content encoding removed) are a Fault each.
    """
    whole = last = 0
    places = _Places(path, max_bytes)
    with open_records(path) as stream:
        records = ArchiveIterator(stream)
        while True:
            try:
                record = next(records)
                found = _read_record(record, max_bytes)
            except StopIteration:
                if not whole:
                    yield Fault(name, "holds no WARC record")
                elif not in_one_member(path) and not ends_well(path, last):
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
            if isinstance(found, Page) and record.rec_type == "revisit":
                found = places.content_of(record, found)
            elif isinstance(found, Page):
                places.add(record, last)
            if isinstance(found, Fault) or (isinstance(found, Page) and _is_wanted(found)):
                yield found


class _Places:
    """Where the records of a file stand to which revisits may refer."""

    def __init__(self, path: Path, max_bytes: int) -> None:
        self._path, self._max_bytes = path, max_bytes
        self._by_moment: dict[tuple[str, str], int] = {}
        self._by_digest: dict[str, int] = {}

    def add(self, record: Any, offset: int) -> None:
        told = record.rec_headers.get_header
        self._by_moment[told("WARC-Target-URI"), told("WARC-Date")] = offset
        digest = told("WARC-Payload-Digest")
        if digest:
            self._by_digest.setdefault(digest, offset)

    def content_of(self, record: Any, page: Page) -> Page | Fault:
        """The revisit's page with its content."""
        told = record.rec_headers.get_header
        target = told("WARC-Refers-To-Target-URI") or page.url, told("WARC-Refers-To-Date") or ""
        offset = self._by_moment.get(target, self._by_digest.get(told("WARC-Payload-Digest") or ""))
        if offset is None:
            return Fault(page.url, f"{PASSED_OVER}: unchanged since a capture that is not in this file")
        with open_records(self._path) as stream:
            stream.seek(offset)
            original = _read_record(next(iter(ArchiveIterator(stream))), self._max_bytes)
        if not isinstance(original, Page):
            return Fault(page.url, "refers to a record that cannot be read")
        return replace(original, url=page.url, fetched_at=page.fetched_at)


def _read_record(record: Any, max_bytes: int) -> Page | Fault | str | None:
    """The page; :data:`CUT` where the record's bytes end too early; None where it is none that we read."""
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    body, fault = b"", None
    try:
        body = _body(record, max_bytes)
    except FetchError as error:
        fault = Fault(url, str(error))
    while record.raw_stream.read(1 << 16):
        pass
    if getattr(record.raw_stream, "limit", 1) > 0:  # no limit: its own headers are cut, its length with them
        return CUT
    if record.rec_type not in ("response", "resource", "revisit") or url.partition(":")[0] not in SCHEMES:
        return None
    if record.rec_type == "revisit":
        return page_of(record, b"")
    return _fault(record, url) or fault or page_of(record, body)


def _body(record: Any, max_bytes: int) -> bytes:
    """The content with transfer and content encoding removed, where the tool has left them.

    Raises:
        FetchError: larger than ``max_bytes``, damaged, or packed in a way that is not read.
    """
    told = record.http_headers.get_header if record.http_headers else lambda _: None
    chunked = "chunked" in (told("Transfer-Encoding") or "").lower()
    stream = ChunkedDataReader(record.raw_stream) if chunked else record.raw_stream
    encoding, first = (told("Content-Encoding") or "").strip().lower(), stream.read(PIECE)
    if encoding and (not first.startswith(GZIP) if "gzip" in encoding else _is_text(first)):
        encoding = ""
    return read_body(chain([first], iter(lambda: stream.read(PIECE), b"")), encoding, max_bytes)


def _fault(record: Any, url: str) -> Fault | None:
    """Why a whole record holds no whole page."""
    if not record.rec_headers.get_header("WARC-Date"):
        return Fault(url, "its record has no date")
    if cut := record.rec_headers.get_header("WARC-Truncated"):
        return Fault(url, f"its crawler cut the page off (WARC-Truncated: {cut})")
    return None


def _is_text(body: bytes) -> bool:
    sample = body[:4096]
    return b"\0" not in sample and len(sample.decode("utf-8", "ignore").encode()) >= len(sample) - 3


def _is_wanted(page: Page) -> bool:
    media = page.content_type
    return page.status in (0, 200) and (not media or PUBLIC.accepts(media))


def _first_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__
