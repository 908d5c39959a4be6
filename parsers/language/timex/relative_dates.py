"""Resolves what counts from another date: so many days or weeks on, and days of the week."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from parsers.language.calendar import add_months, add_years, week_value
from parsers.language.timex.amount_rules import duration_value
from parsers.language.timex.anchors import Anchors, Resolved, because, dated, of_day, undated, write
from parsers.language.timex.expressions import Shift, Weekday
from parsers.records import TimexReason


def shifted(told: Shift, anchors: Anchors) -> Resolved | None:
    """So many units from the anchor, with the precision of the unit."""
    if told.unit == "day" and told.part is None and anchors.history and told.anchor == "published" and told.count == 0:
        return Resolved("DATE", "PRESENT_REF")
    daily = told.unit in ("day", "week", "weekend") and told.anchor == "narrative"
    base = anchors.day if daily else anchors.base(told.anchor, told.count)
    if told.like and not anchors.history and (same := _same_part(told, anchors)):
        return same
    if told.unit == "quarter" and told.anchor == "narrative" and not anchors.history:
        base = anchors.quarter or (anchors.published and anchors.published - timedelta(91))
    if base is None:
        value = _OPEN.get(told.unit, "XXXX")
        return undated(f"{value}T{told.part}" if told.part else value)
    if told.unit == "week" and anchors.recent and anchors.recent.precision == "week" and told.anchor == "narrative":
        base = anchors.recent.start or base
    elif daily and told.count and anchors.told_day is None and anchors.told is not None and not anchors.history:
        return Resolved("DATE", _OPEN.get(told.unit, "XXXX"))  # "a week later", after a month: no day to count from
    if anchors.before_our_era and told.anchor != "published" and told.unit in _YEARS:
        year = anchors.before_our_era // _YEARS[told.unit] - (told.count or 0)
        return Resolved("DATE", f"BC{year:0{_DIGITS[told.unit]}}")
    if told.unit == "day" and told.anchor == "narrative" and not told.count and _month_told(anchors):
        value = f"{(anchors.told or base):%Y-%m}-XX"
        return Resolved("TIME" if told.part else "DATE", value + (f"T{told.part}" if told.part else ""))
    if anchors.before_our_era and told.anchor != "published":
        return Resolved("DATE", "BC" + _OPEN.get(told.unit, "XXXX"))
    count = told.count or 0
    if told.unit == "weekend" and told.anchor == "free" and anchors.direction() < 0 and base.isoweekday() < 6:
        count = -1
    found = because(_counted(told, base, count, anchors), "counted", base)
    if found and told.anchor == "narrative" and count > 0 and _too_late(found, anchors):
        return replace(found, interval=None, basis="none")
    return found


def _month_told(anchors: Anchors) -> bool:
    """Whether the day of "that day" is only known to lie in a month."""
    recent = anchors.recent
    return recent is not None and recent.precision == "month" and anchors.told_day is None and not anchors.history


def _same_part(told: Shift, anchors: Anchors) -> Resolved | None:
    """The quarter, half or month told just before, years back: what "from $3 million a year earlier" compares with."""
    recent = anchors.recent
    if recent is None or recent.start is None or recent.precision not in ("quarter", "half", "month")[: 1 + told.like]:
        return None
    day = add_years(recent.start, told.count or 0)
    part = {"quarter": f"Q{(day.month + 2) // 3}", "half": f"H{1 if day.month < 7 else 2}", "month": f"{day.month:02}"}
    value = f"{day.year:04}-{part[recent.precision]}"
    return because(dated(value, anchors, "resolved"), "counted", recent.start)


def _too_late(found: Resolved, anchors: Anchors) -> bool:
    """Whether a date that is told as past would lie after the publication: what it counts from was not told."""
    start = found.interval.start if found.interval else None
    late = anchors.published is not None and start is not None and start > anchors.published
    return late and anchors.direction() < 0


_OPEN = {"day": "XXXX-XX-XX", "week": "XXXX-WXX", "month": "XXXX-XX"}
_YEARS = {"year": 1, "decade": 10, "century": 100}
_DIGITS = {"year": 4, "decade": 3, "century": 2}


def _counted(told: Shift, base: date, count: int, anchors: Anchors) -> Resolved | None:
    match told.unit:
        case "day":
            return of_day(base + timedelta(count), "resolved", told.part)
        case "week":
            return dated(week_value(base + timedelta(7 * count)), anchors, "resolved")
        case "weekend":
            return dated(f"{week_value(base + timedelta(7 * count))}-WE", anchors, "resolved")
        case "month":
            return dated(write(*add_months(base.year, base.month, count)), anchors, "resolved")
        case "quarter":
            year, month = add_months(base.year, base.month, 3 * count)
            return dated(f"{year:04}-Q{(month + 2) // 3}", anchors, "resolved")
        case "year":
            return dated(f"{base.year + count:04}", anchors, "resolved")
        case "decade":
            return dated(f"{base.year // 10 + count:03}X", anchors, "resolved")
        case "century":
            return dated(f"{base.year // 100 + count:02}XX", anchors, "resolved")
        case _:
            return Resolved("DURATION", duration_value(abs(count), told.unit))


def weekday(told: Weekday, anchors: Anchors) -> Resolved | None:
    """A day of the week: bare ones lie in the past unless the sentence looks ahead."""
    week = shifted(told.week, anchors) if told.week else None
    if week and week.interval and week.interval.start:
        day = week.interval.start + timedelta(told.number - 1)
        return because(of_day(day, "resolved", told.part), "counted", week.anchor)
    base = anchors.base(told.anchor)
    if base is None:
        return undated(f"XXXX-WXX-{told.number}" + (f"T{told.part}" if told.part else ""))
    ahead = (told.number - base.isoweekday()) % 7
    reason: TimexReason = "counted"
    if told.which == 1:
        day = base + timedelta(ahead or 7)
        if told.anchor == "published" and day.isocalendar()[1] == base.isocalendar()[1]:
            day += timedelta(7)
    elif told.which == -1:
        day = base - timedelta((-ahead) % 7 or 7)
    elif told.which == 0 and told.anchor == "published":
        day = base + timedelta(told.number - base.isoweekday())
    elif anchors.history:
        day, reason = base + timedelta(ahead or 7), "day_of_story"
    elif anchors.direction() > 0:
        day, reason = base + timedelta(ahead), "day_to_come"
    else:
        day, reason = base - timedelta((-ahead) % 7), "day_past"
    return because(of_day(day, "resolved", told.part), reason, base)
