"""One page as one WARC record and back: the bytes that the archive writes, and what a record of any tool tells."""

from __future__ import annotations

import base64
import hashlib
import zlib
from collections.abc import Mapping
from datetime import UTC, datetime
from http import HTTPStatus
from io import BytesIO
from typing import Any, Literal

from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from parsers.records import Page

RecordType = Literal["response", "resource", "revisit"]
DAMAGE = (ArchiveLoadFailed, EOFError, OSError, zlib.error, ValueError, AttributeError, TypeError, LookupError)
"""What warcio raises on damaged files; where a record's own headers are cut it stumbles over what they lack."""
ENCODINGS = ("content-encoding", "transfer-encoding", "content-length")
"""Headers that speak of the bytes on the wire and no longer hold for the stored body."""
HINT = "x-communique-"
"""Prefix of the names, in ``Page.headers`` and as named fields of the WARC record, under which an import keeps what was
told by hand or recognised about a page: ``parser``, ``published`` (YYYY-MM-DD), ``kind``, ``language``."""
ROLE = f"{HINT}role"
"""Named field: as what the record was fetched, ``listing``, ``document``, ``import`` or ``redirect``. With
:data:`ASKED` the archive tells all that the ledger needs; neither is a header of the page."""
ASKED = f"{HINT}asked"
"""Named field: the URL that was asked for, where redirects led from it to the record's own."""


def payload_digest(body: bytes) -> str:
    """``sha1:`` and base32 of the body with encodings removed, as WARC-Payload-Digest has it."""
    return "sha1:" + base64.b32encode(hashlib.sha1(body, usedforsecurity=False).digest()).decode()


def record_bytes(page: Page, kind: RecordType, body: bytes, fields: Mapping[str, str]) -> bytes:
    """The record as one gzip member. ``fields`` are named fields besides the date and the page's hints."""
    out = BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version="1.1")
    headers = {"Content-Type": page.content_type} if kind == "resource" else {}
    hints = {name: value for name, value in page.headers.items() if name.startswith(HINT)}
    named = {**hints, **fields}
    writer.write_record(
        writer.create_warc_record(
            page.url,
            kind,
            payload=BytesIO(body),
            http_headers=None if kind == "resource" else _http_headers(page),
            warc_headers_dict={
                **headers,
                "WARC-Date": warc_date(page.fetched_at),
                **{name.title() if name.startswith(HINT) else name: value for name, value in named.items()},
            },
        )
    )
    return out.getvalue()


def page_of(record: Any, body: bytes) -> Page:
    """The page that a WARC record of warcio tells, with ``body`` as its content.

    Raises:
        ValueError: the record has no date.
    """
    http = record.http_headers
    status = http.get_statuscode() if http else "0"
    headers = {"content-type": record.rec_headers.get_header("Content-Type") or ""}
    if http:
        headers = {name.lower(): value for name, value in http.headers if not name.lower().startswith(HINT)}
    told = {name.lower(): value for name, value in record.rec_headers.headers if name.lower().startswith(HINT)}
    headers |= {name: value for name, value in told.items() if name not in (ROLE, ASKED)}
    return Page(
        url=record.rec_headers.get_header("WARC-Target-URI") or "",
        body=body,
        fetched_at=parse_warc_date(record.rec_headers.get_header("WARC-Date") or ""),
        status=int(status) if status and status.isdigit() else 0,
        headers=headers,
    )


def parse_warc_date(value: str) -> datetime:
    """A WARC-Date (W3C profile of ISO 8601, up to nanoseconds) as a moment in UTC."""
    head, _, fraction = value.rstrip("Z").partition(".")
    moment = datetime.fromisoformat(head).replace(tzinfo=UTC)
    return moment.replace(microsecond=int(fraction[:6].ljust(6, "0"))) if fraction else moment


def warc_date(moment: datetime) -> str:
    """The moment as WARC-Date, to microseconds."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}"


def _http_headers(page: Page) -> StatusAndHeaders:
    own = {name: value for name, value in page.headers.items() if not name.startswith(HINT)}
    kept = [(f"X-Archive-Orig-{n}" if n in ENCODINGS else n, v) for n, v in own.items()]
    return StatusAndHeaders(
        f"{page.status} {_reason(page.status)}",
        [(name, " ".join(value.split())) for name, value in kept],
        protocol="HTTP/1.1",
    )


def _reason(status: int) -> str:
    return HTTPStatus(status).phrase if status in HTTPStatus._value2member_map_ else "-"
