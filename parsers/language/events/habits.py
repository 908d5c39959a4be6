"""What is told as a rule and not as an event: habits, duties, what holds for anyone."""

from __future__ import annotations

from spacy.tokens import Token

from parsers.language.events.clauses import MAX_CLIMB
from parsers.language.events.lexicon import word_set
from parsers.language.events.matching import Match
from parsers.language.events.tenses import tense

ANYONE = word_set("anyone anybody everyone everybody whoever nobody someone somebody those")
"""Subjects and objects of general rules ("anyone who is arrested")."""
DUTIES = word_set("mission aim task role purpose objective function mandate duty goal job responsibility remit work")
"""Nouns of which "is to …" tells what they consist in."""


def is_general(match: Match) -> bool:
    """Whether it is said of anyone, or tells what a body is there for."""
    slots = match.frame.slots
    if any(head.lower_ in ANYONE for slot in ("subject", "object") for head in slots.get(slot, ())):
        return True
    token = match.frame.verb or match.token
    for _ in range(MAX_CLIMB):
        if token.dep_ in ("xcomp", "ccomp", "acl", "advcl", "conj", "attr") and token.head != token:
            token = token.head
            subject = _subject(token)
            if token.lemma_ == "be" and subject is not None:
                return subject.lemma_.lower() in DUTIES
            continue
        break
    return False


def is_habit(match: Match) -> bool:
    """Whether it stands in the plain present: done as a rule, unless telling it announces or states it."""
    if match.event_type.group == "governance" and match.token.pos_ == "VERB":
        return False  # "the Commission clarifies", "announces", "welcomes"
    verb = match.frame.verb
    return verb is not None and tense(verb) == "present" and verb.lemma_ not in ("announce", "be")


def _subject(verb: Token) -> Token | None:
    return next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
