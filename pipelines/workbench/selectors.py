"""CSS selectors made from elements: the plainest ones first that a maintainer would write by hand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from bs4.element import Tag

from parsers.html import compiled

_PLAIN = re.compile(r"-?[A-Za-z_][\w-]*")
_OF_ONE_PAGE = re.compile(
    r"\d{2,}|[-_]\d+$|^(?:active|first|last|odd|even|current|clearfix|row|col(?:umn)?s?)(?:-|$)|^(?:js|is|has)-"
)
"""Ids and classes that speak of one page, one place in a list or the grid: numbers, states, columns."""
ATTRIBUTES = ("itemprop", "property")
LONGEST_CHAIN = 6
"""Ancestors that are looked at for something to hold on to."""


def selectors_of(tag: Tag) -> Iterator[str]:
    """Selectors that match ``tag`` (and perhaps other elements), the plainest first, without repeats."""
    yield from dict.fromkeys(_all(tag))


def own_selectors(tag: Tag) -> list[str]:
    """Those that speak of the element alone: attributes of meaning, id, classes, at last its name."""
    found = [
        f'{tag.name}[{name}="{value}"]'
        for name in ATTRIBUTES
        if (value := _one(tag.get(name))) and '"' not in value and "\\" not in value
    ]
    if tag.name == "meta":
        found += [f'meta[name="{value}"]' for value in [_one(tag.get("name"))] if value and '"' not in value]
        return found
    if (name := _one(tag.get("id"))) and _holds(name):
        found.append(f"{tag.name}#{name}")
    classes = telling_classes(tag)
    found += [f"{tag.name}.{name}" for name in classes]
    found += [f"{tag.name}.{first}.{second}" for first, second in pairwise(classes)]
    return [*found, tag.name]


def telling_classes(tag: Tag) -> list[str]:
    """Classes that say what the element is, the longest first: they say most."""
    named = [name for name in (_one(tag.get("class")) or "").split() if _holds(name)]
    return sorted(dict.fromkeys(named), key=lambda name: (-len(name), name))


def cell_selector(cell: Tag) -> str:
    """A cell of a table by its column: in tables without classes that tells what it is."""
    return f"{cell.name}:nth-child({1 + len(cell.find_previous_siblings(True))})"


def matching_once(selectors: Iterable[str], trees: Iterable[Tag]) -> Iterator[str]:
    """Those of ``selectors`` that match exactly one element of each tree."""
    trees = tuple(trees)
    return (one for one in selectors if all(len(compiled(one).select(tree, limit=2)) == 1 for tree in trees))


def _all(tag: Tag) -> Iterator[str]:
    own = own_selectors(tag)
    yield from own[:-1]
    if own[-1] in ("h1", "article", "main", "time") or tag.name == "meta":
        yield own[-1]
    if tag.name == "meta":
        return
    ancestors = [parent for parent in tag.parents if parent.name not in ("[document]", "html", "body")][:LONGEST_CHAIN]
    for distance, parent in enumerate(ancestors):
        held = own_selectors(parent)
        for above in held if held[-1] in ("main", "article") else held[:-1]:
            for name in own:
                yield f"{above} > {name}" if distance == 0 else f"{above} {name}"


def _one(value: object) -> str | None:
    return " ".join(value) if isinstance(value, list) else value if isinstance(value, str) else None


def _holds(name: str) -> bool:
    return bool(_PLAIN.fullmatch(name)) and not _OF_ONE_PAGE.search(name)
