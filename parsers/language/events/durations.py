"""From a beginning, an end or a length to the days of an event ("a nine-day course that opened on 3 May")."""

from __future__ import annotations

import re

from spacy.tokens import Span, Token

from parsers.language.events.dates import BOUNDED, Dated, clause_head, lengthened, shortened, span_of
from parsers.language.events.mentions import Mentions
from parsers.records import Timex

BEGINNING = frozenset({"begin", "start", "open", "commence", "arrive", "kick"})
ENDING = frozenset({"end", "conclude", "close", "return", "finish", "complete", "last", "run", "culminate", "continue"})
COUNTED = "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
NUMBERS = {"a": 1, "an": 1, "one": 1} | {word: count for count, word in enumerate(COUNTED.split(), 2)}
DAYS = {"day": 1, "week": 7}
LENGTH = re.compile(r"\b(\d{1,2}|[a-z]+)[- ](day|week|month)s?\b(?! ago)", re.I)


def bounded(token: Token, dated: Dated, sentence: Span, mentions: Mentions) -> Dated:
    """``dated`` widened to all days that ``sentence`` tells of the event of ``token``."""
    begin: Timex | None = None
    end: Timex | None = None
    for timex in mentions.timexes_in(sentence):
        if timex.interval is None or timex.interval.precision != "day":
            continue
        edge = _edge(mentions.span[timex.start], token)
        if edge == "begin":
            begin = begin or timex
        elif edge == "end":
            end = end or timex
    days = _length(token, sentence)
    if days and begin and begin.interval:
        return Dated(lengthened(begin.interval, days), "resolved", begin, BOUNDED, "first_day_and_length")
    if begin and end and begin.interval and end.interval and begin.start != end.start:
        return Dated(span_of(begin.interval, end.interval), "resolved", begin, BOUNDED, "first_and_last_day")
    if days and end and end.interval:
        return Dated(shortened(end.interval, days), "resolved", end, BOUNDED, "last_day_and_length")
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


def _length(token: Token, sentence: Span) -> int:
    """Days told as the length of the event, 0 where none is."""
    for match in LENGTH.finditer(sentence.text):
        number, unit = match.group(1).lower(), match.group(2).lower()
        count = int(number) if number.isdigit() else NUMBERS.get(number, 0)
        at = sentence.start_char + match.start()
        if count and unit in DAYS and min(abs(at - token.idx), abs(at - clause_head(token).idx)) < 60:
            return count * DAYS[unit]
    return 0
