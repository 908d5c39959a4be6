"""Releases on HTML pages of one known layout, read by selectors that the source's YAML gives."""

from __future__ import annotations

import re

from parsers.html import Html, Node, Selector
from parsers.moments import Moment, read_day, read_moment
from parsers.records import Attachment, Document, Page, ParseError
from parsers.registry import document_parser
from parsers.url_filter import Pattern


@document_parser("html_release")
def parse(
    page: Page,
    *,
    title: Selector,
    body: Selector,
    date: Selector | None = None,
    date_attribute: str | None = None,
    date_pattern: Pattern | None = None,
    date_format: str | None = None,
    without: Selector | None = None,
    attachments: Selector | None = None,
    fields: dict[str, Selector] | None = None,
    timezone: str | None = None,
    language: str | None = None,
    kind: str = "press_release",
) -> Document:
    """Any HTML release: ``title``, ``body`` and ``date`` each select the one element that holds it.

    ``without`` selects what is left out of the body. The day is an attribute's (``date_attribute``) or the element's
    words; ``date_pattern`` (a regular expression) names the part of them that is the day, its first group if it has
    one; ``date_format`` (strptime) how it is written, where it is neither ISO nor written out with its year.
    ``attachments`` selects links to files, ``fields`` names further elements whose texts are kept.

    Raises:
        ParseError: title, body or date is not found exactly once, or holds no text or day.
    """
    html = Html(page)
    moment = day_of(html.one(date), date_attribute, date_pattern, date_format, timezone) if date else None
    container = html.one(body)
    text = container.paragraphs(without=without)
    files = html.many(attachments) if attachments else ()
    return Document(
        url=page.url,
        title=html.one(title).text(),
        body=text,
        published_date=moment.day if moment else None,
        published_at=moment.at if moment else None,
        timezone=timezone,
        language=language,
        kind=kind,
        links=container.links(without=without),
        attachments=tuple(Attachment(node.link(), node.maybe_text()) for node in files),
        fields={name: found for name, selector in (fields or {}).items() if (found := html.many(selector).texts())},
    )


def day_of(
    node: Node,
    attribute: str | None = None,
    pattern: str | None = None,
    written: str | None = None,
    timezone: str | None = None,
) -> Moment:
    """The day that an element states: all of its words or of an attribute, or the part that ``pattern`` matches.

    Raises:
        ParseError: it states none.
    """
    stated = node.attribute(attribute) if attribute else node.text()
    if pattern:
        found = re.search(pattern, stated)
        if found is None:
            raise ParseError(f"{stated[:80]!r} does not match {pattern!r}", url=node.url, selector=node.selector)
        stated = found[1] if found.re.groups and found[1] is not None else found[0]
    if written:
        day = read_day(stated, written)
        moment = Moment(day, None) if day else None
    else:
        moment = read_moment(stated, timezone)
    if moment is None:
        raise ParseError(f"{stated[:80]!r} is no date", url=node.url, selector=node.selector)
    return moment
