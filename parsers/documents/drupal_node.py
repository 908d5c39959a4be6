"""Releases on HTML pages of sites on Drupal (7 and later), by the classes that Drupal's own templates give fields.

Sites with themes of their own name their selectors, or use ``generic``.
"""

from __future__ import annotations

from parsers.attachments import files_of
from parsers.documents.drupal_dates import read_drupal_moment
from parsers.html import Html, Node, Selector
from parsers.records import Attachment, Document, Page, ParseError
from parsers.registry import document_parser

_TEASERS = ".view, .node--view-mode-teaser, .node-teaser, .comment"
_OWN = f":not(:is({_TEASERS}) *)"
"""Not in teasers of other nodes, in views, in comments."""
TITLE = "h1.page-title, h1#page-title, h1.title"
"""Drupal 8 and later (``page-title.html.twig``), Drupal 7 (``page.tpl.php`` of Bartik)."""
BODY = f":is(.field--name-body, .field-name-body){_OWN}"
DATE = f"time[datetime]{_OWN}"
FURNITURE = ".field__label, .field-label, .links, .book-navigation, nav, form, figcaption, .visually-hidden"


@document_parser("drupal_node")
def parse(
    page: Page,
    *,
    title: Selector = TITLE,
    body: Selector = BODY,
    date: Selector = DATE,
    date_attribute: str | None = None,
    without: Selector = FURNITURE,
    attachments: Selector = f".file a[href]{_OWN}",
    topics: Selector = f":is(.field--name-field-tags, .field-name-field-tags) a{_OWN}",
    timezone: str = "UTC",
    language: str | None = None,
    kind: str = "press_release",
) -> Document:
    """HTML page of a Drupal node: title, body, day, files, tags; each by a selector that must match once.

    The day is told by the attribute ``date_attribute``: by default ``datetime`` or ``content`` (Drupal 7's RDF), else
    by the element's words.

    Raises:
        ParseError: title, body or date is missing or found more than once.
    """
    html = Html(page)
    shown = html.one(date)
    stated = shown.attribute(date_attribute) if date_attribute else shown.get("datetime") or shown.get("content")
    published = read_drupal_moment(stated or shown.text(), timezone)
    if published is None:
        raise ParseError(f"{(stated or shown.text())[:80]!r} is no date", url=page.url, selector=date)
    text = html.one(body)
    root = html.many("html")
    code = (root[0].get("lang") or "").partition("-")[0].lower() if root else ""
    return Document(
        url=page.url,
        title=html.one(title).text(),
        body=text.paragraphs(without=without),
        published_date=published.day,
        published_at=published.at,
        timezone=timezone,
        language=code if code.isascii() and code.isalpha() and len(code) in (2, 3) else language,
        kind=kind,
        links=text.links(),
        attachments=_attachments(html, text, attachments),
        fields={"topics": found} if (found := tuple(dict.fromkeys(html.many(topics).texts()))) else {},
    )


def _attachments(html: Html, body: Node, selector: str) -> tuple[Attachment, ...]:
    """Files in fields of their own, then those that the body links to."""
    found = {one.link(): Attachment(one.link(), one.maybe_text()) for one in html.many(selector)}
    return tuple((found | {one.url: one for one in files_of(body)}).values())
