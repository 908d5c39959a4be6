"""Participants told by silence: the defendant of the case, the court of the sentence, the body that issued the page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from parsers.language.events.frames import phrase
from parsers.language.events.matching import Match
from parsers.language.events.parties import COURT_NAME, PUBLIC, with_role
from parsers.records import Participant

if TYPE_CHECKING:
    from parsers.language.events.participants import Casting

PROSECUTING = re.compile(
    r"\b(?:Justice|Attorney|Prosecut\w+|Crown|Procura\w+|Fraud Office|Public Ministry|Special Prosecutor)\b"
)
"""Names of bodies that charge; others investigate, and "was charged" in their releases names nobody."""
ARRESTING = re.compile(r"Corrupt|Police|Crimes|Narcotic|Marshals|Customs|Drug")
"""Names of bodies that arrest."""
RECEIVING = ("as", "to", "complement", "at")
"""Slots that tell where an appointed person goes."""


def complete(casting: Casting, match: Match, found: list[Participant], *, news: bool) -> None:
    """Add to ``found`` who is understood; ``news`` says that the event is what the release was written for."""
    kind = match.event_type
    if kind.group == "enforcement":
        _of_the_case(casting, match, found)
    if kind.place == "court" and "actor" in kind.roles and not _has(found, "actor"):
        court = casting.court_near(match.token)
        if court is not None:
            found.append(casting.agency(court, "actor"))
    if kind.code == "visit" and not _has(found, "host"):
        found.extend(_inviting(casting, match))
    if kind.code == "appointment" and news:
        found.extend(_receiving(casting, match, found))
    if kind.code == "speech" and not _has(found, "host"):
        speakers = {p.agency_id for p in found}
        found.extend(with_role(p, "host") for p in casting.last_hosts if p.agency_id not in speakers and news)
    _by_the_publisher(casting, match, found, news=news)


def _has(found: list[Participant], role: str) -> bool:
    return any(p.role == role for p in found)


def _of_the_case(casting: Casting, match: Match, found: list[Participant]) -> None:
    """The subject of the step before, and who settles with whom."""
    kind = match.event_type
    if kind.code == "settlement":
        if not _has(found, "actor"):
            near = (
                m
                for m in casting.mentions.agencies_in(match.token.sent)
                if m.kind == "agency" and PUBLIC.search(m.name) and not COURT_NAME.search(m.name)
            )
            found.extend(casting.agency(m, "actor") for m in list(near)[:1])
        if not _has(found, "subject"):
            found.extend(with_role(p, "subject") for p in casting.last_companies)
    elif "subject" in kind.persons and kind.code != "asset_recovery" and not _has(found, "subject"):
        whole_case = kind.code == "investigation" and casting.case_subjects
        found.extend(with_role(p, "subject") for p in (whole_case or casting.last_subjects))


def _inviting(casting: Casting, match: Match) -> list[Participant]:
    """The host of a visit "at the invitation of" a body."""
    for token in match.token.sent:
        if token.lower_ == "invitation":
            return casting.linked(token, "host")
    return []


def _receiving(casting: Casting, match: Match, found: list[Participant]) -> list[Participant]:
    """The body to which a person is appointed, the publisher's own where no other is named."""
    if any(p.role == "subject" and p.kind == "agency" for p in found):
        return []
    for slot in RECEIVING:
        for head in match.frame.slots.get(slot, ()):
            bodies = casting.mentions.agencies_in(phrase(head))
            if bodies:
                return [casting.agency(bodies[0], "subject")]
    for slot in (
        "object",
        "subject",
        "of",
    ):  # "the Chairman of the Board will leave office", "the appointment of its Director"
        for head in match.frame.slots.get(slot, ()):
            left = [p for p in casting.linked(head, "subject") if p.kind == "agency"]
            if left and not any(p.role == "actor" and p.agency_id == left[0].agency_id for p in found):
                return left[:1]
    own = casting.mentions.context.publisher
    appointing = any(p.role == "actor" and p.agency_id == own for p in found)
    return casting.publisher("subject") if appointing and _has(found, "subject") else []


def _by_the_publisher(casting: Casting, match: Match, found: list[Participant], *, news: bool) -> None:
    kind = match.event_type
    context = casting.mentions.context
    others = {p.agency_id for p in found}
    told = news or kind.code == "legal_assistance"
    silent = kind.code == "charge" and match.frame.passive and not PROSECUTING.search(context.publisher_name or "")
    if kind.publisher and not _has(found, kind.publisher) and told and context.publisher not in others and not silent:
        found.extend(casting.publisher(kind.publisher))
    if context.publisher in others or not news:
        return
    if kind.code == "visit" and len({p.role for p in found}) < 2:
        found.extend(casting.publisher("host" if _has(found, "visitor") else "visitor"))
    elif (kind.code == "agreement" and match.trigger.verbs and len(found) < 2) or (
        kind.code == "joint_operation" and len(found) == 1
    ):  # nobody does these alone
        found.extend(casting.publisher(kind.roles[0]))
        return
    arresting = not match.frame.passive or bool(ARRESTING.search(context.publisher_name or ""))
    if kind.code == "arrest" and not _has(found, "actor") and arresting:
        found.extend(casting.publisher("actor"))
