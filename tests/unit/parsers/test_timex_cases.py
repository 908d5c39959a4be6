"""Readable sentences with their dates, from cases/timex.yaml."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.unit.parsers.timex_texts import timexes

CASES = yaml.load((Path(__file__).parent / "cases" / "timex.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)


def _cases() -> list[Any]:
    return [
        pytest.param({**CASES["defaults"], **case}, id=f"{number:03}-{case['text'][:40]}")
        for number, case in enumerate(CASES["cases"])
    ]


@pytest.mark.parametrize("case", _cases())
def test_sentence_gives_its_dates(case: dict[str, Any]) -> None:
    text = case["text"]
    published = None if case["published"] == "null" else date.fromisoformat(case["published"])
    found = {
        text[t.start : t.end]: "?" if t.interval.start is None else t.interval.edtf
        for t in timexes(text, published, case["country"])
        if t.interval is not None
    }
    expected = case["dates"] or {}
    assert found == expected, f"{text!r} published {published} in {case['country']}: found {found}, expected {expected}"


def test_there_are_many_cases() -> None:
    assert len(CASES["cases"]) >= 80
