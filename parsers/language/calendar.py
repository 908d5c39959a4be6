"""Calendar arithmetic over TIMEX3 values: which days a value covers, with what precision, and how EDTF writes it."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from parsers.records import Interval, Precision

UNKNOWN = Interval(None, None, "unknown", None)
"""A date is told, but which day it was cannot be said."""

_SEASON_MONTH = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_SEASON_EDTF = {"SP": 21, "SU": 22, "FA": 23, "WI": 24}
_SOUTHERN_EDTF = {"SP": 29, "SU": 30, "FA": 31, "WI": 32}

_VALUE = re.compile(
    r"""(?P<year>\d{4})
        (?: -(?P<month>\d\d)(?:-(?P<day>\d\d))?
          | -W(?P<week>\d\d)(?:-(?P<weekday>[1-7]|WE))?
          | -Q(?P<quarter>[1-4]) | -H(?P<half>[12]) | -(?P<season>SP|SU|FA|WI) )?
        (?:-XX)*(?:T.*)?""",
    re.VERBOSE,
)
_PARTIAL = re.compile(r"XXXX-(\d\d)(?:-(\d\d))?(?:T.*)?")


def interval_of(value: str, *, southern: bool = False) -> Interval | None:
    """The days of a TIMEX3 ``value``; None for durations, sets, vague references and years before our era.

    ``A/B`` runs from the first day of A to the last of B. Seasons are the meteorological ones of the northern
    half of the globe, or of the ``southern``. A value with its year left open gives null days and ``XXXX-…``.
    """
    if "/" in value:
        return _span(value, southern)
    if match := _PARTIAL.fullmatch(value):
        return Interval(None, None, "unknown", value.split("T")[0])
    if re.fullmatch(r"\d{2}(?:XX)?|\d{3}X?", value):
        value = value.rstrip("X")
        length = 10 ** (4 - len(value))
        first = int(value) * length
        if not 1 <= first <= 9999 - length:
            return None
        edtf = value + "X" * (4 - len(value))
        return Interval(date(first, 1, 1), date(first + length - 1, 12, 31), "span", edtf)
    match = _VALUE.fullmatch(value)
    if not match or int(match["year"]) == 0:
        return None
    try:
        return _calendar(match, southern)
    except (ValueError, OverflowError):
        return None


def _calendar(match: re.Match[str], southern: bool) -> Interval:
    year = int(match["year"])
    if match["day"]:
        day = date(year, int(match["month"]), int(match["day"]))
        return Interval(day, day, "day", day.isoformat())
    if match["month"]:
        month = int(match["month"])
        return Interval(*months(year, month, 1), "month", f"{year:04}-{month:02}")
    if match["week"]:
        monday = date.fromisocalendar(year, int(match["week"]), 1)
        if match["weekday"] == "WE":
            return days(monday + timedelta(5), monday + timedelta(6))
        if match["weekday"]:
            day = monday + timedelta(int(match["weekday"]) - 1)
            return Interval(day, day, "day", day.isoformat())
        return days(monday, monday + timedelta(6), "week")
    if match["quarter"]:
        quarter = int(match["quarter"])
        return Interval(*months(year, 3 * quarter - 2, 3), "quarter", f"{year:04}-{32 + quarter}")
    if match["half"]:
        half = int(match["half"])
        return Interval(*months(year, 6 * half - 5, 6), "half", f"{year:04}-{39 + half}")
    if match["season"]:
        return _season(year, match["season"], southern)
    return Interval(date(year, 1, 1), date(year, 12, 31), "year", f"{year:04}")


def _season(year: int, season: str, southern: bool) -> Interval:
    month = _SEASON_MONTH[season]
    if southern:
        month = (month + 5) % 12 + 1
    code = (_SOUTHERN_EDTF if southern else _SEASON_EDTF)[season]
    return Interval(*months(year, month, 3), "season", f"{year:04}-{code}")


def _span(value: str, southern: bool) -> Interval | None:
    first, last = (interval_of(part, southern=southern) for part in value.split("/", 1))
    if first is None or last is None:
        return None
    if first.start is None or last.end is None or last.start is None:
        return Interval(None, None, "unknown", f"{first.edtf}/{last.edtf}") if first.edtf and last.edtf else UNKNOWN
    if first.start > last.end:
        return None
    return Interval(first.start, last.end, "span", f"{first.edtf}/{last.edtf}")


def days(first: date, last: date, precision: Precision = "span") -> Interval:
    """The interval of all days from ``first`` to ``last``, both included."""
    return Interval(first, last, precision, f"{first.isoformat()}/{last.isoformat()}")


def months(year: int, month: int, count: int) -> tuple[date, date]:
    """First and last day of ``count`` whole months from ``month`` on."""
    last_year, last_month = add_months(year, month, count - 1)
    return date(year, month, 1), date(last_year, last_month, monthrange(last_year, last_month)[1])


def add_months(year: int, month: int, count: int) -> tuple[int, int]:
    """The year and month ``count`` months on; ``count`` may be negative."""
    index = year * 12 + month - 1 + count
    return index // 12, index % 12 + 1


def add_years(day: date, count: int) -> date:
    """The same day ``count`` years on, 29 February giving way to the 28th; ValueError outside the calendar."""
    year = day.year + count
    return day.replace(year=year, day=min(day.day, monthrange(year, day.month)[1]))


def week_value(day: date) -> str:
    """TIMEX3 value of the ISO week (Monday to Sunday) that holds ``day``."""
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm)."""
    century, place = divmod(year, 100)
    golden = year % 19
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    shift = (32 + 2 * (century % 4) + 2 * (place // 4) - epact - place % 4) % 7
    lunar = (golden + 11 * epact + 22 * shift) // 451
    month, day = divmod(epact + shift - 7 * lunar + 114, 31)
    return date(year, month, day + 1)


def nth_weekday(year: int, month: int, weekday: int, which: int) -> date:
    """The ``which``-th ``weekday`` (1 Monday to 7) of a month, counted from its end where ``which`` is -1."""
    if which > 0:
        first = date(year, month, 1)
        return first + timedelta((weekday - first.isoweekday()) % 7 + 7 * (which - 1))
    last = months(year, month, 1)[1]
    return last - timedelta((last.isoweekday() - weekday) % 7)
