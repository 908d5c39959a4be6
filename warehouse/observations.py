"""What the checks of sources found: rows of ``source_observation``, and the past that new ones are measured against."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Literal

from duckdb import DuckDBPyConnection

from warehouse.rows import fetch_rows, insert

Verdict = Literal["ok", "warning", "failed"]
ObservedBy = Literal["run", "live", "check"]

_DAYS = """
SELECT published_date AS day, count(*) AS documents FROM document
WHERE source_id = ? AND published_date IS NOT NULL GROUP BY day ORDER BY day
"""
_PAST = """
SELECT check_name, value FROM source_observation
WHERE source_id = $source AND origin = $origin AND value IS NOT NULL AND verdict <> 'failed'
QUALIFY row_number() OVER (PARTITION BY check_name ORDER BY observed_at DESC) <= $most
ORDER BY check_name, observed_at
"""
_FILLED = """
SELECT count(*) AS documents, count_if(title <> '') AS title, count(published_date) AS published,
    count_if(length(text) > body_start) AS body
FROM document JOIN "fetch" USING (fetch_id)
WHERE document.source_id = $source AND parsed_at >= $since AND fetched_at >= $since
"""
_REFUSED = """
WITH refused AS (
    SELECT rejected.url, rejected.reason, rejected.archive_file, rejected.archive_offset, fetched_at
    FROM rejected JOIN "fetch" USING (fetch_id)
    WHERE rejected.source_id = $source AND stage = 'parse' AND noted IS DISTINCT FROM true AND fetched_at >= $since
)
SELECT count(*) AS pages, first(url ORDER BY fetched_at DESC) AS url, first(reason ORDER BY fetched_at DESC) AS reason,
    first(archive_file ORDER BY fetched_at DESC) AS archive_file,
    first(archive_offset ORDER BY fetched_at DESC) AS archive_offset,
    (SELECT count(*) FROM document WHERE source_id = $source
        AND first_seen_at >= (SELECT min(fetched_at) FROM refused)) AS documents
FROM refused
"""
_FAILING = """
SELECT source_id, observed_at, failing_checks FROM source_health WHERE failing > 0 ORDER BY source_id
"""


@dataclass(frozen=True, slots=True)
class Observation:
    """What one check of a source found."""

    check_name: str
    """Check; with the field after a colon where it judges one: ``filled:published``."""
    value: float | None
    """What was measured: links, days, a share from 0 to 1, a number of findings."""
    expected: str
    """What it was measured against, in words."""
    verdict: Verdict
    message: str | None = None
    """The finding in words; None where all is well."""
    url: str | None = None
    """Page that broke the check."""
    archive_file: str | None = None
    archive_offset: int | None = None


@dataclass(frozen=True, slots=True)
class Filled:
    """How many of some documents have each of the fields that matter most."""

    documents: int
    title: int
    published: int
    body: int


@dataclass(frozen=True, slots=True)
class Refused:
    """Pages that were fetched and that the parsers do not read."""

    pages: int
    documents: int
    """Releases that were fetched for the first time since the first such page was."""
    url: str | None
    """With the rest: the latest of the pages."""
    reason: str | None
    archive_file: str | None
    archive_offset: int | None


def record_observations(
    con: DuckDBPyConnection,
    source_id: str,
    observations: Sequence[Observation],
    *,
    at: datetime,
    origin: ObservedBy,
) -> None:
    """Write what was found at one moment; to be called in a transaction. Told again of the same moment, it replaces."""
    con.execute("DELETE FROM source_observation WHERE source_id = ? AND observed_at = ?", [source_id, at])
    told = {"source_id": source_id, "observed_at": at, "origin": origin}
    insert(con, "source_observation", [{**told, **asdict(observation)} for observation in observations])


def publication_days(con: DuckDBPyConnection, source_id: str) -> dict[date, int]:
    """How many documents of each day are held, in order of days."""
    return {row["day"]: row["documents"] for row in fetch_rows(con, _DAYS, [source_id])}


def past_values(
    con: DuckDBPyConnection, source_id: str, origin: ObservedBy, most: int = 5
) -> Mapping[str, tuple[float, ...]]:
    """Check → the latest values of it that were not failures, at most ``most``, the newest last."""
    found: dict[str, tuple[float, ...]] = {}
    for row in fetch_rows(con, _PAST, {"source": source_id, "origin": origin, "most": most}):
        found[row["check_name"]] = (*found.get(row["check_name"], ()), row["value"])
    return found


def filled_since(con: DuckDBPyConnection, source_id: str, since: datetime) -> Filled:
    """How well the documents are filled that were fetched and read since a moment."""
    [row] = fetch_rows(con, _FILLED, {"source": source_id, "since": since})
    return Filled(**row)


def refused_pages(con: DuckDBPyConnection, source_id: str, since: datetime) -> Refused:
    """The pages fetched since a moment that no parser has read."""
    [row] = fetch_rows(con, _REFUSED, {"source": source_id, "since": since})
    return Refused(**row)


def failing_sources(con: DuckDBPyConnection) -> list[tuple[str, datetime, str]]:
    """(source, when it was checked last, what failed) of each source of which a check failed when it was made last."""
    return con.execute(_FAILING).fetchall()
