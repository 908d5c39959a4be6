"""Listings from the news API of the US Department of Justice (justice.gov/developer/api-documentation/api_v1)."""

from __future__ import annotations

from datetime import date

from parsers.documents.markup import one_line
from parsers.documents.us_doj_api import day_of
from parsers.html import address
from parsers.json_page import Json
from parsers.listings.api_pages import item_of, number_in, with_parameter
from parsers.records import Link, Listing, Page, ParseError
from parsers.registry import listing_parser


@listing_parser("us_doj_api")
def parse(page: Page, *, timezone: str = "America/New_York") -> Listing:
    """News API (``/api/v1/press_releases.json?pagesize=50&sort=date&direction=DESC``): whole releases with the listing.

    Pages count from 0, by ``page``; the API gives at most 50 releases a page, whatever was asked for.

    Raises:
        ParseError: it is no answer of the API, or a release has no address.
    """
    answer = Json.of(page)
    total, size = (_number(answer, f"metadata.resultset.{name}") for name in ("count", "pagesize"))
    if not isinstance(answer.get("results"), list):
        raise ParseError("is no answer of the news API", url=page.url, selector="results")
    links = []
    for release in answer.items("results"):
        url = address(page.url, release.text("url"))
        if url is None:
            raise ParseError("is no web address", url=page.url, selector=f"{release.place}.url")
        title = one_line(release.maybe_text("title") or "") or None
        links.append(Link(url, title, _hint(release, timezone), item_of(release.value, page.url)))
    number = number_in(page.url, "page", 0)
    more = bool(links) and (number + 1) * (size or len(links)) < total
    return Listing(tuple(links), with_parameter(page.url, "page", number + 1) if more else None)


def _number(answer: Json, path: str) -> int:
    """The API tells some of its numbers as strings."""
    value = answer.get(path)
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 10:
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise ParseError("is no answer of the news API", url=answer.url, selector=path)


def _hint(release: Json, timezone: str) -> date | None:
    try:
        return day_of(release, "date", timezone)
    except ParseError:  # the release itself says so
        return None
