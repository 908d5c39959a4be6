"""Rows of documents and their versions as their tables hold them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from config.sources import Source
from parsers.records import Document
from warehouse.address_key import address_key
from warehouse.copies import words_digest
from warehouse.identity import digest
from warehouse.rows import Row


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a document comes from and what read it."""

    source: Source
    fetch_id: str
    parser: str
    parser_version: str


def version_row(identifier: str, version: int, document: Document, origin: Origin, seen: datetime) -> Row:
    """The row of ``document_version``; ``seen`` is the moment of the first page that told it."""
    return {
        "document_id": identifier,
        "version": version,
        "title": document.title,
        "text": document.text,
        "body_start": document.body_start,
        "text_digest": digest(document.text),
        "published_date": document.published_date,
        "published_at": document.published_at,
        "fetch_id": origin.fetch_id,
        "parser": origin.parser,
        "parser_version": origin.parser_version,
        "first_seen_at": seen,
        "charset": document.charset,
        "notice": next(iter(document.fields.get("notice", ())), None),
    }


def document_row(identifier: str, version: int, document: Document, origin: Origin) -> dict[str, Any]:
    """The row of ``document`` without what depends on earlier pages."""
    return {
        "document_id": identifier,
        "source_id": origin.source.source_id,
        "url": document.url,
        "canonical_url": document.canonical_url,
        "title": document.title,
        "kind": document.kind,
        "language": document.language,
        "published_date": document.published_date,
        "published_at": document.published_at,
        "timezone": document.timezone,
        "text": document.text,
        "body_start": document.body_start,
        "version": version,
        "fields": {name: list(values) for name, values in document.fields.items()},
        "links": list(document.links),
        "attachments": [asdict(attachment) for attachment in document.attachments],
        "history": [{"changed_at": change.at.astimezone(UTC), "note": change.note} for change in document.history],
        "text_digest": digest(document.text),
        "fetch_id": origin.fetch_id,
        "parser": origin.parser,
        "parser_version": origin.parser_version,
        "charset": document.charset,
        "translations": dict(document.translations),
        "embargoed_until": document.embargoed_until,
        "words_digest": words_digest(document.body),
        "address_key": address_key(document.url),
        "canonical_key": address_key(document.canonical_url) if document.canonical_url else None,
    }
