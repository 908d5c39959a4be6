"""What relative dates count from at one place of a text, and the record of what an expression resolves to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

from config.timex import timex_lexicon
from parsers.language.calendar import UNKNOWN, interval_of
from parsers.records import Basis, Interval, TimexReason, TimexType

LEXICON = timex_lexicon()
_AHEAD = 2
"""Years; a date further ahead of its story dates nothing else in its sentence ("a report of 2005 says that …")."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """A TIMEX3 value with the days it covers."""

    type: TimexType
    value: str
    interval: Interval | None = None
    basis: Basis = "none"
    reason: TimexReason | None = None
    anchor: date | None = None
    """The day from which it was reckoned."""


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
    before_our_era: int | None = None
    """The year before our era last told, while the text stays there."""
    recent: Interval | None = None
    """The interval last told, with its basis, while its paragraph runs."""
    gathering: Interval | None = None
    """The range of days last told: what "the second day" counts within."""
    mentioned: date | None = None
    """First day of the date last told, on or off the story: what "that year" means."""
    story: tuple[date | None, date | None] | None = None
    """``told`` and ``told_day`` of the story, while a sentence tells a date off it."""
    quarter: date | None = None
    """First day of the quarter last told: what "the quarter" of a business story means."""
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

    def base(self, anchor: str, count: int | None = None) -> date | None:
        """The day that a relative expression with this anchor counts from; "that" month (0 on) is the one last told."""
        if anchor == "narrative":
            return (self.mentioned if count == 0 else None) or self.told or self.published
        return self.now

    @property
    def day(self) -> date | None:
        """The day that "the following day" counts from."""
        return self.told_day or (self.told if self.history else self.published)

    def note_aside(self, interval: Interval) -> None:
        """Remember a date off the story, for what its sentence still tells."""
        story = self.story or (self.told, self.told_day)
        if interval.start and self.told and interval.start.year > self.told.year + _AHEAD:
            self.mentioned = interval.start
            return
        self.note(interval)
        self.story = story

    def end_sentence(self) -> None:
        """Back to the story after a sentence that told a date off it."""
        if self.story is not None:
            (self.told, self.told_day), self.story = self.story, None

    def note(self, interval: Interval) -> None:
        """Remember a date that the text has told."""
        if interval.start is None or interval.end is None:
            return
        self.told = self.mentioned = interval.start
        self.before_our_era = None
        self.recent = interval
        if interval.precision == "quarter":
            self.quarter = interval.start
        if interval.precision == "day":
            self.told_day, self.day_here = interval.start, True
        elif interval.precision == "span" and (interval.end - interval.start).days < 32:
            self.gathering, self.told_day, self.day_here = interval, interval.end, True
        elif self.told_day and not self.day_here and not interval.start <= self.told_day <= interval.end:
            self.told_day = None


def write(year: int | None, month: int | None, day: int | None = None) -> str:
    """The TIMEX3 value of a calendar date, its year left open where it is None."""
    value = "XXXX" if year is None else f"{year:04}"
    return value + (f"-{month:02}" if month else "") + (f"-{day:02}" if day else "")


def dated(value: str, anchors: Anchors, basis: Basis) -> Resolved | None:
    """The date that ``value`` writes; None where the calendar has no such day."""
    interval = interval_of(value, southern=anchors.southern)
    if interval is None:
        return None
    return Resolved("DATE", value, interval, basis if interval.start else "none")


def because(found: Resolved | None, reason: TimexReason | None, anchor: date | None) -> Resolved | None:
    """``found`` with the reason for its days, where it has any."""
    if found is None or found.interval is None or found.interval.start is None:
        return found
    return replace(found, reason=reason, anchor=anchor)


def undated(value: str) -> Resolved:
    """A date whose days cannot be told for want of an anchor."""
    return Resolved("TIME" if "T" in value else "DATE", value, UNKNOWN)


def of_day(day: date, basis: Basis = "resolved", part: str | None = None) -> Resolved:
    """One day, or a part of it (MO, AF, EV, NI)."""
    value = day.isoformat() + (f"T{part}" if part else "")
    return Resolved("TIME" if part else "DATE", value, interval_of(value), basis)
