"""Joins neighbouring expressions: ranges, lists that share a year, weekdays with their week, "each year in April"."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import zip_longest

from parsers.language.timex.expressions import (
    Calendar,
    Clock,
    Expression,
    FiscalYear,
    Found,
    Holiday,
    Literally,
    Numbered,
    Range,
    Season,
    Shift,
    Weekday,
)
from parsers.language.timex.words import DASH, GAP

_FILLER = rf"(?:(?:in|on|or|at|least|as|early|approximately|about|around|roughly|the){GAP}){{0,5}}"
_LEAD = re.compile(
    rf"(?i:\b(?P<word>from|between|(?:beginning|starting|commencing|running){GAP}(?:in|on|from)){GAP}{_FILLER})$"
)
_RUNS_TO = re.compile(
    rf"{GAP}(?:to|through|thru|until|till|up{GAP}to|and{GAP}(?:lasting|continuing|ending|running){GAP}(?:until|through|to|in|on)){GAP}{_FILLER}"
    rf"|{GAP}?{DASH}{GAP}?",
    re.IGNORECASE,
)
_AND = re.compile(rf"{GAP}?(?:,{GAP}?)?(?:and|&){GAP}{_FILLER}", re.IGNORECASE)
_LIST = re.compile(rf"{GAP}?(?:,|,?{GAP}?(?:and|or|&))(?:{GAP}(?:in|on|the|from|early|late|mid))*{GAP}?", re.IGNORECASE)
_BESIDE_WEEK = re.compile(rf"{GAP}?,?{GAP}?(?:(?:on|of|from|in){GAP})?", re.IGNORECASE)
_POSSESSIVE = re.compile(rf"['’]s{GAP}(?:the{GAP})?", re.IGNORECASE)
_EVERY = re.compile(rf"\b(?:every|each){GAP}$", re.IGNORECASE)
_WHEN = re.compile(rf"{GAP}?,?{GAP}?(?:(?:in|on|of){GAP})?", re.IGNORECASE)
_MOVED = re.compile(
    r"(?i)\b(?:postpon|mov|reschedul|brought forward|chang|rais|increas|ris|rose|grew|fell|fall|drop|put off|put back|"
    r"adjourn|defer|up\b|down\b)\w*\W+(?:\w+\W+){0,3}$"
)
"""Verbs whose "from A to B" tells two dates, not the time between."""
DATABLE = (Calendar, Weekday, Season, FiscalYear, Holiday, Numbered, Shift)


def joined(text: str, found: list[Found]) -> list[Found]:
    """``found``, in the order of ``text``, with what belongs together made one."""
    found = _shared_years(text, _of_years(text, _recurring(text, found)))
    return _opening_hours(text, _in_weeks(text, _ranges(text, found)))


def is_day(expression: Expression) -> bool:
    """Whether an expression tells one day."""
    if isinstance(expression, Calendar):
        return expression.day is not None
    return isinstance(expression, Weekday | Holiday) or (isinstance(expression, Shift) and expression.unit == "day")


def _recurring(text: str, found: list[Found]) -> list[Found]:
    """ "each year in April" is no April of any year."""
    result: list[Found] = []
    for one in found:
        last = result[-1] if result else None
        if isinstance(one.expression, Calendar) and (every := _EVERY.search(text, max(0, one.start - 6), one.start)):
            result.append(replace(one, start=every.start(), expression=_each(one.expression)))
            continue
        if last is not None and isinstance(last.expression, Literally) and last.expression.type == "SET":
            told = one.expression
            each = text.startswith(("each", "Each", "every", "Every"), last.start)
            if each and isinstance(told, Calendar) and told.year is None and _WHEN.fullmatch(text, last.end, one.start):
                result[-1] = replace(last, end=one.end, expression=_each(told))
                continue
        result.append(one)
    return result


def _each(told: Calendar) -> Literally:
    month = "XX" if told.month is None else f"{told.month:02}"
    return Literally("SET", f"XXXX-{month}" + (f"-{told.day:02}" if told.day else ""))


def _opening_hours(text: str, found: list[Found]) -> list[Found]:
    """ "Monday to Friday, 9 am to 5 pm" is every week's."""
    result: list[Found] = []
    for one, after in zip_longest(found, found[1:]):
        told = one.expression
        if (
            isinstance(told, Range)
            and isinstance(told.first, Weekday)
            and after is not None
            and isinstance(after.expression, Clock)
            and after.start - one.end < 9
        ):
            one = replace(one, expression=Literally("SET", "XXXX-WXX"), parts=())
        result.append(one)
    return result


def _of_years(text: str, found: list[Found]) -> list[Found]:
    """ "last year's fourth quarter": the year before its part."""
    result: list[Found] = []
    for one in found:
        last = result[-1] if result else None
        if last is not None and isinstance(one.expression, Season | Calendar) and one.expression.year is None:
            year = _year_alone(last.expression)
            if year is not None and _POSSESSIVE.fullmatch(text, last.end, one.start):
                result[-1] = replace(one, start=last.start, expression=replace(one.expression, year=year))
                continue
        result.append(one)
    return result


def _year_alone(expression: Expression) -> int | Shift | None:
    if isinstance(expression, Shift):
        return expression if expression.unit == "year" else None
    alone = isinstance(expression, Calendar) and expression.month is None and expression.day is None
    return expression.year if isinstance(expression, Calendar) and alone else None


