"""The event's own date: which of the document's date expressions dates a trigger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from spacy.tokens import Span, Token

from parsers.language.events.clauses import MAX_CLIMB
from parsers.language.events.hanging import SCHEDULING, distance_of, of_the_matter, to_next_hearing, too_long
from parsers.language.events.layout import Layout
from parsers.language.events.matching import Match
from parsers.language.events.mentions import Mentions
from parsers.language.events.tenses import tense
from parsers.records import Basis, DateReason, Interval, Status, Timex

UNKNOWN = Interval(None, None, "unknown", None)
BOUNDED = -1
"""Distance of an interval that was worked out from a first day, a last day or a length; nothing is nearer."""
LAG = 7
"""Days; a release is put out no later after the day of its dateline."""
BESIDE = 12
"""Most characters between two dates of which one tells the other more closely."""


@dataclass(frozen=True, slots=True)
class Dated:
    """An interval with what told it."""

    interval: Interval
    basis: Basis
    timex: Timex | None
    """The expression, None for the publication date and for no date."""
    distance: int = 9
    """How far the expression stands from the trigger: 0 at it, 1 in its clause, 2 in its sentence, 9 elsewhere."""
    reason: DateReason = "none"


NO_DATE = Dated(UNKNOWN, "none", None)


def date_of(
    match: Match, sentence: Span, mentions: Mentions, layout: Layout, triggers: frozenset[int], status: Status
) -> Dated:
    """The date told with ``match`` in its sentence, else that of its heading; ``NO_DATE`` where there is neither.

    ``triggers`` holds the tokens that tell other events; a date that hangs on one of them is theirs. ``status`` is what
    the words tell: what has happened does not take a day to come from another clause, nor the reverse.
    """
    found: list[tuple[int, int, Timex]] = []
    paragraph = layout.paragraph(match.token.idx)
    heading = paragraph.date if paragraph else None
    anchors = {match.token.i, *(t.i for t in match.words)}
    if match.frame.verb is not None:
        anchors.add(match.frame.verb.i)
    for timex in mentions.timexes_in(sentence):
        if layout.dateline is timex or timex is heading or timex.interval is None:
            continue
        span = mentions.span[timex.start]
        if of_the_matter(span, match, mentions) or too_long(timex, match) or _beyond(span, match):
            continue
        distance = distance_of(span, match, anchors, triggers)
        if distance is None:
            continue
        if span.start and span.doc[span.start - 1].lower_ == "for":
            distance = max(distance, 1)
        if distance > 0 and _amiss(timex, match, mentions, status, distance):
            continue
        apart = 0 if to_next_hearing(span, match) else abs(span.start - match.token.i)
        found.append((distance, apart, timex))
    best = min(found, key=lambda f: f[:2], default=None)
    if best is not None and best[2].interval is not None:
        best = _narrowed(best, found)
        interval = best[2].interval
        assert interval is not None
        return Dated(interval, best[2].basis, best[2], min(best[0], 2), "clause" if best[0] < 2 else "sentence")
    if heading is not None and heading.interval is not None:
        told = any(c.isdigit() for c in mentions.text[heading.start : heading.end])
        return Dated(heading.interval, "explicit" if told else heading.basis, heading, 3, "heading")
    return NO_DATE


def _narrowed(best: tuple[int, int, Timex], found: list[tuple[int, int, Timex]]) -> tuple[int, int, Timex]:
    """The narrower of two dates that tell the same ("this week (14-18 October)"), else ``best``."""
    outer = best[2].interval
    if outer is None or outer.precision == "day" or outer.start is None or outer.end is None:
        return best
    for other in sorted(found, key=lambda f: f[:2]):
        inner = other[2].interval
        if other[2] is best[2] or inner is None or inner.start is None or inner.end is None:
            continue
        beside = -1 <= other[2].start - best[2].end <= BESIDE or (other[0] > 1 and other[2].start > best[2].end)
        inside = outer.start <= inner.start and inner.end <= outer.end
        if beside and inside and (inner.start, inner.end) != (outer.start, outer.end):
            return other
    return best


def _amiss(timex: Timex, match: Match, mentions: Mentions, status: Status, distance: int) -> bool:
    """Whether the days lie after publication though the verb tells what has happened, or before it what is to come."""
    published, interval = mentions.context.published, timex.interval
    if published is None or interval is None or interval.start is None or interval.end is None:
        return False
    if status == "planned":
        past = interval.end < published or (distance > 1 and interval.start <= published)
        return past and tense(match.frame.verb) in ("future", "VB")
    verb = match.frame.verb
    own = match.event_type.group == "enforcement"
    if verb is not None and verb.lemma_ in SCHEDULING and (own or verb != match.token):
        return False
    told = tense(match.frame.verb) in ("past", "perfect", "pluperfect")
    return status == "occurred" and told and interval.start > published


def _beyond(span: Span, match: Match) -> bool:
    """Whether a semicolon parts the date from the trigger, and what follows it does not go on about the same thing."""
    first, last = sorted((span.start, match.token.i))
    marks = [t for t in span.doc[first:last] if t.text == ";"]
    if not marks:
        return False
    following = span.doc[marks[-1].i + 1]
    return match.token.i > span.start or following.lower_ not in ("it", "this", "which")


def clause_head(token: Token) -> Token:
    """The verb of the clause around ``token``."""
    for _ in range(MAX_CLIMB * 2):
        if token.pos_ in ("VERB", "AUX") and token.dep_ not in ("aux", "auxpass", "amod", "compound"):
            return token
        if token.head == token:
            break
        token = token.head
    return token


def publication(mentions: Mentions, layout: Layout) -> Dated:
    """The date of what is told as news: the dateline's, else the publication date, else none."""
    published = mentions.context.published
    line = layout.dateline
    if published is None:
        if line is not None and line.interval is not None and line.interval.start is not None:
            return Dated(line.interval, "explicit", line, reason="dateline")
        return NO_DATE
    if line is not None and line.interval is not None and line.interval.start is not None:
        before = (published - line.interval.start).days
        if line.interval.start == line.interval.end and 0 <= before <= LAG:
            return Dated(line.interval, "explicit", line, reason="dateline")
    today = Interval(published, published, "day", published.isoformat())
    return Dated(today, "publication", None, reason="publication")


def span_of(start: Interval, end: Interval) -> Interval:
    """From the first day of ``start`` to the last of ``end``; ``start`` where they are out of order."""
    if start.start is None or end.end is None or start.start > end.end:
        return start
    if start.start == end.end:
        return Interval(start.start, end.end, "day", start.start.isoformat())
    return Interval(start.start, end.end, "span", f"{start.start.isoformat()}/{end.end.isoformat()}")


def lengthened(start: Interval, days: int) -> Interval:
    """``days`` days from the first day of ``start``."""
    if start.start is None or days < 1:
        return start
    last = start.start + timedelta(days=days - 1)
    return span_of(start, Interval(last, last, "day", last.isoformat()))


def shortened(end: Interval, days: int) -> Interval:
    """``days`` days up to the last day of ``end``."""
    if end.end is None or days < 1:
        return end
    first = end.end - timedelta(days=days - 1)
    return span_of(Interval(first, first, "day", first.isoformat()), end)
