"""Extractions in the JSON shape of the gold annotations, the answer of ``communique extract``."""

from __future__ import annotations

from typing import Any

from parsers.records import Event, Extraction, Interval


def gold_shape(identifier: Any, text: str, extraction: Extraction) -> dict[str, Any]:
    """``{id, agencies, countries, dates, mentions, events, citations, timexes}`` with offsets into ``text``."""
    agencies = {m.name: None for m in extraction.agencies if m.kind != "unnamed"}
    countries = {m.country: None for m in extraction.places}
    return {
        "id": identifier,
        "agencies": list(agencies),
        "countries": list(countries),
        "dates": [
            {**_days(t.interval), "char": t.start, "quote": text[t.start : t.end]}
            for t in extraction.timexes
            if t.interval is not None
        ],
        "mentions": [
            *(
                {"kind": "agency", "start": m.start, "end": m.end, "value": m.name}
                for m in extraction.agencies
                if m.kind != "unnamed"
            ),
            *({"kind": "country", "start": p.start, "end": p.end, "value": p.country} for p in extraction.places),
        ],
        "events": [shaped_event(e, text) for e in extraction.events],
        "citations": [
            {"start": c.start, "end": c.end, "instrument": c.instrument, "article": c.article}
            for c in extraction.citations
        ],
        "timexes": [
            {"start": t.start, "end": t.end, "type": t.type, "value": t.value} | ({"mod": t.mod} if t.mod else {})
            for whole in extraction.timexes
            for t in whole.parts or (whole,)
        ],
    }


def _days(interval: Interval) -> dict[str, Any]:
    return {
        "start": interval.start.isoformat() if interval.start else None,
        "end": interval.end.isoformat() if interval.end else None,
        "precision": interval.precision,
        "edtf": interval.edtf,
    }


def shaped_event(event: Event, text: str) -> dict[str, Any]:
    """One event of the text ``text`` as gold writes it."""
    days = _days(event.dates)
    return {
        "type": event.type,
        "status": event.status,
        "start_date": days["start"],
        "end_date": days["end"],
        "date_precision": days["precision"],
        "date_edtf": days["edtf"],
        "date_basis": event.basis,
        "date_reason": event.date_reason,
        "participants": [
            {"name": p.name, "country": p.country, "role": p.role}
            | ({"agency_id": p.agency_id} if p.agency_id else {})
            | ({"text": p.text} if p.text else {})
            for p in event.participants
        ],
        "countries": [{"code": c.country, "role": c.role} for c in event.countries],
        "trigger": {"start": event.trigger.start, "end": event.trigger.end},
        "trigger_text": text[event.trigger.start : event.trigger.end],
        "evidence": [{"start": e.start, "end": e.end, "about": e.about} for e in event.evidence],
        "rule": event.rule,
        "confidence": round(event.confidence, 3),
    }
