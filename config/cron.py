"""Schedules in the five fields of cron: the check that a source's schedule is one."""

from __future__ import annotations

import re

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
