"""Which dates of a history carry its story, and which only look back or ahead from it ("captured, as in 1914, …").

A story mostly goes on in time; its asides are single years, told in passing. The cheapest reading of the whole
sequence of years is looked for (dynamic programming over the years told, as in Viterbi's algorithm).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

_ASIDE = {"year": 0.9, "month": 1.3, "day": 2.5}
"""Cost of holding a date for an aside, by how exactly it is told: asides seldom tell the day."""
_CUE = 0.5
"""What remains of that cost where the words beside the date say that it looks back or ahead."""
_ON, _BACK, _YEAR_AWAY, _FAR = 0.3, 1.0, 0.15, 20
"""Cost of going on to a later year, of going back to an earlier one, and of each year of the way up to ``_FAR``."""
_BESIDE = re.compile(
    r"\bhad\b(?!.*,)|\b(?:since|of|until|till)(?: the)?(?: early| late)? $|\b(?:as in|dating from|born in|back to) $"
    r"|\b(?:would|will|planned|projected|scheduled|later|declassified|published|revealed|revised)\b[^,]*$|\([^)]*$"
)
_SENTENCE = re.compile(r"[.;!?][\"”’)]?\s|\n")


class Told(NamedTuple):
    """A date that tells its year."""

    start: int
    end: int
    year: int
    precision: str
    """year, month or day."""


def asides(text: str, told: Sequence[Told]) -> frozenset[int]:
    """Starts of those dates that leave the story where it is."""
    if not told:
        return frozenset()
    # By the year where the story stands: what it cost to get there, and the asides on the way as a linked list.
    best: dict[int, tuple[float, tuple[int, object] | None]] = {told[0].year: (0.0, None)}
    for one in told[1:]:
        price = _price(text, one)
        reached, came = min(
            ((cost + _move(year, one.year), way) for year, (cost, way) in best.items()), key=lambda found: found[0]
        )
        best = {year: (cost + price, (one.start, way)) for year, (cost, way) in best.items()}
        if one.year not in best or reached < best[one.year][0]:
            best[one.year] = (reached, came)
    way = min(best.values(), key=lambda found: found[0])[1]
    found = set()
    while way is not None:
        found.add(way[0])
        way = way[1]  # type: ignore[assignment]
    return frozenset(found)


def _move(here: int, there: int) -> float:
    if here == there:
        return 0.0
    return (_ON if there > here else _BACK) + _YEAR_AWAY * min(abs(there - here) - 1, _FAR)


def _price(text: str, one: Told) -> float:
    if _is_heading(text, one.start, one.end):
        return 10.0
    clause = _SENTENCE.split(text[max(0, one.start - 160) : one.start])[-1]
    return _ASIDE[one.precision] * (_CUE if _BESIDE.search(clause) else 1.0)


def _is_heading(text: str, start: int, end: int) -> bool:
    """Whether the date stands in a line of its own that is no sentence."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    line = text[first : last if last >= 0 else len(text)].strip()
    return len(line) < 90 and not line.endswith((".", ",", ";", ":"))
