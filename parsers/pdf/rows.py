"""Words to rows: what stands on one baseline, in pieces where a wide gap parts it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from parsers.pdf.shapes import Segment, Word

SAME_BASELINE = 0.4
"""Part of the font size by which baselines of one row may differ: a raised footnote mark stays in its row."""
WIDE_GAP = 0.8
"""Part of the font size from which a gap parts two pieces. Blanks are about 0.25, in justified lines up to 0.7."""

_MARK = re.compile(r"[•●▪■◦‣⁃·*–—-]|\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,5})[.)]|\d{1,2}|[\uf000-\uf0ff]")
_MARK_GAP = 4.0
"""Part of the font size up to which the mark of a list's item stands before its text."""


def segments_of(words: Iterable[Word]) -> list[Segment]:
    """The pieces of all rows, top to bottom and left to right."""
    found: list[Segment] = []
    for row in _rows(words):
        piece: list[Word] = []
        for word in sorted(row, key=lambda word: (word.x0, word.x1)):
            gap = word.x0 - max(other.x1 for other in piece[-3:]) if piece else 0.0
            if piece and gap > WIDE_GAP * max(word.size, piece[-1].size) and not _is_marked(piece, word, gap):
                found.append(Segment(tuple(piece)))
                piece = []
            piece.append(word)
        found.append(Segment(tuple(piece)))
    return found


def begins_item(segment: Segment) -> bool:
    """Whether it begins with the mark of a list's item, set apart from the item's text."""
    first, second = (*segment.words, None, None)[:2]
    if first is None or second is None:
        return False
    gap = second.x0 - first.x1
    return gap > WIDE_GAP * second.size and _is_marked((first,), second, gap)


def _is_marked(piece: Sequence[Word], word: Word, gap: float) -> bool:
    """Whether the piece is the mark of a list's item that ``word`` begins."""
    return (
        len(piece) == 1
        and gap <= _MARK_GAP * word.size
        and _MARK.fullmatch(piece[0].text) is not None
        and not word.text[0].isdigit()
    )


def rows_of(segments: Iterable[Segment]) -> list[tuple[Segment, ...]]:
    """Pieces gathered by their baselines, top to bottom."""
    rows: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda segment: (segment.y, segment.x0)):
        if rows and segment.y - rows[-1][0].y <= SAME_BASELINE * max(segment.size, rows[-1][0].size):
            rows[-1].append(segment)
        else:
            rows.append([segment])
    return [tuple(sorted(row, key=lambda segment: segment.x0)) for row in rows]


def middle(values: Sequence[float], fallback: float) -> float:
    """The median, of an even number the lower one; ``fallback`` of none."""
    return sorted(values)[(len(values) - 1) // 2] if values else fallback


def _rows(words: Iterable[Word]) -> list[list[Word]]:
    rows: list[list[Word]] = []
    size = top = 0.0
    for word in sorted(words, key=lambda word: word.y):
        if rows and word.y - top <= SAME_BASELINE * max(word.size, size):
            rows[-1].append(word)
            if word.size > size:  # the row stands where its largest words do
                size, top = word.size, max(top, word.y)
        else:
            rows.append([word])
            size, top = word.size, word.y
    return rows
