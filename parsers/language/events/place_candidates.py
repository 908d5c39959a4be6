"""Where an event might have happened: the countries around its trigger, with what speaks for each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Span, Token

from parsers.language.events.candidates import Scene, around, from_trigger, head_word, standing
from parsers.records import PlaceMention

EARLIER = 3
"""Events before this one whose place may be its own."""


@dataclass(slots=True)
class PlaceCandidate:
    """One country in which the event may have happened, with the characters that tell it (None: understood)."""

    country: str
    start: int | None
    end: int | None
    features: set[str] = field(default_factory=set)


def place_candidates(scene: Scene) -> list[PlaceCandidate]:
    """The countries of the event's neighbourhood, each once, those of the rules first."""
    found: dict[str, PlaceCandidate] = {}
    draft, mentions = scene.draft, scene.mentions
    home = mentions.context.country

    def note(country: str | None, start: int | None, end: int | None, *features: str) -> None:
        if country is None:
            return
        candidate = found.get(country)
        if candidate is None:
            candidate = found[country] = PlaceCandidate(country, start, end)
            candidate.features.add("home" if country == home else "abroad")
        elif candidate.start is None:
            candidate.start, candidate.end = start, end
        candidate.features.update(features)

    for told in draft.countries:
        if told.role == "location":
            note(
                told.country, told.start, told.end, "rule", "rule told" if told.start is not None else "rule understood"
            )
    for where, span in around(scene):
        for place, token in _places(span, mentions.place):
            inside = "in a body's name" if token.i in mentions.agency else "alone"
            note(place.country, place.start, place.end, f"{where} {place.kind} {inside}")
            if where == "sentence":
                note(place.country, place.start, place.end, *_standing(token, scene, place, inside))
            elif inside == "alone" and place.kind != "demonym":
                note(place.country, place.start, place.end, f"{where} {standing(token)}")
    for participant in draft.participants:
        told_so = "told" if participant.start is not None else "understood"
        note(
            participant.country,
            participant.start,
            participant.end,
            f"of {participant.role}",
            f"of {participant.role} {participant.kind} {told_so}",
        )
        if "ourt" in participant.name:
            note(participant.country, participant.start, participant.end, f"court as {participant.role}")
    for steps, other in enumerate(reversed(scene.before[-EARLIER:]), 1):
        paragraph = scene.layout.paragraph(draft.match.token.idx)
        here = "same paragraph" if paragraph and other.sentence[0] >= paragraph.start else "other paragraph"
        days = "same day" if other.dated.interval == draft.dated.interval else "other day"
        for told in other.countries:
            if told.role == "location":
                near = "last event" if steps == 1 else "earlier event"
                note(told.country, None, None, near, f"{near} {here}", f"{near} {here} {days}", f"{other.code} before")
    note(home, None, None)
    title = next((p for p in scene.layout.paragraphs if p.is_title), None)
    if title is not None and draft.in_lead:
        for place in {id(p): p for p in mentions.place.values()}.values():
            if place.start < title.end:
                note(place.country, place.start, place.end, f"in the title {place.kind}")
    return list(found.values())


def _places(span: Span, table: dict[int, PlaceMention]) -> Iterator[tuple[PlaceMention, Token]]:
    seen: set[int] = set()
    for token in span:
        place = table.get(token.i)
        if place is not None and id(place) not in seen:
            seen.add(id(place))
            yield place, head_word(place, token)


def _standing(token: Token, scene: Scene, place: PlaceMention, inside: str) -> Iterator[str]:
    function = standing(token)
    yield f"{inside} is {function}"
    if inside != "alone":
        return
    yield from from_trigger(token, scene)
    yield f"{place.kind} {function}"
    if token.i - scene.sentence.start <= 3:
        yield "opens the sentence"
