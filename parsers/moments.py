"""Publication dates as pages state them in their metadata: machine-readable moments and plainly written days."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from datetime import timezone as fixed_zone
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
    r"(?:[\s,]+|\s*[-–—|]\s*)(?:(?:at|um|om|à|às|a las|alle(?: ore)?|ore|kl\.?)\s+)?"
    r"(?P<hour>\d{1,2})[:.h](?P<minute>\d{2})(?:[:.](?P<second>\d{2}))?\s*(?P<half>[ap]\.?m\b\.?)?"
    r"(?:\s*\(?(?P<name>[a-z]{1,5})?(?P<offset>[+-](?:\d{2}:?\d{2}|\d{1,2}(?::\d{2})?))?\)?)?(?:\s\([^()]{1,40}\))?$",
    re.IGNORECASE,
)
_ALL_DAY = re.compile(r"\s*\(all day\)$", re.IGNORECASE)
"""Drupal's words for a day without a time."""
_NO_ZONE = frozenset({"", "h", "hrs", "hours", "uhr", "uur"})
_ZONES = {
    **dict.fromkeys(("gmt", "utc", "ut", "z"), 0),
    **{"est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7},
}
"""Hours from UTC of the names that RFC 2822 knows (4.3); of a publisher's own zone other names count as well."""
_OTHER_LANGUAGES = re.compile(
    r"(?:(?P<weekday>[^\W\d][\w-]{3,}),?\s+)?(?:(?:le|den|el)\s+)?(?P<day>\d{1,2})(?:er|\.|º|°)?"
    r"\s+(?:de\s+)?(?P<month>[^\W\d_]{3,}),?\s+(?:del?\s+)?(?P<year>\d{4})"
)
_EAST_ASIAN = re.compile(
    r"(?P<year>\d{4})\s?年\s?(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?日(?:\s?[(（][^)）]{1,5}[)）])?"
)
_WRITTEN = (
    "%d %B %Y", "%d %b %Y", "%B %d %Y", "%b %d %Y", "%Y/%m/%d", "%Y-%m-%d", "%Y %B %d", "%d-%b-%Y", "%d-%B-%Y",
    "%d/%b/%Y",
)  # fmt: skip
_LABEL = re.compile(
    r"(?:(?:(?:date(?: of (?:issue|publication|release))?|release date|fecha|datum|data)"
    r"|(?:published|posted|issued)(?: on)?)\s*[:–-]|ends?\s*[/:])\s*(?P<day>.+)",
    re.IGNORECASE,
)
_LONGEST = 200
"""Characters of the longest way to write a moment; the patterns are not for more."""
_NEAR_THE_END = 8
"""Lines at the top of a text, and at its end, in which a line may state the date of the release."""


class Moment(NamedTuple):
    """A publication date: the day in the publisher's zone, and the moment where more than a day is told."""

    day: date
    at: datetime | None


def read_moment(text: str, timezone: str | None = None) -> Moment | None:
    """The moment that ``text`` states in full: ISO 8601, RFC 2822, or a day written out with its year; else None.

    The written day may have a time behind it ("Monday, July 27, 2026 - 15:30", as Drupal shows it, "at 3:30 pm").
    A time without a zone is one of ``timezone`` (IANA; UTC where None); of a time in a zone named by letters that
    may mean another ("IST" in New York) only the day is told. Exactly midnight is how systems write a day without a
    time, so it counts as that day, whatever zone is written beside it. Numeric days (03/04/2021) are ambiguous and
    read as nothing. Months may be written in English or a language of :mod:`parsers.calendar_words`.
    """
    text = " ".join(text.split())
    if len(text) > _LONGEST or not any(map(str.isdigit, text)):
        return None
    zone = ZoneInfo(timezone) if timezone else ZoneInfo("UTC")
    try:
        return _iso(text, zone) or _compact(text, zone) or _written(text, zone) or _rfc_2822(text, zone)
    except (ValueError, OverflowError):
        return None


def read_day(text: str, pattern: str) -> date | None:
    """The day that ``text`` tells in the ``strptime`` format ``pattern``, None where it does not."""
    try:
        return datetime.strptime(" ".join(text.split()), pattern).date()
    except ValueError:
        return None


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
    """What e-mail writes otherwise than people do: years of two figures, the year behind the time."""
    clock = _CLOCK.search(text)
    if ":" not in text or (clock and clock["half"]):  # the e-mail reader takes no notice of "pm"
        return None
    try:
        return moment_of(parsedate_to_datetime(text), zone)
    except (ValueError, TypeError, IndexError):
        return None


def _written(text: str, zone: ZoneInfo) -> Moment | None:
    """A day written out, in English or another language, with a time behind it or not."""
    text = _ALL_DAY.sub("", text)
    clock = _CLOCK.search(text)
    words = text[: clock.start()] if clock else text
    day = _in_english(words) or _elsewhere(words)
    if day is None:
        return None
    stated = _stated_moment(day, clock, zone) if clock else None
    return moment_of(stated, zone) if stated else Moment(day, None)


def _in_english(text: str) -> date | None:
    plain = _WEEKDAY.sub("", text).replace(",", " ").replace("Sept ", "Sep ").replace("Sept. ", "Sep ")
    plain = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b(?: of\b)?|(?<=[a-z])\.", "", plain)
    return next((day for pattern in _WRITTEN if (day := read_day(plain, pattern))), None)


def _elsewhere(text: str) -> date | None:
    """A day written out in another language than English: "4 de marzo de 2024", "2024年3月4日（星期一）"."""
    numbered = _EAST_ASIAN.fullmatch(text)
    if numbered:
        return date(int(numbered["year"]), int(numbered["month"]), int(numbered["day"]))
    found = _OTHER_LANGUAGES.fullmatch(text.casefold())
    month = MONTHS.get(found["month"]) if found else None
    if found is None or month is None or (found["weekday"] and found["weekday"] not in WEEKDAYS):
        return None
    return date(int(found["year"]), month, int(found["day"]))


def _stated_moment(day: date, clock: re.Match[str], zone: ZoneInfo) -> datetime | None:
    """The moment that a clock behind a day states; None where it is no time, or one of a zone that nobody knows."""
    hour, half = int(clock["hour"]), (clock["half"] or "")[:1].lower()
    if half and not 1 <= hour <= 12:
        return None
    hour = hour % 12 + (12 if half == "p" else 0) if half else hour
    try:
        at = datetime.combine(day, time(hour, int(clock["minute"]), int(clock["second"] or 0)))
    except ValueError:
        return None
    name, offset = (clock["name"] or "").lower(), clock["offset"]
    own = {(zone.tzname(at.replace(month=month, day=1)) or "").lower() for month in (1, 7)}
    if offset:
        hours, minutes = int(offset[1:3].rstrip(":")), int(re.sub(r"\D", "", offset[3:]) or 0)
        away = timedelta(hours=hours, minutes=minutes) * (-1 if offset[0] == "-" else 1)
        return at.replace(tzinfo=fixed_zone(away)) if name in ("", "gmt", "utc") else None
    if name in _NO_ZONE or name in own:
        return at.replace(tzinfo=zone)
    return at.replace(tzinfo=fixed_zone(timedelta(hours=_ZONES[name]))) if name in _ZONES else None
