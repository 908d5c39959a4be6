"""Releases that are items of SharePoint lists, as the listing ``sharepoint_list`` hands them over."""

from __future__ import annotations

from datetime import time
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from parsers.documents.markup import body_of, markup_at, one_line, read_fragment
from parsers.html import address
from parsers.json_page import Json
from parsers.moments import Moment
from parsers.records import Attachment, Document, Page, ParseError
from parsers.registry import document_parser
from parsers.text import fold


@document_parser("sharepoint_item")
def parse(
    page: Page,
    *,
    date: str,
    title: str = "Title",
    body: str = "Body",
    fields: tuple[str, ...] = (),
    timezone: str | None = None,
    language: str | None = None,
    kind: str = "press_release",
) -> Document:
    """Items of a SharePoint list: the named fields as title, body (HTML or text), date and further fields.

    ``title`` and ``body`` are named as in announcements lists (pages of a publishing site have
    ``PublishingPageContent``); ``date`` has no usual name (``ArticleStartDate``, ``PublishDate``; ``Created`` where
    items are made on the day). Fields of what was expanded are named with a dot, ``Department.Title``. The service
    tells moments in UTC: a day without a time is midnight in ``timezone``. Files are those of
    ``$expand=AttachmentFiles``.

    Raises:
        ParseError: title, body or date is missing.
    """
    item = Json.of(page)
    heading = one_line(item.text(title))
    fragment = read_fragment(markup_at(item, body), page.url)
    text = body_of(fragment, page.url, body)
    moment = item.maybe_datetime(date, timezone)
    if not heading or moment is None:
        raise ParseError("is missing", url=page.url, selector=date if heading else title)
    at = moment.at if not _is_a_day(moment, timezone) else None
    files = (*_files(item), *fragment.files)
    return Document(
        url=page.url,
        title=heading,
        body=text,
        published_date=moment.day,
        published_at=at,
        timezone=timezone,
        language=language,
        kind=kind,
        links=fragment.links,
        attachments=tuple({file.url: file for file in files}.values()),
        fields={name: values for name in fields if (values := _values(item.get(name)))},
    )


def _is_a_day(moment: Moment, timezone: str | None) -> bool:
    return moment.at is None or moment.at.astimezone(ZoneInfo(timezone or "UTC")).time() == time(0)


def _files(item: Json) -> list[Attachment]:
    listed = item.get("AttachmentFiles")
    found = []
    for one in listed if isinstance(listed, list) else []:
        path, name = (one.get("ServerRelativeUrl"), one.get("FileName")) if isinstance(one, dict) else (None, None)
        url = address(item.url, quote(path, safe="/%")) if isinstance(path, str) else None
        if url:
            found.append(Attachment(url, fold(name) or None if isinstance(name, str) else None))
    return found


def _values(value: Any) -> tuple[str, ...]:
    """The words of a field: text, a number, choices, or the titles of what a lookup names."""
    values = value if isinstance(value, list) else [value]
    plain = [one.get("Title") or one.get("Label") or one.get("Url") if isinstance(one, dict) else one for one in values]
    texts = (one_line(str(one)) for one in plain if isinstance(one, str | int | float) and not isinstance(one, bool))
    return tuple(text for text in texts if text)
