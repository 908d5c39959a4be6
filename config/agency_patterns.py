"""How bodies that the register does not hold are named (``registers/agency_patterns.yaml``)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from config.agency_names import key
from config.errors import ConfigError

REGISTER = Path(__file__).resolve().parent / "registers" / "agency_patterns.yaml"


@dataclass(frozen=True, slots=True)
class Body:
    """A kind of body that every country has, as its names or its office-holders tell it."""

    body: str
    """Its plain name; empty where the words of the text are the name."""
    of: bool
    """True: "Government of Iraq"; False: "Ministry of Finance (Iraq)"."""
    countries: Mapping[str, str]
    """agency_id by country, where the register holds it (perhaps under another name)."""
    only: frozenset[str]
    """Countries that have it; empty: all."""
    never_at: frozenset[str]
    """Publisher's countries that have none: there it is another country's."""
    only_with_country: bool
    """Read only where the words tell the country."""


@dataclass(frozen=True, slots=True)
class PatternWords:
    """Single folded words, by what they say; the comments of the register explain each list."""

    connectors: frozenset[str]
    name_links: frozenset[str]
    genitives: frozenset[str]
    plain: frozenset[str]
    title_like: frozenset[str]
    name_words_after: frozenset[str]
    heads_before_heads: frozenset[str]
    numbered: frozenset[str]
    ordinary_ends: frozenset[str]
    instruments: frozenset[str]
    government_things: frozenset[str]
    venues: frozenset[str]
    groups_with_a_task: frozenset[str]
    of_no_country: frozenset[str]
    served: frozenset[str]
    after_plurals: frozenset[str]
    regions: frozenset[str]
    defined_things: frozenset[str]
    entity_ends: frozenset[str]
    small_anaphors: frozenset[str]
    days_and_months: frozenset[str]


@dataclass(frozen=True, slots=True)
class Patterns:
    """The whole register; all words folded."""

    heads: frozenset[str]
    part_heads: frozenset[str]
    public_heads: frozenset[str]
    foreign_heads: frozenset[str]
    never_first: frozenset[str]
    national: Mapping[tuple[str, ...], Body]
    office_holders: Mapping[tuple[str, ...], Body]
    foreign_ministry: Mapping[str, str]
    anaphors: frozenset[str]
    heads_of_publisher: frozenset[tuple[str, ...]]
    groups: Mapping[tuple[str, ...], str]
    article: frozenset[str]
    no_ministries: frozenset[str]
    company_suffixes: frozenset[str]
    words: PatternWords


@cache
def agency_patterns() -> Patterns:
    """The patterns of this installation, read once.

    Raises:
        ConfigError: the file cannot be read or an entry is not as it must be.
    """
    return read_patterns(REGISTER)


def read_patterns(path: Path) -> Patterns:
    """Read a file of patterns; ConfigError names file and field."""
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        mark = getattr(error, "problem_mark", None)
        raise ConfigError(f"cannot be read: {error}", file=path, line=mark.line + 1 if mark else None) from error
    fields = set(Patterns.__dataclass_fields__)
    if not isinstance(data, dict) or set(data) != fields:
        wrong = fields.symmetric_difference(data if isinstance(data, dict) else ())
        raise ConfigError(f"must have exactly the entries of the form; look at {', '.join(sorted(wrong))}", file=path)
    try:
        return Patterns(
            heads=_folded(data["heads"]),
            part_heads=_folded(data["part_heads"]),
            public_heads=_folded(data["public_heads"]),
            foreign_heads=_folded(data["foreign_heads"]),
            never_first=_folded(data["never_first"]),
            national=_bodies(data["national"], "names"),
            office_holders=_bodies(data["office_holders"], "titles"),
            foreign_ministry=dict(data["foreign_ministry"]),
            anaphors=_folded(data["anaphors"]),
            heads_of_publisher=frozenset(key(title) for title in data["heads_of_publisher"]),
            groups={key(plural): singular for plural, singular in data["groups"].items()},
            article=frozenset(data["article"]),
            no_ministries=frozenset(data["no_ministries"]),
            company_suffixes=_folded(data["company_suffixes"]),
            words=PatternWords(**{name: _folded(entries) for name, entries in data["words"].items()}),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ConfigError(f"an entry is not of the form that the file's comments show: {error!r}", file=path) from error


def _folded(entries: Iterable[Any]) -> frozenset[str]:
    for entry in entries:
        if not isinstance(entry, str):
            raise TypeError(f"{entry!r} is no word; put it in quotes")
    return frozenset(word for entry in entries for word in key(entry))


def _bodies(rows: Iterable[Mapping[str, Any]], names: str) -> dict[tuple[str, ...], Body]:
    found: dict[tuple[str, ...], Body] = {}
    for row in rows:
        body = Body(
            body=row["body"],
            of=row.get("form") == "of",
            countries=dict(row.get("countries", {})),
            only=frozenset(row.get("only", ())),
            never_at=frozenset(row.get("never_at", ())),
            only_with_country=bool(row.get("only_with_country", False)),
        )
        found.update((key(name), body) for name in row[names])
    return found
