"""The two bodies that "the two agencies", "both sides" and "they" mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.tokens import Token

from parsers.language.events.parties import with_role
from parsers.records import AgencyMention, Participant

if TYPE_CHECKING:
    from parsers.language.events.participants import Casting


def two_bodies(casting: Casting, head: Token, role: str) -> list[Participant]:
    """The two bodies of which "the two agencies" speaks: the publisher and a foreign one, else the last two."""
    context = casting.mentions.context
    near: dict[str, AgencyMention] = {}
    found: dict[str, AgencyMention] = {}
    for token in reversed(head.doc[max(0, head.i - 200) : head.i]):
        mention = casting.mentions.agency.get(token.i)
        if mention is not None and mention.kind == "agency":
            found.setdefault(mention.agency_id, mention)
            if head.i - token.i < 50:
                near.setdefault(mention.agency_id, mention)
    own = found.get(context.publisher or "")
    foreign = [m for m in found.values() if m.country and m.country != context.country]
    others = [m for m in near.values() if m is not own]
    met = [p for p in casting.last_met if p.agency_id != context.publisher]
    if own and len(others) != 1 and len(met) == 1 and len(casting.last_met) == 2:
        return [casting.agency(own, role), with_role(met[0], role)]
    if own and len(others) == 1:
        pair = [others[0], own]
    elif own and foreign:
        pair = [foreign[0], own]
    else:
        pair = list(found.values())[:2]
    return [casting.agency(m, role) for m in reversed(pair)] if len(pair) == 2 else []
