"""The event's own date: which of the document's date expressions dates a trigger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from spacy.tokens import Span, Token

from parsers.language.events.frames import MAX_CLIMB
from parsers.language.events.layout import Layout
from parsers.language.events.matching import Match
from parsers.language.events.mentions import Mentions
from parsers.language.events.tenses import tense
from parsers.records import Basis, DateReason, Interval, Status, Timex

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
SCHEDULING = frozenset(
    {
        "schedule",
        "set",
        "plan",
        "slate",
        "book",
        "list",
        "fix",
        "due",
        "adjourn",
        "postpone",
        "defer",
        "expect",
        "reschedule",
    }
    | {"convene", "call", "time", "program", "programme", "announce", "prepare", "remand", "summon", "confirm", "eye"}
)
"""Words after which "for" and a date tell when something is to be."""
COVERING = frozenset({"cover", "span", "concern", "regard", "relate", "entitle", "call", "name", "title", "dub"})
"""Verbs beside a noun whose dates tell what the thing is about, or what it is called."""
LONG = frozenset({"year", "span", "half", "quarter"})
SUBORDINATE = frozenset({"relcl", "acl", "advcl", "ccomp"})
LAG = 7
"""Days; a release is put out no later after the day of its dateline."""
BESIDE = 12
"""Most characters between two dates of which one tells the other more closely."""
AMISS = 3
"""Added to the distance of a date that lies on the wrong side of publication for what its verb tells."""


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
        if _of_the_matter(span, match, mentions) or _too_long(timex, match) or _beyond(span, match):
            continue
        distance = _distance(span, match, anchors, triggers)
        if distance is None:
            continue
        if span.start and span.doc[span.start - 1].lower_ == "for":
            distance = max(distance, 1)
        if _amiss(timex, match, mentions, status):
            if distance > 1:
                continue
            distance += AMISS * min(distance, 1)
        found.append((distance, abs(span.start - match.token.i), timex))
    best = min(found, key=lambda f: f[:2], default=None)
    if best is not None and best[2].interval is not None:
        best = _narrowed(best, found)
        interval = best[2].interval
        assert interval is not None
        return Dated(interval, best[2].basis, best[2], min(best[0], 2), "clause" if best[0] < 2 else "sentence")
    if heading is not None and heading.interval is not None:
        told = any(c.isdigit() for c in mentions.doc.text[heading.start : heading.end])
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


def _amiss(timex: Timex, match: Match, mentions: Mentions, status: Status) -> bool:
    """Whether the days lie after publication though the verb tells what has happened, or before it what is to come."""
    published, interval = mentions.context.published, timex.interval
    if published is None or interval is None or interval.start is None or interval.end is None:
        return False
    if status == "planned":
        return interval.end < published and tense(match.frame.verb) == "future"
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
    timex = mentions.timex[span.start]
    if _is_year(timex) and span.root.dep_ in ("compound", "nummod", "amod", "nmod"):
        named = span.root.head
        if named.pos_ in ("NOUN", "PROPN") and named != match.token and not _dates_its_noun(named, match):
            return True  # "the 2015 law"
    if before is None:
        return False
    if before.text == "(" and span.start > 1 and span.doc[span.start - 2].like_num:
        return True  # "resolution 2341 (2017)"
    if before.lower_ == "for":
        if before.head.pos_ in ("NOUN", "PROPN"):
            return True
        if timex.interval and timex.interval.precision in LONG and before.head.lemma_ not in SCHEDULING:
            return True
    verb = span.root.head.head if span.root.head.pos_ == "ADP" else span.root.head
    if verb.lemma_ in COVERING and verb.dep_ in ("acl", "relcl") and verb != match.token:
        return True
    if before.lower_ == "until" and match.token.pos_ == "VERB" and before.head.lemma_ not in PHASES:
        return True
    if match.event_type.code == "appointment" and (
        before.lower_ == "effective" or span.doc[max(0, span.start - 2) : span.start].text.lower() == "effect from"
    ):
        if match.frame.verb is not None and any(c.tag_ == "MD" for c in match.frame.verb.children):
            return False  # "will take over with effect from 1 July"
        published = mentions.context.published
        return bool(published and timex.interval and timex.interval.start and timex.interval.start > published)
    return False


def _is_year(timex: Timex) -> bool:
    return timex.interval is not None and timex.interval.precision == "year"


def _dates_its_noun(noun: Token, match: Match) -> bool:
    """Whether a date before ``noun`` is that of the event: it names it ("the 2024 conference", "his March plea")."""
    return noun in match.words and match.event_type.code in ("conference", "meeting", "visit", "training", "outreach")


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
        if token.dep_ in ("prep", "agent") and token.lower_ in MATTER and (step > 1 or _names(token, anchors)):
            prepositions += 1
        if _next_clause(token, match.token) and token.i not in anchors:
            return None
        if head.i in anchors:
            if token.dep_ == "relcl" and head != match.token and match.token.pos_ == "VERB" and _tells_of_object(token):
                return None  # "passed the law that it had recommended in 2018"
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


def _names(preposition: Token, anchors: set[int]) -> bool:
    """Whether it hangs a date on a noun of which no event is told ("the report of 2022")."""
    head = preposition.head
    return preposition.lower_ == "of" and head.pos_ in ("NOUN", "PROPN") and head.i not in anchors


def _tells_of_object(verb: Token) -> bool:
    """Whether a relative clause tells of its noun what others did, and not when the thing itself was."""
    return verb.lemma_ not in PHASES and any(c.dep_ == "nsubj" and c.tag_ not in ("WDT", "WP") for c in verb.children)


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
