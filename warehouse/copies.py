"""Finds copies of one release: the same words on the same day, or one address in several spellings."""

from __future__ import annotations

import re
import unicodedata

from duckdb import DuckDBPyConnection

from warehouse.identity import digest

SHORTEST = 200
"""Letters and figures from which a body tells a release from others; "See the attached file." does not."""
SYNDICATED_DAYS = 3
"""Days within which another source may publish a copy."""
_CROWD = 100
"""Days of one text, and releases of one address and title, beyond which they are no copies but messages ("This page has
moved")."""
_LETTERS = re.compile(r"[\W_]+")

# Pairs (copy, other) with each document once: found by grouping and by joins on equal keys, never all with all.
_SAME_WORDS = """
SELECT document_id, first_value(document_id) OVER (
    PARTITION BY words_digest, published_date ORDER BY first_seen_at, document_id
) AS other
FROM document WHERE words_digest IS NOT NULL
QUALIFY document_id <> other
"""
_SYNDICATED = """
WITH day AS (
    SELECT words_digest, published_date, source_id, arg_min(document_id, (first_seen_at, document_id)) AS document_id
    FROM document WHERE words_digest IS NOT NULL
    GROUP BY ALL
),
few AS (SELECT words_digest FROM day GROUP BY words_digest HAVING count(*) BETWEEN 2 AND $crowd),
near AS (SELECT day.* FROM day SEMI JOIN few USING (words_digest))
SELECT later.document_id, earlier.document_id
FROM near AS later JOIN near AS earlier USING (words_digest)
WHERE later.source_id <> earlier.source_id AND later.document_id > earlier.document_id
    AND coalesce(abs(later.published_date - earlier.published_date) <= $days, true)
"""
# An address alone is no proof: it may show another release every week, and sites name one canonical address for all.
_SAME_ADDRESS = """
WITH address AS (
    SELECT address_key AS key, document_id, lower(title) AS title, published_date AS day FROM document
    UNION
    SELECT canonical_key, document_id, lower(title), published_date FROM document
),
few AS (SELECT key, title FROM address WHERE key IS NOT NULL GROUP BY ALL HAVING count(*) BETWEEN 2 AND $crowd),
near AS (SELECT address.* FROM address SEMI JOIN few USING (key, title))
SELECT DISTINCT one.document_id, other.document_id
FROM near AS one JOIN near AS other USING (key, title)
WHERE one.document_id > other.document_id AND coalesce(one.day = other.day, true)
"""
_FIRST = "SELECT document_id, first_seen_at FROM document WHERE document_id IN (SELECT unnest($ids))"
_HELD = "SELECT document_id, same_as FROM document WHERE same_as IS NOT NULL"
_MARK = """
UPDATE document SET same_as = wanted.same_as
FROM (SELECT unnest($ids::VARCHAR[]) AS document_id, unnest($firsts::VARCHAR[]) AS same_as) AS wanted
WHERE document.document_id = wanted.document_id
"""


def words_digest(body: str) -> str | None:
    """Digest of the letters and figures of a body, whatever their case and what stands between; None for short ones."""
    words = _LETTERS.sub("", unicodedata.normalize("NFKC", body).casefold())
    return digest(words) if len(words) >= SHORTEST else None


def mark_copies(con: DuckDBPyConnection) -> int:
    """Write ``document.same_as`` of all documents; answers how many have another now. To be called in a transaction.

    Each group of copies names the one that was seen first, so that the result depends on what is held, not on the
    order in which it was loaded.
    """
    limits = {"crowd": _CROWD, "days": SYNDICATED_DAYS}
    pairs = con.execute(_SAME_WORDS).fetchall()
    pairs += con.execute(_SYNDICATED, limits).fetchall()
    pairs += con.execute(_SAME_ADDRESS, {"crowd": _CROWD}).fetchall()
    wanted = _by_first(con, _groups(pairs))
    held = dict(con.execute(_HELD).fetchall())
    changed = sorted(one for one in wanted.keys() | held.keys() if wanted.get(one) != held.get(one))
    if changed:
        con.execute(_MARK, {"ids": changed, "firsts": [wanted.get(one) for one in changed]})
    return len(changed)


def _groups(pairs: list[tuple[str, str]]) -> list[list[str]]:
    """The connected groups of these pairs (union-find with halved paths)."""
    parent: dict[str, str] = {}

    def root(identifier: str) -> str:
        parent.setdefault(identifier, identifier)
        while parent[identifier] != identifier:
            parent[identifier] = identifier = parent[parent[identifier]]
        return identifier

    for one, other in pairs:
        parent[root(one)] = root(other)
    groups: dict[str, list[str]] = {}
    for identifier in parent:
        groups.setdefault(root(identifier), []).append(identifier)
    return list(groups.values())


def _by_first(con: DuckDBPyConnection, groups: list[list[str]]) -> dict[str, str]:
    ids = [identifier for group in groups for identifier in group]
    seen = dict(con.execute(_FIRST, {"ids": ids}).fetchall()) if ids else {}
    found: dict[str, str] = {}
    for group in groups:
        first = min(group, key=lambda identifier: (seen[identifier], identifier))
        found |= {identifier: first for identifier in group if identifier != first}
    return found
