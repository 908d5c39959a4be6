"""Turns the extraction of one text into rows, each with the words at its offsets. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from parsers.records import AgencyMention, Event, Extraction, Interval, Participant, PlaceMention, Timex
from warehouse.identity import event_id
from warehouse.records import Extractor, OffsetError

Rows = dict[str, list[dict[str, Any]]]
"""Table → its rows."""


@dataclass(frozen=True, slots=True)
class Version:
    """The version of a document that was read."""

    document_id: str
    version: int
    text: str
    superseded_at: datetime | None = None

    def quote(self, what: str, start: int, end: int) -> str:
        """The words at ``[start, end)``.

        Raises:
            OffsetError: there are none; the message names document and ``what``.
        """
        if not 0 <= start < end <= len(self.text):
            raise OffsetError(
                f"{what} at [{start}:{end}] lies outside the {len(self.text)} characters of "
                f"{self.document_id} version {self.version}"
            )
        return self.text[start:end]

    def span(self, what: str, start: int | None, end: int | None) -> dict[str, Any]:
        """``{start_char, end_char, quote}``, all None where no span is told."""
        if start is None or end is None:
            if start is not end:
                raise OffsetError(f"{what} of {self.document_id} has one offset only: [{start}:{end}]")
            return {"start_char": None, "end_char": None, "quote": None}
        return {"start_char": start, "end_char": end, "quote": self.quote(what, start, end)}

    @property
    def key(self) -> dict[str, Any]:
        """The columns that every row of this version carries."""
        return {"document_id": self.document_id, "document_version": self.version}


def extraction_rows(version: Version, extraction: Extraction, extractor: Extractor, at: datetime) -> Rows:
    """Rows of events, their parts, mentions and citations; ``at`` is the moment of extraction.

    Raises:
        OffsetError: an offset lies outside the text.
    """
    rows: Rows = defaultdict(list)
    made_by = {
        "extractor_version": extractor.version,
        "code_version": extractor.code,
        "model": extractor.model,
        "model_version": extractor.model_version,
        "registers_version": extractor.registers,
        "extracted_at": at,
        "superseded_at": version.superseded_at,
    }
    seen: Counter[tuple[str, int, int]] = Counter()
    for event in extraction.events:
        trigger = (event.type, event.trigger.start, event.trigger.end)
        identifier = event_id(version.document_id, version.version, *trigger, seen[trigger])
        seen[trigger] += 1
        rows["event"].append({"event_id": identifier, **_event(version, event), **made_by})
        _add_parts(rows, version, event, identifier)
    mentions: list[PlaceMention | AgencyMention | Timex] = [*extraction.places, *extraction.agencies]
    for mention in [*mentions, *extraction.timexes]:
        rows["mention"].append({**version.key, **_mention(version, mention)})
    for citation in extraction.citations:
        span = version.span("citation", citation.start, citation.end)
        rows["instrument_citation"].append(
            {**version.key, **span, "instrument": citation.instrument, "article": citation.article}
        )
    return rows


def provisional_agencies(extraction: Extraction) -> Iterable[dict[str, Any]]:
    """Rows for the agency table, one for each body that the extraction names; the first naming wins."""
    named: dict[str, dict[str, Any]] = {}
    parties: list[AgencyMention | Participant] = [*extraction.agencies]
    parties += [participant for event in extraction.events for participant in event.participants]
    for party in parties:
        if party.agency_id and party.agency_id not in named:
            named[party.agency_id] = {
                "agency_id": party.agency_id,
                "name": party.name,
                "country": party.country,
                "kind": "unknown" if party.kind == "agency" else party.kind,
                "provisional": True,
            }
    return named.values()


def _days(interval: Interval | None) -> dict[str, Any]:
    if interval is None:
        return {}
    return {
        "start_date": interval.start,
        "end_date": interval.end,
        "date_precision": interval.precision,
        "date_edtf": interval.edtf,
    }


def _event(version: Version, event: Event) -> dict[str, Any]:
    return {
        **version.key,
        "event_type": event.type,
        "status": event.status,
        **_days(event.dates),
        "date_basis": event.basis,
        "date_reason": event.date_reason,
        **_date_words(version, event),
        "status_reason": event.status_reason,
        "confidence": event.confidence,
        "trigger_start": event.trigger.start,
        "trigger_end": event.trigger.end,
        "trigger": version.quote(f"trigger of {event.type}", event.trigger.start, event.trigger.end),
        "rule": event.rule,
    }


def _date_words(version: Version, event: Event) -> dict[str, Any]:
    words = event.date_words
    if words is None:
        return {}
    quote = version.quote(f"date of {event.type}", words.start, words.end)
    return {"date_words_start": words.start, "date_words_end": words.end, "date_words": quote}


def _add_parts(rows: Rows, version: Version, event: Event, identifier: str) -> None:
    key = {"event_id": identifier, **version.key}
    for ordinal, party in enumerate(event.participants, 1):
        span = version.span(f"participant of {event.type}", party.start, party.end)
        rows["event_participant"].append(
            {
                **key,
                "ordinal": ordinal,
                "agency_id": party.agency_id,
                "name": party.name,
                "kind": party.kind,
                "country": party.country,
                "role": party.role,
                "words": party.text or span["quote"],
                **span,
            }
        )
    # A country told twice in one role is one row; the first words that tell it are its evidence.
    countries = {(place.country, place.role): place for place in reversed(event.countries)}
    for (country, role), place in reversed(countries.items()):
        span = version.span(f"country of {event.type}", place.start, place.end)
        rows["event_country"].append({**key, "country": country, "role": role, **span})
    for evidence in dict.fromkeys((event.trigger, *event.evidence)):
        span = version.span(f"evidence of {event.type}", evidence.start, evidence.end)
        rows["event_evidence"].append({**key, "about": evidence.about, **span})


def _mention(version: Version, mention: PlaceMention | AgencyMention | Timex) -> dict[str, Any]:
    if isinstance(mention, PlaceMention):
        return {
            "kind": "place",
            **version.span("place", mention.start, mention.end),
            "name": mention.name,
            "country": mention.country,
            "subdivision": mention.subdivision,
            "detail": mention.kind,
        }
    if isinstance(mention, AgencyMention):
        return {
            "kind": "agency",
            **version.span("agency", mention.start, mention.end),
            "name": mention.name,
            "agency_id": mention.agency_id,
            "country": mention.country,
            "detail": mention.kind,
            "method": mention.method,
        }
    return {
        "kind": "timex",
        **version.span("timex", mention.start, mention.end),
        "detail": mention.type,
        "timex_value": mention.value,
        "timex_mod": mention.mod,
        "timex_reason": mention.reason,
        "timex_anchor": mention.anchor,
        **_days(mention.interval),
        "date_basis": mention.basis,
    }
