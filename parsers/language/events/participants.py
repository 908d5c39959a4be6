"""Participants of an event: the bodies, states and persons in the slots of its frame, with their roles."""

from __future__ import annotations

from spacy.tokens import Token

from config.agencies import agencies
from config.event_types import EventType
from parsers.language.agencies.publisher import publisher_of
from parsers.language.events.balance import balanced, is_about_person
from parsers.language.events.frames import CLAUSES, phrase
from parsers.language.events.matching import ACTORS, COURT_WORDS, PERSON_WORDS, Match
from parsers.language.events.mentions import Mentions
from parsers.language.events.pairs import two_bodies
from parsers.language.events.parties import (
    BODIES,
    BODY_GROUPS,
    COMPANY_WORDS,
    COURT_NAME,
    GROUPS,
    GUESTS,
    LINKS,
    OURSELVES,
    PRONOUNS,
    group_name,
    is_anaphor,
    key_of,
    once,
    parts_only,
    phrase_text,
    through_partitive,
    with_role,
)
from parsers.language.events.persons import OFFICES, Persons, surname_of
from parsers.language.events.subjects import Subjects, described
from parsers.language.events.understood import complete
from parsers.records import AgencyMention, Participant, PlaceMention


class Casting:
    """Gives roles to the phrases around a trigger; remembers whom the last events were about."""

    def __init__(self, mentions: Mentions, persons: Persons) -> None:
        self.mentions, self.persons = mentions, persons
        self.named = Subjects(mentions, persons)
        self.issuer = publisher_of(mentions.context, agencies())
        self.group = ""
        """Group of the event that is being cast."""
        self.slots: dict[str, str] = {}
        """Key of each participant → the slot in which the event that is being cast tells it."""
        self.last_subjects: list[Participant] = []
        self.last_hosts: list[Participant] = []
        """Who gave the gathering or received the visit that was told last."""
        self.last_met: list[Participant] = []
        """The bodies of the visit, meeting or pact that was told last."""
        self.last_visitors: list[Participant] = []
        """Whom "the visitors" and "the delegation" mean."""
        self.case_subjects: list[Participant] = []
        """Whom the first step of the case was about."""
        self.last_bodies: list[Participant] = []
        self.last_companies: list[Participant] = []
        self.defendants: set[str] = set()
        """Surnames of those whom the case is about; they stand for no body."""

    def cast(self, match: Match, *, news: bool, headline: bool = False, remember: bool = True) -> list[Participant]:
        """Participants of ``match``, each once.

        ``news`` says that it is what the release was written for; ``remember``, that later events may mean them.
        """
        kind = match.event_type
        self.group = kind.group
        self.slots = {}
        found: list[Participant] = []
        for slot, role in {**kind.slots, **match.trigger.slots}.items():
            if role == "none" or (slot == "of" and is_about_person(match, role)):
                continue
            for head in match.frame.slots.get(slot, ()):
                for participant in self._phrase(match, head, role):
                    self.slots.setdefault(key_of(participant), slot)
                    found.append(participant)
        found = balanced(match, parts_only(once(found)), self.mentions.context.publisher, self.mentions.context.country)
        complete(self, match, found, news=news)
        if remember:
            self._remember(kind, found, headline=headline)
        return found

    def _phrase(self, match: Match, head: Token, role: str) -> list[Participant]:
        if head == match.token:
            return []
        what_happens = head in match.words and head.i not in self.mentions.agency and not ACTORS.match(head.text)
        if what_happens and match.event_type.code == "statement":
            return self.linked(head, role)  # "welcomes the agreement between …"
        if what_happens and role not in match.event_type.persons:
            own = [c for c in head.children if c.dep_ in ("poss", "compound", "amod", "nmod")]
            return [p for child in own if child.i in self.mentions.agency for p in self._bodies(child, role, match)]
        if role in match.event_type.persons:
            return self._subjects(head, role)
        return self._bodies(head, role, match)

    def _remember(self, kind: EventType, found: list[Participant], *, headline: bool) -> None:
        people_only = kind.group == "governance"
        subjects = [p for p in found if p.role in kind.persons and not (people_only and p.kind == "agency")]
        if subjects:
            self.last_subjects = subjects
            if kind.group == "enforcement":
                self.case_subjects = self.case_subjects or ([] if headline else subjects)
                self.defendants.update(s for p in subjects if p.kind == "person" and (s := surname_of(p.text or "")))
        hosts = [p for p in found if p.role in ("host", "organiser") and p.kind != "person"]
        if hosts and kind.code in ("visit", "conference"):
            self.last_hosts = hosts
        visitors = [p for p in found if p.role == "visitor" and p.kind != "person"]
        if visitors:
            self.last_visitors = visitors
        if kind.group == "cooperation":
            self.last_met = [p for p in found if p.kind == "agency"]
        companies = [p for p in found if p.kind == "company"]
        if companies:
            self.last_companies = companies
            for firm in companies:
                self.named.remember(firm)
        bodies = [p for p in found if p.kind in ("agency", "state")]
        if bodies:
            self.last_bodies = bodies

    # --- persons as themselves ------------------------------------------------------------------------------------

    def _subjects(self, head: Token, role: str) -> list[Participant]:
        head = through_partitive(head)
        body = self.mentions.agency.get(head.i)
        officer = self.group == "enforcement" and head.lemma_.lower() in PERSON_WORDS
        if body is not None and self.persons.name_of(head) is None and not officer:
            return [self.agency(body, role)]
        if head.lower_ in PRONOUNS or head.tag_ in ("WP", "PRP", "PRP$") or is_anaphor(head):
            return [with_role(p, role) for p in self.last_subjects]
        if (
            head.lemma_.lower() in COMPANY_WORDS
            and any(c.lower_ in ("the", "its") for c in head.children)
            and self.last_companies
            and not self.named.has_name(head)
        ):
            return [with_role(p, role) for p in self.last_companies]
        state = self.mentions.place.get(head.i)
        if state is not None and state.kind == "country" and head.ent_type_ != "PERSON":
            return [Participant(state.name, role, "state", country=state.country, start=state.start, end=state.end)]
        found = list(self.named.of(head, role))
        if not found:  # "the firm's licence was revoked", "searched her home": it is the owner's
            for owner in (c for c in head.children if c.dep_ == "poss"):
                found.extend(self._subjects(owner, role))
        return found

    # --- bodies -----------------------------------------------------------------------------------------------------

    def _bodies(self, head: Token, role: str, match: Match) -> list[Participant]:
        mention = self.mentions.agency.get(head.i)
        if mention is not None:
            return [self.agency(mention, role)]
        if head.lower_ in OURSELVES:
            return self.publisher(role)
        groups = self._groups(head, role)
        if len(groups) > 1:
            return groups
        linked = self.linked(head, role) or self._apposed(head, role)
        if linked:
            return linked
        guests = head.lower_ in GUESTS or (head.lower_ in ("it", "they") and match.event_type.code == "visit")
        if guests and self.last_visitors and role not in ("host", "provider", "organiser"):
            return [with_role(p, role) for p in self.last_visitors]
        if head.lower_ in ("he", "she", "him", "her"):
            other = [p for p in self.last_bodies if p.role == role]
            return [with_role(p, role) for p in (other or self.last_bodies)[:1]]
        if head.lower_ in ("it", "which", "who"):
            return [with_role(p, role) for p in self.last_bodies[:1]]
        if head.lower_ in ("they", "both", "two", "sides") or (
            head.lower_ in BODIES and any(c.lower_ in ("two", "both") for c in head.children)
        ):
            return two_bodies(self, head, role)
        state = self.mentions.place.get(head.i)
        if state is not None and state.kind == "country" and role != "host":
            return [Participant(state.name, role, "state", country=state.country, start=state.start, end=state.end)]
        body = self.persons.stands_for(head)
        if body is not None:
            return [self.agency(body, role, head)]
        return self._unnamed(head, role, match)

    def linked(self, head: Token, role: str) -> list[Participant]:
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
                if child.dep_ in ("compound", "poss", "amod", "nmod", "appos") or (
                    child.dep_ == "conj" and token != head
                ):
                    if mention is not None:
                        found.append(self.agency(mention, role))
                        todo.append(child)
                    elif child.dep_ in ("appos", "compound", "conj", "poss"):
                        place = self.mentions.place.get(child.i)
                        if place is not None and place.kind == "country" and child.dep_ in ("conj", "poss"):
                            found.append(self._state_or_group(head, place, role))
                        todo.append(child)
                elif child.dep_ == "prep" and child.lower_ in LINKS:
                    for inner in child.children:
                        if inner.dep_ != "pobj":
                            continue
                        mention = self.mentions.agency.get(inner.i)
                        place = self.mentions.place.get(inner.i)
                        if mention is not None:
                            found.append(self.agency(mention, role))
                        elif place is not None and place.kind == "country" and child.lower_ in ("of", "from"):
                            found.append(self._state_or_group(head, place, role))
                        todo.append(inner)
        return found

    def _groups(self, head: Token, role: str) -> list[Participant]:
        """One unnamed group for each country of a list ("authorities in Brazil, France and South Africa")."""
        if head.tag_ not in ("NNS", "NNPS") or not BODY_GROUPS.search(head.lower_):
            return []
        near = [t for t in head.subtree if 0 < t.i - head.i < 30]
        if any(t.i in self.mentions.agency for t in near):
            return []
        places = {p.country: p for t in near if (p := self.mentions.place.get(t.i)) and p.kind == "country"}
        return [self._state_or_group(head, p, role) for p in places.values()]

    def _apposed(self, head: Token, role: str) -> list[Participant]:
        """The body named right after a comma behind ``head`` ("its namesake, the …"), where the parse has lost it."""
        if not ACTORS.match(head.text):
            return []
        after = head.doc[max(t.i for t in phrase(head)) + 1 :][:3]
        if len(after) < 3 or after[0].text != "," or after[1].lower_ != "the":
            return []
        mention = self.mentions.agency.get(after[2].i)
        return [self.agency(mention, role)] if mention is not None else []

    def _state_or_group(self, head: Token, place: PlaceMention, role: str) -> Participant:
        """The country itself, or its bodies where ``head`` is a group of them ("the authorities of Brazil")."""
        start, end = place.start, place.end
        if head.tag_ in ("NNS", "NNPS") and BODY_GROUPS.search(head.lower_):
            name = f"unnamed {group_name(phrase_text(head))}"
            return Participant(name, role, "unnamed", None, place.country, head.text, start, end)
        return Participant(place.name, role, "state", country=place.country, start=start, end=end)

    def _unnamed(self, head: Token, role: str, match: Match) -> list[Participant]:
        words = phrase_text(head)
        home = self.mentions.context.country
        near = [t for t in head.subtree if abs(t.i - head.i) < 12]
        country = next((p.country for t in near if (p := self.mentions.place.get(t.i))), None)
        person = Participant("person", role, "person", text=words, start=head.idx, end=head.idx + len(head.text))
        if head.lower_ in COURT_WORDS or (head.ent_type_ == "PERSON" and COURT_NAME.search(words)):
            court = self.court_near(head)
            if court is not None:
                return [self.agency(court, role)]
            return [
                Participant(
                    "unnamed court",
                    role,
                    "unnamed",
                    country=country or home,
                    text=words,
                    start=head.idx,
                    end=person.end,
                )
            ]
        if surname_of(head.text) in self.defendants:
            return [person]
        acting = role == match.event_type.roles[0] or head in match.frame.slots.get("subject", ())
        office = bool(OFFICES.search(words))
        if acting and (head.ent_type_ == "PERSON" or office) and country in (None, home):
            if match.event_type.code == "speech" and not office:
                return [person]
            return self.publisher(role)
        if GROUPS.search(words):
            name = f"unnamed {group_name(words)}"
            return [Participant(name, role, "unnamed", country=country, text=words, start=head.idx, end=person.end)]
        if role in ("trainee", "recipient") and head.tag_ in ("NNS", "NNPS") and self.named.describes(head):
            return [Participant("person", role, "person", text=described(head), start=head.idx, end=person.end)]
        return []

    def court_near(self, token: Token) -> AgencyMention | None:
        """The court named in the sentence, the nearest one to ``token``."""
        courts = [m for m in self.mentions.agencies_in(token.sent) if COURT_NAME.search(m.name)]
        return min(courts, key=lambda m: abs(m.start - token.idx), default=None)

    def publisher(self, role: str) -> list[Participant]:
        """The issuing body in ``role``; empty where it is not known."""
        if self.issuer is None:
            return []
        return [Participant(self.issuer.name, role, "agency", self.issuer.agency_id, self.issuer.country)]

    def agency(self, mention: AgencyMention, role: str, head: Token | None = None) -> Participant:
        """The body of ``mention`` in ``role``; ``head`` is the word that stands for it elsewhere."""
        return Participant(
            mention.name,
            role,
            mention.kind,
            mention.agency_id if mention.kind != "unnamed" else None,
            mention.country,
            self.mentions.text[mention.start : mention.end],
            mention.start if head is None else head.idx,
            mention.end if head is None else head.idx + len(head.text),
        )
