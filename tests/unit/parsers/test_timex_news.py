"""Every TIMEX3 tag of invented news paragraphs, from cases/timex_news.yaml."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from parsers.records import Timex
from tests.unit.parsers.timex_texts import timexes

CASES = yaml.load((Path(__file__).parent / "cases" / "timex_news.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)


def _cases() -> list[Any]:
    return [
        pytest.param({**CASES["defaults"], **case}, id=f"{number:03}-{case['text'][:40]}")
        for number, case in enumerate(CASES["cases"])
    ]


def _told(timex: Timex) -> str:
    return timex.value if timex.type == "DATE" else f"{timex.type} {timex.value}"


@pytest.mark.parametrize("case", _cases())
def test_paragraph_gives_its_timexes(case: dict[str, Any]) -> None:
    text = case["text"]
    answer = timexes(text, date.fromisoformat(case["published"]), case["country"] or None)
    found = [(text[t.start : t.end], _told(t)) for whole in answer for t in whole.parts or (whole,)]
    assert found == list(case["timexes"].items()), f"{text!r} published {case['published']}"


def test_there_are_many_cases() -> None:
    assert len(CASES["cases"]) >= 60
