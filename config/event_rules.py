"""Rules of the event register as its YAML file writes them, so that an event can show the rule that told it."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from config.event_types import REGISTER, load_event_types
from config.yaml_lines import read_yaml


@dataclass(frozen=True, slots=True)
class WrittenRule:
    """One entry under ``triggers`` of a type."""

    line: int
    """Its first line in the file, from 1."""
    text: str
    """The entry as it is written, without its indentation."""


def written_rules(rule: str, path: Path = REGISTER) -> tuple[WrittenRule, ...]:
    """The entries of the register that bear the name ``rule`` (``visit/verb:pay+visit``), mostly one.

    Two entries of a type may share a name where they differ only in later words. None: the register has no such rule.

    Raises:
        ConfigError: the file is missing or wrong.
    """
    return _written(path).get(rule, ())


@cache
def _written(path: Path) -> dict[str, tuple[WrittenRule, ...]]:
    _, lines = read_yaml(path)
    text = path.read_text(encoding="utf-8").splitlines()
    found: dict[str, tuple[WrittenRule, ...]] = {}
    for code, kind in load_event_types(path).items():
        for index, trigger in enumerate(kind.triggers):
            line = lines["types", code, "triggers", index]
            name = f"{code}/{trigger.name}"
            found[name] = (*found.get(name, ()), WrittenRule(line, _entry(text, line - 1)))
    return found


def _entry(text: list[str], first: int) -> str:
    """The lines of the list entry that begins on line ``first`` (from 0): all that stand deeper than its dash."""
    indent = len(text[first]) - len(text[first].lstrip())
    last = first + 1
    while last < len(text) and text[last].strip() and len(text[last]) - len(text[last].lstrip()) > indent:
        last += 1
    return textwrap.dedent("\n".join(text[first:last]))
