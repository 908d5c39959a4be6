"""Fragments of regular expressions made from the calendar register, and what the words they match are worth."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from config.timex import timex_lexicon
from parsers.language.timex.expressions import Expression, Found, Shift

LEXICON = timex_lexicon()


def alternation(words: Iterable[str]) -> str:
    """A group that matches any of ``words``, the longest first."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w))) + ")"


_FULL = [
    name
    for name in (*LEXICON.months, *LEXICON.weekdays)
    if len(name) > 5 or name.lower() in ("march", "april", "may", "june", "july")
]


def _named(names: Iterable[str]) -> str:
    """Names of which only the abbreviations may carry a full stop: the one after "in March." ends the sentence."""
    names = list(names)
    full = alternation(name for name in names if name in _FULL)
    return rf"(?:{full}(?!\w)|{alternation(name for name in names if name not in _FULL)}(?!\w)\.?)"


MONTH = _named(LEXICON.months)
WEEKDAY = _named(LEXICON.weekdays)
SEASON = "(?i:" + alternation(LEXICON.seasons) + r")(?!\w)"
PART = "(?i:" + alternation(LEXICON.parts_of_day) + r")(?!\w)"
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:\s?(?:st|nd|rd|th|ST|ND|RD|TH))?(?![\w%])(?![.,:]\d)"
YEAR = r"(?:1\d|20)\d\d(?![\w%])(?![.,:]\d)"
DASH = r"[-–—−‐‑]"
GAP = r"(?:[ \t\xa0\u2009\u202f]+)"
"""White space inside an expression: never a line's end."""
RELATIVE_YEAR = (
    r"(?P<relative>(?i:this|last|next|that|the same|the following|the previous|the next|the current) year)(?!\w)"
)

_PLURALS = {entry.get("plural", f"{unit}s"): unit for unit, entry in LEXICON.units.items()}
UNITS = {unit: unit for unit in LEXICON.units} | _PLURALS
UNIT = "(?i:" + alternation(UNITS) + r")(?!\w)"
CALENDAR_UNIT = r"(?i:day|date|week|weekend|fortnight|month|quarter|year|decade|century)(?!\w)"
_TENS = [word for word, number in LEXICON.numbers.items() if number >= 20 and number % 10 == 0 and number < 100]
_ONES = [word for word, number in LEXICON.numbers.items() if number < 10 and word not in ("a", "an")]
NUMBER_WORD = (
    f"(?:{alternation(_TENS)}(?:[- ]{alternation(_ONES)})?|{alternation(w for w in LEXICON.numbers if w not in _TENS)})"
)
NUMBER = rf"(?i:\d+(?:,\d{{3}})*(?:\.\d+|[ -]1/2|½)?|{NUMBER_WORD})(?!\w)"
VAGUE = "(?i:" + alternation(LEXICON.vague_numbers) + r")(?!\w)"
ORDINAL = "(?i:" + alternation(LEXICON.ordinals) + r"|\d{1,2}(?:st|nd|rd|th))(?!\w)"


@dataclass(frozen=True, slots=True)
class Rule:
    """One shape of expression: the words it may begin with, its pattern, and what a match means."""

    starts: frozenset[str]
    """First words in lower case; ``#`` stands for any number in digits."""
    pattern: re.Pattern[str]
    build: Callable[[re.Match[str], bool], list[Found]]
    """Takes the match and whether the publisher writes the month first; an empty list where it is no date."""


def starts(*groups: Iterable[str]) -> frozenset[str]:
    """The first words of all the given phrases, in lower case."""
    return frozenset(re.split(r"[\s-]", phrase.lower())[0] for group in groups for phrase in group)


def month_of(text: str) -> int:
    """1 to 12 for a month as it is written, with or without a full stop."""
    return LEXICON.months[text.rstrip(".")]


def weekday_of(text: str) -> int:
    """1 (Monday) to 7 for a weekday as it is written."""
    return LEXICON.weekdays[text.rstrip(".")]


def day_of(text: str) -> int:
    """The number in ``22``, ``22nd`` or ``22 nd``."""
    return int(re.match(r"\d+", text)[0])  # type: ignore[index]


def unit_of(text: str) -> str:
    """The unit's singular in lower case; ``date`` is a day, ``night`` stays what it is."""
    word = text.lower()
    return "day" if word == "date" else UNITS[word]


def ordinal_of(text: str) -> int:
    """1 for ``first`` or ``1st``."""
    word = text.lower()
    return LEXICON.ordinals[word] if word in LEXICON.ordinals else day_of(word)


def count_of(text: str) -> float:
    """The number that digits or words tell: ``twenty-one``, ``2,500``, ``a couple of``."""
    word = re.sub(r"[ -]1/2|½", ".5", text.lower().replace(",", ""))
    if re.fullmatch(r"[\d.]+", word):
        return float(word)
    if word in LEXICON.numbers:
        return LEXICON.numbers[word]
    return float(sum(LEXICON.numbers[part] for part in re.split(r"[- ]", word)))


def full_year(text: str, near: int = 2000) -> int:
    """The year of ``2024``, ``24`` or ``'99``; two digits take the century of ``near``, or 1951 to 2050."""
    digits = text.strip("'’")
    if len(digits) > 2:
        return int(digits)
    if near != 2000:
        return near // 100 * 100 + int(digits)
    return int(digits) + (1900 if int(digits) > 50 else 2000)


YEAR_TOLD = rf"(?P<year>{YEAR}|['’]\d\d(?!\w))|{RELATIVE_YEAR}"
_YEARS_SHIFT = {
    "this": Shift("year", 0, "published"),
    "current": Shift("year", 0, "published"),
    "last": Shift("year", -1, "published"),
    "next": Shift("year", 1, "published"),
    "that": Shift("year", 0, "narrative"),
    "same": Shift("year", 0, "narrative"),
    "following": Shift("year", 1, "narrative"),
    "previous": Shift("year", -1, "narrative"),
}


def year_told(match: re.Match[str], near: int = 2000) -> int | Shift | None:
    """The year that a match tells in its groups ``year`` or ``relative``."""
    groups = match.groupdict()
    if groups.get("year"):
        return full_year(groups["year"], near)
    if groups.get("relative"):
        words = groups["relative"].lower().split()
        if words[:2] == ["the", "next"]:
            return Shift("year", 1, "narrative")
        return _YEARS_SHIFT[words[-2]]
    return None


def part_code(word: str) -> str:
    """TIMEX3 letters of a part of the day."""
    return LEXICON.parts_of_day[word.lower().removesuffix("s")]


def one(match: re.Match[str], expression: Expression, mod: str | None = None) -> list[Found]:
    """The whole match as one expression."""
    return [Found(match.start(), match.end(), expression, mod)]
