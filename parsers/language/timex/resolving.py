"""Turns expressions into TIMEX3 values: each kind of expression to its resolver, times of day and ranges here."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from parsers.language.calendar import UNKNOWN, days, interval_of, week_value
from parsers.language.timex.anchors import Anchors, Resolved, because, dated, of_day
from parsers.language.timex.calendar_dates import calendar_date, fiscal_year, holiday, season
from parsers.language.timex.expressions import (
    Calendar,
    Clock,
    Expression,
    FirstMonths,
    FiscalYear,
    Holiday,
    Literally,
    NthDay,
    Numbered,
    Range,
    Season,
    Shift,
    WeekBy,
    Weekday,
    Within,
)
from parsers.language.timex.relative_dates import shifted, weekday
from parsers.records import Basis, Interval


def resolve(expression: Expression, anchors: Anchors) -> Resolved | None:
    """The value of ``expression``; None where the anchors make it no date at all."""
    try:
        return _resolve(expression, anchors)
    except (ValueError, OverflowError):
        return None


def _resolve(expression: Expression, anchors: Anchors) -> Resolved | None:
    match expression:
        case Literally(type=kind, value=value, news=news):
            return None if news and anchors.history else Resolved(kind, value)
        case Calendar():
            return calendar_date(expression, anchors)
        case Shift():
            return shifted(expression, anchors)
        case Weekday():
            return weekday(expression, anchors)
        case Season():
            return season(expression, anchors)
        case FiscalYear():
            return fiscal_year(expression, anchors)
        case Numbered(value=value, era=era):
            return Resolved("DATE", era + value) if era else dated(value, anchors, "explicit")
        case Holiday():
            return holiday(expression, anchors)
        case NthDay(number=number):
            return _nth_day(number, anchors)
        case WeekBy():
            return _week_by(expression, anchors)
        case Within(month=month, length=length):
            found = calendar_date(month, anchors)
            return replace(found, type="DURATION", value=length) if found and length else found
        case Clock():
            return _clock(expression, anchors)
        case FirstMonths():
            return _first_months(expression, anchors)
        case Range():
            return _range(expression, anchors)


def _nth_day(number: int, anchors: Anchors) -> Resolved | None:
    within = anchors.gathering
    if within is None or within.start is None or within.end is None:
        return None
    day = within.end if number == -1 else within.start + timedelta(number - 1)
    if day > within.end:
        return None
    return because(of_day(day), "nth_day", within.start)


def _first_months(told: FirstMonths, anchors: Anchors) -> Resolved | None:
    """A length by its value, as TimeML tags it, and the months themselves by its days."""
    span = _range(Range(Calendar(told.year, 1), Calendar(told.year, told.count)), anchors)
    return replace(span, type="DURATION", value=f"P{told.count}M") if span else None


def _week_by(told: WeekBy, anchors: Anchors) -> Resolved | None:
    found = calendar_date(told.day, anchors)
    if found is None or found.interval is None or found.interval.end is None:
        return found
    end = found.interval.end
    if not told.ends:
        return because(dated(week_value(end), anchors, found.basis), found.reason, found.anchor)
    interval = days(end - timedelta(6), end, "week")
    return replace(found, value=interval.edtf or "", interval=interval)


def _clock(told: Clock, anchors: Anchors) -> Resolved | None:
    if told.day is None:
        day = anchors.day
        return Resolved("TIME", (day.isoformat() if day else "XXXX-XX-XX") + told.time)
    found = _resolve(told.day, anchors)
    if found is None:
        return None
    if "/" in found.value:
        return replace(found, type="TIME")
    if not found.interval or found.interval.precision != "day":
        return replace(found, type="TIME", value=found.value.split("T")[0] + told.time)
    value = found.value.split("T")[0] + told.time
    return replace(found, type="TIME", value=value)


def _range(told: Range, anchors: Anchors) -> Resolved | None:
    first = _resolve(told.first, anchors)
    if first is None:
        return None
    last = _resolve(told.last, _after(first, told, anchors))
    if last is None:
        return None
    value = f"{first.value.split('T')[0]}/{last.value.split('T')[0]}"
    a, b = first.interval, last.interval
    if a is None or b is None:
        return Resolved("DATE", value)
    if a.start is None or b.end is None:
        interval = interval_of(value) or UNKNOWN
        return Resolved("DATE", value, interval)
    if a.start > b.end:
        return None
    interval = Interval(a.start, b.end, "span", f"{a.edtf}/{b.edtf}")
    explicit = first.basis == last.basis == "explicit"
    reckoned = first if first.basis != "explicit" else last
    basis: Basis = "explicit" if explicit else "resolved"
    return Resolved("DATE", value, interval, basis, reckoned.reason, reckoned.anchor)


def _after(first: Resolved, told: Range, anchors: Anchors) -> Anchors:
    """The end of a range is the first such date after its beginning."""
    start = first.interval.start if first.interval else None
    if start is None or not isinstance(told.last, Calendar | Weekday | Season | Holiday):
        return anchors
    if isinstance(told.last, Calendar | Season) and told.last.year is not None:
        return anchors
    if isinstance(told.last, Weekday) and told.last.week is not None:
        return anchors
    if isinstance(told.last, Weekday) and told.last.which is not None and not isinstance(told.first, Weekday):
        return anchors
    return replace(anchors, published=start, history=False, recent=None, direction=lambda: 2)
