"""Resolves what the calendar names: days, months, seasons, quarters, financial years, holidays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from config.timex import timex_lexicon
from parsers.language.calendar import UNKNOWN, add_months, add_years, days, easter, interval_of, nth_weekday
from parsers.language.timex.anchors import Anchors, Resolved, because, dated, of_day, undated, write
from parsers.language.timex.expressions import Calendar, FiscalYear, Holiday, Season, Shift
from parsers.language.timex.years import Year, by_direction, distance, nearest_year, next_in_story, year_of
from parsers.records import Basis

LEXICON = timex_lexicon()


def calendar_date(told: Calendar, anchors: Anchors) -> Resolved | None:
    """A day, month or year."""
    if told.era:
        return _before_our_era(told)
    if told.year is None and told.month and anchors.before_our_era:
        return _before_our_era(replace(told, year=anchors.before_our_era))
    if isinstance(told.year, Shift):
        return _in_relative_unit(told, told.year, anchors)
    if told.year is not None:
        return dated(write(told.year, told.month, told.day), anchors, "explicit")
    if told.month is None:
        return _day_alone(told, anchors)
    if told.nearest is not None:
        year = Year(nearest_year(told.month, told.nearest, anchors.now), "counted", anchors.now)
    else:
        year = year_of(told, anchors)
    value = write(year.number, told.month, told.day)
    return because(dated(value, anchors, "resolved"), year.reason, year.anchor)


def _before_our_era(told: Calendar) -> Resolved:
    value = f"BC{told.year:04}" + (f"-{told.month:02}" if told.month else "") + (f"-{told.day:02}" if told.day else "")
    return Resolved("DATE", value)


def _in_relative_unit(told: Calendar, unit: Shift, anchors: Anchors) -> Resolved | None:
    base = anchors.base(unit.anchor, unit.count)
    if base is None:
        return dated(write(None, told.month, told.day), anchors, "none") if told.month else undated("XXXX")
    if unit.unit == "month" and unit.anchor == "narrative" and not anchors.history and not _told_here(anchors):
        return _day_alone(told, anchors)
    if unit.unit == "month":
        year, month = add_months(base.year, base.month, unit.count or 0)
        return because(dated(write(year, month, told.day), anchors, "resolved"), "counted", base)
    if told.month and unit.unit == "occurrence" and unit.count:
        value = write(_next_after(base, told.month, unit.count), told.month, told.day)
    else:
        value = write(base.year + (unit.count or 0), told.month, told.day)
    return because(dated(value, anchors, "resolved"), "counted", base)


def _told_here(anchors: Anchors) -> bool:
    """Whether the paragraph tells the month that "the 20th" is of."""
    return anchors.recent is not None and anchors.recent.precision in ("day", "month")


def _next_after(base: date, month: int, count: int) -> int:
    """The year of "the following May" (1) or "the previous May" (-1): the nearest one after or before ``base``."""
    passed = base.month >= month if count > 0 else base.month <= month
    return base.year + count if passed else base.year


def _day_alone(told: Calendar, anchors: Anchors) -> Resolved | None:
    """ "Tuesday (20)": the nearest past day of that number."""
    base = anchors.now
    if base is None or told.day is None:
        return undated(f"XXXX-XX-{told.day:02}") if told.day else None
    for back in range(3):
        year, month = add_months(base.year, base.month, -back)
        try:
            day = date(year, month, told.day)
        except ValueError:
            continue
        if day <= base and told.weekday in (None, day.isoweekday()):
            return because(of_day(day), "day_past", base)
    return None


def season(told: Season, anchors: Anchors) -> Resolved | None:
    """A season, quarter or half of a year."""
    if told.era:
        return Resolved("DATE", f"BC{told.year:04}-{told.code}")
    if told.year is None and told.nearest is None and anchors.before_our_era:
        return Resolved("DATE", f"BC{anchors.before_our_era:04}-{told.code}")
    basis: Basis = "resolved"
    if isinstance(told.year, int):
        year, basis = Year(told.year, "told"), "explicit"
    elif isinstance(told.year, Shift):
        base = anchors.base(told.year.anchor, told.year.count)
        year = Year(_season_counted(told.code, told.year, base), "counted", base) if base else Year()
    else:
        year = _season_year(told, anchors)
    if year.number is None:
        return Resolved("DATE", f"XXXX-{told.code}", UNKNOWN)
    return because(dated(f"{year.number:04}-{told.code}", anchors, basis), year.reason, year.anchor)


def _season_counted(code: str, told: Shift, base: date) -> int:
    first = _FIRST_MONTH.get(code)
    if first is None or told.anchor != "narrative" or not told.count or told.unit != "occurrence":
        return base.year + (told.count or 0)
    return _next_after(base, first, told.count)


_LATE_WINTER = 5
"""First month in which "the winter" of a story is no longer that which began in the year before."""
_FIRST_MONTH = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


def _season_year(told: Season, anchors: Anchors) -> Year:
    base = anchors.now
    if base is None:
        return Year()
    years = {}
    for year in range(base.year - 2, base.year + 3):
        interval = interval_of(f"{year:04}-{told.code}", southern=anchors.southern)
        if interval and interval.start and interval.end:
            years[year] = (interval.start, interval.end)
    if told.nearest == -1:
        return Year(max(year for year, (_, last) in years.items() if last < base), "counted", base)
    if told.nearest == 1:
        return Year(min(year for year, (first, _) in years.items() if first > base), "counted", base)
    if told.nearest == 0 and told.code in _FIRST_MONTH and not anchors.southern:
        return Year(base.year - (told.code == "WI" and base.month < _LATE_WINTER), "counted", base)
    if told.nearest == 0:
        return Year(min(years, key=lambda year: distance(years[year], base)), "counted", base)
    if anchors.history:
        if told.code == "WI" and not anchors.southern:
            return Year(base.year - (base.month < _LATE_WINTER), "year_of_story", base)
        return Year(next_in_story(years[base.year][1].month, base), "year_of_story", base)
    return by_direction(years, base, anchors.direction())


def fiscal_year(told: FiscalYear, anchors: Anchors) -> Resolved | None:
    """A financial year with the bounds that the publisher's country gives it, or a quarter of one."""
    found = _fiscal_year(told, anchors)
    return found if told.shift is None else because(found, "counted", anchors.now)


