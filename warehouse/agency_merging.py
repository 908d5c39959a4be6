"""Brings the rows of a warehouse to the operator's merges of provisional agencies, and back when one is undone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from duckdb import DuckDBPyConnection

from config.agencies import Agencies, Agency

MERGED = "merged"
"""``agency_alias.kind`` of a provisional id that means the body now."""
ADDED = "added"
"""``agency_alias.kind`` of a name that the operator has added."""

_APPLIED = "SELECT agency_id, alias, kind FROM agency_alias WHERE kind IN ('merged', 'added')"
_CLEAR = "DELETE FROM agency_alias WHERE kind IN ('merged', 'added')"
_NOTE = "INSERT INTO agency_alias (agency_id, alias, kind) VALUES (?, ?, ?)"
_MENTION = (
    "UPDATE mention SET agency_id = $id, name = $name, country = $country, detail = $detail WHERE agency_id = $old"
)
_PARTICIPANT = """
UPDATE event_participant SET agency_id = $id, name = $name, country = $country, kind = $detail WHERE agency_id = $old
"""
_TWICE = """
DELETE FROM event_participant AS party WHERE agency_id = $id AND EXISTS (
    FROM event_participant AS first
    WHERE first.event_id = party.event_id AND first.agency_id = $id AND first.role = party.role
        AND first.ordinal < party.ordinal
)
"""
_FORGET = "DELETE FROM agency WHERE provisional AND agency_id = ?"
_NAMING = """
SELECT DISTINCT document_id FROM mention WHERE agency_id = $id
UNION SELECT DISTINCT document_id FROM event_participant WHERE agency_id = $id
"""
_TELLING = "SELECT document_id FROM document WHERE contains(lower(text), lower(?))"
_READ_AGAIN = """
UPDATE document_version SET extractor_version = NULL
WHERE extractor_version IS NOT NULL AND list_contains($ids, document_id)
    AND version = (SELECT version FROM document WHERE document.document_id = document_version.document_id)
"""


@dataclass(frozen=True, slots=True)
class Merging:
    """What has changed in the warehouse."""

    merged: tuple[str, ...] = ()
    """Provisional ids that now mean a body of the register."""
    undone: tuple[str, ...] = ()
    """Those that do no longer; their rows return when their documents are read again."""
    rows: int = 0
    """Mentions and participants that have another body now."""
    read_again: int = 0
    """Documents that the next run reads again."""


def held_merges(con: DuckDBPyConnection) -> set[tuple[str, str, str]]:
    """(agency_id, provisional id or name, kind) of what was merged here, to be asked before aliases are replaced."""
    return {(row[0], row[1], row[2]) for row in con.execute(_APPLIED).fetchall()}


def asked_merges(register: Agencies) -> set[tuple[str, str, str]]:
    """The same of what the operator has decided."""
    found = {(merge.agency_id, merge.provisional, MERGED) for merge in register.merges.values()}
    return found | {(merge.agency_id, name, ADDED) for merge in register.merges.values() for name in merge.aliases}


def apply_merges(con: DuckDBPyConnection, register: Agencies, held: set[tuple[str, str, str]]) -> Merging:
    """Bring rows to the register's merges from those ``held``; to be called in a transaction, after the agencies' rows.

    The rows of a merged body are its own at once. Documents whose reading may change with it (they name the body, or
    hold an added name) are pending for extraction afterwards, so that roles and repeats are judged anew.
    """
    asked = asked_merges(register)
    new, gone = asked - held, held - asked
    if held_merges(con) != asked:
        con.execute(_CLEAR)
        for row in sorted(asked):
            con.execute(_NOTE, row)
    if not (new or gone):
        return Merging()
    again: set[str] = set()
    rows = 0
    for agency_id, alias, kind in sorted(new):
        if kind == MERGED:
            again |= _documents(con, _NAMING, {"id": alias})
            rows += _merge(con, alias, register.get(agency_id))
    for agency_id, _, kind in sorted(gone):
        if kind == MERGED:
            again |= _documents(con, _NAMING, {"id": agency_id})
    for _, alias, kind in new | gone:
        if kind == ADDED:
            again |= _documents(con, _TELLING, [alias])
    read_again = con.execute(_READ_AGAIN, {"ids": sorted(again)}).fetchone()
    return Merging(
        tuple(sorted(alias for _, alias, kind in new if kind == MERGED)),
        tuple(sorted(alias for _, alias, kind in gone if kind == MERGED)),
        rows,
        read_again[0] if read_again else 0,
    )


def _merge(con: DuckDBPyConnection, provisional: str, body: Agency) -> int:
    """Give the body the rows of the provisional one, each role of an event once; answers how many."""
    detail = "company" if body.kind == "company" else "agency"
    told = {"old": provisional, "id": body.agency_id, "name": body.name, "country": body.country, "detail": detail}
    changed = 0
    for statement in (_MENTION, _PARTICIPANT):
        count = con.execute(statement, told).fetchone()
        changed += count[0] if count else 0
    con.execute(_TWICE, {"id": body.agency_id})
    con.execute(_FORGET, [provisional])
    return changed


def _documents(con: DuckDBPyConnection, sql: str, parameters: dict[str, str] | Iterable[str]) -> set[str]:
    return {row[0] for row in con.execute(sql, parameters).fetchall()}
