"""Marks that the language room has reached on annotated real releases; it must not fall below them unnoticed."""

import pytest

from parsers.language.reader import Reader
from pipelines.evaluation.gold import GIVEN, answer, read_gold
from pipelines.evaluation.scores import score
from tests.shared_data import SHARED, needs_shared

MARKS = {
    "dev-doj": {
        "countries": 0.97,
        "dates": 0.95,
        "agencies": 0.90,
        "event types": 0.83,
        "event type+date": 0.75,
    },
    "dev-gov": {"countries": 0.97, "dates": 0.90, "agencies": 0.88, "event types": 0.72, "event type+date": 0.68},
    "dev-invented": {"countries": 0.97, "dates": 0.95, "agencies": 0.93, "event types": 0.83, "event type+date": 0.74},
}
"""F1 by gold file and layer: a little under what was measured when they were set, so that only real losses fail."""


@pytest.fixture(scope="module")
def reader():
    return Reader()


@needs_shared
@pytest.mark.parametrize("name", MARKS)
def test_extraction_keeps_its_marks(name, reader):
    gold = read_gold(SHARED / "gold" / f"{name}.jsonl")
    layers = score(gold, answer(reader, gold)).layers
    short = {
        layer: f"{layers[layer].f1:.3f} < {mark}" for layer, mark in MARKS[name].items() if layers[layer].f1 < mark
    }
    assert not short, f"on {name}; `communique evaluate --errors` lists what was missed"


@needs_shared
def test_every_core_event_of_the_founding_documents_is_found_with_its_date(reader):
    gold = read_gold(SHARED / "gold" / "seeds.jsonl")
    report = score(gold, answer(reader, gold))
    lost = [
        e for e in report.errors if e.fault != "extra" and e.layer in ("event types", "event type+date", "countries")
    ]
    assert not lost


def test_extraction_is_given_no_annotation():
    assert not {"events", "agencies", "countries", "dates", "mentions"} & set(GIVEN)
