"""Participants of an event: the bodies, states and persons in the slots of its frame, with their roles."""

from __future__ import annotations

import re

from spacy.tokens import Token

from parsers.language.events.frames import CLAUSES, MAX_CLIMB, PARTITIVES
from parsers.language.events.matching import COURT_WORDS, PERSON_WORDS, Match
from parsers.language.events.mentions import Mentions
from parsers.language.events.persons import OFFICES, Persons, surname_of
from parsers.records import AgencyMention, Participant

LINKS = frozenset({"of", "from", "at", "with", "by", "including", "between", "within", "for"})
"""Prepositions over which a person or group stands for a body: "officers of the Bureau"."""
CASE_WORDS = frozenset(
    "case matter charge count conviction sentence decision appeal verdict hearing trial investigation complaint indictment "
    "information evidence document violation offense offence crime fraud bribery allegation corruption action conspiracy "
    "scheme lawsuit suit it this that which penalty fine title property home office premise house asset fund account money".split()
)
GROUPS = re.compile(
    r"\b(authorit|agenc|regulator|law enforcement|prosecut|police|ministr|minister|court|jury|compan|organi[sz]ation|government|"
    r"counterpart|bank|supplier|firm|official)", re.I
)
PRONOUNS = frozenset("he she they him her them who both".split())
OURSELVES = frozenset({"we", "us", "our", "i", "my"})


