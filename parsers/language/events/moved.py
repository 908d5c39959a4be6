"""Events put on another day: the old day is called off, the new one planned ("brought forward from June to 14 May")."""

from __future__ import annotations

from spacy.tokens import Span, Token

from parsers.language.events.frames import light_verb
from parsers.language.events.matching import Match
from parsers.language.events.mentions import Mentions
from parsers.language.events.status import STEPS_OF_A_CASE
from parsers.records import Timex

MOVING = frozenset({"postpone", "defer", "reschedule", "move", "push", "relist", "shift", "delay", "advance"})
MOVING_WITH = {"bring": "forward", "put": "back", "push": "back", "move": "forward"}
"""Verbs that need their particle to put something on another day."""
TO = frozenset({"to", "until", "till"})


def moved(match: Match, sentence: Span, mentions: Mentions) -> tuple[Timex | None, Timex] | None:
    """The old day, if told, and the new one; None where nothing is moved to a day that is told.

    A step of a case has no old day: it is one event, planned for the new one.
    """
    verb = _moving(match)
    if verb is None:
        return None
    new = old = None
    for timex in mentions.timexes_in(sentence):
        span = mentions.span[timex.start]
        before = {span[0].lower_, span.doc[span.start - 1].lower_ if span.start > sentence.start else ""}
        if span.start > verb.i and before & TO:
            new = new or timex
        elif old is None and (span.start < verb.i or "from" in before):
            old = timex
    if new is None:
        return None
    return (None if match.event_type.code in STEPS_OF_A_CASE else old), new


def _moving(match: Match) -> Token | None:
    """The verb that moves the event of ``match``, its own or the one over its noun."""
    token = match.token
    outer = light_verb(token) if token.pos_ in ("NOUN", "PROPN") else None
    for verb in (match.frame.verb, outer):
        if verb is None or verb == token:
            continue
        if any(c.dep_ == "neg" or (c.dep_ == "aux" and c.lower_ in ("may", "might", "could")) for c in verb.children):
            continue
        if verb.lemma_ in MOVING:
            return verb
        particle = MOVING_WITH.get(verb.lemma_)
        if particle and any(c.lower_ == particle for c in verb.subtree):
            return verb
    return None
