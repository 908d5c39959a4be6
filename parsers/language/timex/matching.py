"""Finds date expressions in a text: rules at words that can begin one, then modifiers and times of day."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace

from parsers.language.timex import (
    amount_rules,
    clock_rules,
    day_rules,
    fiscal_rules,
    period_rules,
    reference_rules,
    relative_rules,
    shift_rules,
)
from parsers.language.timex.expressions import (
    Calendar,
    Clock,
    Expression,
    Found,
    Holiday,
    Numbered,
    Range,
    Season,
    Shift,
    Weekday,
)
from parsers.language.timex.joining import DATABLE, is_day, joined
from parsers.language.timex.names import is_name, names_law
from parsers.language.timex.words import DASH, GAP, LEXICON, PART, UNITS, WEEKDAY, Rule, alternation

_WORD = re.compile(r"(?<!\w)(?:\d+|[^\W\d_]+\d*)|(?<!\w)['’](?=\d)")

_MODIFIERS = {
    "START": ("early", "beginning", "start", "onset", "outset", "earlier", "first part", "early part", "opening"),
    "MID": ("mid", "middle"),
    "END": ("late", "end", "close", "final", "latter part", "later", "latter half", "final days", "last days"),
    "APPROX": ("about", "around", "circa", "ca.", "approximately", "roughly"),
    "": ("rest", "remainder", "course", "whole"),
}
_MODIFIER_OF = {word: code for code, words in _MODIFIERS.items() for word in words}
_MODIFIER = re.compile(
    rf"(?<![\w-])(?P<the>(?:the|most of the){GAP})?(?:very{GAP})?(?P<word>(?i:{alternation(_MODIFIER_OF)}))"
    rf"(?P<of>{GAP}of|{GAP}in)?(?:{GAP}|-)(?:the{GAP})?$"
)
_PART_OF = re.compile(
    rf"(?i:(?:early{GAP}(?:in{GAP})?|late{GAP})?(?:the{GAP})?(?:early{GAP}|late{GAP})?(?P<part>{PART})(?:{GAP}hours)?{GAP}of{GAP})$"
)
_PART_AFTER = re.compile(rf"{GAP}(?P<part>(?i:morning|afternoon|evening|night))(?!\w)")
_WEEKDAYS = re.compile(rf"{WEEKDAY}s?{GAP}?(?:to|through|{DASH}){GAP}?{WEEKDAY}s?")
_CLOCK_DAY = re.compile(rf"{GAP}?(?:,|\(|on|{DASH})?{GAP}?(?:on{GAP})?(?:the{GAP})?", re.IGNORECASE)
_DAY_CLOCK = re.compile(rf",?{GAP}?(?:,|at|by|around|about|@|from|{DASH})?{GAP}?", re.IGNORECASE)


def _index(rules: tuple[Rule, ...]) -> dict[str, tuple[Rule, ...]]:
    index: defaultdict[str, list[Rule]] = defaultdict(list)
    for rule in rules:
        for word in rule.starts:
            index[word].append(rule)
    return {word: tuple(found) for word, found in index.items()}


_RULES = _index(
    shift_rules.RULES
    + day_rules.RULES
    + period_rules.RULES
    + fiscal_rules.RULES
    + relative_rules.RULES
    + reference_rules.RULES
    + amount_rules.RULES
    + clock_rules.RULES
)


_TIME_WORDS = frozenset(
    word
    for name in (
        *LEXICON.months,
        *LEXICON.weekdays,
        *LEXICON.seasons,
        *UNITS,
        *LEXICON.parts_of_day,
        *LEXICON.decades,
        *LEXICON.holidays,
        *reference_rules.WORDS,
        *amount_rules.SET_WORDS,
        *relative_rules.DEICTIC,
        *[
            "#",
            "'",
            "ago",
            "overnight",
            "date",
            "fiscal",
            "financial",
            "fy",
            "half",
            "eve",
            "past",
            "present",
            "future",
            "moment",
            "time",
            "clock",
            "noon",
            "midnight",
        ],
    )
    for word in re.split(r"[\s'’-]", name.lower())
    if word not in ("the", "a", "an", "of", "in", "at", "to", "as", "all", "new", "these", "this")
) | frozenset(key for key in _RULES if re.fullmatch(r"fy\d*|[qh]\d|\w+long|(?:today|yesterday|tomorrow|tonight)s", key))
_REACH = 8
"""Words from the first of an expression to one that speaks of time: all rules need one near."""


def find(text: str, *, month_first: bool = False) -> list[Found]:
    """All expressions of ``text`` in order, none overlapping; ranges are one expression with two parts."""
    found = _clocks(text, _modified(text, _scan(text, month_first)))
    return joined(text, found)


def _scan(text: str, month_first: bool) -> list[Found]:
    found: list[Found] = []
    position = 0
    words = [(match.start(), _key(match[0])) for match in _WORD.finditer(text)]
    telling = [place for place, (_, word) in enumerate(words) if word in _TIME_WORDS]
    upcoming = 0
    for place, (start, word) in enumerate(words):
        if start < position or word not in _RULES:
            continue
        while upcoming < len(telling) and telling[upcoming] < place:
            upcoming += 1
        if upcoming == len(telling):
            break
        if telling[upcoming] - place <= _REACH and (best := _longest(_RULES[word], text, start, month_first)):
            position = best[-1].end
            found.extend(one for one in best if not is_name(text, one))
            found.extend(replace(one, law=True) for one in best if names_law(text, one))
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
        if isinstance(whole, DATABLE) and before:
            daily = is_day(whole)
            if daily and (match := _PART_OF.search(before)):
                part = LEXICON.parts_of_day[match["part"].lower()]
                one = replace(one, start=one.start - len(match[0]), expression=Clock(f"T{part}", expression))
            elif (match := _MODIFIER.search(before)) and _fits(
                match["word"].lower(), daily, expression, bool(match["of"] or match["the"])
            ):
                one = replace(one, start=one.start - len(match[0]), mod=_MODIFIER_OF[match["word"].lower()] or one.mod)
            if daily and isinstance(expression, Calendar | Holiday) and (after := _PART_AFTER.match(text, one.end)):
                part = LEXICON.parts_of_day[after["part"].lower()]
                one = replace(one, end=after.end(), expression=Clock(f"T{part}", expression))
        result.append(one)
        floor = one.end
    return result


def _fits(word: str, daily: bool, expression: Expression, told_of: bool) -> bool:
    if isinstance(expression, Range):
        return False
    if word in ("start", "end", "close", "final", "opening", "whole") and not told_of:
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
    return not daily or (isinstance(expression, Weekday) and word in ("early", "late", "earlier", "later"))


def _clocks(text: str, found: list[Found]) -> list[Found]:
    """Joins a time with the day beside it: "7 pm on 3 May", "Monday at 10:30"."""
    result: list[Found] = []
    for one in found:
        last = result[-1] if result else None
        if last is not None:
            gap = text[last.end : one.start]
            if len(result) > 1 and _WEEKDAYS.fullmatch(text, result[-2].start, last.end):
                result.append(one)
                continue
            if len(gap) < 12 and (timed := _timed(last, one, gap)):
                result[-1] = timed
                continue
        result.append(one)
    return result


def _timed(first: Found, last: Found, gap: str) -> Found | None:
    a, b = first.expression, last.expression
    # TIMEX3 tags hold no preposition: "7 pm on 3 May" is one moment told by two tags.
    parts = (first, last) if gap.split()[:1] in (["on"], ["at"]) else ()
    if isinstance(a, Clock) and a.day is None and is_day(b) and _CLOCK_DAY.fullmatch(gap):
        return replace(first, end=last.end, expression=Clock(a.time, b), parts=parts)
    if isinstance(b, Clock) and b.day is None and is_day(a) and _DAY_CLOCK.fullmatch(gap):
        return replace(first, end=last.end, expression=Clock(b.time, a), parts=parts)
    return None
