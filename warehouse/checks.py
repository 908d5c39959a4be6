"""Checks of what the engine does not enforce: keys, references, offsets, dates, values."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from duckdb import DuckDBPyConnection

from warehouse.rows import fetch_rows
from warehouse.schema import TABLES

SAMPLES = 5
"""Most rows that a finding shows."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it must be."""

    check: str
    table: str
    message: str
    rows: int
    """How many rows are concerned."""
    samples: tuple[dict[str, Any], ...] = field(default=())
    """Some of them."""


_FUTURE = """
SELECT document_id, url, published_date FROM document
WHERE published_date > CAST(now() + INTERVAL 1 DAY AS DATE)
    AND coalesce(CAST(embargoed_until AS DATE) < published_date, true)
"""
_CLOSURES = """
SELECT document_id, document.closed_at, closure.closed_at AS closure
FROM document
FULL JOIN (FROM document_closure WHERE reopened_at IS NULL) AS closure USING (document_id)
WHERE document.closed_at IS DISTINCT FROM closure.closed_at
UNION ALL
SELECT document_id, reopened_at, closed_at FROM document_closure WHERE reopened_at <= closed_at
"""
_REVERSED = """
SELECT event_id, start_date, end_date FROM event
WHERE start_date > end_date OR (start_date IS NULL) <> (end_date IS NULL)
"""
_UNKNOWN_ROLE = """
SELECT party.event_id, event.event_type, party.role
FROM event_participant AS party JOIN event USING (event_id) JOIN event_type USING (event_type)
WHERE NOT list_contains(event_type.roles, party.role)
"""
_SHARES = """
SELECT source_id, documents - closed_documents AS documents, share_with_events AS share
FROM source_health WHERE documents > closed_documents ORDER BY source_id
"""
_NO_VERSION = """
SELECT document_id, version FROM document
WHERE (document_id, version) NOT IN (SELECT (document_id, version) FROM document_version WHERE superseded_at IS NULL)
"""


def unique_keys(con: DuckDBPyConnection) -> list[Finding]:
    """No two rows share the key that the register names."""
    return list(_each(con, "unique_keys", _repeated, "rows share their key"))


def references(con: DuckDBPyConnection) -> list[Finding]:
    """No row points to one that is not there, and every document has its current version."""
    found = list(_each(con, "references", _orphans, "rows point to nothing"))
    return found + _finding(con, "references", "document", "documents lack their current version", _NO_VERSION)


def offsets(con: DuckDBPyConnection) -> list[Finding]:
    """``text[start:end]`` of the row's version gives its quote, for every row of every table with offsets."""
    return list(_each(con, "offsets", _misquoted, "rows whose offsets do not give their quote"))


def known_values(con: DuckDBPyConnection) -> list[Finding]:
    """Columns with a fixed set of values hold no other, and participants only roles of their event's type."""
    found = list(_each(con, "known_values", _unlisted, "rows hold a value that is not listed"))
    return found + _finding(con, "known_values", "event_participant", "roles unknown to their type", _UNKNOWN_ROLE)


def publication_dates(con: DuckDBPyConnection) -> list[Finding]:
    """No release is dated later than tomorrow (the day of zones ahead of UTC), unless it waits for its embargo."""
    return _finding(con, "publication_dates", "document", "releases are dated in the future", _FUTURE)


def event_days(con: DuckDBPyConnection) -> list[Finding]:
    """Events start no later than they end, and have both days or neither."""
    return _finding(con, "event_days", "event", "events end before they start, or have one day only", _REVERSED)


def closures(con: DuckDBPyConnection) -> list[Finding]:
    """What ``document.closed_at`` says of the present is the last line of ``document_closure``, and none ends early."""
    return _finding(con, "closures", "document_closure", "releases whose closures do not fit their state", _CLOSURES)


CHECKS: dict[str, Callable[[DuckDBPyConnection], list[Finding]]] = {
    "unique_keys": unique_keys,
    "references": references,
    "offsets": offsets,
    "known_values": known_values,
    "publication_dates": publication_dates,
    "event_days": event_days,
    "closures": closures,
}
"""All checks by name; a warehouse that passes them all answers [] to each."""


def run_checks(con: DuckDBPyConnection) -> list[Finding]:
    """Findings of all checks."""
    return [finding for check in CHECKS.values() for finding in check(con)]


def event_shares(con: DuckDBPyConnection) -> dict[str, float]:
    """Source → share of its open documents that tell at least one event, 0 to 1; empty sources are left out."""
    return {row["source_id"]: row["share"] or 0.0 for row in fetch_rows(con, _SHARES)}


def _each(
    con: DuckDBPyConnection, check: str, queries: Callable[[str], Iterator[tuple[str, str]]], message: str
) -> Iterator[Finding]:
    for table in TABLES:
        for what, query in queries(table):
            yield from _finding(con, check, table, f"{message} ({what})", query)


def _finding(con: DuckDBPyConnection, check: str, table: str, message: str, query: str) -> list[Finding]:
    count = con.execute(f"SELECT count(*) FROM ({query})").fetchall()[0][0]
    if not count:
        return []
    samples = tuple(fetch_rows(con, f"{query} LIMIT {SAMPLES}"))
    return [Finding(check, table, f"{count} {message}", count, samples)]


def _repeated(table: str) -> Iterator[tuple[str, str]]:
    key = ", ".join(TABLES[table].key)
    if key:
        yield key, f'SELECT {key}, count(*) AS rows FROM "{table}" GROUP BY {key} HAVING count(*) > 1'


def _orphans(table: str) -> Iterator[tuple[str, str]]:
    for column in TABLES[table].columns:
        if column.references:
            other, _, key = column.references.partition(".")
            yield (
                f"{column.name} → {column.references}",
                f'SELECT * FROM "{table}" ANTI JOIN "{other}" AS referred ON referred.{key} = "{table}".{column.name} '
                f'WHERE "{table}".{column.name} IS NOT NULL',
            )


def _misquoted(table: str) -> Iterator[tuple[str, str]]:
    span = TABLES[table].span
    if span:
        yield (
            span.quote,
            f"SELECT row.document_id, row.document_version, row.{span.start}, row.{span.end}, row.{span.quote} "
            f'FROM "{table}" AS row LEFT JOIN document_version AS version '
            f"ON version.document_id = row.document_id AND version.version = row.document_version "
            f"WHERE row.{span.start} IS NOT NULL AND (row.{span.start} < 0 OR row.{span.end} <= row.{span.start} "
            f"OR version.text[row.{span.start} + 1:row.{span.end}] IS DISTINCT FROM row.{span.quote})",
        )


def _unlisted(table: str) -> Iterator[tuple[str, str]]:
    for column in TABLES[table].columns:
        if column.values:
            listed = ", ".join(f"'{value}'" for value in column.values)
            yield column.name, f'SELECT * FROM "{table}" WHERE {column.name} NOT IN ({listed})'
