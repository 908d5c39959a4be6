"""What differs between two texts, word by word, grouped by paragraph; reads best where people corrected a release.

Paragraphs are matched first, then the sentences of changed paragraphs, then the words of changed sentences. Each match
is a patience diff (Bram Cohen's: what stands exactly once on both sides and in the same order anchors the rest), whose
cost grows with n log n; difflib, whose cost can grow with n², sees only the short stretches between anchors.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Literal

Change = Literal["same", "added", "removed"]
_SIDES: tuple[tuple[Change, Change], ...] = (("removed", "added"), ("added", "removed"))
_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
_SENTENCES = re.compile(r"(?<=[.!?;:])(\s+)")
_SMALL = 40_000
"""Products of two lengths up to which difflib looks for matches between anchors."""
_RUNS = (6, 24)
"""Tokens of the runs that anchor a long stretch without unique tokens; every other token is a blank."""
_ALIKE = 0.3
"""Share of words in common from which two paragraphs are one that was changed."""
_PAIRED = 2_500
"""Pairs of paragraphs that are compared for likeness in one stretch; beyond, they are paired in their order."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters that both texts have, or one of them."""

    change: Change
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of either text or of both, as pieces in reading order."""

    pieces: tuple[Piece, ...]

    @property
    def is_same(self) -> bool:
        """Whether both texts have it as it is."""
        return all(piece.change == "same" for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class TextDiff:
    """The way from one text to another."""

    paragraphs: tuple[Paragraph, ...]

    @property
    def added(self) -> int:
        """Characters that only the second text has; ends of paragraphs are not counted."""
        return self._characters("added")

    @property
    def removed(self) -> int:
        """Characters that only the first text has."""
        return self._characters("removed")

    def _characters(self, change: Change) -> int:
        return sum(len(p.text) for paragraph in self.paragraphs for p in paragraph.pieces if p.change == change)


def text_diff(before: str, after: str) -> TextDiff:
    """The difference of two texts whose paragraphs are separated by blank lines."""
    a, b = _paragraphs(before), _paragraphs(after)
    found: list[Paragraph] = []
    for old, new in _matched(a, b):
        if old == new:
            found += (Paragraph((Piece("same", text),)) for text in old)
        else:
            found += _changed(old, new)
    return TextDiff(tuple(found))


def line_diff(before: str, after: str) -> Paragraph:
    """The difference of two titles or other single lines."""
    return Paragraph(tuple(_merged(_pieces(before, after))))


def _paragraphs(text: str) -> list[str]:
    return [part for part in re.split(r"\n\s*\n", text) if part.strip()]


def _changed(old: Sequence[str], new: Sequence[str]) -> Iterator[Paragraph]:
    """Paragraphs of a stretch in which no two are equal: those that are alike are shown as one that changed."""
    last = 0
    for i, text in enumerate(old):
        choice = _likest(text, new, last, len(old) * len(new) <= _PAIRED)
        if choice is None:
            yield Paragraph((Piece("removed", text),))
            continue
        yield from (Paragraph((Piece("added", other),)) for other in new[last:choice])
        yield Paragraph(tuple(_merged(_pieces(text, new[choice]))))
        last = choice + 1
        if last == len(new):
            yield from (Paragraph((Piece("removed", other),)) for other in old[i + 1 :])
            return
    yield from (Paragraph((Piece("added", other),)) for other in new[last:])


def _likest(text: str, new: Sequence[str], start: int, thorough: bool) -> int | None:
    words = Counter(text.split())
    best, share = None, _ALIKE
    for index in range(start, len(new) if thorough else min(start + 1, len(new))):
        other = Counter(new[index].split())
        common = 2 * (words & other).total() / max(1, words.total() + other.total())
        if common > share:
            best, share = index, common
    return best


def _pieces(before: str, after: str) -> Iterator[Piece]:
    for old, new in _matched(_SENTENCES.split(before), _SENTENCES.split(after)):
        if old == new:
            yield Piece("same", "".join(old))
            continue
        for gone, come in _matched(_WORDS.findall("".join(old)), _WORDS.findall("".join(new))):
            if gone == come:
                yield Piece("same", "".join(gone))
            else:
                yield Piece("removed", "".join(gone))
                yield Piece("added", "".join(come))


def _merged(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Neighbours of a kind as one. A blank alone between two changes reads as part of both."""
    found = [piece for piece in pieces if piece.text]
    stretches: list[tuple[bool, list[Piece]]] = []
    for index, piece in enumerate(found):
        between = 0 < index < len(found) - 1 and "same" not in (found[index - 1].change, found[index + 1].change)
        changed = piece.change != "same" or (between and piece.text.isspace())
        if not stretches or stretches[-1][0] != changed:
            stretches.append((changed, []))
        stretches[-1][1].append(piece)
    for changed, members in stretches:
        if not changed:
            yield Piece("same", "".join(piece.text for piece in members))
            continue
        for change, other in _SIDES:
            text = "".join(piece.text for piece in members if piece.change != other)
            if text:
                yield Piece(change, text)


