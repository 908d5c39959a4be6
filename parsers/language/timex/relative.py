"""Rules for dates told from another one: today, last week, the following day, two years ago, on Tuesday, the second day."""

from __future__ import annotations

import re

from parsers.language.timex.expressions import (
    Anchor,
    Calendar,
    Expression,
    Found,
    Literally,
    NthDay,
    Season,
    Shift,
    Weekday,
)
from parsers.language.timex.words import (
    CALENDAR_UNIT,
    GAP,
    LEXICON,
    MONTH,
    NUMBER,
    ORDINAL,
    SEASON,
    UNIT,
    VAGUE,
    WEEKDAY,
    Rule,
    count_of,
    month_of,
    ordinal_of,
    starts,
    unit_of,
    weekday_of,
)

_DETERMINERS: dict[str, tuple[int, Anchor]] = {
    "this": (0, "published"),
    "the current": (0, "published"),
    "this very": (0, "published"),
    "this same": (0, "narrative"),
    "last": (-1, "published"),
    "this past": (-1, "published"),
    "this last": (-1, "published"),
    "next": (1, "published"),
    "this coming": (1, "published"),
    "coming": (1, "published"),
    "the coming": (1, "published"),
    "that": (0, "narrative"),
    "that same": (0, "narrative"),
    "that very": (0, "narrative"),
    "the same": (0, "narrative"),
    "same": (0, "narrative"),
    "the very same": (0, "narrative"),
    "the next": (1, "narrative"),
    "the following": (1, "narrative"),
    "following": (1, "narrative"),
    "the subsequent": (1, "narrative"),
    "the very next": (1, "narrative"),
    "the previous": (-1, "narrative"),
    "previous": (-1, "narrative"),
    "the preceding": (-1, "narrative"),
    "the prior": (-1, "narrative"),
    "the last": (-1, "narrative"),
}
_DETERMINER = (
    rf"(?P<determiner>(?i:{'|'.join(sorted((d.replace(' ', GAP) for d in _DETERMINERS), key=lambda d: -len(d)))}))"
)
_LESS = frozenset(["less than", "under", "almost", "nearly"])
_MORE = frozenset(["more than", "over", "at least"])
_ABOUT = frozenset(["about", "around", "some", "roughly"])
_DEICTIC = {"today": 0, "yesterday": -1, "tomorrow": 1, "tonight": 0}


def _one(match: re.Match[str], expression: Expression, mod: str | None = None) -> list[Found]:
    return [Found(match.start(), match.end(), expression, mod)]


def _determined(match: re.Match[str]) -> tuple[int, Anchor]:
    return _DETERMINERS[re.sub(r"\s+", " ", match["determiner"].lower())]


def part_code(word: str) -> str:
    """TIMEX3 letters of a part of the day."""
    return LEXICON.parts_of_day[word.lower().removesuffix("s")]


def _deictic(match: re.Match[str], _: bool) -> list[Found]:
    word = match["word"].lower()
    part = "NI" if word == "tonight" else part_code(match["part"]) if match["part"] else None
    return _one(match, Shift("day", _DEICTIC[word], "published", part))


def _day_but_one(match: re.Match[str], _: bool) -> list[Found]:
    return _one(match, Shift("day", -2 if match["word"].lower() == "yesterday" else 2, "published"))


def _unit(match: re.Match[str], _: bool) -> list[Found]:
    count, anchor = _determined(match)
    unit = unit_of(match["unit"])
    if unit in ("second", "minute", "hour"):
        return []
    if unit == "night":
        return _one(match, Shift("day", count, anchor, "NI"))
    if unit == "fortnight":
        unit, count = "week", 2 * count
    return _one(match, Shift(unit, count, anchor))


def _part(match: re.Match[str], _: bool) -> list[Found]:
    count, anchor = _determined(match)
    return _one(match, Shift("day", count, anchor, part_code(match["part"])))


