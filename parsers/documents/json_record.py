"""Releases that come as JSON objects: a line of JSON Lines, a record of somebody's database."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from config.sources import Kind
from parsers.html import address
from parsers.json_page import Json
from parsers.records import Document, Page, ParseError
from parsers.registry import document_parser
from parsers.text import fold, html_paragraphs, join, split_title

NAMES = {
    "title": ("title", "headline"),
    "body": ("body", "text", "content", "contents"),
    "published": ("published", "published_at", "published_date", "date", "datePublished", "dct"),
    "url": ("url", "link"),
    "language": ("language", "lang"),
    "kind": ("kind",),
}
"""Field of a document → names under which a record may hold it, first the usual one."""


@document_parser("json_record")
def parse(
    page: Page, *, timezone: str | None = None, language: str | None = None, kind: str = "press_release"
) -> Document:
    """One JSON object: {title, body or text, published, url, language, kind} and further fields.

    Body and text may be HTML. A text without a title of its own begins with it, on the first line.

    Raises:
        ParseError: it is no object, there is no text, or a field is of the wrong type.
    """
    return document_of(Json.of(page).value, page.url, timezone=timezone, language=language, kind=kind)


def document_of(
    record: Mapping[str, Any],
    url: str,
    *,
    timezone: str | None = None,
    language: str | None = None,
    kind: str = "press_release",
) -> Document:
    """The release that one record tells; ``url`` stands where it has none of its own. Errors as :func:`parse`."""
    told = Json(record, url)
    paragraphs = html_paragraphs(_text(told, "body"))
    title = _maybe(told, "title")
    if title is None or (paragraphs and paragraphs[0] == title):
        title, paragraphs = split_title(paragraphs)
    if not _name(told, "body"):
        raise ParseError("holds no text", url=url, selector=" or ".join(NAMES["body"]))
    name = _name(told, "published")
    moment = told.maybe_datetime(name, timezone) if name else None
    stated = _maybe(told, "kind")
    return Document(
        url=address(url, _maybe(told, "url") or "") or url,
        title=title,
        body=join(paragraphs),
        published_date=moment.day if moment else None,
        published_at=moment.at if moment else None,
        timezone=timezone,
        language=_maybe(told, "language") or language,
        kind=stated if stated is not None and stated in get_args(Kind) else kind,
        fields=_fields(record),
    )


def _name(told: Json, field: str) -> str | None:
    return next((name for name in NAMES[field] if told.value.get(name)), None)


def _maybe(told: Json, field: str) -> str | None:
    name = _name(told, field)
    return told.maybe_text(name) if name else None


def _text(told: Json, field: str) -> str:
    name = _name(told, field)
    if name is None:
        return ""
    told.text(name)
    return str(told.value[name])


def _fields(record: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """What else the record holds: texts, numbers, and lists of them; objects are left out."""
    known = {name for names in NAMES.values() for name in names}
    found: dict[str, tuple[str, ...]] = {}
    for name, value in record.items():
        values = value if isinstance(value, list) else [value]
        plain = [item for item in values if isinstance(item, str | int | float) and not isinstance(item, bool)]
        if name not in known and plain and len(plain) == len(values):
            texts = tuple(text for item in plain if (text := fold(str(item))))
            if texts:
                found[fold(name)] = texts
    return found
