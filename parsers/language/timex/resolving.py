"""Turns expressions into TIMEX3 values: fills in what is not told from the publication date or the date told before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from config.timex import timex_lexicon
from parsers.language.calendar import (
    UNKNOWN,
    add_months,
    add_years,
    days,
    easter,
    interval_of,
    nth_weekday,
    week_value,
)
from parsers.language.timex.amounts import duration_value
from parsers.language.timex.expressions import (
    Calendar,
    Clock,
    Expression,
    FiscalYear,
    Holiday,
    Literally,
    NthDay,
    Numbered,
    Range,
    Season,
    Shift,
    WeekEnding,
    Weekday,
    Within,
)
from parsers.records import Basis, Interval, TimexType

LEXICON = timex_lexicon()
_SEASON_STARTS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12, "Q1": 1, "Q2": 4, "Q3": 7, "Q4": 10, "H1": 1, "H2": 7}
_SEASON_OF_MONTH = {12: "WI", 1: "WI", 2: "WI", 3: "SP", 4: "SP", 5: "SP", 6: "SU", 7: "SU", 8: "SU"}
_FAR_OFF = timedelta(150)
"""A weak sign of direction gives way to the other side if that is nearer by this."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """A TIMEX3 value with the days it covers."""

    type: TimexType
    value: str
    interval: Interval | None = None
    basis: Basis = "none"


@dataclass(slots=True)
class Anchors:
    """What relative dates count from, at one place in a text."""

    published: date | None
    country: str | None = None
    history: bool = False
    """The text tells a past that has little to do with its publication: it goes by its own dates."""
    told: date | None = None
    """First day of the date last told."""
    told_day: date | None = None
    """The day last told, where it was told to the day."""
    day_here: bool = False
    """Whether ``told_day`` was told in this paragraph."""
    told_year: int | None = None
    era: str = ""
    recent: Interval | None = None
    """The interval last told, with its basis, while its paragraph runs."""
    gathering: Interval | None = None
    """The range of days last told: what "the second day" counts within."""
    direction: Callable[[], int] = field(default=lambda: 0)
    """How the sentence tells the date at hand, see :mod:`parsers.language.timex.direction`."""

    def new_paragraph(self) -> None:
        """What binds only within a paragraph is forgotten."""
        self.recent, self.day_here = None, False

    @property
    def now(self) -> date | None:
        """The day that the text goes by."""
        return (self.told or self.published) if self.history else self.published

    @property
    def southern(self) -> bool:
        """Whether the publisher's seasons are those of the southern half of the globe."""
        return self.country in LEXICON.southern

    def base(self, anchor: str) -> date | None:
        """The day that a relative expression with this anchor counts from."""
        if anchor == "narrative":
            return self.told or self.published
        return self.now

    @property
    def day(self) -> date | None:
        """The day that "the following day" counts from."""
        return self.told_day or (self.told if self.history else self.published)

    def note(self, interval: Interval) -> None:
        """Remember a date that the text has told."""
        if interval.start is None or interval.end is None:
            return
        self.told = interval.start
        self.told_year = interval.start.year
        self.recent = interval
        if interval.precision == "day":
            self.told_day, self.day_here = interval.start, True
        elif interval.precision == "span" and (interval.end - interval.start).days < 32:
            self.gathering, self.told_day, self.day_here = interval, interval.end, True
        elif self.told_day and not self.day_here and not interval.start <= self.told_day <= interval.end:
            self.told_day = None


def resolve(expression: Expression, anchors: Anchors) -> Resolved | None:
    """The value of ``expression``; None where the anchors make it no date at all."""
    try:
        return _resolve(expression, anchors)
    except (ValueError, OverflowError):
        return None


def _resolve(expression: Expression, anchors: Anchors) -> Resolved | None:
    match expression:
        case Literally(type=kind, value=value):
            return Resolved(kind, value)
        case Calendar():
            return _calendar(expression, anchors)
        case Shift():
            return _shift(expression, anchors)
        case Weekday():
            return _weekday(expression, anchors)
        case Season():
            return _season(expression, anchors)
        case FiscalYear():
            return _fiscal_year(expression, anchors)
        case Numbered(value=value, era=era):
            return Resolved("DATE", era + value) if era else _dated(value, anchors, "explicit")
        case Holiday():
            return _holiday(expression, anchors)
        case NthDay(number=number):
            return _nth_day(number, anchors)
        case WeekEnding(last=last):
            return _week_ending(last, anchors)
        case Within(month=month):
            return _calendar(month, anchors)
        case Clock():
            return _clock(expression, anchors)
        case Range():
            return _range(expression, anchors)


