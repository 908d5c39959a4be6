"""Day indexes of the Hong Kong Government's press releases (www.info.gov.hk/gia/general/202401/02.htm).

Rests on the scheme of the addresses, which has held since 2002: day of the index, number of the release.
"""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import urlsplit, urlunsplit

from parsers.html import Html, address
from parsers.records import Link, Listing, Page, ParseError
from parsers.registry import listing_parser

RELEASE = re.compile(r"/gia/general/(?P<month>\d{6})/(?P<day>\d{2})/(?P<number>P\d{12,16}|\d{7})\.htm$")
"""Path of a release; pages of its photographs end with ``p.htm``."""


@listing_parser("info_gov_hk")
def parse(page: Page) -> Listing:
    """Day indexes of www.info.gov.hk: every link to a release of the day, whatever stands around it.

    The source gives the address by date, ``https://www.info.gov.hk/gia/general/{%Y%m}/{%d}.htm`` (``{%d}c.htm`` for
    Chinese), with ``every: day``.

    Raises:
        ParseError: there is no link to a release.
    """
    own = urlsplit(page.url)
    links: dict[str, Link] = {}
    for anchor in Html(page).many("a[href]"):
        url = address(anchor.base, anchor.attribute("href")) if anchor.get("href") else None
        parts = urlsplit(url or "")
        found = RELEASE.search(parts.path)
        if found is None:
            continue
        scheme = own.scheme if parts.netloc == own.netloc else parts.scheme
        plain = urlunsplit(parts._replace(scheme=scheme, query=""))  # ?fontSize=1 is the same release
        title = anchor.maybe_text()
        if plain not in links or (title and not links[plain].title):
            links[plain] = Link(plain, title, day_of(plain))
    if not links:
        raise ParseError("names no release", url=page.url, selector="a[href*='/gia/general/']")
    return Listing(tuple(links.values()))


def day_of(url: str) -> date | None:
    """The day that the address of a release tells."""
    found = RELEASE.search(urlsplit(url).path)
    try:
        return date(int(found["month"][:4]), int(found["month"][4:]), int(found["day"])) if found else None
    except ValueError:
        return None