def _weekday(match: re.Match[str], _: bool) -> list[Found]:
    groups = match.groupdict()
    if groups.get("needs") is None and match["weekday"].rstrip(".").capitalize() in LEXICON.needs_day:
        return []
    part = part_code(groups["part"]) if groups.get("part") else None
    number = weekday_of(match["weekday"])
    if not groups.get("determiner"):
        return _one(match, Weekday(number, part=part))
    count, anchor = _determined(match)
    return _one(match, Weekday(number, count, "narrative" if anchor == "narrative" else "published", part))  # type: ignore[arg-type]


def _determined_month(match: re.Match[str], _: bool) -> list[Found]:
    count, anchor = _determined(match)
    month = month_of(match["month"])
    if anchor == "narrative":
        return _one(match, Calendar(Shift("year", count, "narrative"), month))
    return _one(match, Calendar(month=month, nearest=count))  # type: ignore[arg-type]


def _determined_season(match: re.Match[str], _: bool) -> list[Found]:
    count, anchor = _determined(match)
    code = LEXICON.seasons[match["season"].lower()]
    if anchor == "narrative":
        return _one(match, Season(code, Shift("year", count, "narrative")))
    return _one(match, Season(code, nearest=count))  # type: ignore[arg-type]


def _told_earlier_or_later(match: re.Match[str], _: bool) -> list[Found]:
    """ "two years ago", "a week later", "the day before": so many units from the publication or the date told before."""
    groups = match.groupdict()
    word = re.sub(r"\s+", " ", match["direction"].lower())
    back = word in ("ago", "earlier", "before", "before that", "previously", "prior", "previous", "back")
    anchor: Anchor = "published" if word in ("ago", "from now", "hence", "from today", "back") else "narrative"
    unit = unit_of(match["unit"])
    amount = groups.get("number")
    if amount is None:
        count: float | None = 1 if groups.get("the") else None
    else:
        count = None if re.fullmatch(VAGUE, amount) else count_of(amount)
    if count is None:
        return _one(match, Literally("DATE", "PAST_REF" if back else "FUTURE_REF"))
    if groups.get("half"):
        unit, count = ("month", 12 * count + 6) if unit == "year" else (unit, count)
    if count != int(count):
        return []
    if unit == "fortnight":
        unit, count = "week", 2 * count
    if unit == "night":
        unit = "day"
    lead = (groups.get("lead") or "").lower()
    mod = "LESS_THAN" if lead in _LESS else "MORE_THAN" if lead in _MORE else "APPROX" if lead in _ABOUT else None
    return _one(match, Shift(unit, int(-count if back else count), anchor), mod)


def _whole_unit(match: re.Match[str], _: bool) -> list[Found]:
    """ "by the end of the year", "during the week": the one that the text is in."""
    return [Found(match.start("told"), match.end(), Shift(unit_of(match["unit"]), 0, "free"), _mod(match["lead"]))]


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
    return _one(match, NthDay(ordinal_of(nth) if number is None else number))


def _lone_day(match: re.Match[str], _: bool) -> list[Found]:
    """ "on the 20th": a day of the month that is being told."""
    return [Found(match.start("told"), match.end(), Calendar(Shift("month", 0, "narrative"), None, int(match["day"])))]


def _eve(match: re.Match[str], _: bool) -> list[Found]:
    return _one(match, NthDay(0))


_DETERMINER_STARTS = starts(_DETERMINERS)
_NUMBER_STARTS = starts(LEXICON.numbers, LEXICON.vague_numbers, ["#", "half"])
_UNIT_STARTS = starts(f"{unit}s" for unit in LEXICON.units) | starts(["centuries"])
_DIRECTION = r"(?P<direction>(?i:ago|earlier|later|before that|afterwards?|thereafter|from now|hence|from today|previously|prior(?! to)|back))"
_QUALIFIER = rf"(?:(?P<lead>(?i:just|about|around|only|some|almost|nearly|over|under|more than|less than|at least|roughly|a mere)){GAP})?"

