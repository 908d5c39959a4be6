"""Bodies told as a group without a name: "anti-corruption agencies of Indonesia and Senegal" are two unnamed ones."""

from __future__ import annotations

from config.agency_patterns import agency_patterns
from parsers.language.agencies.geography import country_at, country_before
from parsers.language.agencies.words import Text
from parsers.records import AgencyMention


def find_groups(text: Text) -> list[AgencyMention]:
    """One unnamed mention for each country of a group; the first holds the noun, the others their country's name."""
    patterns = agency_patterns()
    found: list[AgencyMention] = []
    openings = {group[0] for group in patterns.groups}
    for index, form in enumerate(text.forms):
        if form not in openings:
            continue
        for length in (4, 3, 2, 1):
            singular = patterns.groups.get(tuple(text.forms[index : index + length]))
            if not singular or index + length > len(text.forms):
                continue
            if length == 1 and not text.upper(index):
                continue
            found += _of_countries(text, index, index + length, singular)
            break
    return found


def _of_countries(text: Text, first: int, last: int, singular: str) -> list[AgencyMention]:
    found: list[AgencyMention] = []
    start = text.words[first].start
    at = last
    if at < len(text.words) and text.gap(at).startswith(" ("):
        at += 1  # "anti-corruption agencies (ACAs) of …"
    if at + 1 < len(text.words) and text.forms[at] in ("of", "in", "from"):
        at += 1
        while told := country_at(text, at):
            if told[2] != "country":
                break
            begin = start if not found else text.words[at].start
            found.append(_unnamed(begin, text.words[told[1] - 1].end, singular, told[0]))
            at = told[1]
            while at < len(text.words) and text.forms[at] in (",", "and"):
                at += 1
    if not found:
        before = country_before(text, first)
        if before:
            found.append(_unnamed(text.words[before[1]].start, text.words[last - 1].end, singular, before[0]))
    return found


def _unnamed(start: int, end: int, singular: str, country: str) -> AgencyMention:
    slug = singular.replace(" ", "-")
    return AgencyMention(
        start, end, f"x-{country.lower()}-unnamed-{slug}", f"unnamed {singular}", country, "unnamed", "pattern"
    )
