"""A second look at what the rules made of a text: roles and places weighed again, doubtful events left out.

All drafts are looked at as the rules left them, so that no decision depends on the order in which others were revised.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from config.weights import Decision
from parsers.language.events.candidates import Candidate, Scene, candidates, scenes
from parsers.language.events.event_features import event_features
from parsers.language.events.layout import Layout
from parsers.language.events.mentions import Mentions
from parsers.language.events.merging import Draft
from parsers.language.events.parties import named_only, parts_only, with_role
from parsers.language.events.place_candidates import PlaceCandidate, place_candidates
from parsers.language.events.weighing import is_filled, open_roles, place_features, probability, role_features
from parsers.records import EventCountry, Participant

TAKES_PART = 0.35
"""Least probability of a role that is recorded: the best of five folds. It lies under one half, as a body left out
costs as much as one too many and the weights doubt what they have seldom seen."""
HAPPENED = 0.4
"""Least probability of a place that is recorded: the best of five folds."""
TOLD = 0.25
"""Least probability of an event that is recorded, where no rule doubts it."""
TOLD_BY_DOUBTFUL = 0.5
"""Least probability of one that a rule doubts; both limits are the best of five folds."""

Tables = Mapping[Decision, Mapping[str, float]]


def revised(drafts: Sequence[Draft], mentions: Mentions, layout: Layout, tables: Tables) -> list[Draft]:
    """``drafts`` with weighed participants and places, without those that are hardly told."""
    out: list[Draft] = []
    for scene in scenes(drafts, mentions, layout):
        told = probability(tables["event"], event_features(scene))
        if told < (TOLD_BY_DOUBTFUL if scene.draft.doubts else TOLD):
            continue
        participants = _participants(scene, tables["role"])
        places = _places(scene, tables["place"])
        parties = [EventCountry(p.country, "party", p.start, p.end) for p in participants if p.country]
        countries = list({(c.country, c.role): c for c in reversed([*places, *parties])}.values())[::-1]
        out.append(replace(scene.draft, participants=participants, countries=countries))
    return out


def _participants(scene: Scene, table: Mapping[str, float]) -> list[Participant]:
    kind = scene.draft.match.event_type
    around = candidates(scene)
    roles: dict[int, str] = {}
    for n, candidate in enumerate(around):
        weighed = {
            role: probability(table, role_features(kind, candidate, role, is_filled(around, candidate, role)))
            for role in open_roles(kind, candidate)
        }
        given = candidate.participant.role
        role = given if weighed.get(given, 0.0) >= TAKES_PART else max(weighed, key=lambda r: weighed[r], default="")
        if weighed.get(role, 0.0) >= TAKES_PART:
            roles[n] = role
    out: list[Participant] = []
    for n, role in roles.items():
        out.extend(_as(around[n], role, scene))
    return named_only(parts_only(out))


def _as(candidate: Candidate, role: str, scene: Scene) -> list[Participant]:
    """Whom ``candidate`` stands for: itself, or all persons whom the rules or the event before name."""
    if candidate.participant.kind != "person":
        return [with_role(candidate.participant, role)]
    here = [p for p in scene.draft.participants if p.kind == "person"]
    if here:
        return [with_role(p, role) for p in here]
    for draft in reversed(scene.before):
        before = [p for p in draft.participants if p.kind == "person"]
        if before:
            return [Participant(p.name, role, p.kind, p.agency_id, p.country, p.text) for p in before]
    return [with_role(candidate.participant, role)]


def _places(scene: Scene, table: Mapping[str, float]) -> list[EventCountry]:
    around = place_candidates(scene)
    ruled = any("rule" in c.features for c in around)

    def likely(candidate: PlaceCandidate) -> bool:
        return probability(table, place_features(scene.draft.match.event_type, candidate, ruled)) >= HAPPENED

    return [EventCountry(c.country, "location", c.start, c.end) for c in around if likely(c)]
