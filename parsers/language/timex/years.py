"""Chooses the year, or the side of the publication date, of a date that is told without it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from parsers.language.calendar import interval_of
from parsers.language.timex.anchors import Anchors, write
from parsers.language.timex.expressions import Calendar
from parsers.records import TimexReason

_FAR_OFF = timedelta(150)
"""A weak sign of direction gives way to the other side if that is nearer by this."""
_UNLIKELY, _NEAR = timedelta(300), timedelta(45)
"""Nobody leaves out the year of a day this far off while the same day of another year is as near as that."""


@dataclass(frozen=True, slots=True)
class Year:
    """The year that was chosen, with the reason."""

    number: int | None = None
    reason: TimexReason | None = None
    anchor: date | None = None
    """The day from which it was chosen."""


def nearest_year(month: int, which: int, base: date | None) -> int | None:
    """The year of "last August" (-1), "this August" (0), "next August" (1)."""
    if base is None:
        return None
    if which == -1:
        return base.year - (month >= base.month)
    if which == 1:
        return base.year + (month <= base.month)
    return base.year


def year_of(told: Calendar, anchors: Anchors) -> Year:
    """The year of a day or month that is told without one."""
    assert told.month is not None
    base = anchors.now
    if base is None:
        return Year()
    years = _candidates(told, base)
    if not years:
        return Year()
    if anchors.history:
        return Year(next_in_story(told.month, base), "year_of_story", base)
    direction = anchors.direction()
    if (bound := _bound_by_story(told, anchors, direction)) is not None:
        return Year(bound, "year_of_story", anchors.recent.start if anchors.recent else None)
    return by_direction(years, base, direction)


def _candidates(told: Calendar, base: date) -> dict[int, tuple[date, date]]:
    """Years near ``base`` in which the day or month exists (and falls on its weekday), with its days."""
    reach = 8 if (told.month, told.day) == (2, 29) or told.weekday else 1
    found = {}
    for year in range(base.year - reach, base.year + reach + 1):
        interval = interval_of(write(year, told.month, told.day))
        if interval is None or interval.start is None or interval.end is None:
            continue
        if told.weekday is None or interval.start.isoweekday() == told.weekday:
            found[year] = (interval.start, interval.end)
    if told.weekday and not any(abs(year - base.year) <= 1 for year in found):
        return _candidates(replace(told, weekday=None), base)
    return found


def distance(spread: tuple[date, date], base: date) -> timedelta:
    """How far the days of ``spread`` are from ``base``; 0 within them."""
    if spread[0] <= base <= spread[1]:
        return timedelta(0)
    return max(spread[0] - base, base - spread[1])


def by_direction(years: dict[int, tuple[date, date]], base: date, direction: int) -> Year:
    """The year whose days are the nearest of the side that ``direction`` tells, or the nearest at all."""
    past = [year for year, (first, _) in years.items() if first <= base]
    future = [year for year, (_, last) in years.items() if last >= base]
    nearest = min(years, key=lambda year: distance(years[year], base))
    on_either_side = Year(nearest, "year_nearest", base)
    if direction < 0 and past:
        chosen = Year(max(past), "year_past", base)
    elif direction > 0 and future:
        chosen = Year(min(future), "year_to_come", base)
    else:
        return on_either_side
    far, near = distance(years[chosen.number or nearest], base), distance(years[nearest], base)
    if abs(direction) == 1 and far > near + _FAR_OFF:
        return on_either_side
    return on_either_side if direction > 0 and far > _UNLIKELY and near < _NEAR else chosen


def _bound_by_story(told: Calendar, anchors: Anchors, direction: int) -> int | None:
    """The year that the date told just before in the paragraph gives: "In March 2021 … In July".

    A day binds only where it follows closely: newspapers leave out the year of a day in the current one.
    """
    recent, published = anchors.recent, anchors.published
    if recent is None or recent.start is None or published is None or recent.precision not in ("day", "month"):
        return None
    reach = timedelta(20 if told.day else 300)
    for year in (recent.start.year, recent.start.year + 1):
        interval = interval_of(write(year, told.month, told.day))
        if not interval or not interval.start or not recent.start <= interval.start <= recent.start + reach:
            continue
        to_come = interval.start > published
        if direction == 0 or to_come == (direction > 0):
            return year
    return None


def next_in_story(month: int, base: date) -> int:
    """In a story a month without its year is of the year last told, or of the next where that one is nearly over."""
    return base.year + (base.month - month >= 8)
