"""Schedules in the five fields of cron: whether a source's schedule is one, and whether it fell due."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

FIELDS = (("minute", 0, 59), ("hour", 0, 23), ("day of month", 1, 31), ("month", 1, 12), ("day of week", 0, 7))
_PART = re.compile(r"(?:\*|(?P<low>\d+)(?:-(?P<high>\d+))?)(?:/(?P<step>\d+))?")


def cron_fault(schedule: str) -> str | None:
    """What is wrong with ``schedule`` (five fields of numbers, in cron's order), None if nothing is."""
    fields = schedule.split()
    if len(fields) != len(FIELDS):
        return f"a schedule has five fields (minute hour day-of-month month day-of-week), this has {len(fields)}"
    for text, (name, least, most) in zip(fields, FIELDS, strict=True):
        for part in text.split(","):
            found = _PART.fullmatch(part)
            if found is None:
                return f"{part!r} is no {name}: use *, a number, a range 1-5, a list 1,15 or a step */2"
            low, high = found["low"], found["high"] or found["low"]
            if found["step"] == "0" or (low and not least <= int(low) <= int(high) <= most):
                return f"{part!r} is outside of {name} {least}-{most}"
    return None


def falls_due(schedule: str, after: datetime, until: datetime) -> bool:
    """Whether ``schedule`` names a minute later than ``after`` and not later than ``until``, in their time zone.

    As cron does: where both days are restricted, one of them is enough; Sunday is 0 and 7.
    """
    minutes, hours, days, months, weekdays = (
        _named(text, least, most) for text, (_, least, most) in zip(schedule.split(), FIELDS, strict=True)
    )
    _, _, any_day, _, any_weekday = (text.startswith("*") for text in schedule.split())
    moment = after.replace(second=0, microsecond=0) + timedelta(minutes=1)
    while moment <= until:
        weekday = moment.isoweekday()
        fits_day, fits_weekday = moment.day in days, not weekdays.isdisjoint({weekday, weekday % 7})
        fits = fits_day and fits_weekday if any_day or any_weekday else fits_day or fits_weekday
        if moment.minute in minutes and moment.hour in hours and moment.month in months and fits:
            return True
        moment += timedelta(minutes=1)
    return False


def _named(text: str, least: int, most: int) -> set[int]:
    """The numbers that one field names."""
    named: set[int] = set()
    for part in text.split(","):
        found = _PART.fullmatch(part)
        if found is None:
            raise ValueError(f"{text!r} is no field of cron")
        low = int(found["low"]) if found["low"] else least
        # "5/15" goes on to the end, "5" does not
        high = int(found["high"]) if found["high"] else low if found["low"] and not found["step"] else most
        named.update(range(low, high + 1, int(found["step"] or 1)))
    return named
