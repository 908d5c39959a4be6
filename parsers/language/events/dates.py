"""The event's own date: which of the document's date expressions dates a trigger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from spacy.tokens import Span, Token

from parsers.language.events.frames import MAX_CLIMB
from parsers.language.events.layout import Layout
from parsers.language.events.matching import Match
from parsers.language.events.mentions import Mentions
from parsers.records import Basis, DateReason, Interval, Timex

UNKNOWN = Interval(None, None, "unknown", None)
MATTER = frozenset(
    {
        "for",
        "of",
        "about",
        "regarding",
        "concerning",
        "against",
        "involving",
        "into",
        "over",
        "relating",
        "to",
        "under",
        "with",
    }
)
"""Prepositions that lead from an event to its matter, whose dates are not its own ("charged with bribery in 2012")."""
BOUNDED = -1
"""Distance of an interval that was worked out from a first day, a last day or a length; nothing is nearer."""
LONGEST_STEP = 400
"""Days; a step of a case takes less, longer spans are those of the acts that it is about."""
ALLEGING = frozenset({"allege", "claim", "charge", "contend", "assert", "accuse", "admit"})
"""Verbs whose clauses tell the acts of a case, with dates of their own."""
PHASES = frozenset({"begin", "start", "open", "commence", "end", "conclude", "close", "run", "hold", "schedule"})
"""Verbs that date what the noun before their relative clause names."""
SUBORDINATE = frozenset({"relcl", "acl", "advcl", "ccomp"})


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


def date_of(match: Match, sentence: Span, mentions: Mentions, layout: Layout, triggers: frozenset[int]) -> Dated:
    """The date told with ``match`` in its sentence, else that of its heading; ``NO_DATE`` where there is neither.

    ``triggers`` holds the tokens that tell other events; a date that hangs on one of them is theirs.
    """
    best: tuple[int, int, Timex] | None = None
    anchors = {match.token.i, *(t.i for t in match.words)}
    if match.frame.verb is not None:
        anchors.add(match.frame.verb.i)
    for timex in mentions.timexes_in(sentence):
        if layout.dateline is timex or timex.interval is None:
            continue
        span = mentions.span[timex.start]
        if _of_the_matter(span, match, mentions) or _too_long(timex, match):
            continue
        distance = _distance(span, match, anchors, triggers)
        if distance is not None:
            if span.start and span.doc[span.start - 1].lower_ == "for":
                distance = max(distance, 1)
            key = (distance, abs(span.start - match.token.i), timex)
            if best is None or key[:2] < best[:2]:
                best = key
    if best is not None and best[2].interval is not None:
        return Dated(best[2].interval, best[2].basis, best[2], best[0], "clause" if best[0] < 2 else "sentence")
    paragraph = layout.paragraph(match.token.idx)
    if paragraph and paragraph.date and paragraph.date.interval:
        return Dated(paragraph.date.interval, "explicit", paragraph.date, 3, "heading")
    return NO_DATE


def _too_long(timex: Timex, match: Match) -> bool:
    interval = timex.interval
    return bool(
        match.event_type.group == "enforcement"
        and match.event_type.code != "investigation"
        and interval
        and interval.start
        and interval.end
        and (interval.end - interval.start).days > LONGEST_STEP
    )


def _of_the_matter(span: Span, match: Match, mentions: Mentions) -> bool:
    """Whether the date tells what the thing is for or from when it holds ("plan for 2025", "effective 2 January")."""
    before = span.doc[span.start - 1] if span.start else None
    if before is None:
        return False
    if before.lower_ == "for" and before.head.pos_ in ("NOUN", "PROPN"):
        return True
    if before.lower_ == "until" and match.token.pos_ == "VERB":
        return True
    if match.event_type.code == "appointment" and (
        before.lower_ == "effective" or span.doc[max(0, span.start - 2) : span.start].text.lower() == "effect from"
    ):
        timex, published = mentions.timex[span.start], mentions.context.published
        return bool(published and timex.interval and timex.interval.start and timex.interval.start > published)
    return False


def _distance(span: Span, match: Match, anchors: set[int], triggers: frozenset[int]) -> int | None:
    """0: hangs on the trigger; 1: on its clause; 2: elsewhere in the sentence; None: belongs to something else."""
    token = span.root
    if "effect" in (t.lower_ for t in span.doc[max(0, span.start - 3) : span.start]):
        return 1  # "with effect from 1 July"
    if any(t.i in anchors for t in span) and match.token.i in range(span.start, span.end):
        return None
    prepositions = 0
    crossed = 0
    for step in range(12):
        head = token.head
        if head == token:
            break
        if token.dep_ in ("prep", "agent") and step > 1 and token.lower_ in MATTER:
            prepositions += 1
        if _next_clause(token, match.token) and token.i not in anchors:
            return None
        if head.i in anchors:
            if prepositions:
                on_a_day = crossed == 0 and span.start > 0 and span[0].nbor(-1).lower_ == "on"
                return 2 if on_a_day or match.token.pos_ in ("NOUN", "PROPN") else None
            return 0 if not crossed else 1
        if head.i in triggers:
            if head.pos_ in ("NOUN", "PROPN") and _below(head, match.token):
                return 1  # "gave a lecture at the symposium on 11 October"
            return 2 if _below(match.token, head) else None
        if token.dep_ == "ccomp" and head.lemma_ in ALLEGING and not _below(match.token, token):
            return None  # "the complaint, filed in Rome, alleges that since 1990 …"
        if token.dep_ in SUBORDINATE:
            crossed += 1
        if token.dep_ == "relcl" and token.lemma_ in PHASES and _below(head, match.frame.verb or match.token):
            return 1  # "an exhibition, which opens on 3 April"
        if token.dep_ in ("relcl",) and head.i not in anchors:
            return None if not _below(match.token, token) else 2
        token = head
    # the date hangs on a verb above: it dates the trigger if the trigger stands below that verb or beside it
    return 2


def _next_clause(verb: Token, trigger: Token) -> bool:
    """Whether ``verb`` heads a clause of its own that is coordinated after the trigger's."""
    return (
        verb.dep_ == "conj"
        and verb.pos_ in ("VERB", "AUX")
        and verb.i > trigger.i
        and any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children)
    )


def _below(token: Token, ancestor: Token) -> bool:
    for _ in range(20):
        if token == ancestor:
            return True
        if token.head == token:
            return False
        token = token.head
    return False


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
    if line is not None and line.interval is not None and line.interval.start == line.interval.end == published:
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
