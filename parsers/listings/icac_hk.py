"""Press releases of Hong Kong's ICAC (www.icac.org.hk/en/press/index.html).

The markup is known from public code that reads the index (RSSHub's route ``icac/news``): ``.pressItem`` with the link
in ``.hd`` and the day in ``.date``. Later pages have the address of the first with ``_p2``.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit, urlunsplit

from parsers.html import Html
from parsers.moments import read_moment
from parsers.records import Link, Listing, Page
from parsers.registry import listing_parser

_INDEX = re.compile(r"(?P<stem>/index)(?:_p(?P<number>\d{1,6}))?\.html$")


@listing_parser("icac_hk")
def parse(page: Page) -> Listing:
    """Index pages of www.icac.org.hk: links, days, and the next page where this one links to it.

    Raises:
        ParseError: there is no item, or one has not exactly one link.
    """
    html = Html(page)
    links: dict[str, Link] = {}
    for item in html.many(".pressItem", at_least=1):
        anchor = item.one(".hd a[href]")
        shown = item.many(".date")
        moment = read_moment(shown[0].maybe_text() or "") if len(shown) == 1 else None
        url = anchor.link()
        links.setdefault(url, Link(url, anchor.text(), moment.day if moment else None))
    following = _following(page.url)
    return Listing(tuple(links.values()), following if following in html.links() else None)


def _following(url: str) -> str | None:
    parts = urlsplit(url)
    found = _INDEX.search(parts.path)
    if found is None:
        return None
    path = f"{parts.path[: found.start()]}{found['stem']}_p{int(found['number'] or 1) + 1}.html"
    return urlunsplit(parts._replace(path=path, fragment=""))