class Casting:
    """Gives roles to the phrases around a trigger; remembers whom the last events were about."""

    def __init__(self, mentions: Mentions, persons: Persons) -> None:
        self.mentions, self.persons = mentions, persons
        self.last_subjects: list[Participant] = []
        self.last_bodies: list[Participant] = []
        self.defendants: set[str] = set()
        """Surnames of those whom the case is about; they stand for no body."""

    def cast(self, match: Match) -> list[Participant]:
        """Participants of ``match`` in the order of their roles' slots, each once."""
        kind, trigger = match.event_type, match.trigger
        slots = {**kind.slots, **trigger.slots}
        found: list[Participant] = []
        for slot, role in slots.items():
            if role == "none":
                continue
            for head in match.frame.slots.get(slot, ()):
                if head is match.token or head in match.words and head.i not in self.mentions.agency and role not in kind.persons:
                    inner = [c for c in head.children if c.dep_ in ("poss", "compound", "amod", "nmod")] if head is not match.token else []
                    for child in inner:
                        found.extend(self._bodies(child, role, kind.code))
                    if head is not match.token:
                        found.extend(self._linked(head, role, kind.code))
                    continue
                found.extend(self._subjects(head, role) if role in kind.persons else self._bodies(head, role, kind.code))
        found = _once(found)
        self._complete(match, found)
        named = [p for p in found if p.kind in ("person", "company") or p.role in kind.persons]
        if kind.persons and named:
            self.last_subjects = [p for p in named if p.role in kind.persons] or self.last_subjects
            if kind.group == "enforcement":
                self.defendants.update(s for p in named if (s := surname_of(p.text or "")))
        bodies = [p for p in found if p.kind in ("agency", "state")]
        if bodies:
            self.last_bodies = bodies
        return found

    # --- persons as themselves ------------------------------------------------------------------------------------

    def _subjects(self, head: Token, role: str) -> list[Participant]:
        head = _through_partitive(head)
        body = self.mentions.agency.get(head.i)
        if body is not None and self.persons.name_of(head) is None:
            return [self._agency(body, role)]
        if head.lower_ in PRONOUNS or head.tag_ in ("WP", "PRP") or _is_anaphor(head):
            return [_with_role(p, role) for p in self.last_subjects]
        if head.lemma_.lower() in CASE_WORDS or head.like_num and head.ent_type_ in ("DATE", "MONEY"):
            return []
        if head.pos_ not in ("NOUN", "PROPN", "NUM", "PRON", "ADJ"):
            return []
        name = self.persons.name_of(head)
        words = _phrase_text(head)
        if name is None and any(t.i in self.mentions.timex for t in (head,)):
            return []
        return [Participant("person", role, "person", text=name or words, start=head.idx, end=head.idx + len(head.text))]

    # --- bodies -----------------------------------------------------------------------------------------------------

    def _bodies(self, head: Token, role: str, code: str) -> list[Participant]:
        mention = self.mentions.agency.get(head.i)
        if mention is not None:
            return [self._agency(mention, role), *self._appositions(head, role, mention)]
        if head.lower_ in OURSELVES:
            return self._publisher(role)
        if head.tag_ in ("PRP", "WP") or head.lower_ in ("both", "two", "sides", "side", "parties", "delegation"):
            own = self._linked(head, role, code)
            if own:
                return own
            if head.lower_ in ("it", "they", "which", "who", "both", "two", "sides", "side", "he", "she"):
                return [_with_role(p, role) for p in self.last_bodies]
        linked = self._linked(head, role, code)
        if linked:
            return linked
        state = self.mentions.place.get(head.i)
        if state is not None and state.kind == "country":
            return [Participant(state.name if state.name else head.text, role, "state", country=state.country, text=head.text, start=state.start, end=state.end)]
        body = self.persons.stands_for(head)
        if body is not None:
            return [self._agency(body, role, head)]
        return self._unnamed(head, role, code)

    def _linked(self, head: Token, role: str, code: str) -> list[Participant]:
        """Bodies for which the person or group of ``head`` stands."""
        found: list[Participant] = []
        todo: list[Token] = [head]
        seen: set[int] = set()
        while todo:
            token = todo.pop(0)
            for child in token.children:
                if child.i in seen or child.dep_ in CLAUSES:
                    continue
                seen.add(child.i)
                mention = self.mentions.agency.get(child.i)
                if child.dep_ in ("compound", "poss", "amod", "nmod", "appos") or (child.dep_ == "conj" and token is not head):
                    if mention is not None:
                        found.append(self._agency(mention, role))
                        found.extend(self._appositions(child, role, mention))
                        todo.append(child)
                    elif child.dep_ in ("appos", "compound", "conj", "poss"):
                        place = self.mentions.place.get(child.i)
                        if place is not None and place.kind == "country" and child.dep_ in ("conj", "poss"):
                            found.append(Participant(place.name, role, "state", country=place.country, start=place.start, end=place.end))
                        todo.append(child)
                elif child.dep_ == "prep" and child.lower_ in LINKS:
                    for inner in child.children:
                        if inner.dep_ != "pobj":
                            continue
                        mention = self.mentions.agency.get(inner.i)
                        place = self.mentions.place.get(inner.i)
                        if mention is not None:
                            found.append(self._agency(mention, role))
                            found.extend(self._appositions(inner, role, mention))
                        elif place is not None and place.kind == "country" and child.lower_ in ("of", "from"):
                            found.append(Participant(place.name, role, "state", country=place.country, start=place.start, end=place.end))
                        todo.append(inner)
        return found

    def _appositions(self, head: Token, role: str, mention: AgencyMention) -> list[Participant]:
        """Bodies coordinated inside the list that ``head`` opens are found by the frame; nothing stands here yet."""
        return []

    def _unnamed(self, head: Token, role: str, code: str) -> list[Participant]:
        words = _phrase_text(head)
        country = next(
            (p.country for t in head.subtree if (p := self.mentions.place.get(t.i)) and abs(t.i - head.i) < 12), None
        )
        if surname_of(head.text) in self.defendants:
            return [Participant("person", role, "person", text=words, start=head.idx, end=head.idx + len(head.text))]
        if head.ent_type_ == "PERSON" or OFFICES.search(words) and country in (None, self.mentions.context.country):
            if code == "speech" and head.ent_type_ == "PERSON" and not OFFICES.search(words):
                return [Participant("person", role, "person", text=words, start=head.idx, end=head.idx + len(head.text))]
            return self._publisher(role)
        court = head.lower_ in COURT_WORDS
        if court or GROUPS.search(words):
            name = "unnamed court" if court else f"unnamed {_group_name(words)}"
            return [
                Participant(
                    name, role, "unnamed", country=country or (self.mentions.context.country if court else None),
                    text=words, start=head.idx, end=head.idx + len(head.text),
                )
            ]
        return []

    # --- what is told by silence --------------------------------------------------------------------------------------

    def _complete(self, match: Match, found: list[Participant]) -> None:
        """Add who is understood: the defendant of the case, the court of the sentence, the publisher."""
        kind = match.event_type
        roles = {p.role for p in found}
        if "subject" in kind.persons and "subject" not in roles and self.last_subjects:
            found.extend(_with_role(p, "subject") for p in self.last_subjects)
        if kind.place == "court" and "actor" in kind.roles and "actor" not in roles:
            court = self._court_near(match.token)
            if court is not None:
                found.append(self._agency(court, "actor"))
        if kind.publisher and kind.publisher not in {p.role for p in found}:
            found.extend(self._publisher(kind.publisher))

    def _court_near(self, token: Token) -> AgencyMention | None:
        for mention in self.mentions.agencies_in(token.sent):
            if re.search(r"\b(?:Court|Tribunal)\b", mention.name) and "actor":
                return mention
        return None

    def _publisher(self, role: str) -> list[Participant]:
        context = self.mentions.context
        if not context.publisher_name:
            return []
        return [Participant(context.publisher_name, role, "agency", context.publisher, context.country)]

    def _agency(self, mention: AgencyMention, role: str, head: Token | None = None) -> Participant:
        return Participant(
            mention.name,
            role,
            mention.kind,
            mention.agency_id if mention.kind != "unnamed" else None,
            mention.country,
            self.mentions.doc.text[mention.start : mention.end],
            mention.start if head is None else head.idx,
            mention.end if head is None else head.idx + len(head.text),
        )


