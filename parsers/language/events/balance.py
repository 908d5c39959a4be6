"""Roles put right by who the parties are, whatever slot they stood in."""

from __future__ import annotations

from parsers.language.events.matching import Match
from parsers.language.events.parties import COURT_NAME, PUBLIC, with_role
from parsers.records import Participant

STEPS = frozenset({"arrest", "charge", "hearing", "plea", "verdict", "sentence", "search", "appeal"})
"""Steps of a case against persons and firms, of which no state is the subject."""


def balanced(match: Match, found: list[Participant], publisher: str | None, home: str | None) -> list[Participant]:
    """Roles put right by who the parties are: courts act, authorities settle with firms, talks have two sides."""
    code, roles = match.event_type.code, match.event_type.roles
    out: list[Participant] = []
    for p in found:
        is_court = bool(COURT_NAME.search(p.name))
        if is_court and p.role == "subject" and "subject" in match.event_type.persons:
            if match.event_type.place != "court":
                continue
            p = with_role(p, "actor")
        if p.role == "subject" and p.kind == "state" and code in STEPS:
            continue  # "arrested at the request of the United States"
        if (
            p.role == "subject"
            and match.event_type.group == "enforcement"
            and code not in ("investigation", "settlement")
        ):
            if p.agency_id and p.agency_id == publisher:
                p = with_role(p, "actor")
            elif p.kind == "agency" and PUBLIC.search(p.name):
                continue  # officials of a body are charged, not the body
        if code == "asset_recovery" and p.kind == "person" and p.role == "actor":
            p = with_role(p, "subject")
        if code == "settlement" and p.kind == "state":
            p = with_role(p, "actor")
        if code == "settlement" and p.kind == "company":
            p = with_role(p, "subject")
        if code == "settlement" and p.kind == "agency":
            public = bool(PUBLIC.search(p.name)) or p.agency_id == publisher
            p = with_role(p, "actor" if public else "subject")
        out.append(p)
    if code == "settlement":
        out = _sides(out, publisher)
    if code == "legal_assistance":
        out = _across_the_border(out, home)
    if roles == ("actor", "counterpart") and len(out) > 1 and not any(p.role == "counterpart" for p in out):
        first = next((p for p in out if p.agency_id and p.agency_id == publisher), out[0])
        out = [p if p is first else with_role(p, "counterpart") for p in out]
    return out


def received(found: list[Participant], places: set[str], publisher: str | None, home: str | None) -> list[Participant]:
    """The sides of a visit by its place: what comes to the publisher's country from abroad is received there."""
    own = next((p for p in found if p.agency_id == publisher and p.role == "visitor"), None)
    abroad = [p for p in found if p.role == "host" and p.country and p.country != home]
    if own is None or not abroad or places != {home}:
        return found
    turned = {id(own): "host"} | {id(p): "visitor" for p in abroad}
    return [with_role(p, turned.get(id(p), p.role)) for p in found]


def _sides(found: list[Participant], publisher: str | None) -> list[Participant]:
    """A settlement of the publisher with another authority alone: the other one is the subject."""
    others = [p for p in found if p.agency_id != publisher]
    if len(others) == len(found) or any(p.role == "subject" for p in others):
        return found
    return [p if p.agency_id == publisher else with_role(p, "subject") for p in found]


def _across_the_border(found: list[Participant], home: str | None) -> list[Participant]:
    """Help comes from abroad: beside a foreign body, the bodies at home that are named with it only act."""
    foreign = any(p.role == "requested" and p.country and p.country != home for p in found)
    return [with_role(p, "actor") if foreign and p.role == "requested" and p.country == home else p for p in found]


def is_about_person(match: Match, role: str) -> bool:
    """Whether "of" stands by the person whom the passive verb is about ("the head of the centre was charged")."""
    frame = match.frame
    return bool(
        frame.passive
        and match.trigger.verbs
        and role in match.event_type.persons
        and frame.slots.get("object")
        and not any(head in match.words for head in frame.slots["object"])
    )
