"""Publication dates as pages state them in their metadata: machine-readable moments and plainly written days."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from email.utils import parsedate_to_datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from parsers.calendar_words import MONTHS, WEEKDAYS

_ISO = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2})(?:[T ](?P<clock>\d{2}:\d{2}(?::\d{2})?)(?:[.,]\d+)?"
    r"\s?(?P<zone>Z|UTC|[+-]\d{2}:?\d{2})?)?"
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})?Z?)?")
_WEEKDAY = re.compile(r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+", re.IGNORECASE)
_CLOCK = re.compile(
    r"[\s,]+(?:at\s+)?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\s*(?:[ap]\.?m\.?)?(?:\s+[A-Z]{2,5})?$", re.IGNORECASE
)
_OTHER_LANGUAGES = re.compile(
    r"(?:(?P<weekday>[^\W\d][\w-]{3,}),?\s+)?(?:(?:le|den|el)\s+)?(?P<day>\d{1,2})(?:er|\.|º|°)?"
    r"\s+(?:de\s+)?(?P<month>[^\W\d_]{3,}),?\s+(?:del?\s+)?(?P<year>\d{4})"
)
_EAST_ASIAN = re.compile(
    r"(?P<year>\d{4})\s?年\s?(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?日(?:\s?[(（][^)）]{1,5}[)）])?"
)
_WRITTEN = ("%d %B %Y", "%d %b %Y", "%B %d %Y", "%b %d %Y", "%Y/%m/%d", "%Y %B %d", "%d-%b-%Y", "%d-%B-%Y")
_LABEL = re.compile(
    r"(?:(?:(?:date(?: of (?:issue|publication|release))?|release date|fecha|datum|data)"
    r"|(?:published|posted|issued)(?: on)?)\s*[:–-]|ends?\s*[/:])\s*(?P<day>.+)",
    re.IGNORECASE,
)
_NEAR_THE_END = 8
"""Lines at the top of a text, and at its end, in which a line may state the date of the release."""


class Moment(NamedTuple):
    """A publication date: the day in the publisher's zone, and the moment where more than a day is told."""

    day: date
    at: datetime | None


def read_moment(text: str, timezone: str | None = None) -> Moment | None:
    """The moment that ``text`` states in full: ISO 8601, RFC 2822, or a day written out with its year; else None.

    A time without a zone is one of ``timezone`` (IANA; UTC where None). Exactly midnight is how systems write a day
    without a time, so it counts as that day, whatever zone is written beside it. Numeric days (03/04/2021) are
    ambiguous and read as nothing. Months may be written in English or a language of :mod:`parsers.calendar_words`.
    """
    text = " ".join(text.split())
    zone = ZoneInfo(timezone) if timezone else ZoneInfo("UTC")
    try:
        return _iso(text, zone) or _compact(text, zone) or _rfc_2822(text, zone) or _written(text) or _elsewhere(text)
    except (ValueError, OverflowError):
        return None


def read_day(text: str, pattern: str) -> date | None:
    """The day that ``text`` tells in the ``strptime`` format ``pattern``, None where it does not."""
    try:
        return datetime.strptime(" ".join(text.split()), pattern).date()
    except ValueError:
        return None


def _elsewhere(text: str) -> Moment | None:
    """A day written out in another language than English: "4 de marzo de 2024", "2024年3月4日（星期一）"."""
    numbered = _EAST_ASIAN.fullmatch(text)
    if numbered:
        return Moment(date(int(numbered["year"]), int(numbered["month"]), int(numbered["day"])), None)
    found = _OTHER_LANGUAGES.fullmatch(text.casefold())
    month = MONTHS.get(found["month"]) if found else None
    if found is None or month is None or (found["weekday"] and found["weekday"] not in WEEKDAYS):
        return None
    return Moment(date(int(found["year"]), month, int(found["day"])), None)


def stated_day(lines: Iterable[str]) -> date | None:
    """The day that the head or foot of a text states on a line of its own, with or without a label ("Date: …").

    None where no line does, or where two state different days.
    """
    filled = [line for line in lines if line]
    days = set()
    for line in dict.fromkeys([*filled[:_NEAR_THE_END], *filled[-_NEAR_THE_END:]]):
        labelled = _LABEL.fullmatch(line) if len(line) < 80 else None
        moment = read_moment(labelled["day"] if labelled else line) if len(line) < 80 else None
        if moment is not None:
            days.add(moment.day)
    return days.pop() if len(days) == 1 else None


def moment_of(stated: datetime, zone: ZoneInfo) -> Moment:
    """The day in ``zone`` and the moment of a stated date and time; exactly midnight is a day alone."""
    if stated.time() == time(0):
        return Moment(stated.date(), None)
    at = stated.replace(tzinfo=zone) if stated.tzinfo is None else stated
    return Moment(at.astimezone(zone).date(), at)


def _iso(text: str, zone: ZoneInfo) -> Moment | None:
    found = _ISO.fullmatch(text)
    if found is None:
        return None
    if not found["clock"]:
        return Moment(date.fromisoformat(found["day"]), None)
    offset = {"Z": "+00:00", "UTC": "+00:00"}.get(found["zone"], found["zone"] or "")
    return moment_of(datetime.fromisoformat(f"{found['day']}T{found['clock']}{offset}"), zone)


def _compact(text: str, zone: ZoneInfo) -> Moment | None:
    found = _COMPACT.fullmatch(text)
    if found is None:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups())
    return moment_of(datetime(year, month, day, hour, minute, second, tzinfo=UTC if text.endswith("Z") else zone), zone)


def _rfc_2822(text: str, zone: ZoneInfo) -> Moment | None:
    if ":" not in text:
        return None
    try:
        return moment_of(parsedate_to_datetime(text), zone)
    except (ValueError, TypeError, IndexError):
        return None


def _written(text: str) -> Moment | None:
    plain = _CLOCK.sub("", _WEEKDAY.sub("", text)).replace(",", " ").replace("Sept ", "Sep ").replace("Sept. ", "Sep ")
    plain = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b|(?<=[a-z])\.", "", plain)
    for pattern in _WRITTEN:
        day = read_day(plain, pattern)
        if day is not None:
            return Moment(day, None)
    return None
