"""Sentences with the bodies that must be found in them, and no others (``cases/agencies*.yaml``)."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from config.agencies import agencies
from parsers.language.reader import Reader
from parsers.records import Context

CASES = [
    case
    for path in sorted((Path(__file__).parent / "cases").glob("agencies*.yaml"))
    for case in yaml.safe_load(path.read_text(encoding="utf-8"))
]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.mark.parametrize("case", CASES, ids=[f"{i:02d} {case['text'][:50]}" for i, case in enumerate(CASES)])
def test_the_bodies_of_a_sentence(case: dict[str, Any], reader: Reader) -> None:
    publisher = case["publisher"]
    known = agencies().get(publisher) if publisher in agencies() else None
    context = Context(
        published=case.get("published", datetime.date(2023, 5, 10)),
        publisher=known.agency_id if known else None,
        publisher_name=known.name if known else publisher,
        country=known.country if known else case["country"],
        kind=case.get("kind", "press_release"),
    )
    text = case["text"]
    found = {text[m.start : m.end]: m.agency_id for m in reader.read_one(text, context).agencies}
    assert found == case["agencies"], text


def test_there_are_cases_for_every_way_of_finding() -> None:
    assert len(CASES) >= 140
