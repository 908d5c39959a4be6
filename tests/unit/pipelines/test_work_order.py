"""Which pages are asked for, and how long those that failed rest."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from parsers.records import Link
from pipelines.stages.discover import pause, work_order
from warehouse.records import FetchState

NOW = datetime(2024, 5, 6, 6, tzinfo=UTC)
SIX_HOURS = timedelta(hours=6)


def state(outcome, failures, days):
    return FetchState(
        "u", None, outcome, NOW - timedelta(days=days), None, None, None, "document", None, None, failures
    )


def asked(outcome, failures, days, listed=True, recheck=SIX_HOURS):
    return bool(work_order([Link("u")] if listed else [], {"u": state(outcome, failures, days)}, recheck, NOW))


def test_pauses_double_up_to_thirty_days():
    hours = [round(pause(number) / timedelta(hours=1)) for number in range(1, 10)]
    assert hours == [0, 23, 47, 95, 191, 383, 719, 719, 719]


@pytest.mark.parametrize("outcome", ["failed", "gone"])
@pytest.mark.parametrize(
    ("failures", "days", "due"),
    [(1, 0.1, True), (2, 0.9, False), (2, 1, True), (4, 3, False), (4, 4, True), (99, 30, True)],
)
def test_a_page_that_fails_on_rests_longer_and_longer(outcome, failures, days, due):
    assert asked(outcome, failures, days) is due


def test_failures_are_tried_off_the_listing_too_but_not_pages_that_are_gone():
    assert asked("failed", 1, 1, listed=False)
    assert not asked("gone", 1, 1, listed=False)


def test_zero_asks_for_everything_that_is_listed():
    for outcome in ("failed", "gone", "stored"):
        assert asked(outcome, 9, 0, recheck=timedelta(0))


def test_a_page_that_is_well_waits_for_its_recheck_only():
    assert not asked("stored", 0, 0.1)
    assert asked("unchanged", 0, 0.3)
