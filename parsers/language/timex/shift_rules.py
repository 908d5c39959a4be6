"""Rules for dates counted from another one: two years ago, a week later, the end of the year, the second day."""

from __future__ import annotations

import re
from typing import Literal

from parsers.language.timex.expressions import (
    Anchor,
    Calendar,
    Found,
    Literally,
    NthDay,
    Season,
    Shift,
)
from parsers.language.timex.words import (
    DAY,
    GAP,
    LEXICON,
    MONTH,
    NUMBER,
    ORDINAL,
    UNIT,
    VAGUE,
    YEAR_TOLD,
    Rule,
    count_of,
    month_of,
    one,
    ordinal_of,
    part_code,
    starts,
    unit_of,
    year_told,
)

_THAN = re.compile(rf"{GAP}than\b")
_ENDED = re.compile(
    rf",?{GAP}(?:that{GAP})?(?:ended|ending){GAP}(?:on{GAP})?(?P<month>{MONTH}){GAP}?(?:{DAY})?(?:,?{GAP}(?:{YEAR_TOLD}))?"
)
"""What tells which quarter "the quarter" is."""
_COMPARED = re.compile(r"(?:\b(?:from|than|over|with|to|of|million|billion|cents?|shares?)|[\d%])\s$", re.IGNORECASE)
"""What stands before "a year earlier" where it tells the other side of a comparison."""
_LESS = frozenset(["less than", "under", "almost", "nearly"])
_MORE = frozenset(["more than", "over", "at least"])
_ABOUT = frozenset(["about", "around", "some", "roughly", "just over", "just under"])


def _told_earlier_or_later(match: re.Match[str], _: bool) -> list[Found]:
    """ "two years ago", "a week later", "the day before": so many units from the publication or the date before."""
    groups = match.groupdict()
    word = re.sub(r"\s+", " ", match["direction"].lower())
    back = word in ("ago", "earlier", "before", "before that", "previously", "prior", "previous", "back")
    anchor: Anchor = "published" if word in ("ago", "from now", "hence", "from today", "back") else "narrative"
    unit = unit_of(match["unit"])
    amount = groups.get("number")
    if _THAN.match(match.string, match.end()):
        return []  # "three weeks earlier than planned" is a length
    if amount is None:
        count: float | None = 1 if groups.get("the") else None
    else:
        count = None if re.fullmatch(VAGUE, amount) else count_of(amount)
    if count is None:
        return one(match, Literally("DATE", "PAST_REF" if back else "FUTURE_REF"))
    if groups.get("half"):
        unit, count = ("month", 12 * count + 6) if unit == "year" else (unit, count)
    if count != int(count):
        return []
    if unit == "fortnight":
        unit, count = "week", 2 * count
    if unit == "night":
        unit = "day"
    lead = (groups.get("lead") or "").lower()
    like: Literal[0, 1, 2] = 0
    if unit == "year" and count == 1 and word in ("ago", "earlier", "before"):
        like = 2 if _COMPARED.search(match.string, max(0, match.start() - 12), match.start()) else 1
    mod = "LESS_THAN" if lead in _LESS else "MORE_THAN" if lead in _MORE else "APPROX" if lead in _ABOUT else None
    return one(match, Shift(unit, int(-count if back else count), anchor, like=like), mod)


def _year_earlier(match: re.Match[str], _: bool) -> list[Found]:
    """ "the year-earlier quarter", "the year-ago period"."""
    unit = match["unit"].lower()
    if unit == "quarter":
        return one(match, Shift("quarter", -4, "narrative"))
    return one(match, Shift("year", -1, "free", like=2))


def _quarter(match: re.Match[str], _: bool) -> list[Found]:
    """ "for the quarter", "in the latest quarter": the one that the story tells."""
    if ended := _ENDED.match(match.string, match.end()):
        season = Season(f"Q{(month_of(ended['month']) + 2) // 3}", year_told(ended))
        return [Found(match.start("told"), match.end(), season)]
    return [Found(match.start("told"), match.end(), Shift("quarter", 0, "narrative"))]


def _whole_unit(match: re.Match[str], _: bool) -> list[Found]:
    """ "by the end of the year", "during the week": the one that the text is in."""
    return [Found(match.start("told"), match.end(), Shift(unit_of(match["unit"]), 0, "free"), _mod(match["lead"]))]


def _year_end(match: re.Match[str], _: bool) -> list[Found]:
    """ "by year-end", "at month's end"."""
    return one(match, Shift(unit_of(match["unit"]), 0, "free"), "END")


def _weekend(match: re.Match[str], _: bool) -> list[Found]:
    return [Found(match.start("told"), match.end(), Shift("weekend", 0, "free"))]


def _mod(lead: str) -> str | None:
    for code, words in (("START", ("begin", "start")), ("END", ("end", "close", "latter")), ("MID", ("middle",))):
        if any(word in lead.lower() for word in words):
            return code
    return None


def _in_the_part(match: re.Match[str], _: bool) -> list[Found]:
    return [Found(match.start("told"), match.end(), Shift("day", 0, "narrative", part_code(match["part"])))]


def _nth_day(match: re.Match[str], _: bool) -> list[Found]:
    nth = match["nth"].lower()
    number = {"last": -1, "final": -1, "closing": -1, "opening": 1, "eve": 0}.get(nth)
    return one(match, NthDay(ordinal_of(nth) if number is None else number))


def _lone_day(match: re.Match[str], _: bool) -> list[Found]:
    """ "on the 20th": a day of the month that is being told."""
    return [Found(match.start("told"), match.end(), Calendar(Shift("month", 0, "narrative"), None, int(match["day"])))]


