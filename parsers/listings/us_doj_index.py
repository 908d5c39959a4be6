"""The news index of the US Department of Justice (justice.gov/news, Drupal 7 layout of 2015 to 2022)."""

from __future__ import annotations

from datetime import date

from parsers.html import Html
from parsers.records import Link, Listing, Page
from parsers.registry import listing_parser


@listing_parser("us_doj_index")
def parse(page: Page, *, timezone: str = "America/New_York") -> Listing:
    """Index pages of www.justice.gov/news: links under headings of days, next page by the pager.

    Raises:
        ParseError: there is no list of releases, or one without any link.
    """
    html = Html(page)
    view = html.one(".view-content:has(.views-field-title)")
    day: date | None = None
    links = []
    for node in view.many('h3 [property="dc:date"], .views-field-title a[href]', at_least=1):
        if node.tag.name == "a":
            links.append(Link(node.link(), node.text(), day))
        else:
            day = node.datetime("content", timezone=timezone).day
    following = html.maybe(".pager__item--next a[href]")
    return Listing(tuple(links), following.link() if following else None)
