"""One address for one release: what listings add to a link only to count clicks is taken off."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import urldefrag

from parsers.records import Link

_COUNTS_CLICKS = re.compile(r"(?:utm_\w+|fbclid)(?:=|$)", re.IGNORECASE)
"""Parameters of Google Analytics campaigns and of Facebook. No page depends on them; all others may matter."""


def canonical(url: str) -> str:
    """``url`` without its fragment and without parameters that only count clicks; else as it is, byte for byte."""
    url = urldefrag(url).url if "#" in url else url
    head, mark, query = url.partition("?")
    if not mark or not ("utm_" in (low := query.lower()) or "fbclid" in low):
        return url
    kept = "&".join(part for part in query.split("&") if not _COUNTS_CLICKS.match(part))
    return f"{head}?{kept}" if kept else head


def distinct(links: Iterable[Link]) -> list[Link]:
    """The links with canonical addresses, each address once, as it stands first."""
    found: dict[str, Link] = {}
    for link in links:
        url = canonical(link.url)
        if url not in found:
            found[url] = link if url == link.url else replace(link, url=url)
    return list(found.values())
