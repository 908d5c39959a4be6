"""When schedules fall due, hour by hour."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.cron import falls_due

MONDAY = datetime(2024, 5, 6)


def hours_of(schedule: str, day: datetime = MONDAY) -> list[int]:
    """The hours of a day at whose end the schedule has fallen due."""
    ends = [day + timedelta(hours=n) for n in range(1, 25)]
    return [n for n, end in enumerate(ends, 1) if falls_due(schedule, end - timedelta(hours=1), end)]


@pytest.mark.parametrize(
    ("schedule", "hours"),
    [
        ("15 6 * * *", [7]),
        ("0 6 * * *", [6]),
        ("*/30 9-11 * * *", [9, 10, 11, 12]),
        ("5 0,12 * * *", [1, 13]),
        ("0 6 * * 1", [6]),
        ("0 6 * * 2-5", []),
        ("0 6 6 5 *", [6]),
        ("0 6 7 * *", []),
        ("0 6 7 * 1", [6]),
        ("30 22/1 * * *", [23, 24]),
    ],
)
def test_a_schedule_falls_due_in_these_hours_of_a_monday(schedule, hours):
    assert hours_of(schedule) == hours, f"{schedule} on Monday 6 May 2024"


@pytest.mark.parametrize("sunday", ["0", "7"])
def test_sunday_has_two_numbers(sunday):
    assert hours_of(f"0 6 * * {sunday}", MONDAY - timedelta(days=1)) == [6]


@given(st.integers(0, 59), st.integers(0, 23), st.datetimes(datetime(2000, 1, 1), datetime(2040, 1, 1)))
def test_a_daily_schedule_falls_due_in_exactly_one_hour_of_a_day(minute, hour, start):
    ends = [start + timedelta(hours=n) for n in range(1, 25)]
    due = [end for end in ends if falls_due(f"{minute} {hour} * * *", end - timedelta(hours=1), end)]
    assert len(due) == 1
