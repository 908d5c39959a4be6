"""Words to rows: what stands on one baseline, in pieces where a wide gap parts it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from parsers.pdf.shapes import Segment, Word

SAME_BASELINE = 0.4
"""Part of the font size by which baselines of one row may differ: a raised footnote mark stays in its row."""
WIDE_GAP = 0.8
"""Part of the font size from which a gap parts two pieces. Blanks are about 0.25, in justified lines up to 0.7."""


def segments_of(words: Iterable[Word]) -> list[Segment]:
    """The pieces of all rows, top to bottom and left to right."""
    found: list[Segment] = []
    for row in _rows(words):
        piece: list[Word] = []
        for word in sorted(row, key=lambda word: (word.x0, word.x1)):
            if piece and word.x0 - max(other.x1 for other in piece[-3:]) > WIDE_GAP * max(word.size, piece[-1].size):
                found.append(Segment(tuple(piece)))
                piece = []
            piece.append(word)
        found.append(Segment(tuple(piece)))
    return found


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
