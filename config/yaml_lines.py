"""YAML with the line of every entry, so that a wrong entry is reported where it stands."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from config.errors import ConfigError

EntryPath = tuple[str | int, ...]


class _Loader(yaml.SafeLoader):
    """Plain YAML, but only ``true`` and ``false`` are booleans: ``country: NO`` is Norway."""


_Loader.yaml_implicit_resolvers = {
    first: [
        (tag, pattern) for tag, pattern in rules if tag not in ("tag:yaml.org,2002:bool", "tag:yaml.org,2002:timestamp")
    ]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
for _first in "tTfF":
    _Loader.yaml_implicit_resolvers.setdefault(_first, []).append(
        ("tag:yaml.org,2002:bool", re.compile(r"^(?:true|True|false|False)$"))
    )


def read_yaml(path: Path) -> tuple[Any, dict[EntryPath, int]]:
    """Content of a YAML file and the line (from 1) of each entry by its path of keys and indexes.

    Dates stay text. Raises:
        ConfigError: the file is missing or not UTF-8, is no YAML, or repeats a key.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise ConfigError(f"cannot be read: {error.strerror or error}", file=path) from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"is not UTF-8 (byte {error.start})", file=path) from error
    try:
        loader = _Loader(text)
        node = loader.get_single_node()
        lines: dict[EntryPath, int] = {}
        if node is not None:
            _note_lines(node, (), lines, path)
        content = loader.construct_document(node) if node is not None else None
    except ConfigError:
        raise
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise ConfigError(
            f"is no YAML: {error.problem or error.context}", file=path, line=mark.line + 1 if mark else None
        ) from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise ConfigError(f"is no YAML: {error}", file=path) from error
    return content, lines


def _note_lines(node: yaml.Node, place: EntryPath, lines: dict[EntryPath, int], file: Path) -> None:
    lines.setdefault(place, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            entry = (*place, str(key.value))
            if entry in lines:
                raise ConfigError(
                    f"is given twice, first on line {lines[entry]}",
                    file=file,
                    line=key.start_mark.line + 1,
                    field=dotted(entry),
                )
            lines[entry] = key.start_mark.line + 1
            _note_lines(value, entry, lines, file)
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            _note_lines(value, (*place, index), lines, file)


def dotted(place: EntryPath) -> str:
    """``("expect", "items_per_day", 0)`` as ``expect.items_per_day[0]``."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in place).removeprefix(".")


def line_of(place: EntryPath, lines: dict[EntryPath, int]) -> int | None:
    """Line of an entry, or of the nearest entry that holds it (for what is missing)."""
    while place not in lines and place:
        place = place[:-1]
    return lines.get(place)
