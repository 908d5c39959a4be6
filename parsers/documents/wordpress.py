"""Releases of sites on WordPress, as its REST API gives a post (developer.wordpress.org/rest-api/reference/posts)."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from parsers.documents.markup import body_of, markup_at, one_line, read_fragment
from parsers.documents.wordpress_content import FURNITURE, without_shortcodes
from parsers.documents.wordpress_facts import attachments_of, fields_of, language_of, translations_of
from parsers.html import address
from parsers.json_page import Json
from parsers.moments import Moment
from parsers.records import Document, Page, ParseError
from parsers.registry import document_parser


@document_parser("wordpress")
def parse(
    page: Page,
    *,
    timezone: str = "UTC",
    language: str | None = None,
    kind: str = "press_release",
    title_field: str = "title.rendered",
    body_field: str = "content.rendered",
    date_field: str | None = None,
) -> Document:
    """A post of the WordPress REST API, as the listing ``wordpress`` hands it over, or asked for alone.

    The moment is ``date_gmt``, the day that of ``timezone``; midnight of the site's clock (``date``) is a day alone.
    ``title_field``, ``body_field`` and ``date_field`` name other fields (dotted) where a site keeps them elsewhere.
    ``modified`` is told as a field: themes and plugins change it as well as editors, so it is no correction.

    Raises:
        ParseError: the post is behind a password, or has no title, text or date.
    """
    post = Json.of(page)
    if post.get("content.protected") is True:
        raise ParseError("is protected by a password", url=page.url, selector="content.protected")
    title = one_line(markup_at(post, title_field))
    if not title:
        raise ParseError("holds no text", url=page.url, selector=title_field)
    content = read_fragment(markup_at(post, body_field), page.url, without=FURNITURE)
    body = without_shortcodes(body_of(content, page.url, body_field))
    if not body:
        raise ParseError("holds nothing but shortcodes", url=page.url, selector=body_field)
    published = _published(post, date_field, timezone)
    link = address(page.url, post.maybe_text("link") or "")
    return Document(
        url=page.url,
        title=title,
        body=body,
        published_date=published.day,
        published_at=published.at,
        timezone=timezone,
        language=language_of(post) or language,
        kind=kind,
        links=content.links,
        attachments=attachments_of(post, content.files),
        fields=fields_of(post),
        canonical_url=link if link != page.url else None,
        translations=translations_of(post, page.url),
    )


def _published(post: Json, date_field: str | None, timezone: str) -> Moment:
    local, utc = post.maybe_text("date"), post.maybe_text("date_gmt")
    if date_field is None and utc and not (local and local.endswith("T00:00:00")):
        try:
            at = datetime.fromisoformat(utc)
            at = at if at.tzinfo else at.replace(tzinfo=UTC)
            return Moment(at.astimezone(ZoneInfo(timezone)).date(), at)
        except (ValueError, OverflowError):  # 0000-00-00 of a post that was never published by hand
            pass
    moment = post.maybe_datetime(date_field or "date", timezone)
    if moment is None:
        raise ParseError("holds no date", url=post.url, selector=date_field or "date")
    return moment
