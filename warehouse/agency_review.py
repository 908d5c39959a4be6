"""What the database holds of bodies that no register knows: how often, where and in which words they are named."""

from __future__ import annotations

from dataclasses import dataclass

from duckdb import DuckDBPyConnection

from warehouse.rows import fetch_rows

_PROVISIONAL = """
WITH told AS (
    SELECT agency_id, count(*) AS mentions, count(DISTINCT document_id) AS documents,
        mode(quote) AS words,
        min_by(struct_pack(document_id, document_version, start_char, end_char), (document_id, start_char)) AS first
    FROM mention WHERE kind = 'agency' GROUP BY agency_id
),
taking_part AS (
    SELECT agency_id, count(DISTINCT event_id) AS events FROM event_participant GROUP BY agency_id
),
told_in AS (
    SELECT mention.agency_id, list_sort(list(DISTINCT source.country)) AS countries
    FROM mention JOIN document USING (document_id) JOIN source USING (source_id)
    WHERE mention.kind = 'agency' AND source.country IS NOT NULL GROUP BY mention.agency_id
)
SELECT agency.agency_id, agency.name, agency.country, agency.kind,
    coalesce(mentions, 0) AS mentions, coalesce(documents, 0) AS documents, coalesce(events, 0) AS events,
    coalesce(countries, []) AS told_in, words,
    substr(version.text, greatest(1, first.start_char - 79), 80 + first.end_char - first.start_char + 80) AS around
FROM agency
LEFT JOIN told USING (agency_id) LEFT JOIN taking_part USING (agency_id) LEFT JOIN told_in USING (agency_id)
LEFT JOIN document_version AS version
    ON version.document_id = first.document_id AND version.version = first.document_version
WHERE agency.provisional AND ($companies OR agency.kind <> 'company') AND agency.kind NOT IN ('unnamed', 'state')
    AND ($country IS NULL OR agency.country = $country)
ORDER BY events DESC, mentions DESC, agency.agency_id
LIMIT $limit
"""
_COUNT = """
SELECT count(*) FROM agency WHERE provisional AND ($companies OR kind <> 'company') AND kind NOT IN ('unnamed', 'state')
    AND ($country IS NULL OR country = $country)
"""


@dataclass(frozen=True, slots=True)
class ProvisionalAgency:
    """One body that only texts have named."""

    agency_id: str
    name: str
    country: str | None
    kind: str
    """``unknown`` for public bodies, else ``company``."""
    mentions: int
    documents: int
    events: int
    """Events that it takes part in."""
    told_in: list[str]
    """Countries of the sources that name it."""
    words: str | None
    """How it is called most often."""
    around: str | None
    """Some text around its first mention."""


def provisional_agencies(
    con: DuckDBPyConnection, *, country: str | None = None, companies: bool = False, limit: int | None = None
) -> list[ProvisionalAgency]:
    """Bodies of no register, those of most events first; unnamed groups and states are left out."""
    asked = {"country": country, "companies": companies, "limit": limit}
    return [ProvisionalAgency(**row) for row in fetch_rows(con, _PROVISIONAL, asked)]


def count_provisional(con: DuckDBPyConnection, *, country: str | None = None, companies: bool = False) -> int:
    """How many there are without a limit."""
    return int(con.execute(_COUNT, {"country": country, "companies": companies}).fetchall()[0][0])


def provisional_ids(con: DuckDBPyConnection) -> list[str]:
    """Ids of all bodies of no register."""
    return [row[0] for row in con.execute("SELECT agency_id FROM agency WHERE provisional ORDER BY 1").fetchall()]
