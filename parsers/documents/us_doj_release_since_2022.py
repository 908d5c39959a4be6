"""Releases of the US Department of Justice (justice.gov, layout since the end of 2022).

The selectors are those on which public readers of these pages agree; no page of this layout was at hand. The news API
(``us_doj_api``) gives the same releases.
"""

from __future__ import annotations

import re

from parsers.documents.bot_wall import refuse_interstitial
from parsers.documents.drupal_dates import read_drupal_moment
from parsers.html import Html, Node
from parsers.records import Attachment, Document, Page, ParseError
from parsers.registry import document_parser

DATE = ".node-date:not(.news-content-listing .node-date) time[datetime]"
"""Not the dates of related news, nor ``.node-updated-date`` below the release."""
_NUMBER = re.compile(r"Press Release Number:\s*([\w.-]*\w)")


@document_parser("us_doj_release")
def parse(page: Page, *, timezone: str = "America/New_York", language: str = "en") -> Document:
    """Press releases on www.justice.gov: title, subtitle, date, body, topics, components, number, attachments.

    Raises:
        ParseError: title, date or body is missing or found more than once, or the site's protection answered.
    """
    refuse_interstitial(page)
    if b"node-date" not in page.body:  # a page of the layout before: known without a tree
        raise ParseError("found 0 times, must be there once", url=page.url, selector=DATE)
    html = Html(page)
    stated = html.one(DATE)
    published = read_drupal_moment(stated.attribute("datetime"), timezone)
    if published is None:
        raise ParseError(f"{stated.attribute('datetime')[:80]!r} is no date", url=page.url, selector=DATE)
    body = html.one(".node-body .field_body")
    return Document(
        url=page.url,
        title=html.one("h1.page-title").text(),
        body=body.paragraphs(),
        published_date=published.day,
        published_at=published.at,
        timezone=timezone,
        language=language,
        links=body.links(),
        attachments=_attachments(html),
        fields=_fields(html),
    )


def _attachments(html: Node) -> tuple[Attachment, ...]:
    links = html.many(".node-attachments a[href]")
    return tuple({one.link(): Attachment(one.link(), one.maybe_text()) for one in links}.values())


def _fields(html: Node) -> dict[str, tuple[str, ...]]:
    selectors = {
        "subtitle": ".node-subtitle .field_subtitle",
        "topics": ".node-topics .field__item",
        "components": ".node-component .field__item",
    }
    found = {name: html.many(selector).texts() for name, selector in selectors.items()}
    told = " ".join(node.tag.get_text(" ") for node in html.many(".node-content.node-press-release"))
    number = _NUMBER.search(" ".join(told.split()))
    found["number"] = (number[1],) if number else ()
    return {name: tuple(dict.fromkeys(values)) for name, values in found.items() if values}
