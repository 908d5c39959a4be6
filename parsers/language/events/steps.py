"""Steps of a case that share an event type but are no mention of one another: bail is not the arraignment before it."""

from __future__ import annotations

from parsers.language.events.lexicon import word_set
from parsers.language.events.matching import Match

STEPS: dict[str, tuple[frozenset[str], ...]] = {
    "hearing": (
        word_set("appear arraign face dock produce bring come make present"),
        word_set("bail bond release post"),
        word_set("remand detain detention custody commit jail prison"),
        word_set("adjourn schedule set fix list postpone defer transfer"),
        word_set("trial retrial stand try"),
        word_set("dismiss drop withdraw discontinue stay"),
    ),
    "sanction": (
        word_set("suspend suspension interdict"),
        word_set("revoke withdraw cancel strike strip"),
        word_set("fine penalty penalise"),
        word_set("debar debarment blacklist exclude ineligible"),
        word_set("dismiss expel remove dismissal expulsion fire sack"),
        word_set("lift ease delist delete"),
    ),
    "asset_recovery": (
        word_set("freeze restrain preservation restraint freezing attach restrict"),
        word_set("forfeit confiscate forfeiture confiscation"),
        word_set("return repatriate repatriation hand refund remit"),
        word_set("restitution"),
    ),
    "appeal": (
        word_set("file lodge appeal note"),
        word_set("hear"),
        word_set("dismiss reject uphold allow affirm quash overturn reverse vacate annul confirm"),
    ),
    "investigation": (
        word_set("refer forward transfer send submit transmit"),
        word_set("question interrogate interview record"),
        word_set("audit"),
    ),
}
"""Event type → groups of trigger words, each group a step."""


def step_of(match: Match) -> int | None:
    """Which step of its type ``match`` tells, by the first of its words that names one; None where none does."""
    for number, words in enumerate(STEPS.get(match.event_type.code, ())):
        if any(w.lemma_.lower() in words for w in match.words):
            return number
    return None


def are_different(a: Match, b: Match) -> bool:
    """Whether both tell a step, and not the same."""
    mine, yours = step_of(a), step_of(b)
    return mine is not None and yours is not None and mine != yours
