"""The tagger: finds, resolves and anchors the date expressions of a document in the order of its text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import replace
from datetime import date

from spacy.tokens import Doc

from parsers.language.timex.anchors import Anchors, Resolved
from parsers.language.timex.direction import Tenses
from parsers.language.timex.expressions import (
    Calendar,
    Clock,
    Expression,
    Found,
    Holiday,
    Literally,
    Range,
    Season,
    Shift,
    WeekBy,
    Weekday,
)
from parsers.language.timex.matching import find
from parsers.language.timex.numeric_order import writes_month_first
from parsers.language.timex.resolving import resolve
from parsers.language.timex.storyline import Told, asides
from parsers.language.timex.wrapping import unwrapped
from parsers.records import Context, Timex, TimexReason


def tag_timexes(doc: Doc, context: Context) -> list[Timex]:
    """Date expressions of ``doc`` in order, none overlapping.

    Partial and relative dates count from ``context.published``, or from the dates told before where the text is a
    history. Without a publication date they stay open, unless their own paragraph tells the year.
    """
    text = unwrapped(doc.text)
    found = find(text, month_first=writes_month_first(text, context))
    if not found:
        return []
    published = context.published or _dateline(text, found)
    borrowed: set[int] = set()
    if published is None:
        found, asked = _borrow_years(text, found), found
        borrowed = {one.start for one, before in zip(found, asked, strict=True) if one.expression != before.expression}
    tenses = Tenses(doc, text)
    history = _is_history(found, published, tenses)
    anchors = Anchors(published, context.country, history=history)
    beside: frozenset[int] = frozenset()
    if history:
        beside = asides(text, [told for one in found if (told := _told(one))])
        anchors.told = next((date(abs(year), 1, 1) for one in found if (year := _year_told(one))), None)
    timexes: list[Timex] = []
    end = 0
    for one in found:
        if one.law and not history:
            continue
        if "\n" in text[end : one.start]:
            anchors.new_paragraph()
        if anchors.story is not None and _SENTENCE_END.search(text, end, one.start):
            anchors.end_sentence()
        end = one.end
        anchors.direction = lambda one=one: tenses(one.start, one.end)  # type: ignore[misc]
        timex = _timex(one, anchors, one.start in beside)
        if timex is not None:
            timexes.append(replace(timex, reason="year_of_paragraph") if one.start in borrowed else timex)
    return timexes


_SENTENCE_END = re.compile(r"[.;!?][\"”’)]?\s|\n")


def _timex(one: Found, anchors: Anchors, beside: bool) -> Timex | None:
    resolved = resolve(one.expression, anchors)
    if resolved is None:
        return None
    if isinstance(one.expression, Shift) and one.mod in ("LESS_THAN", "MORE_THAN"):
        resolved = replace(resolved, interval=None, basis="none")  # "more than a year later" is no year
    timex = _record(one, resolved)
    if one.parts:
        timex = replace(timex, parts=_parts(one, resolved))
    if resolved.interval is not None and not one.law and not _is_aside(one.expression):
        if beside:
            anchors.note_aside(resolved.interval)
        else:
            anchors.story = None
            anchors.note(resolved.interval)
    if not beside and anchors.history and (year := _year_told(one)) is not None and year < 0:
        anchors.before_our_era = -year
    return timex


def _is_aside(told: Expression) -> bool:
    """Whether a date leaves the story where it is: what a figure is compared with, so many years ago."""
    if isinstance(told, Shift):
        return bool(told.like) or (told.unit in ("quarter", "year", "decade", "century") and (told.count or 0) < 0)
    return isinstance(told, Literally)


def _record(one: Found, resolved: Resolved) -> Timex:
    dated = resolved.interval is not None and resolved.interval.start is not None
    told: TimexReason | None = "told" if resolved.basis == "explicit" else None
    return Timex(
        one.start,
        one.end,
        resolved.type,
        resolved.value,
        resolved.interval,
        resolved.basis,
        one.mod,
        reason=resolved.reason or told if dated else None,
        anchor=resolved.anchor if dated else None,
    )


def _parts(one: Found, resolved: Resolved) -> tuple[Timex, ...]:
    """The two ends of a range, or a moment and its day, as TIMEX3 tags of their own."""
    if isinstance(one.expression, Clock):
        return tuple(_moment_or_day(part, resolved) for part in one.parts)
    values = resolved.value.split("/")
    if isinstance(one.expression, WeekBy):
        values = values[-1:]  # of "the week ended May 12" TIMEX3 tags the day
    if len(values) != len(one.parts):
        return ()
    return tuple(
        Timex(part.start, part.end, "DATE", value, None, resolved.basis, part.mod)
        for part, value in zip(one.parts, values, strict=True)
    )


def _moment_or_day(part: Found, resolved: Resolved) -> Timex:
    if isinstance(part.expression, Clock):
        return Timex(part.start, part.end, "TIME", resolved.value, None, resolved.basis, part.mod)
    told = part.expression.part if isinstance(part.expression, Weekday | Shift | Holiday) else None
    value = resolved.value.split("T")[0] + (f"T{told}" if told else "")
    return Timex(part.start, part.end, "TIME" if told else "DATE", value, None, resolved.basis, part.mod)


_DATELINE_BEFORE = re.compile(r"(?:^|\n)[ \t(\[]*(?:[A-Z][\w.'’-]*[,.;:–—]?[ \t]*){0,6}$")
_DATELINE_AFTER = re.compile(r"[ \t]*(?:\)|\]|[-–—:]|\.?\s*(?:\n|$))")


def _dateline(text: str, found: list[Found]) -> date | None:
    """The day of a dateline at the head of a text: "(Hong Kong, 22 March 2024)", "LUSAKA, 7 June 2024 –"."""
    for one in found:
        if one.start > 800:
            return None
        told = one.expression
        if not isinstance(told, Calendar) or told.day is None or told.month is None or not isinstance(told.year, int):
            continue
        before = text[max(0, one.start - 80) : one.start]
        if _DATELINE_AFTER.match(text, one.end) and _DATELINE_BEFORE.search(before):
            try:
                return date(told.year, told.month, told.day)
            except ValueError:
                return None
    return None


_BYGONE = 25
"""Years after which a short text that tells nothing later, and nothing of its own day, is taken for a history."""


def _is_history(found: list[Found], published: date | None, tenses: Tenses) -> bool:
    """Whether a text tells a past of its own: many old years, and next to nothing that happened today or yesterday."""
    years = [year for one in found if (year := _year_told(one)) is not None]
    if published is None or sum(year < published.year for year in years) < 0.7 * len(years):
        return False
    bygone = max(years, default=published.year) < published.year - _BYGONE
    if len(years) < 10 and (len(years) < 5 or (len(found) < 20 and not bygone)):
        return False
    relative = [
        one
        for one in found
        if isinstance(one.expression, Weekday)
        or (isinstance(one.expression, Shift) and one.expression.anchor == "published")
    ]
    news = [
        one
        for one in relative
        if isinstance(one.expression, Shift) and one.expression.unit == "day" and tenses(one.start, one.end) < 0
    ]
    return len(relative) <= 0.2 * len(found) and len(news) <= 0.03 * len(found)


def _year_told(one: Found) -> int | None:
    if one.law:
        return None
    expression = one.expression.first if isinstance(one.expression, Range) else one.expression
    if isinstance(expression, Clock) and expression.day is not None:
        expression = expression.day
    year = expression.year if isinstance(expression, Calendar | Season) else None
    if isinstance(year, int) and isinstance(expression, Calendar | Season):
        return -year if expression.era else year
    return None


def _told(one: Found) -> Told | None:
    year = _year_told(one)
    if year is None:
        return None
    expression = one.expression.first if isinstance(one.expression, Range) else one.expression
    expression = expression.day if isinstance(expression, Clock) and expression.day else expression
    month = isinstance(expression, Season) or (isinstance(expression, Calendar) and expression.month is not None)
    return Told(one.start, one.end, year, "day" if _has_day(expression) else "month" if month else "year")


def _borrow_years(text: str, found: list[Found]) -> list[Found]:
    """In an undated text, a day takes its year from the nearest full date of its own paragraph."""
    breaks = [match.start() for match in re.finditer("\n", text)]
    full: defaultdict[int, list[Found]] = defaultdict(list)
    for one in found:
        if _year_told(one) is not None and _has_day(one.expression):
            full[bisect_left(breaks, one.start)].append(one)
    return [_borrowed(one, full.get(bisect_left(breaks, one.start), [])) for one in found] if full else found


def _has_day(expression: Expression) -> bool:
    if isinstance(expression, Range):
        expression = expression.first
    if isinstance(expression, Clock):
        return expression.day is not None and _has_day(expression.day)
    return isinstance(expression, Calendar) and expression.day is not None


def _borrowed(one: Found, near: list[Found]) -> Found:
    if not near:
        return one
    at = bisect_left(near, one.start, key=lambda other: other.start)
    year = _year_told(min(near[max(0, at - 1) : at + 1], key=lambda other: abs(other.start - one.start)))
    return replace(one, expression=_in_year(one.expression, year))


def _in_year(expression: Expression, year: int | None) -> Expression:
    if isinstance(expression, Range):
        return Range(_in_year(expression.first, year), _in_year(expression.last, year))
    if isinstance(expression, Calendar) and expression.year is None and expression.day and expression.month:
        return replace(expression, year=year)
    return expression
