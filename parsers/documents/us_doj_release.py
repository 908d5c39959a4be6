"""Releases of the US Department of Justice (justice.gov, Drupal 7 layout of 2015 to 2022)."""

from __future__ import annotations

from parsers.html import Html, Node, address
from parsers.records import Attachment, Document, Page
from parsers.registry import document_parser


@document_parser("us_doj_release", valid_until="2022-10-31")
def parse(page: Page, *, timezone: str = "America/New_York", language: str = "en") -> Document:
    """Press releases on www.justice.gov: title, subtitle, date, body, topics, components, number, attachments.

    Raises:
        ParseError: title, date or body is missing or found more than once.
    """
    html = Html(page, only="article")
    release = html.one("article.node--press-release")
    # the release's own date; 9,666 of 12,694 pages carry another one in .node__updated below it
    published = release.one('.field--name-field-pr-date [property="dc:date"]').datetime("content", timezone=timezone)
    body = release.one(".field--name-field-pr-body")
    return Document(
        url=page.url,
        title=release.one("h1#node-title").text(),
        body=body.paragraphs(),
        published_date=published.day,
        published_at=published.at,
        timezone=timezone,
        language=language,
        links=body.links(),
        attachments=attachments(release),
        fields=fields(release),
    )


def fields(release: Node) -> dict[str, tuple[str, ...]]:
    """The labelled values around the body that the release has."""
    selectors = {
        "subtitle": "h2#node-subtitle",
        "topics": ".field--name-field-pr-topic .field__item",
        "components": ".field--name-field-pr-component .field__item",
        "number": ".field--name-field-pr-number .field__item",
    }
    found = {name: release.many(selector).texts() for name, selector in selectors.items()}
    return {name: values for name, values in found.items() if values}


def attachments(release: Node) -> tuple[Attachment, ...]:
    """The files under the release. The link's ``type`` reads ``application/pdf; length=3739577``."""
    return tuple(
        Attachment(url, link.text(), (link.get("type") or "").partition(";")[0] or None)
        for link in release.many(".field--name-field-pr-attachment a[href]")
        if (url := address(link.base, link.attribute("href")))
    )
