"""Listings from the API of the US Federal Register (federalregister.gov/developers/documentation/api/v1)."""

from __future__ import annotations

from parsers.html import address
from parsers.json_page import Json
from parsers.listings.api_pages import item_of
from parsers.moments import read_moment
from parsers.records import Link, Listing, Page, ParseError
from parsers.registry import listing_parser

KEPT = (
    "abstract",
    "action",
    "agencies",
    "citation",
    "comments_close_on",
    "correction_of",
    "dates",
    "docket_ids",
    "document_number",
    "effective_on",
    "executive_order_number",
    "html_url",
    "pdf_url",
    "president",
    "publication_date",
    "regulation_id_numbers",
    "signing_date",
    "subtype",
    "title",
    "topics",
    "type",
)
"""Fields of a document that are handed over. The others are addresses of other forms of it, extracts of the search, and
counts (``page_views``, comments) that differ at each request."""


@listing_parser("federal_register")
def parse(page: Page) -> Listing:
    """Federal Register API (``/api/v1/documents.json?order=newest&per_page=100&…``): whole records with the listing.

    The next page is the one that the answer names, with its cursor: counting pages ends at 10,000 records.

    Raises:
        ParseError: it is no answer of the API, or a document has no address.
    """
    answer = Json.of(page)
    count = answer.get("count")
    if not isinstance(count, int) or (count > 0 and not isinstance(answer.get("results"), list)):
        told = answer.get("message") or answer.get("errors") or "no list of documents"
        raise ParseError(
            f"is no answer of the Federal Register: {str(told)[:200]}", url=page.url, selector="count, results"
        )
    links = []
    for document in answer.items("results"):
        url = address(page.url, document.text("html_url"))
        if url is None:
            raise ParseError("is no web address", url=page.url, selector=f"{document.place}.html_url")
        moment = read_moment(document.maybe_text("publication_date") or "")
        item = {name: document.value[name] for name in KEPT if name in document.value}
        links.append(Link(url, document.maybe_text("title"), moment.day if moment else None, item_of(item, page.url)))
    following = answer.maybe_text("next_page_url")
    return Listing(tuple(links), address(page.url, following) if following and links else None)
