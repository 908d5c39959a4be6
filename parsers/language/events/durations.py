"""From a beginning, an end or a length to the days of an event ("a nine-day course that opened on 3 May")."""

from __future__ import annotations

import re
from datetime import timedelta

from spacy.tokens import Span, Token

from parsers.language.events.dates import BOUNDED, Dated, clause_head, lengthened, shortened, span_of
from parsers.language.events.mentions import Mentions
from parsers.records import Interval, Timex

BEGINNING = frozenset({"begin", "start", "open", "commence", "arrive", "kick"})
ENDING = frozenset({"end", "conclude", "close", "return", "finish", "complete", "last", "run", "culminate", "continue"})
COUNTED = "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
NUMBERS = {"a": 1, "an": 1, "one": 1} | {word: count for count, word in enumerate(COUNTED.split(), 2)}
DAYS = {"day": 1, "week": 7}
MONTH = 30
"""Days of a month told as a length."""
CLAUSE = 8
"""Most tokens between "two days after" and the verb of its clause."""
NEAR = 60
"""Most characters between a length and the words that tell what lasts, or when it begins or ends."""
LENGTH = re.compile(r"\b(\d{1,2}|[a-z]+)[- ](day|week|month)s?\b(?! ago)", re.I)


def bounded(token: Token, dated: Dated, sentence: Span, mentions: Mentions, dateline: Timex | None = None) -> Dated:
    """``dated`` widened to all days that ``sentence`` tells of the event of ``token``; ``dateline`` tells none."""
    begin: Timex | None = None
    end: Timex | None = None
    for timex in mentions.timexes_in(sentence):
        if timex is dateline or timex.interval is None or timex.interval.precision != "day":
            continue
        edge = _edge(mentions.span[timex.start], token)
        if edge == "begin":
            begin = begin or timex
        elif edge == "end":
            end = end or timex
    days = _length(token, sentence, begin or end)
    if days and begin and begin.interval:
        return Dated(lengthened(begin.interval, days), "resolved", begin, BOUNDED, "first_day_and_length")
    if begin and end and begin.interval and end.interval and begin.start != end.start:
        return Dated(span_of(begin.interval, end.interval), "resolved", begin, BOUNDED, "first_and_last_day")
    if days and end and end.interval:
        return Dated(shortened(end.interval, days), "resolved", end, BOUNDED, "last_day_and_length")
    if days and dated.timex is not None and dated.reason == "heading" and dated.interval.precision == "day":
        verb = clause_head(token)
        if verb.lemma_ in BEGINNING:
            return Dated(lengthened(dated.interval, days), "resolved", dated.timex, 3, "first_day_and_length")
        if verb.lemma_ in ENDING:
            return Dated(shortened(dated.interval, days), "resolved", dated.timex, 3, "last_day_and_length")
    return dated


def continued(token: Token, started: Dated, sentence: Span) -> Dated | None:
    """``started``, the first day told before, with the length that ``sentence`` tells ("The nine-day course …")."""
    days = _length(token, sentence)
    if days and started.timex is not None and started.interval.precision == "day":
        days_told = lengthened(started.interval, days)
        return Dated(days_told, "resolved", started.timex, BOUNDED, "earlier_day_and_length")
    return None


def _edge(span: Span, token: Token) -> str | None:
    """Whether the date is a first or last day: by its preposition, else by the verb that it hangs on."""
    before = span[0].nbor(-1) if span[0].i > 0 else None
    words = {span[0].lower_, before.lower_ if before is not None else ""}
    if words & {"since", "from"}:
        return "begin"
    if words & {"until", "till", "through"}:
        return "end"
    verb = clause_head(span.root)
    related = verb.i in {t.i for t in token.subtree} or token.i in {t.i for t in verb.subtree}
    first = verb.head if verb.dep_ == "conj" else verb
    which = first.i > token.i and any(c.tag_ == "WDT" and c.dep_ == "nsubj" for c in first.children)
    if not related and not which and not (verb.dep_ == "conj" and token.i in {t.i for t in verb.head.subtree}):
        return None
    return "begin" if verb.lemma_ in BEGINNING else "end" if verb.lemma_ in ENDING else None


def _length(token: Token, sentence: Span, edge: Timex | None = None) -> int:
    """Days told as the length of the event near its words or its first or last day, 0 where none is."""
    anchors = [token.idx, clause_head(token).idx, *([edge.start, edge.end] if edge else [])]
    for match in LENGTH.finditer(sentence.text):
        number, unit = match.group(1).lower(), match.group(2).lower()
        count = int(number) if number.isdigit() else NUMBERS.get(number, 0)
        at = sentence.start_char + match.start()
        told = " for " in sentence.text[max(0, match.start() - 5) : match.start()]
        if not count or (unit == "month" and not (told and edge)) or min(abs(at - a) for a in anchors) >= NEAR:
            continue
        return count * DAYS.get(unit, MONTH)
    return 0


COUNTED_FROM = re.compile(r"\b(\d{1,2}|[a-z]+) (day|week)s? (after|before|later)\b|\bthe (day) (after|before)\b", re.I)


def shifted(token: Token, sentence: Span, mentions: Mentions) -> Dated | None:
    """The day that is counted from another of its sentence ("resigned on 14 June, two days after the search")."""
    verb = clause_head(token)
    for match in COUNTED_FROM.finditer(sentence.text):
        at = sentence.start_char + match.end()
        way = (match.group(3) or match.group(5)).lower()
        number = (match.group(1) or "one").lower()
        count = int(number) if number.isdigit() else NUMBERS.get(number, 0)
        first = sentence.doc.char_span(at, at + 1, alignment_mode="expand")
        if not count or way == "later" or first is None or verb.i < first.start or verb.i - first.start > CLAUSE:
            continue
        between = sentence.doc[first.start : verb.i]
        if any(t.pos_ == "VERB" and t.dep_ not in ("amod", "compound") for t in between):
            continue
        known = [t for t in mentions.timexes_in(sentence) if t.end <= sentence.start_char + match.start()]
        if not known or known[-1].interval is None or known[-1].interval.start != known[-1].interval.end:
            continue
        days = count * DAYS[(match.group(2) or "day").lower()]
        start = known[-1].interval.start
        if start is None:
            continue
        day = start + timedelta(days=-days if way == "after" else days)
        return Dated(Interval(day, day, "day", day.isoformat()), "resolved", known[-1], 0, "counted")
    return None
