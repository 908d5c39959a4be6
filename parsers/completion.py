"""Completes what a document parser read by what pages of all layouts tell alike: encoding, head, notices, defaults."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from parsers.encoding import read_characters
from parsers.head import Head, head_of
from parsers.notices import read_notices
from parsers.records import Document, Page

_HTML = ("text/html", "application/xhtml+xml")
_CHARACTERS = ("text/", "application/json", "application/xml", "application/xhtml+xml")
_CHARACTER_SUFFIXES = ("+json", "+xml")


def complete(document: Document, page: Page, options: Mapping[str, object]) -> Document:
    """``document`` with what it leaves open. What its parser told stands, whatever the page says elsewhere.

    Language, time zone and publication date come from ``options`` (the source's), encoding, canonical address and
    translations from the page, corrections, withdrawal and embargo from notices in title and text.
    """
    given = {name: options[name] for name in ("timezone", "language") if options.get(name)}
    found: dict[str, Any] = {name: value for name, value in given.items() if getattr(document, name) is None}
    published = options.get("published")
    if published and document.published_date is None:
        found["published_date"] = published if isinstance(published, date) else date.fromisoformat(str(published))
    if _has_characters(page):
        found |= _from_page(document, page)
    found |= _from_notices(document, found)
    return replace(document, **found) if found else document


def _from_page(document: Document, page: Page) -> dict[str, Any]:
    text, encoding, told_by = read_characters(page)
    found: dict[str, Any] = {}
    if document.charset is None:
        found["charset"] = f"{encoding} ({told_by})"
    if _is_html(page):
        head = head_of(text, page.url)
        if document.canonical_url is None and head.canonical not in (None, document.url):
            found["canonical_url"] = head.canonical
        if not document.translations and head.translations:
            found["translations"] = _of_release(head, document)
    return found


def _of_release(head: Head, document: Document) -> Mapping[str, str]:
    own = document.language if head.language is None else None
    return {
        code: url for code, url in head.translations.items() if code.partition("-")[0] != own and url != document.url
    }


def _from_notices(document: Document, found: Mapping[str, Any]) -> dict[str, Any]:
    timezone = document.timezone or found.get("timezone")
    published = document.published_date or found.get("published_date")
    notices = read_notices(document.title, document.body, timezone, published)
    more: dict[str, Any] = {}
    if notices.correction and "notice" not in document.fields:
        more["fields"] = {**document.fields, "notice": (notices.correction,)}
    if notices.history and not document.history:
        more["history"] = notices.history
    if notices.withdrawn and document.withdrawn is None:
        more["withdrawn"] = notices.withdrawn
    if notices.embargoed_until and document.embargoed_until is None:
        more["embargoed_until"] = notices.embargoed_until
    return more


def _has_characters(page: Page) -> bool:
    kind = page.content_type
    if kind:
        return kind.startswith(_CHARACTERS) or kind.endswith(_CHARACTER_SUFFIXES)
    return _first(page) in (b"<", b"{", b"[")


def _is_html(page: Page) -> bool:
    return page.content_type in _HTML if page.content_type else _first(page) == b"<"


def _first(page: Page) -> bytes:
    """The first byte that is neither white space nor a mark of UTF-8."""
    return page.body[:64].lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
