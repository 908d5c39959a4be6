"""When two names of bodies mean the same body, for scoring only (linking is the register's work)."""

from __future__ import annotations

import re
from collections.abc import Iterable

_SILENT = frozenset({"the", "of", "for", "and", "s"})
_BRACKET = re.compile(r"\(([^)]*)\)")


def words(name: str) -> list[str]:
    """The words of ``name`` that count, in lower case, without what stands in brackets."""
    plain = re.sub(r"\(.*?\)", " ", name.lower()).replace("-", "").replace("’", "'").replace("'s", "")
    return [word for word in re.findall(r"[a-z0-9]+", plain) if word not in _SILENT]


def initials(name: str) -> set[str]:
    """Acronyms of three letters or more: those written in ``name``, and the one that its capitals make."""
    capitals = "".join(w[0] for w in re.findall(r"[A-Za-z]+", re.sub(r"\(.*?\)", " ", name)) if w[0].isupper())
    return {a for a in {*re.findall(r"\b[A-Z]{3,}\b", name), capitals} if len(a) >= 3}


def same_body(one: str, other: str) -> bool:
    """Whether two names are one body's: equal words with agreeing brackets, much overlap, or acronym and long form."""
    first, second = words(one), words(other)
    if not first or not second:
        return False
    place_one, place_other = _BRACKET.search(one), _BRACKET.search(other)
    if place_one and place_other and first == second:
        in_one, in_other = set(words(place_one[1])), set(words(place_other[1]))
        return bool(in_one & in_other) or not in_one or not in_other
    set_one, set_other = set(first), set(second)
    shared, longer, shorter = (
        len(set_one & set_other),
        max(len(set_one), len(set_other)),
        min(len(set_one), len(set_other)),
    )
    if set_one == set_other or shared / longer >= 0.75:
        return True
    if shorter >= 2 and shared == shorter and shared / longer >= 0.5:
        return True
    return (len(first) == 1 and first[0].upper() in initials(other)) or (
        len(second) == 1 and second[0].upper() in initials(one)
    )


def pair(gold: Iterable[str], found: Iterable[str]) -> tuple[list[str], list[str]]:
    """(gold names that nothing pairs with, found names left over), each found name used at most once, in order."""
    left = list(found)
    missed = []
    for name in gold:
        for i, candidate in enumerate(left):
            if same_body(name, candidate):
                left.pop(i)
                break
        else:
            missed.append(name)
    return missed, left
