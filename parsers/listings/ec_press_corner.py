"""Listings from the search of the European Commission's Press Corner (…/commission/presscorner/api/search)."""

from __future__ import annotations

from urllib.parse import quote, urljoin

from parsers.json_page import Json
from parsers.listings.api_pages import with_parameter
from parsers.moments import read_moment
from parsers.records import Link, Listing, Page, ParseError
from parsers.registry import listing_parser


@listing_parser("ec_press_corner")
def parse(page: Page, *, language: str = "en") -> Listing:
    """Press Corner search (``/api/search?language=en&pagesize=100&pagenumber=1``): addresses of the documents' API.

    The search orders by day, newest first; its filters (``documentTypeCodes=IP``, ``datefrom=01012024``) go into the
    address. It tells no more of a document than its lead, so each is asked for.

    Raises:
        ParseError: it is no answer of the search, or a document has no reference.
    """
    answer = Json.of(page)
    total, number, size = (answer.get(name) for name in ("totalNumber", "pageNumber", "pageSize"))
    found = answer.get("docuLanguageListResources")
    if not (isinstance(total, int) and isinstance(number, int) and isinstance(size, int) and isinstance(found, list)):
        raise ParseError(
            "is no answer of the Press Corner's search",
            url=page.url,
            selector="docuLanguageListResources, totalNumber, pageNumber, pageSize",
        )
    links = []
    for told in answer.items("docuLanguageListResources"):
        code = (told.maybe_text("languageCode") or language).lower()
        reference = quote(told.text("refCode"), safe="/")
        moment = read_moment(told.maybe_text("eventDate") or "")
        url = urljoin(page.url, f"documents?reference={reference}&language={quote(code, safe='')}")
        links.append(Link(url, told.maybe_text("title"), moment.day if moment else None))
    more = bool(links) and number * size < total
    return Listing(tuple(links), with_parameter(page.url, "pagenumber", number + 1) if more else None)