def _through_partitive(head: Token) -> Token:
    """The noun behind a count: "five of the officers"."""
    for _ in range(MAX_CLIMB):
        if head.lemma_.lower() not in PARTITIVES and not head.like_num:
            return head
        inner = [g for c in head.children if c.dep_ == "prep" and c.lower_ == "of" for g in c.children if g.dep_ == "pobj"]
        if not inner:
            return head
        head = inner[0]
    return head


def _is_anaphor(head: Token) -> bool:
    """Whether ``head`` points back: "the accused", "the two", "the defendants" without more said of them."""
    if head.lower_ in ("accused", "defendant", "defendants", "suspects", "suspect", "pair", "duo", "trio", "trio", "two", "three", "four", "five", "six"):
        return any(c.lower_ in ("the", "all", "both") for c in head.children) and not any(c.dep_ == "prep" for c in head.children)
    return False


def _group_name(words: str) -> str:
    low = words.lower()
    for key, name in (
        ("law enforcement", "law enforcement agency"), ("prosecut", "prosecution service"), ("police", "police"), ("ministr", "ministry"),
        ("minister", "ministry"), ("compan", "company"), ("supplier", "company"), ("firm", "company"), ("court", "court"), ("jury", "court"),
        ("organi", "organisation"), ("anti-corruption", "anti-corruption agency"),
    ):
        if key in low:
            return name
    return "authority"


def _phrase_text(head: Token) -> str:
    words = [t for t in head.subtree if abs(t.i - head.i) <= 12]
    stop = next((t.i for t in words if t.i > head.i and (t.dep_ in CLAUSES or t.text in (",", ";", "(", "–"))), None)
    words = [t for t in words if stop is None or t.i < stop]
    return head.doc[words[0].i : words[-1].i + 1].text if words else head.text


def _with_role(participant: Participant, role: str) -> Participant:
    return Participant(
        participant.name, role, participant.kind, participant.agency_id, participant.country, participant.text,
        participant.start, participant.end,
    )


def key_of(participant: Participant) -> str:
    """What makes two participants the same: the body's id or name, a person's surname."""
    if participant.kind == "person":
        return "person:" + surname_of(participant.text or "")
    return participant.agency_id or participant.name.lower()


def _once(found: list[Participant]) -> list[Participant]:
    kept: dict[tuple[str, str], Participant] = {}
    for participant in found:
        key = (key_of(participant) + (participant.country or "" if participant.kind == "unnamed" else ""), participant.role)
        kept.setdefault(key, participant)
    taken: dict[str, Participant] = {}
    for participant in kept.values():  # a body has one role in one event: the first told
        if participant.kind == "person":
            taken[f"{key_of(participant)}"] = participant
        else:
            taken.setdefault(key_of(participant) + (participant.country or ""), participant)
    return list(taken.values())


_ = PERSON_WORDS
