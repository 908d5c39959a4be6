"""Days and times inside the sentences of notices: "until 00.01hrs BST, Monday 6 May 2024", "on May 5, 2024"."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from parsers.calendar_words import MONTHS

_ENGLISH = tuple(
    """january february march april may june july august september october november december""".split()  # noqa: SIM905
)
_MONTHS = MONTHS | {name: number for number, name in enumerate(_ENGLISH, 1)}
_MONTHS |= {name[:3]: number for number, name in enumerate(_ENGLISH, 1)} | {"sept": 9}
MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
"""Pattern of the names of months."""
_DAY = re.compile(
    rf"\b(?:(?P<iso>\d{{4}}-\d\d-\d\d)"
    rf"|(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|\.|º)?\s+(?:of\s+|de\s+)?(?P<month>{MONTH})\b\.?(?:,?\s+(?:del?\s+)?(?P<year>\d{{4}})\b)?"
    rf"|(?P<month2>{MONTH})\b\.?\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(?P<year2>\d{{4}})\b)?)",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\b(?:(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2}))?\s*(?P<half>[ap])\.?\s?m\b"
    r"|(?P<hour2>\d{1,2})[:.h](?P<minute2>\d{2})(?!\d|\.\d)"
    r"|(?P<military>\d{4})\s*(?:hrs|hours|h)\b|(?P<hour3>\d{1,2})\s*(?:hrs|hours|uhr|h)\b|(?P<word>noon|midday|midnight)\b)",
    re.IGNORECASE,
)
_ZONE = re.compile(r"\b(UTC|Z|[A-Z]{2,4}T|[ECMP]T)\b")
_YEARS = range(1900, 2200)
"""Others are no days of notices, and the first and last ones of the calendar have no counterpart in every zone."""
_OFFSETS = {
    "UTC": 0, "Z": 0, "GMT": 0, "WET": 0, "BST": 1, "WEST": 1, "CET": 1, "WAT": 1, "CEST": 2, "EET": 2, "CAT": 2,
    "SAST": 2, "EEST": 3, "EAT": 3, "SGT": 8, "HKT": 8, "AWST": 8, "JST": 9, "KST": 9, "AEST": 10, "AEDT": 11,
    "NZST": 12, "NZDT": 13, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
}  # fmt: skip
"""Hours from UTC of the zones that notices name; IST has three meanings and is left to the publisher's zone."""
_REGIONS = {"ET": "America/New_York", "CT": "America/Chicago", "MT": "America/Denver", "PT": "America/Los_Angeles"}


def told_day(text: str, near: date | None = None) -> date | None:
    """The first day that ``text`` tells, None where it tells none. One without a year is the nearest to ``near``."""
    found = _DAY.search(text)
    return _day(found, near) if found else None


def told_moment(text: str, zone: ZoneInfo, near: date | None = None) -> datetime | None:
    """The first day that ``text`` tells with its first time of day, or the beginning of that day, in the zone that it
    names, else in ``zone``. A text with a time alone means the day ``near``. None where it tells neither."""
    found = _DAY.search(text)
    day = _day(found, near) if found else None
    rest = text if found is None else f"{text[: found.start()]} \n {text[found.end() :]}"
    clock = _TIME.search(rest)
    at = _clock(clock) if clock else None
    if day is None:
        day = near if at is not None and found is None else None
    if day is None:
        return None
    moment = datetime.combine(day, at or time(0), zone)
    named = _ZONE.search(rest, clock.end(), clock.end() + 20) if clock else None
    return _in_zone(moment, named[1]) if named else moment


def _day(found: re.Match[str], near: date | None) -> date | None:
    day = _any_day(found, near)
    return day if day and day.year in _YEARS else None


def _any_day(found: re.Match[str], near: date | None) -> date | None:
    try:
        if found["iso"]:
            return date.fromisoformat(found["iso"])
        month = _MONTHS[(found["month"] or found["month2"]).lower()]
        day, year = int(found["day"] or found["day2"]), found["year"] or found["year2"]
        if year:
            return date(int(year), month, day)
        years = [near.year - 1, near.year, near.year + 1] if near else []
        return min((date(y, month, day) for y in years), key=lambda d: abs(d - near), default=None) if near else None
    except ValueError:
        return None


def _clock(found: re.Match[str]) -> time | None:
    try:
        if found["word"]:
            return time(0) if found["word"].lower() == "midnight" else time(12)
        if found["military"]:
            return time(int(found["military"][:2]), int(found["military"][2:]))
        hour = int(found["hour"] or found["hour2"] or found["hour3"])
        minute = int(found["minute"] or found["minute2"] or 0)
        if found["half"]:
            if not 1 <= hour <= 12:
                return None
            hour = hour % 12 + (12 if found["half"].lower() == "p" else 0)
        return time(hour, minute)
    except ValueError:
        return None


def _in_zone(moment: datetime, name: str) -> datetime:
    if moment.tzname() == name:
        return moment
    try:
        if name in _REGIONS:
            return moment.replace(tzinfo=ZoneInfo(_REGIONS[name]))
    except ZoneInfoNotFoundError:
        return moment
    hours = _OFFSETS.get(name)
    return moment if hours is None else moment.replace(tzinfo=timezone(timedelta(hours=hours)))
