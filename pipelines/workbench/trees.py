"""The HTML tree of a page that several checks look at, parsed once; nobody may change it."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache

from parsers.html import Html
from parsers.records import Page, ParseError

HTML = ("text/html", "application/xhtml+xml")


def tree_of(page: Page | None) -> Html | None:
    """The page as HTML; None where it is none, or cannot be parsed. The latest few are kept."""
    if page is None or page.content_type not in HTML:
        return None
    return _tree(page.url, page.headers.get("content-type", ""), page.body)


@lru_cache(maxsize=4)
def _tree(url: str, content_type: str, body: bytes) -> Html | None:
    try:
        return Html(Page(url, body, datetime.now(UTC), 200, {"content-type": content_type}))
    except ParseError:
        return None
