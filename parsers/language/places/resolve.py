"""Choice: which of its meanings a name has, by what follows it, by the rest of the text and by the publisher."""

from __future__ import annotations

from collections import Counter
from math import log10

from config.places import Sense
from parsers.language.places.apposition import settle
from parsers.language.places.candidates import MAINLAND, Candidate
from parsers.records import Context, PlaceMention

# Bonuses on the scale of log10 of the weight: 1.0 makes a place count like one of ten times its size.
TOLD = 1.3
"""The text tells the country elsewhere without doubt."""
PUBLISHER = 1.0
"""It is the publisher's country."""
NEAR = 0.5
"""One of the names beside it, within ``NEAR_CHARACTERS``, is of the same country."""
UNSURE = -0.5
"""A meaning that needs support comes behind one that does not."""
NEAR_CHARACTERS = 80


def choose(candidates: list[Candidate], context: Context) -> list[PlaceMention]:
    """The place mentions that ``candidates`` make, in order."""
    senses = settle(candidates, {*_told(candidates), context.country})
    # "Cairo, Illinois" tells nothing of Egypt.
    told = _told([c for c, sense in zip(candidates, senses, strict=True) if sense is None])
    told.update(sense.country for sense in senses if sense is not None)
    for index in range(len(candidates)):
        if senses[index] is None:
            senses[index] = _best(candidates, senses, index, told, context)
    return [_mention(c, s) for c, s in zip(candidates, senses, strict=True) if s is not None]


def _told(candidates: list[Candidate]) -> Counter[str]:
    """How often the text names each country by names that mean nothing else."""
    told: Counter[str] = Counter()
    for candidate in candidates:
        best = max(candidate.senses, key=lambda s: s.weight)
        others = [s.weight for s in candidate.senses if s.country != best.country]
        # A capital or a great city that dwarfs its homonyms speaks for its country too.
        if candidate.believed and _sure(best, candidate) and best.weight > 50 * max(others, default=0):
            told[best.country] += 1
    return told


def _best(
    candidates: list[Candidate], senses: list[Sense | None], index: int, told: Counter[str], context: Context
) -> Sense | None:
    candidate = candidates[index]
    if candidate.name == MAINLAND:
        return _mainland(candidate, told, context)
    if not candidate.believed:
        return None
    place = "located" in candidate.tags or any(_sure(s, candidate) for s in candidate.senses)
    allowed = [
        s
        for s in candidate.senses
        if _sure(s, candidate) or ((place or s.kind == "demonym") and (told[s.country] or s.country == context.country))
    ]
    if "state" in candidate.tags and any(s.kind == "region" for s in allowed):
        allowed = [s for s in allowed if s.kind == "region"]
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


def _sure(sense: Sense, candidate: Candidate) -> bool:
    """Counts without support: what is well known, and no school or street is named after it here."""
    if sense.kind == "city":
        return sense.sure and not candidate.tags & {"facility", "university"}
    named_after = sense.kind == "region" and "facility" in candidate.tags and sense.country != "US"
    return sense.sure and not named_after


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
