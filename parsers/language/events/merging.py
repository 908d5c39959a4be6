"""One thing told in several sentences is one event: joining the mentions of an event within a document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from parsers.language.events.dates import BOUNDED, NO_DATE, Dated
from parsers.language.events.lexicon import word_set
from parsers.language.events.matching import Match
from parsers.language.events.parties import is_description, key_of, named_only
from parsers.language.events.steps import are_different
from parsers.records import EventCountry, Evidence, Interval, Participant, Status, StatusReason

REACH = 120
"""Events back to which a mention may belong; releases hold fewer, and very long texts stay quick to read."""
COMMON = word_set(
    "person company limited bank department office commission court united states district national agency authority",
    "bureau",
    "ministry anti corruption police international group corp incorporated federal public justice division section",
)
"""Words of names that tell nobody apart."""
MOMENTS = frozenset({"agreement", "award", "arrest", "aid", "appointment", "legislation", "publication"})
"""Types of what is done in a moment, so that of two dates the narrower is right."""
CASE_STEPS = frozenset({"charge", "plea", "verdict", "sentence", "hearing", "appeal", "arrest", "search", "settlement"})
"""Types of which one release tells many, each of its own person."""


@dataclass(slots=True)
class Draft:
    """An event in the making: one mention, or several that were joined."""

    match: Match
    status: Status
    dated: Dated
    participants: list[Participant]
    countries: list[EventCountry]
    sentence: tuple[int, int]
    in_title: bool = False
    in_lead: bool = False
    evidence: list[Evidence] = field(default_factory=list)
    mentions: int = 1
    stop: str | None = None
    """Country of the stop of a journey of several; no two stops are one visit."""
    slots: Mapping[str, str] = field(default_factory=dict)
    """Key of each participant → the slot around the trigger in which it is told; what is understood has none."""
    doubts: frozenset[str] = frozenset()
    """Why it may be no event at all; :mod:`parsers.language.events.revision` decides."""
    status_reason: StatusReason = "words"
    status_words: Evidence | None = None

    def settle(self, status: Status) -> None:
        """Set the ``status`` that the calendar tells, where it is another."""
        if status != self.status:
            self.status, self.status_reason = status, "calendar"

    def stand_as(self, other: Draft) -> None:
        """Take the status of ``other``, with what told it."""
        self.status, self.status_reason, self.status_words = other.status, other.status_reason, other.status_words

    @property
    def code(self) -> str:
        """The event type."""
        return self.match.event_type.code

    @property
    def keys(self) -> set[str]:
        """Who makes this event this one: persons by surname, bodies other than those that most events share."""
        roles = set(self.match.event_type.persons)
        own = [p for p in self.participants if p.role in roles] or self.participants
        return {k for p in own if (k := key_of(p)) != "person:"}

    @property
    def actors(self) -> set[str]:
        """Who acts."""
        return {key_of(p) + (p.country or "") * (p.kind == "unnamed") for p in self.participants if p.role == "actor"}


def merge(drafts: Iterable[Draft], publisher: str | None) -> list[Draft]:
    """Drafts in text order in, events out: mentions of the same thing joined into the fullest one."""
    kept: list[Draft] = []
    for draft in drafts:
        same = next((k for k in reversed(kept[-REACH:]) if _same(k, draft, publisher)), None)
        if same is None:
            kept.append(draft)
        else:
            _join(same, draft)
    lead = any(k.in_lead for k in kept)
    return [k for k in kept if not (k.in_title and lead)]


def with_doubtful(drafts: Sequence[Draft], publisher: str | None) -> list[Draft]:
    """The drafts that nobody doubts, joined, and of the doubtful ones what these do not tell already, in text order.

    A doubtful draft adds nothing to another, so that a wrong one does no harm.
    """
    certain = merge((d for d in drafts if not d.doubts), publisher)
    doubtful = merge((d for d in drafts if d.doubts), publisher)
    new = [d for d in doubtful if not any(_same(k, d, publisher) or _same(d, k, publisher) for k in certain)]
    return sorted([*certain, *new], key=lambda d: d.match.token.i)


def _same(a: Draft, b: Draft, publisher: str | None) -> bool:
    if a.code != b.code:
        return False
    if (a.status == "planned") != (b.status == "planned") and a.dated.interval != b.dated.interval:
        return False
    if a.status == "called_off" != b.status and a.dated.interval != b.dated.interval:
        return False
    if a.stop and b.stop and a.stop != b.stop:
        return False
    if a.code == "settlement" and a.actors and b.actors and not a.actors & b.actors:
        return False  # each authority settles for itself
    if a.sentence != b.sentence and are_different(a.match, b.match):
        return False
    if _points_back(a, b):
        return True
    exact = _told(a) and _told(b)
    if exact and not _compatible(a.dated.interval, b.dated.interval):
        return False
    if a.in_title:
        return b.in_lead or a.match.token.lemma_.lower() == b.match.token.lemma_.lower() or bool(a.keys & b.keys)
    mine, yours = a.keys - {publisher or ""}, b.keys - {publisher or ""}
    if exact and (a.dated.interval.start, a.dated.interval.end) != (b.dated.interval.start, b.dated.interval.end):
        return bool(mine & yours)
    if a.sentence == b.sentence and (a.code not in CASE_STEPS or not (mine and yours)):
        return True
    if a.code in CASE_STEPS and not mine & yours and _of_others(b):
        return False
    if a.code in CASE_STEPS and not (a.in_lead or a.in_title) and _told_of_others(a, b):
        return False
    if a.in_lead and a.code in CASE_STEPS and not exact and _akin(mine, yours):
        return True
    if not (mine & yours):
        described = _described(a) or _described(b)
        if mine and yours and not described:
            return False
        if described and mine and yours and not (a.in_lead or a.in_title):
            return False
    if exact:
        return True
    return bool(mine & yours) or (a.in_lead and a.code in CASE_STEPS) or _definite(b)


def _of_others(draft: Draft) -> bool:
    """Whether it is told as what somebody else went through before ("a co-defendant previously pleaded guilty")."""
    verb = draft.match.frame.verb
    return (
        verb is not None
        and any(c.lower_ in ("previously", "earlier", "separately", "already") for c in verb.children)
        and any(p.kind == "person" and not is_description(p) for p in draft.participants)
    )


def _told_of_others(a: Draft, b: Draft) -> bool:
    """Whether other bodies act on persons without a name ("Brazil's police arrested eleven men, Peru's two")."""
    return _described(a) and _described(b) and bool(a.actors and b.actors) and not a.actors & b.actors


def _akin(mine: set[str], yours: set[str]) -> bool:
    """Whether a name of one side shares a telling word with one of the other ("Kestrel Rotor Systems", "Kestrel")."""

    def words(keys: set[str]) -> set[str]:
        return {w for key in keys for w in re.split(r"[^a-z]+", key) if len(w) > 3} - COMMON

    return bool(words(mine) & words(yours))


def _points_back(a: Draft, b: Draft) -> bool:
    """Whether ``b`` names its thing as known ("the course was given …") and has no date against ``a``'s."""
    if b.dated.timex is not None and b.dated.distance < 3 and not _compatible(a.dated.interval, b.dated.interval):
        return False
    if b.code in CASE_STEPS or b.sentence[0] - a.sentence[1] > 400:
        return False
    known = {w.lemma_.lower() for w in a.match.words}
    return any(
        w.pos_ in ("NOUN", "PROPN")
        and (w.lemma_.lower() in known or w == b.match.token)
        and any(c.lower_ in ("the", "this", "these", "those") for c in w.children)
        and not any(c.dep_ in ("prep", "amod") for c in w.children)
        for w in b.match.words
    )


