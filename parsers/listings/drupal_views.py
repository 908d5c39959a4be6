"""Listings that Drupal's Views module makes as HTML: rows, dates in ``time`` elements, a pager."""

from __future__ import annotations

from parsers.documents.drupal_dates import read_drupal_moment
from parsers.html import Html, Node, Selector
from parsers.records import Link, Listing, Page, ParseError
from parsers.registry import listing_parser

TITLES = (
    ".views-field-title a[href], .node__title a[href], .field--name-title a[href], h2 a[href], h3 a[href], h4 a[href]"
)
"""Links in a row that are its title, in the themes that come with Drupal."""
NEXT = ".pager__item--next a[href], li.pager-next a[href], .pager a[rel~=next][href]"
"""The pager's next page: Drupal 8 and later, Drupal 7, themes with an own pager."""


@listing_parser("drupal_views")
def parse(
    page: Page,
    *,
    view: Selector | None = None,
    row: Selector = ".views-row",
    link: Selector = TITLES,
    date: Selector = "time[datetime]",
    pager: Selector = NEXT,
    timezone: str = "UTC",
) -> Listing:
    """HTML views of Drupal 7 and later: one link a row, its day, next page by the pager.

    ``view`` selects the view (``.view-press-releases``) on pages that show several. The link of a row is its title
    (``link``), else the one address that all its links lead to.

    Raises:
        ParseError: there are no rows, rows of several views, or a row without a link or with several.
    """
    html = Html(page)
    scope: Node = html.one(view) if view else html
    rows = scope.many(row, at_least=1)
    views = {id(node.tag.find_parent(class_="view-content")) for node in rows}
    if len(views) > 1:
        raise ParseError(f"rows of {len(views)} views; name the one with the option 'view'", url=page.url, selector=row)
    links: dict[str, Link] = {}
    for node in rows:
        anchor = _anchor(node, link)
        url = anchor.link()
        times = node.many(date)
        stated = (times[0].get("datetime") or times[0].tag.get_text(" ")) if times else None
        moment = read_drupal_moment(stated, timezone) if stated else None
        links.setdefault(url, Link(url, anchor.maybe_text(), moment.day if moment else None))
    following = dict.fromkeys(anchor.link() for anchor in scope.many(pager) or html.many(pager))
    if len(following) > 1:
        raise ParseError(f"{len(following)} next pages; name one with the option 'pager'", url=page.url, selector=pager)
    return Listing(tuple(links.values()), next((one for one in following if one != page.url), None))


def _anchor(row: Node, selector: str) -> Node:
    """The link of a row: its title, or the first of links that all lead to the same page."""
    if row.tag.name == "a" and row.tag.has_attr("href"):
        return row
    found = row.many(selector) or row.many("a[href]", at_least=1)
    if len({anchor.link() for anchor in found}) > 1:
        raise ParseError("a row has several links; name one with the option 'link'", url=row.url, selector=selector)
    return next((anchor for anchor in found if anchor.tag.get_text(strip=True)), found[0])  # not the picture
