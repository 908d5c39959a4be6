"""Sentences of the coding manual: what must be found in each, and nothing else."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from config.agencies import agencies
from config.event_types import event_types
from parsers.language.reader import Reader
from parsers.records import Context, Event

CASES = Path(__file__).parent / "cases" / "events"


@cache
def reader() -> Reader:
    return Reader()


def load_cases() -> list[Any]:
    return [
        pytest.param(case, id=f"{file.stem}: {case['text'][:60]}")
        for file in sorted(CASES.glob("*.yaml"))
        for case in yaml.safe_load(file.read_text(encoding="utf-8"))
    ]


def read(case: dict[str, Any]) -> tuple[Event, ...]:
    published = case["published"]
    if isinstance(published, str):
        published = date.fromisoformat(published)
    try:
        publisher = agencies().get(case["publisher"])
        context = Context(published, publisher.agency_id, publisher.name, publisher.country)
    except KeyError:
        country = case["publisher"].split("-")[0].upper()
        context = Context(published, case["publisher"], case["publisher"], country)
    return reader().read_one(case["text"], context).events


def fits(event: Event, wanted: dict[str, Any]) -> bool:
    """Whether ``event`` is as ``wanted`` says; keys that are not given may be anything."""
    if event.type != wanted["type"] or event.status != wanted.get("status", "occurred"):
        return False
    if "dates" in wanted and event.dates.edtf != (str(wanted["dates"]) if wanted["dates"] else None):
        return False
    if "basis" in wanted and event.basis != wanted["basis"]:
        return False
    places = {c.country for c in event.countries if c.role == "location"}
    if "location" in wanted and places != set(wanted["location"]):
        return False
    for role in event_types()[event.type].roles:
        names = {n for p in event.participants if p.role == role for n in (p.agency_id, p.name)}
        asked = wanted.get(role, [])
        if not names.issuperset([asked] if isinstance(asked, str) else asked):
            return False
    return True


def told(event: Event) -> dict[str, Any]:
    return {
        "type": event.type,
        "status": event.status,
        "dates": event.dates.edtf,
        "basis": event.basis,
        "location": [c.country for c in event.countries if c.role == "location"],
        "participants": [(p.role, p.agency_id or p.name) for p in event.participants],
        "rule": event.rule,
    }


@pytest.mark.parametrize("case", load_cases())
def test_sentence_tells_these_events(case: dict[str, Any]) -> None:
    events = read(case)
    left = list(events)
    for wanted in case["events"]:
        match = next((e for e in left if fits(e, wanted)), None)
        assert match is not None, f"{wanted} not among {[told(e) for e in events]}"
        left.remove(match)
    assert case.get("others") or not left, f"too much: {[told(e) for e in left]}"


def test_every_type_has_sentences() -> None:
    covered = {wanted["type"] for case in load_cases() for wanted in case.values[0]["events"]}
    assert set(event_types()) - covered == set()