def _shared_years(text: str, found: list[Found]) -> list[Found]:
    """In a list, a year told with the last holds for those before it: "Oct. 28 and Oct. 26, 2016"."""
    result = list(found)
    for i in range(len(result) - 2, -1, -1):
        one, following = result[i], result[i + 1]
        if len(text[one.end : following.start]) < 16 and _LIST.fullmatch(text, one.end, following.start):
            result[i] = replace(one, expression=_with_year_of(one.expression, following.expression))
    return result


def _with_year_of(one: Expression, other: Expression) -> Expression:
    """``one`` with the year of ``other`` where only ``other`` tells it."""
    if isinstance(other, Range):
        other = other.first
    if isinstance(one, Range) and isinstance(one.last, Calendar):
        return Range(_with_year_of(one.first, other), _with_year_of(one.last, other))
    if not isinstance(one, Calendar | Season) or not isinstance(other, Calendar | Season):
        return one
    if one.year is not None or other.year is None or one.nearest is not None:
        return one
    if isinstance(one, Calendar) and isinstance(other, Calendar) and (one.day is None) != (other.day is None):
        return one
    if isinstance(other, Calendar) and other.month is None:
        return one
    return replace(one, year=other.year, era=other.era)


def _ranges(text: str, found: list[Found]) -> list[Found]:
    result: list[Found] = []
    for one in found:
        if result and (pair := _range(text, result[-1], one)):
            result[-1] = pair
        else:
            result.append(one)
    return [_led(text, one) if isinstance(one.expression, Range) else one for one in result]


def _in_weeks(text: str, found: list[Found]) -> list[Found]:
    """Joins a weekday with its week: "Friday of next week", "next week, from Wednesday to Friday"."""
    result: list[Found] = []
    for one in found:
        last = result[-1] if result else None
        if last is not None and _BESIDE_WEEK.fullmatch(text, last.end, one.start):
            week, other = (last, one) if _is_week(last.expression) else (one, last)
            told = _of_week(other.expression, week.expression) if _is_week(week.expression) else None
            if told is not None:
                result[-1] = replace(last, end=one.end, expression=told, parts=())
                continue
        result.append(one)
    return result


def _is_week(expression: Expression) -> bool:
    return isinstance(expression, Shift) and expression.unit == "week" and expression.count in (-1, 0, 1)


def _of_week(expression: Expression, week: Expression) -> Expression | None:
    assert isinstance(week, Shift)
    if isinstance(expression, Weekday) and expression.which is None:
        return replace(expression, week=week)
    if isinstance(expression, Range):
        first, last = _of_week(expression.first, week), _of_week(expression.last, week)
        return Range(first, last) if first and last else None
    return None


def _led(text: str, one: Found) -> Found:
    """A range begins with its "from" or "between"."""
    lead = _LEAD.search(text, max(0, one.start - 40), one.start)
    return replace(one, start=lead.start()) if lead else one


def _range(text: str, first: Found, last: Found) -> Found | None:
    a, b = first.expression, last.expression
    if not isinstance(a, DATABLE) or not isinstance(b, DATABLE) or last.start - first.end > 40:
        return None
    if not _comparable(a, b):
        return None
    lead = _LEAD.search(text, max(0, first.start - 40), first.start)
    word = lead["word"].lower() if lead else ""
    start = lead.start() if lead else first.start
    if _RUNS_TO.fullmatch(text, first.end, last.start):
        if word == "from" and _MOVED.search(text, max(0, start - 60), start):
            return None
    elif not _AND.fullmatch(text, first.end, last.start) or not (word == "between" or _follow(a, b)):
        return None
    a, b = _completed(a, b)
    parts = (replace(first, expression=a), replace(last, expression=b))
    return Found(start, last.end, Range(a, b), parts=parts)


def _comparable(a: Expression, b: Expression) -> bool:
    if isinstance(a, Shift) or isinstance(b, Shift):
        return type(a) is type(b) or is_day(a) == is_day(b) or isinstance(b, Shift)
    return True


def _follow(a: Expression, b: Expression) -> bool:
    """Whether two dates joined by "and" are neighbours: today and tomorrow, June and July 2018."""
    if isinstance(a, Shift) and isinstance(b, Shift):
        same = (a.unit, a.anchor) == (b.unit, b.anchor) and a.unit == "day" and not a.part and not b.part
        return same and a.count is not None and b.count == a.count + 1
    if isinstance(a, Weekday) and isinstance(b, Weekday):
        return b.number == a.number % 7 + 1 and not (a.part or b.part) and b.which is None
    if isinstance(a, Calendar) and isinstance(b, Calendar) and a.month and b.month:
        if a.day and b.day:
            return a.day >= 28 and b.day == 1 and b.month == a.month % 12 + 1 and a.year == b.year
        if a.day or b.day:
            return False
        return b.month == a.month % 12 + 1 and (a.year is None or a.year == b.year)
    return False


def _completed(a: Expression, b: Expression) -> tuple[Expression, Expression]:
    """Both ends of a range, each with what only the other tells."""
    if isinstance(a, Calendar) and isinstance(b, Calendar):
        if a.era != b.era:
            a = replace(a, era=b.era)
        if a.month and b.month and a.year is None and isinstance(b.year, int) and a.nearest is None:
            earlier = (a.month, a.day or 0) > (b.month, b.day or 99)
            a = replace(a, year=b.year - earlier)
    elif isinstance(a, Season | Calendar) and isinstance(b, Season | Calendar) and a.year is None:
        a = replace(a, year=b.year)
    return a, b