def _matched(a: Sequence[str], b: Sequence[str]) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """Stretches of both in order: equal ones, and those that differ (one of the two may be empty)."""
    stack = [(0, len(a), 0, len(b))]
    while stack:
        start, end, begin, finish = stack.pop()
        head = _common(a, b, range(start, end), range(begin, finish))
        if head:
            yield a[start : start + head], b[begin : begin + head]
            start, begin = start + head, begin + head
        tail = _common(a, b, range(end - 1, start - 1, -1), range(finish - 1, begin - 1, -1))
        if tail:
            stack.append((end - tail, end, finish - tail, finish))
            end, finish = end - tail, finish - tail
        if start == end or begin == finish:
            if start < end or begin < finish:
                yield a[start:end], b[begin:finish]
            continue
        parts = _between(_found_anchors(a[start:end], b[begin:finish]), end - start, finish - begin)
        if not parts:
            yield from _by_difflib(a[start:end], b[begin:finish])
            continue
        stack += [(start + i, start + j, begin + k, begin + m) for i, j, k, m in reversed(parts)]


def _common(a: Sequence[str], b: Sequence[str], of_a: range, of_b: range) -> int:
    count = 0
    for i, j in zip(of_a, of_b, strict=False):
        if a[i] != b[j]:
            break
        count += 1
    return count


def _between(anchors: list[tuple[int, int]], n: int, m: int) -> list[tuple[int, int, int, int]]:
    """Stretches from one anchor to the next, each beginning with its anchor; none where there is no anchor."""
    if not anchors:
        return []
    bounds = [(0, 0), *anchors, (n, m)]
    found = [(i, j, k, p) for (i, k), (j, p) in pairwise(bounds)]
    return [part for part in found if part[0] < part[1] or part[2] < part[3]]


def _found_anchors(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int]]:
    """Anchors of single tokens; in a long stretch that repeats all of its tokens those of runs of them."""
    anchors = _anchors(a, b)
    for size in _RUNS if len(a) * len(b) > _SMALL else ():
        if anchors:
            break
        anchors = _anchors(_runs(a, size), _runs(b, size))
    return anchors


def _runs(tokens: Sequence[str], size: int) -> list[tuple[str, ...]]:
    return list(zip(*(tokens[offset:] for offset in range(size)), strict=False))


def _anchors(a: Sequence[Hashable], b: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Places of what stands once in both, the longest run of them that is in order on both sides."""
    counts, others = Counter(a), Counter(b)
    place = {token: index for index, token in enumerate(b)}
    pairs = [(i, place[token]) for i, token in enumerate(a) if counts[token] == 1 and others[token] == 1]
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for index, (_, j) in enumerate(pairs):
        length = bisect_left(ends, j)
        before.append(last[length - 1] if length else -1)
        if length == len(ends):
            ends.append(j)
            last.append(index)
        else:
            ends[length], last[length] = j, index
    chain: list[tuple[int, int]] = []
    index = last[-1] if last else -1
    while index >= 0:
        chain.append(pairs[index])
        index = before[index]
    return chain[::-1]


def _by_difflib(a: Sequence[str], b: Sequence[str]) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    if len(a) * len(b) > _SMALL:
        yield a, b
        return
    for _, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        yield a[i:j], b[k:m]
