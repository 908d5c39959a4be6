"""Countries of an event: where it happened, whose bodies took part."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Span, Token

from parsers.language.events.frames import phrase
from parsers.language.events.matching import Match
from parsers.language.events.mentions import Mentions
from parsers.language.events.parties import COURT_NAME
from parsers.records import EventCountry, Participant, PlaceMention

HERE = frozenset({"in", "at", "to", "near", "outside", "across", "around", "throughout", "from"})
PREMISES = frozenset({"office", "headquarters", "premise", "premises", "depot"})
AT_HOME = frozenset({"meeting", "outreach", "initiative", "award", "training", "conference", "publication", "speech"})
"""Types that happen at a place of the body that acts, where it is told to be at home."""
SENDING = frozenset({"send", "travel", "go", "deploy", "dispatch", "fly"})


def countries_of(
    match: Match, sentence: Span, participants: Sequence[Participant], mentions: Mentions
) -> list[EventCountry]:
    """Locations first, then the participants' countries, each once."""
    found = [EventCountry(p.country, "location", p.start, p.end) for p in _places(match, sentence, mentions)]
    if not found:
        found = _implied(match, participants, mentions)
    for participant in participants:
        if participant.country:
            found.append(EventCountry(participant.country, "party", participant.start, participant.end))
    return list({(c.country, c.role): c for c in reversed(found)}.values())[::-1]


def _places(match: Match, sentence: Span, mentions: Mentions) -> list[PlaceMention]:
    """Places told by a phrase of place in the trigger's clause, or as what is visited."""
    code = match.event_type.code
    places: list[PlaceMention] = []
    if code == "visit":
        for head in (*match.frame.slots.get("object", ()), *match.frame.slots.get("to", ())):
            places.extend(mentions.places_in(phrase(head)))
    if places:
        return places
    verb = match.frame.verb
    if verb is not None and any(c.lower_ == "where" for c in verb.children):
        for _ in range(3):
            if verb.dep_ == "relcl":
                return mentions.places_in(phrase(verb.head))
            verb = verb.head
    named = mentions.places_in(
        [c for w in match.words if w.pos_ == "PROPN" for c in w.children if c.dep_ == "compound"]
    )
    if named and code == "conference":
        return named
    fallback: list[tuple[PlaceMention, Token]] = []
    for token in sentence:
        place = mentions.place.get(token.i)
        if place is None or token.i in mentions.agency or place.kind == "demonym":
            continue
        if token.head.i in range(token.i - 8, token.i) and mentions.place.get(token.head.i) is place:
            continue
        preposition = _preposition(token)
        if preposition is None or preposition.lower_ not in HERE:
            continue
        if preposition.lower_ == "to" and preposition.head.lemma_ in SENDING:
            places.append(place)
            continue
        if preposition.lower_ in ("to", "from") and code not in ("visit", "legal_assistance"):
            continue
        if preposition.lower_ == "from" and code != "legal_assistance":
            continue
        carrier = preposition.head
        if carrier == match.token or carrier == match.frame.verb or carrier in match.words:
            places.append(place)
        elif carrier.pos_ in ("VERB", "AUX", "NOUN", "PROPN") and _near(carrier, match):
            fallback.append((place, preposition))
    if places or code == "investigation":
        return places
    nearest = min(fallback, key=lambda f: abs(f[0].start - match.token.idx), default=None)
    return [p for p, preposition in fallback if nearest is not None and preposition == nearest[1]]


def _preposition(token: Token) -> Token | None:
    for _ in range(5):
        if token.dep_ == "pobj" and token.head.lower_ in ("as", "including", "like") and token.head.head.dep_ == "pobj":
            token = token.head.head
            continue
        if token.dep_ == "pobj" and token.head.dep_ in ("prep", "pcomp", "ROOT", "dep", "agent", "conj", "dative"):
            return token.head
        if token.dep_ in ("conj", "appos", "compound", "npadvmod", "nmod", "poss"):
            token = token.head
            continue
        return None
    return None


def _near(carrier: Token, match: Match) -> bool:
    apart = not match.token.is_ancestor(carrier) and not carrier.is_ancestor(match.token)
    return not (carrier.dep_ == "relcl" and apart)


def _implied(match: Match, participants: Sequence[Participant], mentions: Mentions) -> list[EventCountry]:
    kind = match.event_type
    for slot in ("in", "at", "before"):
        for head in match.frame.slots.get(slot, ()):
            court = mentions.agency.get(head.i)
            if kind.group == "enforcement" and court and court.country and COURT_NAME.search(court.name):
                return [EventCountry(court.country, "location", court.start, court.end)]
    if kind.place == "court":
        named = next((p for p in participants if p.role == "actor" and p.country and "ourt" in p.name), None)
        country = named.country if named else mentions.context.country
        return (
            [EventCountry(country, "location", named.start if named else None, named.end if named else None)]
            if country
            else []
        )
    if kind.code in AT_HOME and _own_premises(match.token.sent):
        return [
            EventCountry(p.country, "location", p.start, p.end)
            for p in participants
            if p.role == kind.roles[0] and p.country and p.kind == "agency"
        ][:1]
    if kind.code == "training":
        return [
            EventCountry(p.country, "location", p.start, p.end)
            for p in participants
            if p.role == "provider" and p.country and _has_at(match)
        ]
    if kind.place == "host":
        return [
            EventCountry(p.country, "location", p.start, p.end) for p in participants if p.role == "host" and p.country
        ]
    return []


def _own_premises(sentence: Span) -> bool:
    """Whether it happens in a body's own rooms ("at its offices", "at the Commission's head office")."""
    for token in sentence:
        preposition = _preposition(token)
        if token.lemma_.lower() in PREMISES and preposition is not None and preposition.lower_ in ("at", "in"):
            owned = any(c.dep_ == "poss" for c in token.children)
            if owned or token.nbor(-1).lower_ == "head":
                return True
    return False


def _has_at(match: Match) -> bool:
    """Whether it is told to be at or with the provider ("an attachment at the Academy")."""
    return any(match.frame.slots.get(slot) for slot in ("at", "with"))
