"""Weighing candidates: plain features with learned weights (``config.weights``) decide where the rules alone guess.

The rules propose events with participants and places; what they propose is itself a feature, the strongest one. The
weights were fitted by logistic regression on annotated texts, so the sum is the logarithm of the odds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import exp

from config.event_types import EventType
from config.weights import BIAS
from parsers.language.events.candidates import Candidate
from parsers.language.events.place_candidates import PlaceCandidate


def probability(table: Mapping[str, float], features: Iterable[str]) -> float:
    """How likely it is that what ``features`` describe is right, by the weights of ``table``."""
    odds = table.get(BIAS, 0.0) + sum(table.get(f, 0.0) for f in set(features))
    return 1 / (1 + exp(-max(-30.0, min(30.0, odds))))


def open_roles(kind: EventType, candidate: Candidate) -> tuple[str, ...]:
    """The roles in which ``candidate`` may take part; a person only in those that persons fill as themselves."""
    roles = dict.fromkeys((*kind.roles, "actor"))
    if candidate.participant.kind != "person":
        return tuple(roles)
    return tuple(r for r in roles if r in kind.persons or r == candidate.participant.role)


def role_features(kind: EventType, candidate: Candidate, role: str, filled: bool) -> Iterator[str]:
    """What speaks for ``candidate`` in ``role``; ``filled`` says that the rules gave the role to another one."""
    given = candidate.participant.role
    cast = "same" if given == role else "other" if given else "none"
    rest = "filled" if filled else "empty"
    here = f"{kind.code}:{role}"
    yield from (role, here, f"{cast}|{role}", f"{cast}|{rest}", f"{cast}|{rest}|{here}")
    if cast == "other":
        yield f"as {given}|{role}"
    for feature in candidate.features:
        yield f"{cast}|{feature}"
        yield f"{role}|{feature}"
        yield f"{role}|{rest}|{cast}|{feature}"
        yield f"{here}|{feature}"


def is_filled(candidates: Sequence[Candidate], candidate: Candidate, role: str) -> bool:
    """Whether the rules gave ``role`` to another than ``candidate``."""
    return any(c is not candidate and c.participant.role == role for c in candidates)


def place_features(kind: EventType, candidate: PlaceCandidate, ruled: bool) -> Iterator[str]:
    """What speaks for ``candidate`` as the place; ``ruled`` says that the rules found one."""
    rule = f"{'rule' if 'rule' in candidate.features else 'no rule'} {'ruled' if ruled else 'open'}"
    yield from (rule, f"{rule} {kind.code}")
    for feature in candidate.features:
        yield feature
        yield f"{kind.code}&{feature}"
        yield f"{rule}&{feature}"
