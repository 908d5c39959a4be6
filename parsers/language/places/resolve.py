"""Choice: which of its meanings a name has, by what follows it, by the rest of the text and by the publisher."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from math import log10

from config.places import Sense
from parsers.language.places.candidates import MAINLAND, Candidate
from parsers.records import Context, PlaceMention

# Bonuses on the scale of log10 of the weight: 1.0 makes a place count like one of ten times its size.
TOLD = 1.3
"""The text tells the country elsewhere without doubt."""
PUBLISHER = 1.0
"""It is the publisher's country."""
NEAR = 0.5
"""One of the names beside it, within ``NEAR_CHARACTERS``, is of the same country."""
UNSURE = -1.0
"""A meaning that needs support comes behind one that does not."""
NEAR_CHARACTERS = 80

_FEDERAL = frozenset(("US", "CA", "AU"))
"""Where a small town is told with its state or province and without its country."""


def choose(candidates: list[Candidate], context: Context) -> list[PlaceMention]:
    """The place mentions that ``candidates`` make, in order."""
    told = _told(candidates)
    senses: list[Sense | None] = [None] * len(candidates)
    for index in range(len(candidates) - 1):
        _read_apposition(candidates, senses, index)
    for index, candidate in enumerate(candidates):
        if senses[index] is None:
            senses[index] = _best(candidates, senses, index, told, context)
        elif senses[index] is not None and candidate.told:
            told[senses[index].country] += 1  # type: ignore[union-attr]
    return [_mention(c, s) for c, s in zip(candidates, senses, strict=True) if s is not None]


def _told(candidates: list[Candidate]) -> Counter[str]:
    """How often the text names each country by names that mean nothing else."""
    told: Counter[str] = Counter()
    for candidate in candidates:
        best = max(candidate.senses, key=lambda s: s.weight)
        others = [s.weight for s in candidate.senses if s.country != best.country]
        # A capital or a great city that dwarfs its homonyms speaks for its country too.
        doubtful = not candidate.believed or ("facility" in candidate.tags and best.kind == "city")
        if not doubtful and best.sure and best.weight > 50 * max(others, default=0):
            told[best.country] += 1
    return told


def _read_apposition(candidates: list[Candidate], senses: list[Sense | None], index: int) -> None:
    """Decide "Paris, Texas", "London, Kentucky", "Tbilisi, Georgia" by the name behind the comma."""
    place, whole = candidates[index], candidates[index + 1]
    between = whole.words[whole.first]
    if whole.first != place.last + 1:
        _read_long_name(candidates, senses, index)
        return
    if between.gap not in (", ", ",", " (", " "):
        return
    outer_kinds = ("region",) if place.senses[0].kind == "country" else ("region", "country")
    for outer in sorted(whole.senses, key=lambda s: -s.weight):
        if outer.kind not in outer_kinds or (senses[index] and senses[index] != outer):
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


def _read_long_name(candidates: list[Candidate], senses: list[Sense | None], index: int) -> None:
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
    if any(s.kind == "demonym" or (s.kind == "region" and s.sure) for s in place.senses):
        return False
    following = whole.behind
    if following and following.gap in (" ", ", and ", ", ") and following.key in ("and", "or"):
        return False
    if all(s.kind == "country" for s in place.senses):
        # "Mexico, Texas" may be a list: a country becomes a town only behind a preposition, not behind another name.
        before = place.before
        listed = index > 0 and candidates[index - 1].last + 1 == place.first
        return not listed and before is not None and before.key in ("in", "of", "near", "from", "at")
    return True


def _state(candidate: Candidate) -> Sense | None:
    """The state of a federal country that the name means before all else."""
    best = max(candidate.senses, key=lambda s: s.weight)
    return best if best.kind == "region" and best.sure and best.country in _FEDERAL else None


def _best(
    candidates: list[Candidate], senses: list[Sense | None], index: int, told: Counter[str], context: Context
) -> Sense | None:
    candidate = candidates[index]
    if candidate.name == MAINLAND:
        return _mainland(candidate, told, context)
    if not candidate.believed:
        return None
    facility = "facility" in candidate.tags
    allowed = [
        s
        for s in candidate.senses
        if (s.sure and not (facility and s.kind == "city")) or _supported(candidate, s, told, context)
    ]
    if not allowed:
        return None
    if len(allowed) == 1:
        return allowed[0]
    near = _near(candidates, senses, index)
    in_state = _in_state(candidate)

    def score(sense: Sense) -> float:
        total = log10(sense.weight + 1)
        total += TOLD if told[sense.country] else 0.0
        total += PUBLISHER if sense.country == context.country else 0.0
        total += NEAR if sense.country in near else 0.0
        total += 0.0 if sense.sure else UNSURE
        total += 3.0 if in_state and sense.country == "US" and sense.kind == "region" else 0.0
        return total

    return max(allowed, key=score)


def _in_state(candidate: Candidate) -> bool:
    """What stands in front makes it a US state: "District of Georgia", "Fulton County, Georgia"."""
    if candidate.first < 2:
        return False
    first, second = candidate.words[candidate.first - 2], candidate.words[candidate.first - 1]
    if second.key == "of":
        return first.key in ("district", "state", "university", "universities", "governor", "commonwealth")
    return second.key in ("county", "parish") and candidate.words[candidate.first].gap == ", "


def _supported(candidate: Candidate, sense: Sense, told: Counter[str], context: Context) -> bool:
    """A small place counts where it is told as a place and its country is told too, or is the publisher's."""
    if "located" not in candidate.tags and sense.kind != "demonym":
        return False
    return told[sense.country] > 0 or sense.country == context.country


def _near(candidates: list[Candidate], senses: list[Sense | None], index: int) -> set[str]:
    """Countries of the names just before and after, as far as they are known."""
    found: set[str] = set()
    place = candidates[index]
    for other in (index - 1, index + 1):
        if not 0 <= other < len(candidates):
            continue
        neighbour = candidates[other]
        if min(abs(place.start - neighbour.end), abs(neighbour.start - place.end)) > NEAR_CHARACTERS:
            continue
        sense = senses[other]
        if sense is not None:
            found.add(sense.country)
        elif len(countries := {s.country for s in neighbour.senses}) == 1:
            found |= countries
    return found


def _mainland(candidate: Candidate, told: Counter[str], context: Context) -> Sense | None:
    """China on a page of Hong Kong or Macao, or in a text about them."""
    before = candidate.before
    named = (
        before is None
        or before.key in ("the", "and", "of", "in", "with")
        or "." in candidate.words[candidate.first].gap
    )
    chinese = context.country in ("HK", "MO") or (context.country in (None, "CN", "TW") and (told["HK"] or told["MO"]))
    return candidate.senses[0] if named and chinese else None


def _mention(candidate: Candidate, sense: Sense) -> PlaceMention:
    kind = "body" if candidate.in_body and sense.kind in ("country", "demonym", "region") else sense.kind
    return PlaceMention(candidate.start, candidate.end, sense.country, kind, sense.name, sense.subdivision)
