"""The news index of the US Department of Justice (justice.gov/news, layout since the end of 2022)."""

from __future__ import annotations

from parsers.documents.bot_wall import refuse_interstitial
from parsers.html import Html, Selector
from parsers.records import Link, Listing, Page
from parsers.registry import listing_parser


@listing_parser("us_doj_news")
def parse(
    page: Page, *, timezone: str = "America/New_York", item: Selector = "article.news-content-listing"
) -> Listing:
    """Index pages of www.justice.gov/news and of its offices (``/usao-sdny/pr``); next page by the pager.

    The selectors are those on which public readers of these pages agree. ``item`` may be narrowed to one kind of news
    (``article.news-content-listing.node-press-release``).

    Raises:
        ParseError: there is no release on the page, or the site's protection answered in its place.
    """
    refuse_interstitial(page)
    html = Html(page)
    links: dict[str, Link] = {}
    for node in html.many(item, at_least=1):
        anchor, shown = node.one("h2 a[href]"), node.many("time[datetime]")
        day = shown[0].datetime("datetime", timezone=timezone).day if shown else None
        links.setdefault(anchor.link(), Link(anchor.link(), anchor.text(), day))
    following = html.many('a[aria-label="Next page"][href]')
    return Listing(tuple(links.values()), following[0].link() if following else None)
