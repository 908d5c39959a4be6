"""The words of participants: which nouns count, point back, stand for groups, and how two participants are the same."""

from __future__ import annotations

import re

from spacy.tokens import Token

from parsers.language.events.clauses import MAX_CLIMB, PARTITIVES
from parsers.language.events.frames import CLAUSES
from parsers.language.events.lexicon import word_set
from parsers.language.events.persons import surname_of
from parsers.records import Participant

LINKS = frozenset({"of", "from", "at", "with", "by", "including", "between", "within", "for"})
"""Prepositions over which a person or group stands for a body: "officers of the Bureau"."""
CASE_WORDS = word_set(
    "case matter charge count conviction sentence decision appeal verdict hearing trial investigation complaint",
    "indictment information evidence document violation offense offence crime fraud bribery allegation corruption",
    "action conspiracy scheme lawsuit suit it this that which penalty fine title property home office premise house",
    "asset fund account money",
)
GROUPS = re.compile(
    r"\b(authorit|agenc|regulator|law enforcement|prosecut|police|ministr|minister|court|jury|compan|organi[sz]ation|"
    r"government|counterpart|bank|supplier|firm|official)",
    re.I,
)
BODY_GROUPS = re.compile(
    r"^(?:authorit|agenc|regulator|prosecutors|police|ministries|courts|institution|enforcement)", re.I
)
"""Nouns for bodies told as a group; "officials of" a country are that state's."""
COURT_NAME = re.compile(r"\b(?:Courts?|Tribunal|Magistrates?|Judge)\b")
PUBLIC = re.compile(
    r"\b(?:Commission|Department|Office|Authority|Agency|Board|Bureau|Directorate|Attorney|Court|Prosecut\w+|Service|Ministry|"
    r"Division|Section|Unit|Comptroller|Government|Regulator|Tribunal|Council|Police|General|Reserve|Administration)\b"
)
BODIES = word_set(
    "agencies authorities offices sides bodies institutions commissions parties organisations organizations",
    "countries",
)
GUESTS = frozenset({"visitors", "guests", "delegation", "delegates"})
"""Words for those who have come."""
COMPANY_WORDS = frozenset(
    {"company", "firm", "bank", "corporation", "contractor", "supplier", "subsidiary", "business"}
)
PRONOUNS = word_set(
    "he she they him her them who both",
)
OURSELVES = frozenset({"we", "us", "our", "i", "my"})


def through_partitive(head: Token) -> Token:
    """The noun behind a count: "five of the officers"."""
    for _ in range(MAX_CLIMB):
        if head.lemma_.lower() not in PARTITIVES and not head.like_num:
            return head
        inner = [
            g for c in head.children if c.dep_ == "prep" and c.lower_ == "of" for g in c.children if g.dep_ == "pobj"
        ]
        if not inner:
            return head
        head = inner[0]
    return head


def is_anaphor(head: Token) -> bool:
    """Whether ``head`` points back: "the accused", "the two", "the defendants" without more said of them."""
    if head.lower_ in (
        "accused",
        "defendant",
        "defendants",
        "suspects",
        "suspect",
        "pair",
        "duo",
        "trio",
        "trio",
        "two",
        "three",
        "four",
        "five",
        "six",
    ):
        return any(c.lower_ in ("the", "all", "both") for c in head.children) and not any(
            c.dep_ == "prep" for c in head.children
        )
    return False


def group_name(words: str) -> str:
    """What a group of unnamed bodies is called: "court", "ministry", "law enforcement agency"; else "authority"."""
    low = words.lower()
    for key, name in (
        ("law enforcement", "law enforcement agency"),
        ("prosecut", "prosecution service"),
        ("police", "police"),
        ("ministr", "ministry"),
        ("minister", "ministry"),
        ("compan", "company"),
        ("supplier", "company"),
        ("firm", "company"),
        ("court", "court"),
        ("jury", "court"),
        ("organi", "organisation"),
        ("anti-corruption", "anti-corruption agency"),
    ):
        if key in low:
            return name
    return "authority"


def phrase_text(head: Token) -> str:
    """The words of the noun phrase of ``head`` up to the first mark or clause."""
    words = [t for t in head.subtree if abs(t.i - head.i) <= 12]
    stop = next((t.i for t in words if t.i > head.i and (t.dep_ in CLAUSES or t.text in (",", ";", "(", "–"))), None)
    words = [t for t in words if stop is None or t.i < stop]
    return head.doc[words[0].i : words[-1].i + 1].text if words else head.text


def with_role(participant: Participant, role: str) -> Participant:
    """``participant`` in another role."""
    return Participant(
        participant.name,
        role,
        participant.kind,
        participant.agency_id,
        participant.country,
        participant.text,
        participant.start,
        participant.end,
    )


def key_of(participant: Participant) -> str:
    """What makes two participants the same: the body's id or name, a person's surname."""
    if participant.kind == "person":
        return "person:" + surname_of(participant.text or "")
    return participant.agency_id or participant.name.lower()


def once(found: list[Participant]) -> list[Participant]:
    """``found`` with each participant in one role: a person in the last told, a body in the first."""
    kept: dict[tuple[str, str], Participant] = {}
    for participant in found:
        key = (
            key_of(participant) + (participant.country or "" if participant.kind == "unnamed" else ""),
            participant.role,
        )
        kept.setdefault(key, participant)
    taken: dict[str, Participant] = {}
    for participant in kept.values():  # a body has one role in one event: the first told
        if participant.kind == "person":
            taken[f"{key_of(participant)}"] = participant
        else:
            taken.setdefault(key_of(participant) + (participant.country or ""), participant)
    return list(taken.values())


def parts_only(found: list[Participant]) -> list[Participant]:
    """``found`` without a whole that is only told to name its part ("the Department's Antitrust Division")."""

    def inside(whole: Participant, part: Participant) -> bool:
        told = f"({whole.name}" in part.name or f" {whole.name.split(' (')[0]})" in part.name
        near = whole.end is not None and part.start is not None and 0 <= part.start - whole.end < 4
        return told and near and whole.role == part.role

    return [p for p in found if not any(inside(p, q) for q in found if q is not p)]


def is_description(participant: Participant) -> bool:
    """Whether the words for a person describe ("a former lobbyist"); names have no common words."""
    text = participant.text or ""
    return text[:1].islower() or bool(re.search(r"\b[a-z]{4,}\b|^(?:A|An|The|Former|Two|Three|Four|Five|Six)\b", text))


def named_only(found: list[Participant]) -> list[Participant]:
    """``found`` without descriptions of persons, where at least as many persons are named."""
    people = [p for p in found if p.kind == "person"]
    described = [p for p in people if is_description(p)]
    if described and len(described) <= len(people) - len(described):
        return [p for p in found if p not in described]
    return found
