"""Two readings compared field by field: documents and listings as plain data, and what differs between two of them."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, Literal

from parsers.records import Document, Listing

Plain = Mapping[str, Any]
"""What JSON can hold: text, numbers, lists and objects, in a fixed order."""
NOT_COMPARED = ("item", "item_type")
"""Fields of a link that are bytes: the release itself, which is read and compared as a document."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that is not the same in two readings."""

    place: str
    """Where: ``releases[1].published_date``."""
    lines: tuple[tuple[Literal["-", "+", " "], str], ...]
    """Lines that are gone, are new, or stand around them, in order; a field of one value has one of each at most."""


def plain_document(document: Document) -> dict[str, Any]:
    """All fields of a document; the body as a list of paragraphs. Empty fields are left out."""
    told = _plain(asdict(document))
    told["body"] = document.body.split("\n\n") if document.body else []
    return {name: value for name, value in told.items() if value not in (None, [], {}, "")}


def plain_listing(listing: Listing) -> dict[str, Any]:
    """All fields of a listing and of its links. Empty fields are left out."""
    links = [
        {name: value for name, value in asdict(link).items() if name not in NOT_COMPARED} for link in listing.links
    ]
    told = _plain(asdict(listing) | {"links": links})
    told["links"] = [{name: value for name, value in link.items() if value is not None} for link in told["links"]]
    return {name: value for name, value in told.items() if name == "links" or value not in (None, [], {}, "", False)}


def differences(before: Any, after: Any, place: str = "") -> Iterator[Difference]:
    """Every field in which two plain values differ, in the order of ``before`` and then of what only ``after`` has."""
    if before == after:
        return
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for name in [*before, *(name for name in after if name not in before)]:
            yield from differences(before.get(name), after.get(name), f"{place}.{name}" if place else str(name))
    elif _records(before or after) and _records(after or before):
        sides = (before or [], after or [])
        for index in range(max(map(len, sides))):
            one, other = (side[index] if index < len(side) else None for side in sides)
            yield from differences(one, other, f"{place}[{index}]")
    else:
        yield Difference(place, tuple(_line_diff(_lines(before), _lines(after))))


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(name): _plain(one) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, (date, datetime)) else value


def _records(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, Mapping) for one in value)


def _lines(value: Any) -> list[str]:
    if value is None:
        return []
    if isinstance(value, Mapping):
        return [line for name, one in value.items() for line in (f"{name}: {part}" for part in _lines(one))]
    if isinstance(value, list):
        return [line for one in value for line in _lines(one)]
    return [str(value)]


def _line_diff(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[Literal["-", "+", " "], str]]:
    matcher = difflib.SequenceMatcher(a=before, b=after, autojunk=False)
    for [*group] in matcher.get_grouped_opcodes(1):
        for kind, start, end, new_start, new_end in group:
            if kind == "equal":
                yield from ((" ", line) for line in before[start:end])
            else:
                yield from (("-", line) for line in before[start:end])
                yield from (("+", line) for line in after[new_start:new_end])
