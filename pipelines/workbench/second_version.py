"""A second version of a document parser beside the first, as text: in a parser's module, or in a source's YAML."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from config.errors import ConfigError
from config.yaml_lines import read_yaml

_VALID_UNTIL = "valid_until"


@dataclass(frozen=True, slots=True)
class _Version:
    function: ast.FunctionDef
    decorator: ast.Call
    valid_until: str | None


def module_of(folder: Path, parser: str) -> Path | None:
    """The module in ``folder`` that registers the newest version of this document parser; None where none does."""
    found: list[tuple[str, Path]] = []
    for path in sorted(folder.glob("*.py")):
        text = path.read_text("utf-8")
        if f'"{parser}"' in text:
            found += [(one.valid_until or date.max.isoformat(), path) for one in _versions(text, parser)]
    return max(found)[1] if found else None


def in_module(text: str, parser: str, until: date, today: date) -> str:
    """The module with a copy of the newest version of ``parser`` after it, ``parse_<year>_<month>``, to be edited.

    The older one is told ``until`` when its layout was served, unless it tells so already.

    Raises:
        ConfigError: the newest version is still a copy of the one before it.
    """
    versions = sorted(_versions(text, parser), key=lambda one: one.valid_until or date.max.isoformat())
    newest = versions[-1]
    if len(versions) > 1 and _same(newest, versions[-2]):
        raise ConfigError(f"{newest.function.name} reads what {versions[-2].function.name} reads: edit it first")
    lines = text.splitlines(keepends=True)
    start, end = newest.decorator.lineno - 1, newest.function.end_lineno or 0
    copied = lines[start:end]
    name = f"parse_{today.year}_{today.month:02d}"
    if any(version.function.name == name for version in versions):
        raise ConfigError(f"there is a version {name} already")
    head = newest.function.lineno - 1 - start
    copied[head] = copied[head].replace(f"def {newest.function.name}(", f"def {name}(", 1)
    decorator = f'@document_parser("{parser}")\n'
    copied[: (newest.decorator.end_lineno or 0) - start] = [decorator]
    told = newest.valid_until or until.isoformat()
    old = [f'@document_parser("{parser}", {_VALID_UNTIL}="{told}")\n', *lines[newest.decorator.end_lineno : end]]
    return "".join([*lines[:start], *old, "\n\n", *copied, *lines[end:]])


def in_yaml(path: Path, until: date) -> str:
    """The source's YAML with its present way of reading releases written under ``document.earlier``, too.

    What stands under ``document`` is then to be edited for the new layout. Comments stay.

    Raises:
        ConfigError: the file is wrong, or its present way of reading is still that of the latest earlier one.
    """
    content, _ = read_yaml(path)
    document = dict(content["document"])
    earlier = list(document.pop("earlier", []))
    if earlier and {name: value for name, value in earlier[-1].items() if name != _VALID_UNTIL} == document:
        raise ConfigError("reads as the latest of `earlier` does: edit it first", file=path, field="document")
    text = path.read_text("utf-8")
    value = _document_node(text)
    added = {**document, _VALID_UNTIL: until.isoformat()}
    entries = next((one for key, one in value.value if key.value == "earlier"), None)
    if entries and entries.value and not (value.flow_style or entries.flow_style):
        return _with_lines(text, _end(entries), _dumped([added], entries.start_mark.column))
    if value.flow_style or earlier:
        whole = _dumped({**document, "earlier": [*earlier, added]}, 2)
        begin, end = value.start_mark.index, _end(value)
        if not value.flow_style:
            begin = text.rindex("\n", 0, begin) + 1
            return text[:begin] + whole + text[end:]
        return text[:begin].rstrip(" ") + "\n" + whole.rstrip("\n") + text[end:]
    return _with_lines(text, _end(value), _dumped({"earlier": [added]}, value.start_mark.column))


def _with_lines(text: str, place: int, lines: str) -> str:
    """The text with ``lines`` below the line of ``place``, whose comment stays with it."""
    rest = text.find("\n", place)
    end = len(text) if rest < 0 else rest
    return text[:end] + "\n" + lines.rstrip("\n") + text[end:]


def _versions(text: str, parser: str) -> Iterator[_Version]:
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef):
            for decorator in node.decorator_list:
                if isinstance(decorator, ast.Call) and _registers(decorator, parser):
                    yield _Version(node, decorator, _stated_end(decorator))


def _registers(call: ast.Call, parser: str) -> bool:
    named = isinstance(call.func, ast.Name) and call.func.id == "document_parser"
    return named and bool(call.args) and isinstance(call.args[0], ast.Constant) and call.args[0].value == parser


def _stated_end(call: ast.Call) -> str | None:
    stated = [*call.args[1:], *(keyword.value for keyword in call.keywords if keyword.arg == _VALID_UNTIL)]
    return str(stated[0].value) if stated and isinstance(stated[0], ast.Constant) and stated[0].value else None


def _same(one: _Version, other: _Version) -> bool:
    return [ast.dump(node) for node in one.function.body] == [ast.dump(node) for node in other.function.body]


def _document_node(text: str) -> yaml.MappingNode:
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    if isinstance(root, yaml.MappingNode):
        for key, value in root.value:
            if key.value == "document" and isinstance(value, yaml.MappingNode):
                return value
    raise ConfigError("declares no document", field="document")


def _end(node: yaml.Node) -> int:
    """Where the node's own text ends; a block ends, for YAML, only where the next begins."""
    if isinstance(node, (yaml.MappingNode, yaml.SequenceNode)) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(last[1] if isinstance(last, tuple) else last)
    if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
        return int(node.end_mark.index) - 1
    return int(node.end_mark.index)


def _dumped(value: Mapping[str, Any] | list[Any], indent: int) -> str:
    text = yaml.safe_dump(value, sort_keys=False, allow_unicode=True, width=100)
    text = re.sub(rf"({_VALID_UNTIL}): '([\d-]+)'", r"\1: \2", text)
    return "".join(f"{' ' * indent}{line}\n" for line in text.splitlines())
