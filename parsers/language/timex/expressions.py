"""What a date expression says before its surroundings are known: the value between matching and resolving."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Anchor = Literal["published", "narrative", "free"]
"""What a relative expression counts from: the publication date, the date last told, or whichever the text goes by."""


@dataclass(frozen=True, slots=True)
class Shift:
    """So many units from an anchor: "today" is 0 days, "last month" -1 month, "two days later" 2 days on."""

    unit: str
    """day, week, weekend, month, quarter, half, year, decade, century, hour, minute, second;
    or occurrence, the next or last one of a named month or season."""
    count: int | None
    """None where the text leaves it open ("a few days later")."""
    anchor: Anchor
    part: str | None = None
    """Part of the day that is told with it: MO, AF, EV, NI."""
    like: Literal[0, 1, 2] = 0
    """Whether a year back means the same quarter or half (1), or even month (2), of it, where one was told before."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """A day, month or year by the calendar; what is not told is None."""

    year: int | Shift | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    nearest: Literal[-1, 0, 1] | None = None
    """"last August" -1, "this February" 0, "next May" 1: which one, counted from the publication date."""
    era: str = ""
    """"BC" before our era."""


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week: bare, or "last" -1, "this" 0, "next" 1, "that" in the narrative."""

    number: int
    which: Literal[-1, 0, 1] | None = None
    anchor: Anchor = "free"
    part: str | None = None
    week: Shift | None = None
    """The week that is told with it: "Friday of next week"."""


@dataclass(frozen=True, slots=True)
class Season:
    """A season, quarter or half: SP, SU, FA, WI, Q1 to Q4, H1, H2."""

    code: str
    year: int | Shift | None = None
    nearest: Literal[-1, 0, 1] | None = None
    era: str = ""


@dataclass(frozen=True, slots=True)
class FiscalYear:
    """A financial year by its number or numbers, or relative to the publication date."""

    first: int | None = None
    last: int | None = None
    shift: int | None = None
    quarter: str | None = None


@dataclass(frozen=True, slots=True)
class Numbered:
    """A decade ("199") or century ("18") as TIMEX3 writes it."""

    value: str
    era: str = ""


@dataclass(frozen=True, slots=True)
class Holiday:
    """A feast or holiday by its name in the lexicon."""

    name: str
    year: int | Shift | None = None
    part: str | None = None


@dataclass(frozen=True, slots=True)
class NthDay:
    """A day counted within the range told before: 1 the first, -1 the last, 0 its eve."""

    number: int


@dataclass(frozen=True, slots=True)
class WeekBy:
    """A week told by a day: the seven days to it ("week ending"), or the calendar week that holds it ("week of")."""

    day: Calendar
    ends: bool


@dataclass(frozen=True, slots=True)
class Within:
    """A vague part of a month, told as a week or half of it; counts as the whole month."""

    month: Calendar
    length: str = ""
    """TIMEX3 duration of the part, where it has one: "the last two weeks of February" P2W."""


@dataclass(frozen=True, slots=True)
class FirstMonths:
    """The first so many months of a year."""

    count: int
    year: int | Shift


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day, with its day where one is told: ``T10:00``, ``TMO``."""

    time: str
    day: Expression | None = None


@dataclass(frozen=True, slots=True)
class Literally:
    """A value that needs no anchor and covers no days: durations, sets, PRESENT_REF and the like."""

    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    news: bool = False
    """Whether it is told from the publication only ("soon"), so that a history cannot mean it."""


@dataclass(frozen=True, slots=True)
class Range:
    """From one date to another; a part that only one of them tells holds for both."""

    first: Expression
    last: Expression


Expression = (
    Shift
    | Calendar
    | Weekday
    | Season
    | FiscalYear
    | Numbered
    | Holiday
    | NthDay
    | WeekBy
    | Within
    | FirstMonths
    | Clock
    | Literally
    | Range
)


@dataclass(frozen=True, slots=True)
class Found:
    """An expression with the characters that tell it."""

    start: int
    end: int
    expression: Expression
    mod: str | None = None
    """TIMEX3 modifier: START, MID, END, APPROX, BEFORE, AFTER, LESS_THAN, MORE_THAN."""
    law: bool = False
    """A year in the name of a law, which only a history tells as a date: "the Constitution of 1791"."""
    parts: tuple[Found, ...] = ()
    """The two ends of a range, each as an expression of its own where it can stand alone."""