def _told(draft: Draft) -> bool:
    return draft.dated.timex is not None and draft.dated.distance < 9


def _described(draft: Draft) -> bool:
    """Whether its persons are only described ("a former lobbyist"), so that a name may follow."""
    people = [p for p in draft.participants if p.kind == "person"]
    return bool(people) and all(is_description(p) for p in people)


def _definite(draft: Draft) -> bool:
    token = draft.match.token
    return token.pos_ in ("NOUN", "PROPN") and any(
        c.lower_ in ("the", "this", "these", "those", "their", "his", "her", "its") for c in token.children
    )


def _compatible(a: Interval, b: Interval) -> bool:
    if (a.start, a.end) == (b.start, b.end):
        return True
    if a.start is None or a.end is None or b.start is None or b.end is None:
        return a.start == b.start and a.edtf == b.edtf
    return (a.start <= b.start and b.end <= a.end) or (b.start <= a.start and a.end <= b.end)


def _length(interval: Interval) -> int:
    return (interval.end - interval.start).days if interval.start and interval.end else 9999


def _join(kept: Draft, other: Draft) -> None:
    """Add what ``other`` knows to ``kept``."""
    better = _told(other) and (
        not _told(kept)
        or other.dated.distance == BOUNDED
        or (
            _length(other.dated.interval) < _length(kept.dated.interval)
            and (
                kept.dated.distance > 0
                or (
                    kept.dated.interval.precision != "day"
                    and (kept.code in MOMENTS or other.dated.interval.precision == "span")
                )
            )
        )
    )
    if better or (kept.dated is NO_DATE and other.dated is not NO_DATE):
        kept.dated = other.dated
        if kept.status == "occurred" and other.status in ("planned", "ongoing"):
            kept.stand_as(other)
    known = {key_of(p) for p in kept.participants}
    if kept.in_title and not other.in_title:
        # the body tells it in full; a headline adds only whom the body leaves out
        told = {p.role for p in other.participants}
        kept.participants = [p for p in kept.participants if p.role not in told]
        known = {key_of(p) for p in kept.participants}
        kept.countries = []
    elif _described(kept) and other.keys:
        named = [p for p in other.participants if p.kind == "person"]
        if named:
            kept.participants = [p for p in kept.participants if p.kind != "person"]
            known = {key_of(p) for p in kept.participants}
    elif _described(other):
        known |= {key_of(p) for p in other.participants if p.kind == "person"}
    filled = {p.role for p in kept.participants}
    for participant in other.participants:
        understood = participant.start is None and participant.role in filled
        if key_of(participant) not in known and not understood:
            kept.participants.append(participant)
            known.add(key_of(participant))
    kept.participants = named_only(kept.participants)
    places = {(c.country, c.role) for c in kept.countries}
    located = any(c.role == "location" for c in kept.countries)
    for country in other.countries:
        if (country.country, country.role) not in places and not (
            country.role == "location" and located and not kept.in_title
        ):
            kept.countries.append(country)
    if kept.in_title and not other.in_title:
        kept.match, kept.sentence = other.match, other.sentence
        kept.stand_as(other)
        kept.in_title = False
    kept.in_lead |= other.in_lead
    kept.slots = {**other.slots, **kept.slots}
    kept.evidence.extend(other.evidence)
    kept.mentions += other.mentions
