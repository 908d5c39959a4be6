"""Sentences of the coding manual: what must be found in each, and nothing else."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from config.event_types import event_types
from parsers.language.reader import Reader
from parsers.records import Event
from pipelines.training.sentences import Labelled, fits, labelled


@cache
def reader() -> Reader:
    return Reader()


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


@pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in labelled()])
def test_sentence_tells_these_events(case: Labelled) -> None:
    events = reader().read_one(case.text, case.context).events
    left = list(events)
    for wanted in case.wanted:
        match = next((e for e in left if fits(e, wanted)), None)
        assert match is not None, f"{wanted} not among {[told(e) for e in events]}"
        left.remove(match)
    assert case.others or not left, f"too much: {[told(e) for e in left]}"


def test_every_type_has_sentences() -> None:
    covered = {wanted["type"] for case in labelled() for wanted in case.wanted}
    assert set(event_types()) - covered == set()
