"""Releases of sites on Drupal, as its JSON:API module gives a node (jsonapi.org/format, one resource)."""

from __future__ import annotations

import re
from typing import Any

from parsers.documents.drupal_dates import read_drupal_moment
from parsers.documents.markup import body_of, one_line, read_fragment
from parsers.html import address
from parsers.json_page import Json
from parsers.records import Attachment, Document, Page, ParseError
from parsers.registry import document_parser

FURNITURE = "form, nav, figcaption, .visually-hidden"
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_NONE = {"und", "zxx", "mul"}
"""Codes by which Drupal says that a text has no language, or none that was told."""


@document_parser("drupal_jsonapi")
def parse(
    page: Page,
    *,
    timezone: str = "UTC",
    language: str | None = None,
    kind: str = "press_release",
    title_field: str = "title",
    body_field: str = "body",
    date_field: str = "created",
) -> Document:
    """A node of Drupal's JSON:API, as the listing ``drupal_jsonapi`` hands it over, or asked for alone.

    Titles, bodies and dates are attributes that sites name as they like (``field_release_date``; dotted for a part of
    one). ``created`` is when the node was made: a field in which editors write the day of the release is better.

    Raises:
        ParseError: title, date or body is missing.
    """
    node = Json.of(page)
    title = one_line(_stated(node, title_field))
    stated = _stated(node, date_field)
    published = read_drupal_moment(stated, timezone)
    if not title or published is None:
        fault = f"{stated[:80]!r} is no date" if title else "holds no text"
        raise ParseError(fault, url=page.url, selector=f"data.attributes.{date_field if title else title_field}")
    body = read_fragment(_stated(node, body_field), page.url, without=FURNITURE)
    code = (node.maybe_text("data.attributes.langcode") or "").partition("-")[0].lower()
    return Document(
        url=page.url,
        title=title,
        body=body_of(body, page.url, f"data.attributes.{body_field}"),
        published_date=published.day,
        published_at=published.at,
        timezone=timezone,
        language=code if _LANGUAGE.fullmatch(code) and code not in _NONE else language,
        kind=kind,
        links=body.links,
        attachments=_attachments(node, body.files),
        fields=_fields(node),
    )


def stated_at(told: Json, path: str) -> str | None:
    """The text of a field: a string, or the ``processed`` text or ``value`` of an object, or of a list's objects."""
    value = told.get(path)
    parts = [_text(one) for one in (value if isinstance(value, list) else [value])]
    return "\n".join(part for part in parts if part) or None


def _text(value: Any) -> str | None:
    if isinstance(value, dict):
        value = value.get("processed") or value.get("value")
    return value if isinstance(value, str) else None


def _stated(node: Json, field: str) -> str:
    text = stated_at(node, f"data.attributes.{field}")
    if text is None:
        raise ParseError("holds no text", url=node.url, selector=f"data.attributes.{field}")
    return text


def _attachments(node: Json, linked: tuple[Attachment, ...]) -> tuple[Attachment, ...]:
    """The files that the text links to, and the included ones that are no pictures."""
    found = {one.url: one for one in linked}
    for file in node.items("included"):
        media_type, link = file.maybe_text("attributes.filemime"), file.maybe_text("attributes.uri.url")
        url = address(node.url, link) if link else None
        if url and not (media_type or "").startswith("image/"):
            found.setdefault(url, Attachment(url, file.maybe_text("attributes.filename"), media_type))
    return tuple(found.values())


def _fields(node: Json) -> dict[str, tuple[str, ...]]:
    """``changed`` (ISO 8601), and by relationship the names of the terms that the listing included."""
    changed, names = node.maybe_text("data.attributes.changed"), _term_names(node)
    found: dict[str, tuple[str, ...]] = {"changed": (changed,)} if changed else {}
    relationships = node.get("data.relationships")
    for field, told in relationships.items() if isinstance(relationships, dict) else ():
        data = told.get("data") if isinstance(told, dict) else None
        keys = [one.get("id") for one in (data if isinstance(data, list) else [data]) if isinstance(one, dict)]
        values = tuple(dict.fromkeys(names[key] for key in keys if isinstance(key, str) and key in names))
        if values:
            found[str(field).removeprefix("field_")] = values
    return found


def _term_names(node: Json) -> dict[str, str]:
    terms = (one for one in node.items("included") if str(one.get("type")).startswith("taxonomy_term--"))
    return {str(one.get("id")): name for one in terms if (name := one_line(one.maybe_text("attributes.name") or ""))}
