"""Rules for dates that point from where they stand: today, last week, next Tuesday, that summer."""

from __future__ import annotations

import re

from parsers.language.timex.expressions import (
    Anchor,
    Calendar,
    Found,
    Season,
    Shift,
    Weekday,
)
from parsers.language.timex.words import (
    CALENDAR_UNIT,
    GAP,
    LEXICON,
    MONTH,
    SEASON,
    WEEKDAY,
    Rule,
    month_of,
    one,
    part_code,
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
}
_DETERMINER = (
    rf"(?P<determiner>(?i:{'|'.join(sorted((d.replace(' ', GAP) for d in _DETERMINERS), key=lambda d: -len(d)))}))"
)
DEICTIC = {"today": 0, "yesterday": -1, "tomorrow": 1, "tonight": 0}


def _determined(match: re.Match[str]) -> tuple[int, Anchor]:
    return _DETERMINERS[re.sub(r"\s+", " ", match["determiner"].lower())]


def _deictic(match: re.Match[str], _: bool) -> list[Found]:
    word = match["word"].lower()
    part = "NI" if word == "tonight" else part_code(match["part"]) if match["part"] else None
    return one(match, Shift("day", DEICTIC[word], "published", part))


def _day_but_one(match: re.Match[str], _: bool) -> list[Found]:
    return one(match, Shift("day", -2 if match["word"].lower() == "yesterday" else 2, "published"))


def _unit(match: re.Match[str], _: bool) -> list[Found]:
    count, anchor = _determined(match)
    unit = unit_of(match["unit"])
    if unit in ("second", "minute", "hour") or match["determiner"].lower().endswith(" past"):
        return []  # "this past year" is a length
    if unit == "night":
        return one(match, Shift("day", count, anchor, "NI"))
    if unit == "fortnight":
        unit, count = "week", 2 * count
    return one(match, Shift(unit, count, anchor))


def _part(match: re.Match[str], _: bool) -> list[Found]:
    count, anchor = _determined(match)
    return one(match, Shift("day", count, anchor, part_code(match["part"])))


def _weekday(match: re.Match[str], _: bool) -> list[Found]:
    groups = match.groupdict()
    if groups.get("needs") is None and match["weekday"].rstrip(".").capitalize() in LEXICON.needs_day:
        return []
    part = part_code(groups["part"]) if groups.get("part") else None
    number = weekday_of(match["weekday"])
    if not groups.get("determiner"):
        return one(match, Weekday(number, part=part))
    count, anchor = _determined(match)
    return one(match, Weekday(number, count, "narrative" if anchor == "narrative" else "published", part))  # type: ignore[arg-type]


def _determined_month(match: re.Match[str], _: bool) -> list[Found]:
    count, anchor = _determined(match)
    month = month_of(match["month"])
    if anchor == "narrative":
        return one(match, Calendar(Shift("occurrence", count, "narrative"), month))
    return one(match, Calendar(month=month, nearest=count))  # type: ignore[arg-type]


def _determined_season(match: re.Match[str], _: bool) -> list[Found]:
    count, anchor = _determined(match)
    code = LEXICON.seasons[match["season"].lower()]
    if anchor == "narrative":
        return one(match, Season(code, Shift("occurrence", count, "narrative")))
    return one(match, Season(code, nearest=count))  # type: ignore[arg-type]


_DETERMINER_STARTS = starts(_DETERMINERS)

RULES = (
    Rule(
        starts(DEICTIC) | starts(f"{word}s" for word in DEICTIC) | starts(["later", "earlier", "early", "late"]),
        re.compile(
            rf"(?:(?i:later|earlier|early|late){GAP})?(?P<word>(?i:today|yesterday|tomorrow|tonight))(?=\W|s\b|$)"
            rf"(?:{GAP}(?P<part>(?i:morning|afternoon|evening|night|noon))(?!\w))?"
        ),
        _deictic,
    ),
    Rule(
        starts(["overnight"]),
        re.compile(r"(?i:overnight)(?![\w-])"),
        lambda match, _: one(match, Shift("day", 0, "published", "NI")),
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
)