def _fiscal_year(told: FiscalYear, anchors: Anchors) -> Resolved | None:
    rule = LEXICON.fiscal_years.get(anchors.country or "", LEXICON.fiscal_years["default"])
    month, day = (int(part) for part in rule["start"].split("-"))
    calendar_year = (month, day) == (1, 1)
    if told.shift is not None:
        base = anchors.now
        if base is None:
            return Resolved("DATE", "XXXX", UNKNOWN)
        first = base.year - ((base.month, base.day) < (month, day)) + told.shift
    elif told.first is not None:
        first = told.first
        if calendar_year:
            month = 7
    else:
        assert told.last is not None
        first = told.last if calendar_year or rule.get("named_by") == "start" else told.last - 1
    name = told.last or first + (not calendar_year)
    basis: Basis = "resolved" if told.shift is not None else "explicit"
    start = date(first, month, day)
    if told.quarter:
        year, at = add_months(first, month, 3 * (int(told.quarter[1]) - 1))
        start = date(year, at, day)
        end = date(*add_months(year, at, 3), day) - timedelta(1)
        return Resolved("DATE", f"FY{name:04}-{told.quarter}", days(start, end), basis)
    end = add_years(start, 1) - timedelta(1)
    if calendar_year and told.first is None:
        return Resolved("DATE", f"FY{name:04}", interval_of(f"{first:04}"), basis)
    return Resolved("DATE", f"FY{name:04}", days(start, end), basis)


def holiday(told: Holiday, anchors: Anchors) -> Resolved | None:
    """A feast or holiday."""
    rules = {name.replace("'", ""): rule for name, rule in LEXICON.holidays.items()}
    rule = rules[told.name]
    rule = {**rule, **rule.get(anchors.country or "", {})}
    basis: Basis = "resolved"
    if isinstance(told.year, int):
        return of_day(_holiday_in(rule, told.year), "explicit", told.part)
    base = anchors.now
    if isinstance(told.year, Shift):
        base = anchors.base(told.year.anchor, told.year.count)
        if base:
            day = _holiday_in(rule, base.year + (told.year.count or 0))
            return because(of_day(day, basis, told.part), "counted", base)
    if base is None:
        return Resolved("DATE", f"XXXX-{rule['day']}" if "day" in rule else "XXXX", UNKNOWN)
    years = {year: (_holiday_in(rule, year),) * 2 for year in (base.year - 1, base.year, base.year + 1)}
    year = by_direction(years, base, anchors.direction())
    return because(of_day(years[year.number or base.year][0], basis, told.part), year.reason, year.anchor)


def _holiday_in(rule: dict[str, Any], year: int) -> date:
    if "nth" in rule:
        return nth_weekday(year, *rule["nth"])
    if "easter" in rule:
        return easter(year) + timedelta(rule["easter"])
    return date.fromisoformat(f"{year:04}-{rule['day']}")
