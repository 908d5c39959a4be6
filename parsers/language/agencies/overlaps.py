"""Which of several finds over the same words stays."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from parsers.language.agencies.found import Found
from parsers.language.agencies.spans import Spans


def choose(
    *,
    districts: Iterable[Found],
    register: Sequence[Found],
    patterns: Iterable[Found],
    defined: Iterable[Found],
    entities: Iterable[Found],
    text: str,
    taken: Iterable[tuple[int, int]] = (),
) -> list[Found]:
    """Finds without overlaps: districts, the longest of register and patterns, names before an acronym, entities."""
    kept: list[Found] = []
    spans = Spans(taken)

    def keep_free(one: Found) -> None:
        if spans.free(one.start, one.end):
            kept.append(one)
            spans.add(one.start, one.end)

    for one in districts:
        keep_free(one)
    known = sorted(register, key=lambda f: f.start)
    starts, longest = [f.start for f in known], max((f.end - f.start for f in known), default=0)
    strong = []
    for one in patterns:
        around = known[bisect_left(starts, one.start - longest) : bisect_left(starts, one.end)]
        if not _holds_two(one, around) and not any(_yields(one, other, text) for other in around):
            strong.append(one)
    for one in sorted([*register, *strong], key=lambda f: (f.start - f.end, f.method != "register")):
        keep_free(one)
    for one in (*sorted(defined, key=lambda f: f.start - f.end), *entities):
        keep_free(one)
    return sorted(kept, key=lambda f: f.start)


_HEAD_NEXT = re.compile(r" (Department|Service|Commission|Committee|Court|Authority|Agency)\b(?! of\b)")
_LONGER_NAME = re.compile(r" (and|of|for|on|de|of the|&)\b|,")


def _holds_two(pattern: Found, register: Sequence[Found]) -> bool:
    """True where a pattern has run over two names of the register: "Office of … of the Department of Labor"."""
    inside = [known for known in register if pattern.start <= known.start and known.end <= pattern.end]
    return len(inside) > 1 and not pattern.candidates


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split())


def _yields(pattern: Found, known: Found, text: str) -> bool:
    """True where the register's name inside or across a longer pattern is the better reading."""
    if known.end <= pattern.start or pattern.end <= known.start or pattern.candidates:
        return False
    if (pattern.start, pattern.end) == (known.start, known.end):
        return True
    distinct = any(not a.qualifier or a.country is None for a in known.candidates)
    if not (pattern.start <= known.start and known.end <= pattern.end):
        return not known.acronym or known.start < pattern.start
    if pattern.place and known.start == pattern.start and not known.acronym:
        return False  # "High Court in Hamilton"
    if known.start == pattern.start:  # "FBI Washington Field Office", but "Ministry of Justice and Public Security"
        longer = _LONGER_NAME.match(text, known.end) or _HEAD_NEXT.match(text, known.end)
        return known.acronym or distinct or not longer
    if known.end == pattern.end:  # "NSW Independent Commission Against Corruption"
        before = text[pattern.start : known.start].strip(" ’'s")
        owners = {owner for a in known.candidates if a.qualifier for owner in (a.qualifier, _initials(a.qualifier))}
        return not known.acronym and (distinct or before in owners)
    return False