def _dated(value: str, anchors: Anchors, basis: Basis) -> Resolved | None:
    interval = interval_of(value, southern=anchors.southern)
    if interval is None:
        return None
    return Resolved("DATE", value, interval, basis if interval.start else "none")


def _open(value: str) -> Resolved:
    """A date whose days cannot be told for want of an anchor."""
    return Resolved("DATE", value, UNKNOWN)


def _of_day(day: date, anchors: Anchors, basis: Basis = "resolved", part: str | None = None) -> Resolved:
    value = day.isoformat() + (f"T{part}" if part else "")
    return Resolved("TIME" if part else "DATE", value, interval_of(value), basis)


# --- calendar dates ------------------------------------------------------------------------------------------------


def _calendar(told: Calendar, anchors: Anchors) -> Resolved | None:
    if told.era:
        return _before_our_era(told)
    if isinstance(told.year, Shift):
        return _in_relative_unit(told, told.year, anchors)
    if told.year is not None:
        return _dated(_write(told.year, told.month, told.day), anchors, "explicit")
    if told.month is None:
        return _day_alone(told, anchors)
    if told.nearest is not None:
        year = _nearest_year(told.month, told.nearest, anchors.now)
    else:
        year = _year_of(told, anchors)
    value = _write(year, told.month, told.day)
    return _dated(value, anchors, "resolved")


def _before_our_era(told: Calendar) -> Resolved:
    value = f"BC{told.year:04}" + (f"-{told.month:02}" if told.month else "") + (f"-{told.day:02}" if told.day else "")
    return Resolved("DATE", value)


def _write(year: int | None, month: int | None, day: int | None = None) -> str:
    value = "XXXX" if year is None else f"{year:04}"
    return value + (f"-{month:02}" if month else "") + (f"-{day:02}" if day else "")


def _in_relative_unit(told: Calendar, unit: Shift, anchors: Anchors) -> Resolved | None:
    base = anchors.base(unit.anchor)
    if base is None:
        return _dated(_write(None, told.month, told.day), anchors, "none") if told.month else _open("XXXX")
    if unit.unit == "month":
        year, month = add_months(base.year, base.month, unit.count or 0)
        return _dated(_write(year, month, told.day), anchors, "resolved")
    return _dated(_write(base.year + (unit.count or 0), told.month, told.day), anchors, "resolved")


def _day_alone(told: Calendar, anchors: Anchors) -> Resolved | None:
    """ "Tuesday (20)": the nearest past day of that number."""
    base = anchors.now
    if base is None or told.day is None:
        return _open(f"XXXX-XX-{told.day:02}") if told.day else None
    for back in range(3):
        year, month = add_months(base.year, base.month, -back)
        try:
            day = date(year, month, told.day)
        except ValueError:
            continue
        if day <= base and told.weekday in (None, day.isoweekday()):
            return _of_day(day, anchors)
    return None


def _nearest_year(month: int, which: int, base: date | None) -> int | None:
    """The year of "last August" (-1), "this August" (0), "next August" (1)."""
    if base is None:
        return None
    if which == -1:
        return base.year - (month >= base.month)
    if which == 1:
        return base.year + (month <= base.month)
    return base.year


def _year_of(told: Calendar, anchors: Anchors) -> int | None:
    """The year of a day or month that is told without one."""
    assert told.month is not None
    base = anchors.now
    if base is None:
        return None
    years = _candidates(told, base)
    if not years:
        return None
    if anchors.history:
        return _next_in_story(told, years, base)
    if (bound := _bound_by_story(told, anchors)) is not None:
        return bound
    return _by_direction(years, base, anchors.direction())


def _candidates(told: Calendar, base: date) -> dict[int, tuple[date, date]]:
    """Years near ``base`` in which the day or month exists (and falls on its weekday), with its days."""
    reach = 8 if (told.month, told.day) == (2, 29) or told.weekday else 1
    found = {}
    for year in range(base.year - reach, base.year + reach + 1):
        interval = interval_of(_write(year, told.month, told.day))
        if interval is None or interval.start is None or interval.end is None:
            continue
        if told.weekday is None or interval.start.isoweekday() == told.weekday:
            found[year] = (interval.start, interval.end)
    if told.weekday and not any(abs(year - base.year) <= 1 for year in found):
        return _candidates(replace(told, weekday=None), base)
    return found


def _distance(spread: tuple[date, date], base: date) -> timedelta:
    if spread[0] <= base <= spread[1]:
        return timedelta(0)
    return max(spread[0] - base, base - spread[1])


