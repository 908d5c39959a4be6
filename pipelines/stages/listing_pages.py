"""Which addresses are pages of a source's listings, told by the address alone: for archives that do not say it."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import parse_qsl, urlsplit

from config.sources import ListingSpec, Source

PAGING = frozenset(
    """page pg paged pageno page_no pagenum page_num pagenumber page_number page[number] page[offset] page[limit]
    page[size] per_page perpage items_per_page pagesize page_size start offset from skip limit count size rows cursor
    after before $skip $top $skiptoken year month day date sort order direction""".split()  # noqa: SIM905
)
"""Names of parameters with which sites turn the pages of a list, or order it; none that could name a release."""
_DATE_PART = re.compile(r"\\\{%.*?\\\}")
"""A part of the date in the escaped address of a listing."""


def listing_pattern(source: Source) -> Callable[[str], bool]:
    """Tells whether a URL is a page of the source's listings: same host and path, whatever the date in it, and of the
    query nothing but what the listing's own has and what turns pages. ``press.aspx?ID=5`` is no page of the listing
    ``press.aspx``."""
    listings = [_listing(spec) for spec in (source.listing, source.backfill) if spec is not None]
    return lambda url: any(
        head.fullmatch(_head(url)) is not None and _parameters(url) <= known for head, known in listings
    )


def _listing(spec: ListingSpec) -> tuple[re.Pattern[str], set[str]]:
    own = {str(value).lower() for name, value in spec.options.items() if name.endswith("_parameter")}
    return re.compile(_DATE_PART.sub(r"[^/]+", re.escape(_head(spec.url)))), _parameters(spec.url) | own | PAGING


def _head(url: str) -> str:
    parts = urlsplit(url)
    return parts.netloc.lower() + parts.path.rstrip("/")


def _parameters(url: str) -> set[str]:
    return {name.lower() for name, _ in parse_qsl(urlsplit(url).query, keep_blank_values=True)}
