"""All that is stored of one event and bears it out: words, reasons and rule, read from a published snapshot."""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import Any

from duckdb import DuckDBPyConnection

from config.event_rules import written_rules
from config.event_types import REGISTER, event_types
from warehouse.reasons import Row, why_country, why_date, why_participant, why_status
from warehouse.records import WarehouseError
from warehouse.rows import fetch_rows

SHOWN = 8
"""Ids that an ambiguous beginning lists."""
_IDS = "SELECT event_id FROM event WHERE starts_with(event_id, ?) ORDER BY event_id LIMIT ?"
_COUNT = "SELECT count(*) FROM event WHERE starts_with(event_id, ?)"
_EVENT = """
SELECT event.* REPLACE (event.date_reason AS date_reason), t.definition, d.url, v.title, v.text, v.published_date,
    v.superseded_at IS NULL AS is_current,
    coalesce(a.name, d.fields['source_agency'][1], s.name) AS publisher
FROM event
LEFT JOIN event_type AS t USING (event_type)
LEFT JOIN document AS d USING (document_id)
LEFT JOIN document_version AS v ON v.document_id = event.document_id AND v.version = event.document_version
LEFT JOIN source AS s USING (source_id)
LEFT JOIN agency AS a ON a.agency_id = s.publisher
WHERE event_id = ?
"""
_PARTICIPANTS = """
SELECT p.*, m.method
FROM event_participant AS p
LEFT JOIN mention AS m ON m.kind = 'agency' AND m.agency_id = p.agency_id AND m.document_id = p.document_id
    AND m.document_version = p.document_version AND m.start_char = p.start_char AND m.end_char = p.end_char
WHERE p.event_id = ? ORDER BY p.ordinal
"""
_COUNTRIES = """
SELECT c.*, country.name FROM event_country AS c LEFT JOIN country USING (country)
WHERE c.event_id = ? ORDER BY c.role, c.country
"""
_EVIDENCE = "SELECT about, start_char, end_char, quote FROM event_evidence WHERE event_id = ? ORDER BY start_char"
_TIMEX = """
SELECT timex_value, timex_reason, timex_anchor FROM mention
WHERE kind = 'timex' AND document_id = ? AND document_version = ? AND start_char = ? AND end_char = ?
"""
_SENTENCE_END = re.compile(r"[.!?][”\")’]?\s+(?=[A-Z“\"])|\n")


class NoEventError(WarehouseError):
    """No event, or more than one, has an id that begins as asked."""


def event_named(con: DuckDBPyConnection, told: str) -> str:
    """The id of the one event whose id is ``told`` or begins with it.

    Raises:
        NoEventError: there is none, or several; says which and how to find one.
    """
    found = [row[0] for row in con.execute(_IDS, [told, SHOWN]).fetchall()] if told else []
    if told in found or len(found) == 1:
        return told if told in found else str(found[0])
    if not found:
        raise NoEventError(
            f"no event has the id {told!r}; ids stand in event_feed: "
            'communique query "select event_id, event_type, date from event_feed limit 10"'
        )
    counted = con.execute(_COUNT, [told]).fetchone()
    more = (counted[0] if counted else 0) - len(found)
    listed = "".join(f"\n  {one}" for one in found) + (f"\n  … and {more} more" if more > 0 else "")
    raise NoEventError(f"{told!r} is the beginning of several ids; give more of the one that you mean:{listed}")


def explained(con: DuckDBPyConnection, event_id: str) -> Row:
    """What is stored of the event, with its reasons in words and its rule as the register writes it.

    ``sentences`` and ``triggers`` carry offsets into the text of the event's version of the document. All values fit
    JSON but dates and moments.

    Raises:
        NoEventError: there is no such event.
    """
    event = next(iter(fetch_rows(con, _EVENT, [event_id])), None)
    if event is None:
        raise NoEventError(f"no event has the id {event_id!r}")
    evidence = fetch_rows(con, _EVIDENCE, [event_id])
    published, publisher = event["published_date"], event["publisher"]
    kind = event_types().get(event["event_type"])
    parties = fetch_rows(con, _PARTICIPANTS, [event_id])
    words = next((one["quote"] for one in evidence if one["about"] == "status"), None)
    return {
        "event_id": event_id,
        "event_type": event["event_type"],
        "definition": event["definition"],
        "confidence": event["confidence"],
        "document": {
            "title": event["title"],
            "publisher": publisher,
            "url": event["url"],
            "published_date": published,
            "document_id": event["document_id"],
            "version": event["document_version"],
            "is_current": event["is_current"],
        },
        "sentences": [_span(one) for one in evidence if one["about"] == "sentence"],
        "triggers": [_span(one) for one in evidence if one["about"] == "trigger"],
        "date": _date(con, event, evidence),
        "status": {"status": event["status"], "words": words, "why": why_status(event, words, published)},
        "participants": [
            _kept(party, "role", "name", "agency_id", "kind", "country", "words", "quote", "start_char", "method")
            | {"why": why_participant(party, publisher)}
            for party in parties
        ],
        "countries": [
            _kept(country, "role", "country", "name", "quote", "start_char")
            | {"why": why_country(country, parties, kind.place if kind else "told")}
            for country in fetch_rows(con, _COUNTRIES, [event_id])
        ],
        "rule": {
            "name": event["rule"],
            "register": f"config/registers/{REGISTER.name}",
            "entries": [asdict(entry) for entry in written_rules(event["rule"])],
        },
        "read_by": _kept(event, "model", "model_version", "code_version", "registers_version", "extracted_at"),
    }


def _date(con: DuckDBPyConnection, event: Row, evidence: list[Row]) -> Row:
    start, end = event["date_words_start"], event["date_words_end"]
    asked = [event["document_id"], event["document_version"], start, end]
    timex = next(iter(fetch_rows(con, _TIMEX, asked)), None) if start is not None else None
    told = _kept(
        event, "start_date", "end_date", "date_precision", "date_edtf", "date_basis", "date_reason", "date_words"
    )
    shown = start is None or any(
        one["about"] == "sentence" and one["start_char"] <= start < one["end_char"] for one in evidence
    )
    sentence = None if shown else _sentence_around(event["text"], start, end)
    return {
        **told,
        "date_sentence": sentence if sentence != event["date_words"] else None,
        **(timex or dict.fromkeys(("timex_value", "timex_reason", "timex_anchor"))),
        "why": why_date(event, timex, event["published_date"]),
    }


def _sentence_around(text: str, start: int, end: int) -> str:
    """The sentence, or line, that holds the characters; as full stops before capitals divide them."""
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    first = max((at for at in ends if at <= start), default=0)
    last = min((at for at in ends if at >= end), default=len(text))
    return text[first:last].strip()


def _span(one: Row) -> Row:
    return {"start_char": one["start_char"], "end_char": one["end_char"], "quote": one["quote"]}


def _kept(row: Row, *names: str) -> dict[str, Any]:
    return {name: row[name] for name in names}