RULES = (
    Rule(
        starts(["the"]),
        re.compile(
            rf"(?i:the){GAP}(?P<nth>{ORDINAL}|(?i:last|final|closing|opening)){GAP}(?i:day)(?!\w)(?!{GAP}of{GAP}{MONTH})"
        ),
        _nth_day,
    ),
    Rule(
        starts(_DEICTIC) | starts(f"{word}s" for word in _DEICTIC) | starts(["later", "earlier", "early", "late"]),
        re.compile(
            rf"(?:(?i:later|earlier|early|late){GAP})?(?P<word>(?i:today|yesterday|tomorrow|tonight))(?=\W|s\b|$)"
            rf"(?:{GAP}(?P<part>(?i:morning|afternoon|evening|night|noon))(?!\w))?"
        ),
        _deictic,
    ),
    Rule(
        starts(["the"]),
        re.compile(rf"(?i:the){GAP}day{GAP}(?:before|after){GAP}(?P<word>(?i:yesterday|tomorrow))(?!\w)"),
        _day_but_one,
    ),
    Rule(
        _DETERMINER_STARTS,
        re.compile(rf"{_DETERMINER}{GAP}(?P<unit>{CALENDAR_UNIT})(?!-)(?!{GAP}(?i:old|long)\b)"),
        _unit,
    ),
    Rule(
        starts(["this", "last", "next", "that"]),
        # "This years report": the crawl that kept a text may have dropped its apostrophes.
        re.compile(rf"(?P<determiner>(?i:this|last|next|that)){GAP}(?P<unit>(?i:day|week|month|year))(?=s{GAP}[a-z])"),
        _unit,
    ),
    Rule(
        _DETERMINER_STARTS,
        re.compile(rf"{_DETERMINER}{GAP}(?:early{GAP}|late{GAP})?(?P<part>(?i:morning|afternoon|evening|night))(?!\w)"),
        _part,
    ),
    Rule(
        _DETERMINER_STARTS | starts(LEXICON.weekdays),
        re.compile(
            rf"(?:{_DETERMINER}{GAP})?(?P<weekday>{WEEKDAY})(?:{GAP}(?P<part>(?i:morning|afternoon|evening|night))(?!\w))?"
        ),
        _weekday,
    ),
    Rule(_DETERMINER_STARTS, re.compile(rf"{_DETERMINER}{GAP}(?P<month>{MONTH})(?!{GAP}?\d)"), _determined_month),
    Rule(_DETERMINER_STARTS, re.compile(rf"{_DETERMINER}{GAP}(?P<season>{SEASON})"), _determined_season),
    Rule(
        _NUMBER_STARTS
        | starts(
            ["just", "about", "around", "only", "some", "almost", "nearly", "over", "more", "less", "at", "roughly"]
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
            rf"|latter{GAP}(?:part|half)|early{GAP}part){GAP}of|(?:later|earlier|early|late)(?:{GAP}on)?{GAP}in){GAP}))(?P<told>the{GAP}(?P<unit>(?i:week|month|year)))(?!{GAP}(?i:of|ending|before|after|following|when|that|to|until))(?![\w-])"
        ),
        _whole_unit,
    ),
    Rule(
        starts(["in", "during"]),
        re.compile(
            rf"(?i:in|during){GAP}(?P<told>(?i:the{GAP}(?:early{GAP}|late{GAP})?(?P<part>morning|afternoon|evening)))(?!\w|{GAP}of\b)"
        ),
        _in_the_part,
    ),
    Rule(starts(["the"]), re.compile(rf"(?i:the){GAP}eve(?!\w)(?!{GAP}of{GAP}(?!the\b))"), _eve),
    Rule(
        starts(["on", "by", "until", "from", "to", "till"]),
        re.compile(
            rf"(?i:on|by|until|from|to|till){GAP}(?P<told>(?:the){GAP}(?P<day>[12]?\d|3[01])(?:st|nd|rd|th))(?!\w)(?!{GAP}(?:\w+{GAP})?(?i:century|floor|anniversary|session|annual|day|edition|of|[A-Z]))"
        ),
        _lone_day,
    ),
)
