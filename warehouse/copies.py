"""Finds copies of one release: the same words on the same day, or one address in several spellings."""

from __future__ import annotations

import re
import unicodedata

import pyarrow as pa
from duckdb import DuckDBPyConnection

from warehouse.identity import digest
from warehouse.rows import registered

SHORTEST = 200
"""Letters and figures from which a body tells a release from others; "See the attached file." does not."""
SYNDICATED_DAYS = 3
"""Days within which another source may publish a copy."""
_TITLES = 3
"""Titles under which one text stands beyond which it is no release but what stands in its place ("The statement is
attached. Contact of the press office …")."""
_SPELLINGS = 5
"""Addresses of one source that may name one canonical address: print forms, sections, languages. Sites that name one
for all of their releases do so for more."""
_CROWD = 100
"""Days of one text, and releases of one address and title, beyond which they are no copies but messages ("This page has
moved")."""
_LETTERS = re.compile(r"[\W_]+")

# Pairs (copy, other) with each document once: found by grouping and by joins on equal keys, never all with all.
_RELEASES = """
release AS (
    SELECT document_id, words_digest, published_date, source_id, first_seen_at FROM document
    SEMI JOIN (
        SELECT words_digest FROM document WHERE words_digest IS NOT NULL
        GROUP BY words_digest HAVING count(*) > 1 AND count(DISTINCT lower(title)) <= $titles
    ) AS told USING (words_digest)
)
"""
_SAME_WORDS = f"""
WITH {_RELEASES}
SELECT document_id, first_value(document_id) OVER (
    PARTITION BY words_digest, published_date ORDER BY first_seen_at, document_id
) AS other
FROM release
QUALIFY document_id <> other
"""
_SYNDICATED = f"""
WITH {_RELEASES},
day AS (
    SELECT words_digest, published_date, source_id, arg_min(document_id, (first_seen_at, document_id)) AS document_id
    FROM release
    GROUP BY ALL
),
few AS (SELECT words_digest FROM day GROUP BY words_digest HAVING count(*) BETWEEN 2 AND $crowd),
near AS (SELECT day.* FROM day SEMI JOIN few USING (words_digest))
SELECT later.document_id, earlier.document_id
FROM near AS later JOIN near AS earlier USING (words_digest)
WHERE later.source_id <> earlier.source_id AND later.document_id > earlier.document_id
    AND coalesce(abs(later.published_date - earlier.published_date) <= $days, true)
"""
# An address alone is no proof: it may show another release every week, and sites name one canonical address for all;
# nor is a canonical address without a path, the home page.
_SAME_ADDRESS = """
WITH common AS (
    SELECT canonical_key AS key FROM document
    WHERE canonical_key IS NOT NULL
    GROUP BY canonical_key, source_id HAVING count(DISTINCT address_key) > $spellings
),
address AS (
    SELECT address_key AS key, document_id, lower(title) AS title, published_date AS day FROM document
    UNION
    SELECT canonical_key, document_id, lower(title), published_date FROM document
    WHERE regexp_matches(canonical_key, '[/?]') AND canonical_key NOT IN (SELECT key FROM common)
),
few AS (SELECT key, title FROM address WHERE key IS NOT NULL GROUP BY ALL HAVING count(*) BETWEEN 2 AND $crowd),
near AS (SELECT address.* FROM address SEMI JOIN few USING (key, title))
SELECT DISTINCT one.document_id, other.document_id
FROM near AS one JOIN near AS other USING (key, title)
WHERE one.document_id > other.document_id AND coalesce(one.day = other.day, true)
"""
_FIRST = "SELECT document_id, first_seen_at FROM document SEMI JOIN incoming_copies USING (document_id)"
_HELD = "SELECT document_id, same_as FROM document WHERE same_as IS NOT NULL"
_MARK = """
UPDATE document SET same_as = incoming_copies.same_as FROM incoming_copies
WHERE document.document_id = incoming_copies.document_id
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
    words = {"titles": _TITLES}
    pairs = con.execute(_SAME_WORDS, words).fetchall()
    pairs += con.execute(_SYNDICATED, words | {"crowd": _CROWD, "days": SYNDICATED_DAYS}).fetchall()
    pairs += con.execute(_SAME_ADDRESS, {"crowd": _CROWD, "spellings": _SPELLINGS}).fetchall()
    wanted = _by_first(con, _groups(pairs))
    held = dict(con.execute(_HELD).fetchall())
    changed = sorted(one for one in wanted.keys() | held.keys() if wanted.get(one) != held.get(one))
    if changed:
        firsts = pa.array([wanted.get(one) for one in changed], pa.string())
        with registered(con, "incoming_copies", pa.table({"document_id": changed, "same_as": firsts})):
            con.execute(_MARK)
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
    with registered(con, "incoming_copies", pa.table({"document_id": pa.array(ids, pa.string())})):
        seen = dict(con.execute(_FIRST).fetchall())
    found: dict[str, str] = {}
    for group in groups:
        first = min(group, key=lambda identifier: (seen[identifier], identifier))
        found |= {identifier: first for identifier in group if identifier != first}
    return found
