"""What a source declares of its documents is checked; nothing declared is passed over."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from config.sources import Source
from parsers.records import Document
from pipelines.stages.expectations import breaches, day_breach

MONDAY = date(2024, 5, 6)


def source(kind="press_release", **expect):
    given = {"source_id": "s", "name": "Invented", "kind": kind, "document": {"parser": "generic"}, "expect": expect}
    return Source.model_validate(given)


def per_day(*numbers):
    return {MONDAY + timedelta(day): number for day, number in enumerate(numbers) if number}


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ((3, 2, 2, 2, 2, 0, 0, 3), None),
        ((1, 2, 2, 2, 2, 2, 2, 90), None),
        ((3, 2, 0, 2, 2, 0, 0, 3), "1 of 6 days are outside expect.items_per_day: [2, 5], last 0 on 2024-05-08"),
        ((3, 9, 2, 2, 1, 0, 6, 3), "3 of 6 days are outside expect.items_per_day: [2, 5], last 9 on 2024-05-07, "),
        ((3,), None),
        ((), None),
    ],
    ids=["weekends may be empty", "first and last day may be cut", "too few", "too many", "one day", "none"],
)
def test_items_per_day(numbers, words):
    found = day_breach(source(items_per_day=[2, 5]), per_day(*numbers))
    assert found is None if words is None else found.startswith(words), found


def test_nothing_is_expected_of_days_unless_declared():
    assert day_breach(source(), per_day(1, 900, 1)) is None


def test_a_form_without_a_date_is_no_breach_unless_its_source_is_one_of_forms():
    form = Document("file:///form.txt", "An invented form", "Invented answers", kind="questionnaire")
    assert breaches(source(), form) == []
    assert [line[:19] for line in breaches(source(kind="questionnaire"), form)] == ["no publication date"]
    release = Document("file:///page.html", "An invented release", "Invented words")
    assert [line[:19] for line in breaches(source(), release)] == ["no publication date"]
