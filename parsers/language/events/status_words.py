"""The words that told the status of an event: the verb that decides it, with its helpers."""

from __future__ import annotations

from spacy.tokens import Token

from parsers.language.events.clauses import MAX_CLIMB
from parsers.language.events.frames import light_verb
from parsers.language.events.matching import Match
from parsers.language.events.status import CALLED_OFF, PHASES, PLANS
from parsers.records import Evidence

CLAUSES = frozenset({"xcomp", "ccomp", "advcl", "acl", "relcl", "conj", "pcomp"})
HELPERS = frozenset({"aux", "auxpass", "neg", "prt"})
BESIDE = 6
"""Most tokens between a verb and its helper ("has, since the spring, been")."""


def status_words(match: Match) -> Evidence | None:
    """The verb group that tells whether the event has happened; None for a noun that no verb goes with.

    It is the trigger's own verb or its light verb, else a verb around or beside it that plans, goes on with or calls
    off ("is expected to visit", "a hearing scheduled for").
    """
    verb = match.frame.verb
    around = light_verb(verb.head) if verb is not None and verb.dep_ in ("acl", "relcl") else None
    for one in (verb, around):
        if one is not None and one.lemma_.lower() in CALLED_OFF:
            return verb_group(one)
    below = [c for c in match.token.children if c.dep_ in ("acl", "relcl") and c.lemma_.lower() in PLANS | CALLED_OFF]
    if below and match.token != verb:
        return verb_group(below[0])
    if verb is None:
        return None
    deciding = token = verb
    for _ in range(MAX_CLIMB):
        if token.dep_ not in CLAUSES or token.head.pos_ not in ("VERB", "AUX"):
            break
        token = token.head
        if token.lemma_.lower() in PLANS | CALLED_OFF | PHASES:
            deciding = token
    return verb_group(deciding)


def verb_group(verb: Token) -> Evidence:
    """From the first helper of ``verb`` to its last."""
    near = [verb, *(c for c in verb.children if c.dep_ in HELPERS and abs(c.i - verb.i) <= BESIDE)]
    first, last = min(near, key=lambda t: t.i), max(near, key=lambda t: t.i)
    return Evidence(first.idx, last.idx + len(last.text), "status")