def _by_direction(years: dict[int, tuple[date, date]], base: date, direction: int) -> int:
    past = [year for year, (first, _) in years.items() if first <= base]
    future = [year for year, (_, last) in years.items() if last >= base]
    nearest = min(years, key=lambda year: _distance(years[year], base))
    if direction < 0 and past:
        chosen = max(past)
    elif direction > 0 and future:
        chosen = min(future)
    else:
        return nearest
    if abs(direction) == 1 and _distance(years[chosen], base) > _distance(years[nearest], base) + _FAR_OFF:
        return nearest
    return chosen


def _bound_by_story(told: Calendar, anchors: Anchors) -> int | None:
    """The year that the date told just before in the paragraph gives: "In March 2021 … In July"."""
    recent, published = anchors.recent, anchors.published
    if recent is None or recent.start is None or published is None or recent.precision not in ("day", "month"):
        return None
    reach = timedelta(92 if told.day else 300)
    for year in (recent.start.year, recent.start.year + 1):
        interval = interval_of(_write(year, told.month, told.day))
        if interval and interval.start and recent.start <= interval.start <= recent.start + reach:
            return year
    return None


def _next_in_story(told: Calendar, years: dict[int, tuple[date, date]], base: date) -> int:
    """In a story the next date is rarely long before the last one: up to five months back, else later."""
    return min(years, key=lambda year: _story_distance(years[year][0], base))


def _story_distance(day: date, base: date) -> int:
    gap = (day - base).days
    return gap if gap >= 0 else -2 * gap


# --- relative dates ------------------------------------------------------------------------------------------------


def _shift(told: Shift, anchors: Anchors) -> Resolved | None:
    if told.unit == "day" and told.part is None and anchors.history and told.anchor == "published" and told.count == 0:
        return Resolved("DATE", "PRESENT_REF")
    daily = told.unit in ("day", "week", "weekend") and told.anchor == "narrative"
    base = anchors.day if daily else anchors.base(told.anchor)
    if base is None:
        value = {"day": "XXXX-XX-XX", "week": "XXXX-WXX", "month": "XXXX-XX"}.get(told.unit, "XXXX")
        if told.part:
            return Resolved("TIME", f"{value}T{told.part}", UNKNOWN)
        return _open(value)
    count = told.count or 0
    basis: Basis = "resolved"
    match told.unit:
        case "day":
            return _of_day(base + timedelta(count), anchors, basis, told.part)
        case "week":
            return _dated(week_value(base + timedelta(7 * count)), anchors, basis)
        case "weekend":
            saturday = base + timedelta(7 * count)
            return _dated(f"{week_value(saturday)}-WE", anchors, basis)
        case "month":
            return _dated(_write(*add_months(base.year, base.month, count)), anchors, basis)
        case "quarter":
            year, month = add_months(base.year, base.month, 3 * count)
            return _dated(f"{year:04}-Q{(month + 2) // 3}", anchors, basis)
        case "year":
            if anchors.era:
                return Resolved("DATE", f"BC{anchors.told_year or 0:04}")
            return _dated(f"{base.year + count:04}", anchors, basis)
        case "decade":
            return _dated(f"{base.year // 10 + count:03}", anchors, basis)
        case "century":
            return _dated(f"{base.year // 100 + count:02}", anchors, basis)
        case _:
            return Resolved("DURATION", duration_value(abs(count), told.unit))


def _weekday(told: Weekday, anchors: Anchors) -> Resolved:
    week = _shift(told.week, anchors) if told.week else None
    if week and week.interval and week.interval.start:
        return _of_day(week.interval.start + timedelta(told.number - 1), anchors, "resolved", told.part)
    base = anchors.base(told.anchor)
    if base is None:
        value = f"XXXX-WXX-{told.number}" + (f"T{told.part}" if told.part else "")
        return Resolved("TIME" if told.part else "DATE", value, UNKNOWN)
    ahead = (told.number - base.isoweekday()) % 7
    if told.which == 1:
        day = base + timedelta(ahead or 7)
        if told.anchor == "published" and day.isocalendar()[1] == base.isocalendar()[1]:
            day += timedelta(7)
    elif told.which == -1:
        day = base - timedelta((-ahead) % 7 or 7)
    elif told.which == 0 and told.anchor == "published":
        day = base + timedelta(told.number - base.isoweekday())
    elif anchors.history:
        day = base + timedelta(ahead or 7)
    else:
        direction = anchors.direction()
        day = base + timedelta(ahead) if direction > 0 else base - timedelta((-ahead) % 7)
    return _of_day(day, anchors, "resolved", told.part)


