"""Listings from the GOV.UK search API (www.gov.uk/api/search.json)."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from parsers.json_page import Json
from parsers.records import Link, Listing, Page, ParseError
from parsers.registry import listing_parser


@listing_parser("govuk_search")
def parse(page: Page, *, timezone: str = "Europe/London", content_api: str = "/api/content") -> Listing:
    """GOV.UK search API: links to each result's answer of the content API, next page by ``start`` and ``total``.

    Results that lie on other sites (their ``link`` is no path) are left out.

    Raises:
        ParseError: it is no answer of the search API, or a result has no link.
    """
    answer = Json.of(page)
    total, start = answer.get("total"), answer.get("start") or 0
    if not isinstance(total, int) or not isinstance(start, int) or not isinstance(answer.get("results"), list):
        raise ParseError("is no answer of the search API", url=page.url, selector="results, total, start")
    results = answer.items("results")
    links = []
    for result in results:
        path = result.text("link")
        if path.startswith("/"):
            moment = result.maybe_datetime("public_timestamp", timezone)
            url = urljoin(page.url, content_api.rstrip("/") + path)
            links.append(Link(url, result.maybe_text("title"), moment.day if moment else None))
    more = bool(results) and start + len(results) < total
    return Listing(tuple(links), _from(page.url, start + len(results)) if more else None)


def _from(url: str, start: int) -> str:
    parts = urlsplit(url)
    query = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name != "start"]
    return urlunsplit(parts._replace(query=urlencode([*query, ("start", str(start))]), fragment=""))
