"""Whether a feed holds its releases whole, or only the beginnings of them."""

from __future__ import annotations

from statistics import median

from parsers.records import Page, ParseError
from parsers.registry import read_document, read_listing

LEAST = 500
"""Characters of the middle one of the texts: teasers are shorter."""
_MOST_REFUSED = 0.2


def holds_full_text(page: Page) -> bool:
    """Whether the feed's items are texts of a release's length that do not end like teasers ("… Read more").

    A few may be short, or refused by the parser ``feed_item``.

    Raises:
        ParseError: the page is no feed.
    """
    lengths = []
    links = read_listing("feed", page, {"full_text": True}).links
    for link in links:
        if link.item is None:
            return False
        item = Page(link.url, link.item, page.fetched_at, 0, {"content-type": link.item_type})
        try:
            lengths.append(len(read_document("feed_item", item, {}).body))
        except ParseError:
            continue
    return len(lengths) >= (1 - _MOST_REFUSED) * len(links) and bool(lengths) and median(lengths) >= LEAST
