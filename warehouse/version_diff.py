"""What differs between two versions of a release: title, date, text, and the events that they tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from duckdb import DuckDBPyConnection

from warehouse.address_key import address_key
from warehouse.records import WarehouseError
from warehouse.rows import fetch_rows
from warehouse.text_diff import Paragraph, line_diff, text_diff

_NAMED = """
SELECT document_id, title, first_seen_at, replaced_by FROM document
WHERE document_id = $told OR url = $told OR canonical_url = $told OR address_key = $key OR fetch_id IN (
    SELECT fetch_id FROM "fetch" WHERE url = $told
)
ORDER BY document_id = $told DESC, first_seen_at, document_id
"""
_BEGINS = (
    "SELECT document_id, title, first_seen_at FROM document WHERE starts_with(document_id, ?) ORDER BY ALL LIMIT 6"
)
_DOCUMENT = """
SELECT document_id, url, coalesce(agency.name, source.name) AS publisher, document.version AS current
FROM document LEFT JOIN source USING (source_id) LEFT JOIN agency ON agency.agency_id = source.publisher
WHERE document_id = ?
"""
_VERSIONS = """
SELECT version, title, text, body_start, published_date, first_seen_at, superseded_at, notice, extracted_at
FROM document_version WHERE document_id = ? ORDER BY first_seen_at, version
"""
_EVENTS = """
SELECT event_type, status, date_edtf AS date, "trigger" FROM event
WHERE document_id = ? AND document_version = ? ORDER BY trigger_start, event_type, event_id
"""


class NoVersionsError(WarehouseError):
    """There is no such document, or nothing to compare in it; the text says which there are."""


def document_named(con: DuckDBPyConnection, told: str) -> str:
    """Id of the document of that id (or as much of its beginning as no other has) or address.

    Raises:
        NoVersionsError: there is none, or there are several.
    """
    found = fetch_rows(con, _NAMED, {"told": told, "key": address_key(told)})
    if not found and told:
        found = fetch_rows(con, _BEGINS, [told])
    if len(found) == 1 or (found and found[0]["document_id"] == told):
        return str(found[0]["document_id"])
    if not found:
        raise NoVersionsError(
            f"no release has the id or the address {told!r}; `communique query` shows those that changed: "
            '"select document_id, url, kind from document_change"'
        )
    listed = "\n".join(f"  {row['document_id']}  {row['first_seen_at']:%Y-%m-%d}  {row['title']}" for row in found)
    raise NoVersionsError(f"{told!r} stands for {len(found)} releases or more; name one by its id:\n{listed}")


def version_diff(con: DuckDBPyConnection, document_id: str, versions: tuple[int, int] | None = None) -> dict[str, Any]:
    """The way from one version to another as plain values; without ``versions`` the last step to the current one.

    ``title`` and each of ``paragraphs`` are lists of pieces with ``change`` (same, added, removed) and ``text``.

    Raises:
        NoVersionsError: the document has not these versions, or only one.
    """
    (document,) = fetch_rows(con, _DOCUMENT, [document_id])
    held = fetch_rows(con, _VERSIONS, [document_id])
    one, other = _chosen(document, held, versions)
    diff = text_diff(one["text"][one["body_start"] :], other["text"][other["body_start"] :])
    gone, come = _events(con, document_id, one["version"]), _events(con, document_id, other["version"])
    return {
        "document_id": document_id,
        "url": document["url"],
        "publisher": document["publisher"],
        "versions": [row["version"] for row in held],
        "from": _told(one),
        "to": _told(other),
        "title": _pieces(line_diff(one["title"], other["title"])),
        "paragraphs": [_pieces(paragraph) for paragraph in diff.paragraphs],
        "characters_added": diff.added,
        "characters_removed": diff.removed,
        "notice": other["notice"] if other["notice"] != one["notice"] else None,
        "events_gone": _without(gone, come),
        "events_come": _without(come, gone),
    }


def _chosen(
    document: Mapping[str, Any], held: list[dict[str, Any]], versions: tuple[int, int] | None
) -> tuple[dict[str, Any], dict[str, Any]]:
    by_number = {row["version"]: row for row in held}
    numbers = ", ".join(str(number) for number in by_number)
    if versions is not None:
        missing = [number for number in versions if number not in by_number]
        if missing:
            raise NoVersionsError(f"{document['document_id']} has no version {missing[0]}; it has {numbers}")
        return by_number[versions[0]], by_number[versions[1]]
    places = list(by_number)
    place = places.index(document["current"])
    if place == 0:
        seen = held[0]["first_seen_at"]
        raise NoVersionsError(
            f"{document['document_id']} has one version, first seen on {seen:%Y-%m-%d}: its text has not changed since"
        )
    return held[place - 1], held[place]


def _told(row: Mapping[str, Any]) -> dict[str, Any]:
    names = ("version", "title", "published_date", "first_seen_at", "superseded_at")
    return {name: row[name] for name in names} | {"is_extracted": row["extracted_at"] is not None}


def _pieces(paragraph: Paragraph) -> list[dict[str, str]]:
    return [asdict(piece) for piece in paragraph.pieces]


def _events(con: DuckDBPyConnection, document_id: str, version: int) -> list[dict[str, Any]]:
    return fetch_rows(con, _EVENTS, [document_id, version])


def _without(events: Iterable[dict[str, Any]], others: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Events whose like the others do not have; as many of one kind as there are more."""
    spare = Counter(_kind(event) for event in others)
    left = []
    for event in events:
        if spare[_kind(event)]:
            spare[_kind(event)] -= 1
        else:
            left.append(event)
    return left


def _kind(event: Mapping[str, Any]) -> tuple[Any, ...]:
    return event["event_type"], event["status"], event["date"]
