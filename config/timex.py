"""The words of the calendar as data: months, units, holidays, financial years, cues (``registers/timex.yaml``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from config.errors import ConfigError

REGISTER = Path(__file__).resolve().parent / "registers" / "timex.yaml"


@dataclass(frozen=True, slots=True)
class TimexLexicon:
    """The register as look-ups; words in lower case unless said otherwise."""

    months: Mapping[str, int]
    """Spellings as they are written (``January``, ``JAN``, ``january``) → 1 to 12."""
    weekdays: Mapping[str, int]
    """Spellings as they are written → 1 (Monday) to 7."""
    needs_day: frozenset[str]
    """Spellings that are dates only beside a day number."""
    seasons: Mapping[str, str]
    """Word → SP, SU, FA, WI."""
    units: Mapping[str, Mapping[str, Any]]
    """Singular → {letter, clock?, times?, plural?}."""
    parts_of_day: Mapping[str, str]
    """Word → MO, MI, AF, EV, NI."""
    numbers: Mapping[str, int]
    vague_numbers: tuple[str, ...]
    ordinals: Mapping[str, int]
    decades: Mapping[str, int]
    holidays: Mapping[str, Mapping[str, Any]]
    """Name in lower case → rule (``day``, ``easter`` or ``nth``), with other rules by country code."""
    fiscal_years: Mapping[str, Mapping[str, str]]
    """Country code → {start: MM-DD, named_by?: start}."""
    southern: frozenset[str]
    month_first: frozenset[str]
    laws: frozenset[str]
    events: frozenset[str]
    numbered: frozenset[str]
    counted: frozenset[str]
    future: Mapping[str, frozenset[str]]
    past: Mapping[str, frozenset[str]]


def _spellings(entries: Mapping[int, list[str]], plain: list[str]) -> dict[str, int]:
    found = {
        spelling: number for number, names in entries.items() for name in names for spelling in (name, name.upper())
    }
    return found | {name: found[name.capitalize()] for name in plain}


def _words(entries: Mapping[str, list[str]]) -> dict[str, str]:
    return {word: code for code, words in entries.items() for word in words}


@cache
def timex_lexicon(path: Path = REGISTER) -> TimexLexicon:
    """The lexicon of this installation, read once.

    Raises:
        ConfigError: the register is no YAML or lacks an entry.
    """
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
        return TimexLexicon(
            months=_spellings(raw["months"], raw["plain_months"]),
            weekdays=_spellings(raw["weekdays"], []),
            needs_day=frozenset(raw["needs_day"]),
            seasons=_words(raw["seasons"]),
            units=raw["units"],
            parts_of_day=_words(raw["parts_of_day"]),
            numbers=raw["numbers"],
            vague_numbers=tuple(raw["vague_numbers"]),
            ordinals=raw["ordinals"],
            decades=raw["decades"],
            holidays={name.lower(): rule for name, rule in raw["holidays"].items()},
            fiscal_years=raw["fiscal_years"],
            southern=frozenset(raw["southern"]),
            month_first=frozenset(raw["month_first"]),
            laws=frozenset(raw["laws"]),
            events=frozenset(raw["events"]),
            numbered=frozenset(raw["numbered"]),
            counted=frozenset(raw["counted"]),
            future={key: frozenset(words) for key, words in raw["future"].items()},
            past={key: frozenset(words) for key, words in raw["past"].items()},
        )
    except (yaml.YAMLError, KeyError, OSError, AttributeError, TypeError) as error:
        raise ConfigError(f"the calendar register cannot be read: {error}", file=path) from error
