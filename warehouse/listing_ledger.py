"""The ledger of listings: which releases they named and when, how far the reading of each came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pyarrow as pa
from duckdb import DuckDBPyConnection

from parsers.records import Link
from warehouse.rows import arrow_schema, fetch_rows, insert, registered

FORGET_AFTER = timedelta(days=30)
"""A reading that was cut off so long ago is begun anew."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One release as a listing has named it."""

    url: str
    date_hint: date | None
    page_url: str
    """Page of the listing that named it last."""
    with_item: bool
    """The listing holds the whole release."""
    first_listed_at: datetime
    last_listed_at: datetime


@dataclass(frozen=True, slots=True)
class ListingProgress:
    """One reading of a listing that has not come to its end."""

    source_id: str
    listing_url: str
    depth: str
    """``new``, ``all`` or a range of days, ``2023-01-01/..``."""
    reach: date | None
    """Earliest day whose page is read, of listings with a page for each day."""
    started_at: datetime
    resumed: bool
    """An earlier run began it and was cut off: what it read since ``started_at`` need not be asked for again."""


_HELD = """
SELECT url, date_hint, page_url, with_item, first_listed_at, last_listed_at
FROM listed WHERE source_id = ? AND listing_url = ?
"""
_UPDATE = """
UPDATE listed
SET last_listed_at = greatest(listed.last_listed_at, named.last_listed_at), page_url = named.page_url,
    date_hint = coalesce(named.date_hint, listed.date_hint), with_item = named.with_item
FROM named_links AS named
WHERE listed.source_id = named.source_id AND listed.listing_url = named.listing_url AND listed.url = named.url
"""
_INSERT = """
INSERT INTO listed BY NAME
SELECT * FROM named_links
ANTI JOIN (SELECT url FROM listed WHERE source_id = $source AND listing_url = $listing) AS held USING (url)
"""
_AT = "source_id = $source AND listing_url = $listing AND depth = $depth"
_UNFINISHED = f"""
SELECT reach, started_at FROM listing_progress WHERE {_AT} AND finished_at IS NULL AND started_at > $oldest
"""
_WHOLE_AT = "SELECT max(whole_at) FROM listing_progress WHERE source_id = ? AND listing_url = ?"
_DELETE = f"DELETE FROM listing_progress WHERE {_AT}"
_STEP = f"UPDATE listing_progress SET updated_at = $at, page_url = $page, pages = pages + $new WHERE {_AT}"
_FINISH = f"""
UPDATE listing_progress SET finished_at = $at, whole_at = CASE WHEN $whole THEN $at ELSE whole_at END
WHERE {_AT} OR ($whole AND source_id = $source AND listing_url = $listing AND depth IN ('new', 'all'))
"""
# A document stands under its own address and under the one that was asked for, and each may be listed.
_LAST_LISTED = """
WITH address AS (
    SELECT document_id, url FROM document WHERE source_id = $source AND closed_at IS NULL
    UNION
    SELECT document_id, "fetch".url FROM document JOIN "fetch" USING (fetch_id)
    WHERE document.source_id = $source AND closed_at IS NULL
)
SELECT arg_max(url, last_listed_at) AS url, max(last_listed_at) AS last_listed_at
FROM address JOIN (FROM listed WHERE source_id = $source AND listing_url = $listing) USING (url)
GROUP BY document_id
"""

NOT_LISTED = "not listed since"
"""How the reason of such a closing begins."""
_CLOSED = """
WITH closed AS (FROM document WHERE source_id = $source AND starts_with(closed_reason, $reason))
SELECT url FROM closed UNION SELECT "fetch".url FROM closed JOIN "fetch" USING (fetch_id)
"""


def listed(con: DuckDBPyConnection, source_id: str, listing_url: str) -> dict[str, Listed]:
    """Every release that this listing has named, by URL."""
    return {row["url"]: Listed(**row) for row in fetch_rows(con, _HELD, [source_id, listing_url])}


def begin(
    con: DuckDBPyConnection, source_id: str, listing_url: str, depth: str, reach: date | None, at: datetime
) -> ListingProgress:
    """Go on with the reading of that depth that was cut off, or begin one at the moment ``at``."""
    key = {"source": source_id, "listing": listing_url, "depth": depth}
    found = con.execute(_UNFINISHED, {**key, "oldest": at - FORGET_AFTER}).fetchone()
    if found:
        return ListingProgress(source_id, listing_url, depth, found[0], found[1], resumed=True)
    row = {
        "source_id": source_id,
        "listing_url": listing_url,
        "depth": depth,
        "reach": reach,
        "started_at": at,
        "updated_at": at,
        "pages": 0,
        "whole_at": whole_at(con, source_id, listing_url),
    }
    con.execute(_DELETE, key)
    insert(con, "listing_progress", [row])
    return ListingProgress(source_id, listing_url, depth, reach, at, resumed=False)


def record_page(
    con: DuckDBPyConnection,
    progress: ListingProgress,
    page_url: str,
    links: Sequence[Link],
    at: datetime,
    *,
    again: bool = False,
) -> None:
    """Note that a page of the listing was read and what it named at the moment ``at``; each URL stands once in
    ``links``. ``again``: an earlier run has counted the page."""
    key = _key(progress)
    if links:
        common = {
            "source_id": progress.source_id,
            "listing_url": progress.listing_url,
            "page_url": page_url,
            "first_listed_at": at,
            "last_listed_at": at,
        }
        rows = [
            {
                "url": link.url,
                "title": link.title,
                "date_hint": link.date_hint,
                "with_item": link.item is not None,
                **common,
            }
            for link in links
        ]
        with registered(con, "named_links", pa.Table.from_pylist(rows, schema=arrow_schema("listed"))):
            con.execute(_UPDATE)
            con.execute(_INSERT, {"source": progress.source_id, "listing": progress.listing_url})
    con.execute(_STEP, {**key, "at": at, "page": page_url, "new": 0 if again else 1})


def finish(con: DuckDBPyConnection, progress: ListingProgress, at: datetime, *, whole: bool) -> None:
    """Note that a reading came to its end; ``whole``: to that of the listing, so that none of it is left unread."""
    con.execute(_FINISH, {**_key(progress), "at": at, "whole": whole})


def whole_at(con: DuckDBPyConnection, source_id: str, listing_url: str) -> datetime | None:
    """When the listing was last read to its very end."""
    found = con.execute(_WHOLE_AT, [source_id, listing_url]).fetchone()
    return found[0] if found else None


def documents_listed(con: DuckDBPyConnection, source_id: str, listing_url: str) -> dict[str, datetime]:
    """Open documents that this listing has named at any time: URL → when it named them last."""
    rows = fetch_rows(con, _LAST_LISTED, {"source": source_id, "listing": listing_url})
    return {row["url"]: row["last_listed_at"] for row in rows}


def closed_as_unlisted(con: DuckDBPyConnection, source_id: str) -> set[str]:
    """Addresses of documents that were closed because their listing named them no longer."""
    return {url for (url,) in con.execute(_CLOSED, {"source": source_id, "reason": NOT_LISTED}).fetchall()}


def _key(progress: ListingProgress) -> dict[str, str]:
    return {"source": progress.source_id, "listing": progress.listing_url, "depth": progress.depth}
