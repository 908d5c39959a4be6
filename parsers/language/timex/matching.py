"""Finds date expressions in a text: rules at words that can begin one, then modifiers, times of day, lists and ranges."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace

from parsers.language.timex import absolute, amounts, relative
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
from parsers.language.timex.names import is_name
from parsers.language.timex.words import DASH, GAP, LEXICON, PART, Rule

_WORD = re.compile(r"(?<!\w)(?:\d+|[^\W\d_]+\d*)|(?<!\w)['’](?=\d)")

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
_WHEN = re.compile(rf"{GAP}?,?{GAP}?(?:(?:in|on|of){GAP})?", re.IGNORECASE)
_MOVED = re.compile(
    r"(?i)(?:postpon|mov|reschedul|brought forward|chang|rais|increas|ris|rose|grew|fell|fall|drop|put off|put back|adjourn|defer|up|down)\w*\W+(?:\w+\W+){0,3}$"
)
_MODIFIERS = {
    "START": ("early", "beginning", "start", "onset", "outset", "earlier", "first part", "early part", "opening"),
    "MID": ("mid", "middle"),
    "END": ("late", "end", "close", "final", "latter part", "later", "latter half", "final days", "last days"),
    "APPROX": ("about", "around", "circa", "ca.", "approximately", "roughly"),
    "": ("rest", "remainder", "course", "whole"),
}
_MODIFIER_OF = {word: code for code, words in _MODIFIERS.items() for word in words}
_MODIFIER = re.compile(
    rf"(?<![\w-])(?:(?:the|most of the){GAP})?(?:very{GAP})?(?P<word>(?i:{'|'.join(sorted(map(re.escape, _MODIFIER_OF), key=lambda w: -len(w)))}))"
    rf"(?:{GAP}of|{GAP}in)?(?:{GAP}|-)(?:the{GAP})?$"
)
_PART_OF = re.compile(
    rf"(?i:(?:early{GAP}(?:in{GAP})?|late{GAP})?(?:the{GAP})?(?:early{GAP}|late{GAP})?(?P<part>{PART})(?:{GAP}hours)?{GAP}of{GAP})$"
)
_PART_AFTER = re.compile(rf"{GAP}(?P<part>(?i:morning|afternoon|evening|night))(?!\w)")
_CLOCK_DAY = re.compile(rf"{GAP}?(?:,|\(|on|{DASH})?{GAP}?(?:on{GAP})?(?:the{GAP})?", re.IGNORECASE)
_DAY_CLOCK = re.compile(rf",?{GAP}?(?:,|at|by|around|about|@|from|{DASH})?{GAP}?", re.IGNORECASE)

Datable = (Calendar, Weekday, Season, FiscalYear, Holiday, Numbered, Shift)


def _index(rules: tuple[Rule, ...]) -> dict[str, tuple[Rule, ...]]:
    index: defaultdict[str, list[Rule]] = defaultdict(list)
    for rule in rules:
        for word in rule.starts:
            index[word].append(rule)
    return {word: tuple(found) for word, found in index.items()}


_RULES = _index(absolute.RULES + relative.RULES + amounts.RULES)


def find(text: str, *, month_first: bool = False) -> list[Found]:
    """All expressions of ``text`` in order, none overlapping; ranges are one expression with two parts."""
    found = _clocks(text, _modified(text, _scan(text, month_first)))
    return _in_weeks(text, _ranges(text, _shared_years(text, _recurring(text, found))))


def _scan(text: str, month_first: bool) -> list[Found]:
    found: list[Found] = []
    position = 0
    for word in _WORD.finditer(text):
        start = word.start()
        if start < position:
            continue
        rules = _RULES.get(_key(word[0]))
        if rules and (best := _longest(rules, text, start, month_first)):
            position = best[-1].end
            found.extend(one for one in best if not is_name(text, one))
    return found


def _key(word: str) -> str:
    if word[0].isdigit():
        return "#"
    word = word.lower()
    return "fy" if word[:2] == "fy" and word[2:].isdigit() else "'" if word == "’" else word


def _longest(rules: tuple[Rule, ...], text: str, start: int, month_first: bool) -> list[Found]:
    best: list[Found] = []
    for rule in rules:
        match = rule.pattern.match(text, start)
        if match and (not best or match.end() > best[-1].end) and (found := rule.build(match, month_first)):
            best = found
    return best


def _modified(text: str, found: list[Found]) -> list[Found]:
    """Takes "late", "the end of", "about", "the morning of" before a date into it."""
    result: list[Found] = []
    floor = 0
    for one in found:
        before = text[max(floor, one.start - 40) : one.start]
        expression = one.expression
        whole = expression.first if isinstance(expression, Range) else expression
        if isinstance(whole, Datable) and before:
            daily = _is_day(whole)
            if daily and (match := _PART_OF.search(before)):
                part = LEXICON.parts_of_day[match["part"].lower()]
                one = replace(one, start=one.start - len(match[0]), expression=Clock(f"T{part}", expression))
            elif (match := _MODIFIER.search(before)) and _fits(match["word"].lower(), daily, expression):
                one = replace(one, start=one.start - len(match[0]), mod=_MODIFIER_OF[match["word"].lower()] or one.mod)
            if daily and isinstance(expression, Calendar | Holiday) and (after := _PART_AFTER.match(text, one.end)):
                part = LEXICON.parts_of_day[after["part"].lower()]
                one = replace(one, end=after.end(), expression=Clock(f"T{part}", expression))
        result.append(one)
        floor = one.end
    return result


def _is_day(expression: Expression) -> bool:
    if isinstance(expression, Calendar):
        return expression.day is not None
    return isinstance(expression, Weekday | Holiday) or (isinstance(expression, Shift) and expression.unit == "day")


def _fits(word: str, daily: bool, expression: Expression) -> bool:
    if isinstance(expression, Range):
        return False
    if _MODIFIER_OF[word] == "APPROX":
        return isinstance(expression, Calendar | Season | Numbered)
    if isinstance(expression, Shift) and expression.unit in (
        "week",
        "weekend",
        "month",
        "year",
        "decade",
        "century",
        "quarter",
    ):
        return True
    return not daily


def _clocks(text: str, found: list[Found]) -> list[Found]:
    """Joins a time with the day beside it: "7 pm on 3 May", "Monday at 10:30"."""
    result: list[Found] = []
    for one in found:
        last = result[-1] if result else None
        if last is not None:
            gap = text[last.end : one.start]
            if len(gap) < 12 and (joined := _timed(last, one, gap)):
                result[-1] = joined
                continue
        result.append(one)
    return result


def _timed(first: Found, last: Found, gap: str) -> Found | None:
    a, b = first.expression, last.expression
    if isinstance(a, Clock) and a.day is None and _is_day(b) and _CLOCK_DAY.fullmatch(gap):
        return replace(first, end=last.end, expression=Clock(a.time, b))
    if isinstance(b, Clock) and b.day is None and _is_day(a) and _DAY_CLOCK.fullmatch(gap):
        return replace(first, end=last.end, expression=Clock(b.time, a))
    return None


def _recurring(text: str, found: list[Found]) -> list[Found]:
    """ "each year in April" is no April of any year."""
    result: list[Found] = []
    for one in found:
        last = result[-1] if result else None
        if last is not None and isinstance(last.expression, Literally) and last.expression.type == "SET":
            told = one.expression
            each = text.startswith(("each", "Each", "every", "Every"), last.start)
            if each and isinstance(told, Calendar) and told.year is None and _WHEN.fullmatch(text, last.end, one.start):
                value = f"XXXX-{told.month or 0:02}" + (f"-{told.day:02}" if told.day else "")
                result[-1] = replace(last, end=one.end, expression=Literally("SET", value))
                continue
        result.append(one)
    return result


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
        if result and (joined := _range(text, result[-1], one)):
            result[-1] = joined
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
    if not isinstance(a, Datable) or not isinstance(b, Datable) or last.start - first.end > 40:
        return None
    if not _comparable(a, b):
        return None
    lead = _LEAD.search(text, max(0, first.start - 40), first.start)
    word = lead["word"].lower() if lead else ""
    start = lead.start() if lead else first.start
    if _RUNS_TO.fullmatch(text, first.end, last.start):
        if _MOVED.search(text, max(0, start - 60), start):
            return None
    elif not _AND.fullmatch(text, first.end, last.start) or not (word == "between" or _follow(a, b)):
        return None
    a, b = _completed(a, b)
    parts = (replace(first, expression=a), replace(last, expression=b))
    return Found(start, last.end, Range(a, b), parts=parts)


def _comparable(a: Expression, b: Expression) -> bool:
    if isinstance(a, Shift) or isinstance(b, Shift):
        return type(a) is type(b) or _is_day(a) == _is_day(b) or isinstance(b, Shift)
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
            return False
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