def _season(told: Season, anchors: Anchors) -> Resolved | None:
    if told.era:
        return Resolved("DATE", f"BC{told.year:04}-{told.code}")
    year: int | None
    basis: Basis = "resolved"
    if isinstance(told.year, int):
        year, basis = told.year, "explicit"
    elif isinstance(told.year, Shift):
        base = anchors.base(told.year.anchor)
        year = base.year + (told.year.count or 0) if base else None
    else:
        year = _season_year(told, anchors)
    if year is None:
        return Resolved("DATE", f"XXXX-{told.code}", UNKNOWN)
    return _dated(f"{year:04}-{told.code}", anchors, basis)


def _season_year(told: Season, anchors: Anchors) -> int | None:
    base = anchors.now
    if base is None:
        return None
    years = {}
    for year in range(base.year - 2, base.year + 3):
        interval = interval_of(f"{year:04}-{told.code}", southern=anchors.southern)
        if interval and interval.start and interval.end:
            years[year] = (interval.start, interval.end)
    if told.nearest == -1:
        return max(year for year, (_, last) in years.items() if last < base)
    if told.nearest == 1:
        return min(year for year, (first, _) in years.items() if first > base)
    if told.nearest == 0:
        return min(years, key=lambda year: _distance(years[year], base))
    if anchors.history:
        return min(years, key=lambda year: _story_distance(years[year][1], base))
    return _by_direction(years, base, anchors.direction())


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


def _holiday(told: Holiday, anchors: Anchors) -> Resolved | None:
    rules = {name.replace("'", ""): rule for name, rule in LEXICON.holidays.items()}
    rule = rules[told.name]
    rule = {**rule, **rule.get(anchors.country or "", {})}
    basis: Basis = "resolved"
    if isinstance(told.year, int):
        return _of_day(_holiday_in(rule, told.year), anchors, "explicit", told.part)
    base = anchors.now
    if isinstance(told.year, Shift):
        base = anchors.base(told.year.anchor)
        if base:
            return _of_day(_holiday_in(rule, base.year + (told.year.count or 0)), anchors, basis, told.part)
    if base is None:
        return Resolved("DATE", f"XXXX-{rule['day']}" if "day" in rule else "XXXX", UNKNOWN)
    years = {year: (_holiday_in(rule, year),) * 2 for year in (base.year - 1, base.year, base.year + 1)}
    year = _by_direction(years, base, anchors.direction())
    return _of_day(years[year][0], anchors, basis, told.part)


def _holiday_in(rule: dict[str, object], year: int) -> date:
    if "nth" in rule:
        month, weekday, which = rule["nth"]  # type: ignore[misc]
        return nth_weekday(year, month, weekday, which)
    if "easter" in rule:
        return easter(year) + timedelta(int(str(rule["easter"])))
    return date.fromisoformat(f"{year:04}-{rule['day']}")


def _nth_day(number: int, anchors: Anchors) -> Resolved | None:
    within = anchors.gathering
    if within is None or within.start is None or within.end is None:
        return None
    day = within.end if number == -1 else within.start + timedelta(number - 1)
    if day > within.end:
        return None
    return _of_day(day, anchors)


def _week_ending(last: Calendar, anchors: Anchors) -> Resolved | None:
    told = _calendar(last, anchors)
    if told is None or told.interval is None or told.interval.end is None:
        return told
    end = told.interval.end
    interval = days(end - timedelta(6), end, "week")
    return Resolved("DATE", interval.edtf or "", interval, told.basis)


def _clock(told: Clock, anchors: Anchors) -> Resolved | None:
    if told.day is None:
        day = anchors.day
        return Resolved("TIME", (day.isoformat() if day else "XXXX-XX-XX") + told.time)
    found = _resolve(told.day, anchors)
    if found is None:
        return None
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
    return Resolved("DATE", value, interval, "explicit" if explicit else "resolved")


def _after(first: Resolved, told: Range, anchors: Anchors) -> Anchors:
    """The end of a range is the first such date after its beginning."""
    start = first.interval.start if first.interval else None
    if start is None or not isinstance(told.last, Calendar | Weekday | Season | Holiday):
        return anchors
    if isinstance(told.last, Calendar | Season) and told.last.year is not None:
        return anchors
    if isinstance(told.last, Weekday) and told.last.which is not None and not isinstance(told.first, Weekday):
        return anchors
    return replace(anchors, published=start, history=False, recent=None, direction=lambda: 2)