def _eve(match: re.Match[str], _: bool) -> list[Found]:
    return one(match, NthDay(0))


_NUMBER_STARTS = starts(LEXICON.numbers, LEXICON.vague_numbers, ["#", "half"])
_UNIT_STARTS = starts(f"{unit}s" for unit in LEXICON.units) | starts(["centuries"])
_DIRECTION = (
    r"(?P<direction>(?i:ago|earlier|later|before that|afterwards?|thereafter|from now|hence|from today|previously|"
    r"prior(?! to)|back))"
)
_QUALIFIER = (
    r"(?:(?P<lead>(?i:just|about|around|only|some|almost|nearly|just over|just under|well over|over|under|more than|"
    r"less than|at least|roughly|"
    rf"a mere)){GAP})?"
)

RULES = (
    Rule(
        starts(["year", "month", "week"]),
        re.compile(rf"(?P<unit>(?i:year|month|week))(?:-|['’]?s{GAP})(?i:end)(?!\w|-)"),
        _year_end,
    ),
    Rule(
        starts(["the", "year"]),
        re.compile(
            rf"(?:(?i:the|a|that|its){GAP})?(?i:year-(?:earlier|ago)){GAP}(?P<unit>(?i:quarter|period|figure|level|month|total|results?))(?!\w)"
        ),
        _year_earlier,
    ),
    Rule(
        starts(["the", "that"]),
        re.compile(
            rf"(?P<told>(?i:(?:the|that){GAP}(?:(?:latest|most{GAP}recent){GAP})?quarter))(?!\w|-|{GAP}(?i:of|century|final)\b)"
        ),
        _quarter,
    ),
    Rule(
        starts(["over", "during", "on", "at", "this"]),
        re.compile(rf"(?i:over|during|on|at){GAP}(?P<told>(?i:the{GAP}weekend))(?!\w|{GAP}(?i:of|after|before)\b)"),
        _weekend,
    ),
    Rule(
        starts(["the"]),
        re.compile(
            rf"(?i:the){GAP}(?P<nth>{ORDINAL}|(?i:last|final|closing|opening)){GAP}(?i:day)(?!\w)(?!{GAP}of{GAP}{MONTH})"
        ),
        _nth_day,
    ),
    Rule(
        _NUMBER_STARTS
        | starts(
            [
                "just",
                "about",
                "around",
                "only",
                "some",
                "almost",
                "nearly",
                "over",
                "more",
                "less",
                "at",
                "roughly",
                "well",
            ]
        ),
        re.compile(
            rf"{_QUALIFIER}(?P<number>{VAGUE}|{NUMBER})(?P<half>{GAP}and{GAP}(?:a{GAP})?half)?(?:{GAP}|-)(?:more{GAP}|full{GAP}|short{GAP})?"
            rf"(?P<unit>{UNIT})(?:{GAP}|-){_DIRECTION}(?!\w)"
        ),
        _told_earlier_or_later,
    ),
    Rule(
        _UNIT_STARTS,
        re.compile(rf"(?P<unit>{UNIT}){GAP}{_DIRECTION}(?!\w)"),
        _told_earlier_or_later,
    ),
    Rule(
        starts(["the"]),
        re.compile(
            rf"(?P<the>(?i:the)){GAP}(?P<unit>(?i:day|night|week|month|year)){GAP}(?P<direction>(?i:before|after|afterwards|earlier|later|following|previous))(?=[\s]*(?:[,.;:)]|$|and\b))"
        ),
        _told_earlier_or_later,
    ),
    Rule(
        starts(
            [
                "the",
                "during",
                "in",
                "over",
                "for",
                "throughout",
                "end",
                "beginning",
                "start",
                "middle",
                "rest",
                "remainder",
                "course",
                "close",
                "later",
                "earlier",
                "late",
                "early",
            ]
        ),
        re.compile(
            rf"(?P<lead>(?i:during{GAP}|(?:in|over|for|throughout){GAP}(?=the)|(?:(?:the{GAP})?(?:(?:very{GAP})?(?:end|beginning|start|middle|rest|remainder|close|course)"
            rf"|latter{GAP}(?:part|half)|early{GAP}part){GAP}of|(?:later|earlier|early|late)(?:{GAP}on)?{GAP}in){GAP}))(?P<told>the{GAP}(?P<unit>(?i:week|month|year|decade|century|(?<=in\sthe\s)day)))"
            rf"(?!{GAP}(?i:of|ending|ended|ahead|before|after|following|when|that|to|until|[12]\d\d\d))(?![\w-])"
        ),
        _whole_unit,
    ),
    Rule(
        starts(["in", "during"]),
        re.compile(
            rf"(?i:in|during){GAP}(?P<told>(?i:the{GAP}(?:early{GAP}|late{GAP})?(?P<part>morning|afternoon|evening)))(?!\w|{GAP}(?:hours{GAP})?of\b)"
        ),
        _in_the_part,
    ),
    Rule(starts(["the"]), re.compile(rf"(?i:the){GAP}eve(?!\w)(?!{GAP}of{GAP}(?!the\b))"), _eve),
    Rule(
        starts(["on", "by", "until", "from", "to", "till"]),
        re.compile(
            rf"(?i:on|by|until|from|to|till){GAP}(?P<told>(?:the){GAP}(?P<day>[12]?\d|3[01])(?:st|nd|rd|th))"
            rf"(?=[.,;:)]|$|\n|{GAP}(?i:he|she|it|they|we|the|a|an|and{GAP}(?!the{GAP}\d|\d)|at|in|by|when|after|before)\b)"
        ),
        _lone_day,
    ),
)
