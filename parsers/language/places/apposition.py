"""Appositions: the state or country behind a place tells which place is meant ("Paris, Texas", "Tbilisi, Georgia")."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace

from config.places import Sense
from parsers.language.places.candidates import Candidate

_FEDERAL = frozenset(("US", "CA", "AU"))
"""Where a small town is told with its state or province and without its country."""


def settle(candidates: list[Candidate], favoured: Container[str | None]) -> list[Sense | None]:
    """The meanings that the name behind a comma decides, None for the others.

    ``favoured`` are the countries that the text tells elsewhere, and the publisher's: small regions count only there.
    """
    senses: list[Sense | None] = [None] * len(candidates)
    for index in range(len(candidates) - 1):
        _read(candidates, senses, index, favoured)
    return senses


def _read(candidates: list[Candidate], senses: list[Sense | None], index: int, favoured: Container[str | None]) -> None:
    place, whole = candidates[index], candidates[index + 1]
    between = whole.words[whole.first]
    if whole.first != place.last + 1:
        _read_long(candidates, senses, index)
        return
    if between.gap not in (", ", ",", " (", " "):
        return
    outer_kinds = ("region",) if place.senses[0].kind == "country" else ("region", "country")
    for outer in sorted(whole.senses, key=lambda s: -s.weight):
        if outer.kind not in outer_kinds or (senses[index] and senses[index] != outer):
            continue
        if not outer.sure and outer.country not in favoured:
            continue
        inner = [
            s
            for s in place.senses
            if s.country == outer.country and s.kind in ("city", "region") and s.name != outer.name
        ]
        inner.sort(
            key=lambda s: (outer.subdivision is not None and s.subdivision == outer.subdivision, s.weight), reverse=True
        )
        if inner:
            told = inner[0]
            if told.kind == "city" and outer.subdivision:
                told = replace(told, subdivision=outer.subdivision)
            senses[index] = senses[index] or told
            senses[index + 1] = outer
            place.told = whole.told = True
            return
    if between.gap == " " or not _small_town(candidates, index):
        return
    state = _state(whole)
    assert state is not None
    senses[index] = Sense(state.country, "city", place.surface, 0, True, state.subdivision)
    senses[index + 1] = state
    place.told = whole.told = True


def _read_long(candidates: list[Candidate], senses: list[Sense | None], index: int) -> None:
    """A town whose name only begins with a known one: "Huntingdon Valley, Pennsylvania", "Rio Bravo, Texas"."""
    place, whole = candidates[index], candidates[index + 1]
    rest = place.words[place.last + 1 : whole.first]
    state = _state(whole)
    if state is None or len(rest) > 2 or whole.words[whole.first].gap != ", ":
        return
    if all(word.gap == " " and word.capitalised for word in rest) and all(s.kind == "city" for s in place.senses):
        senses[index] = Sense(state.country, "city", place.surface, 0, True, state.subdivision)
        place.told = True


def _small_town(candidates: list[Candidate], index: int) -> bool:
    """A town too small for the gazetteer with its state: "London, Kentucky"; not the start of a list."""
    place, whole = candidates[index], candidates[index + 1]
    if _state(whole) is None:
        return False
    if not place.believed or any(s.kind == "demonym" for s in place.senses):
        return False
    if any(s.kind == "region" and s.sure and s.country == whole.senses[0].country for s in place.senses):
        return False
    following = whole.behind
    if following and following.gap in (" ", ", ") and following.key in ("and", "or"):
        # "in London, California and Texas" is a list, "Cairo, Illinois, and Lima, Ohio" is none.
        third = candidates[index + 2] if index + 2 < len(candidates) else None
        if third is not None and third.first == whole.last + 2 and _state(third):
            return False
        if place.senses[0].kind == "country":
            return False
    if all(s.kind == "country" for s in place.senses):
        # "Mexico, Texas" may be a list: a country becomes a town only behind a preposition or where a clause begins.
        before, gap = place.before, place.words[place.first].gap
        if index > 0 and candidates[index - 1].last + 1 == place.first and gap == ", ":
            return False
        return before is None or gap.strip() in (".", ";", ":") or before.key in ("in", "of", "near", "from", "at")
    return True


def _state(candidate: Candidate) -> Sense | None:
    """The state of a federal country that the name means before all else."""
    best = max(candidate.senses, key=lambda s: s.weight)
    return best if best.kind == "region" and best.sure and best.country in _FEDERAL else None
