"""Journeys told in one sentence with several stops: each place with its own date is a visit of its own."""

from __future__ import annotations

from spacy.tokens import Span

from parsers.language.events.matching import Match
from parsers.language.events.mentions import Mentions
from parsers.records import PlaceMention, Timex

BESIDE = 4
"""Most tokens between a stop and its date ("Lebanon on the 18th")."""


def stops(match: Match, sentence: Span, mentions: Mentions) -> list[tuple[PlaceMention, Timex]]:
    """The stops of the journey of ``match`` with their dates, where at least two have one; else nothing."""
    if match.event_type.code != "visit":
        return []
    found: list[tuple[PlaceMention, Timex]] = []
    place: PlaceMention | None = None
    after = 0
    for token in sentence.doc[match.token.i + 1 : sentence.end]:
        here = mentions.place.get(token.i)
        if here is not None and here.kind != "demonym" and token.i not in mentions.agency:
            # "Paris, France": a country right behind its city names the same stop
            if place is None or here.country != place.country:
                place = here
            after = token.i
            continue
        timex = mentions.timex.get(token.i)
        if timex is not None and place is not None and token.i - after <= BESIDE:
            found.append((place, timex))
            place = None
    return found if len({p.country for p, _ in found}) > 1 else []
