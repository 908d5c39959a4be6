"""The order in which a page is read: columns and what runs across them.

A page is cut where a strip without text (a gutter) runs down between lines on both sides. Lines that cross the gutter,
headings over both columns or text above and below them, part the page into bands that are read one after the other;
within a band the left column comes first. A narrow column beside a wide one (contacts, facts in brief) is read after
it. The idea is that of the recursive XY cut (Nagy, Seth and Viswanathan, Computer 25(7), 1992), with lines that cross.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from parsers.pdf.rows import middle, rows_of
from parsers.pdf.shapes import Block, Segment
from parsers.pdf.tables import is_table

FEWEST_LINES = 3
"""Rows on each side of a gutter from which they are columns."""
SEGMENTS_OF_A_PAGE = 2_000
"""Pieces above which a page is a drawing or a trap, and is read row by row."""
_GUTTER = 0.7
"""Part of the font size that a gutter is wide at least."""
_NARROW = 0.55
"""Part of the wider column's width up to which its neighbour stands aside."""
_TRIED = 8
_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class _Band:
    """Lines of one stretch of the page: two sides of a gutter, or (right is empty) what is read as a whole."""

    left: list[Segment]
    right: list[Segment]


def blocks_of(segments: Sequence[Segment], page: int) -> list[Block]:
    """The page's columns in the order of reading."""
    if len(segments) > SEGMENTS_OF_A_PAGE:
        return [Block(page, tuple(rows_of(segments)))]
    return list(_read(list(segments), page, aside=False, depth=0))


def _read(segments: list[Segment], page: int, *, aside: bool, depth: int) -> Iterator[Block]:
    bands = _bands(segments) if depth < _DEEPEST and len(segments) >= 2 * FEWEST_LINES else None
    if bands is None:
        if segments:
            yield Block(page, tuple(rows_of(segments)), aside)
        return
    for band in bands:
        if not band.right:
            yield from _read(band.left, page, aside=aside, depth=depth + 1)
            continue
        wide, narrow = sorted((band.left, band.right), key=_width, reverse=True)
        if _width(narrow) <= _NARROW * _column_width(wide):
            yield from _read(wide, page, aside=aside, depth=depth + 1)
            yield from _read(narrow, page, aside=True, depth=depth + 1)
        else:
            yield from _read(band.left, page, aside=aside, depth=depth + 1)
            yield from _read(band.right, page, aside=aside, depth=depth + 1)


def _width(side: Sequence[Segment]) -> float:
    return max(segment.x1 for segment in side) - min(segment.x0 for segment in side)


def _column_width(side: list[Segment]) -> float:
    """Width of the side, or of the widest of the columns into which it falls."""
    columns = [part for band in _bands(side) or [] if band.right for part in (band.left, band.right)]
    return max(map(_width, columns), default=_width(side))


def _bands(segments: list[Segment]) -> list[_Band] | None:
    """The bands of the best gutter, None where there is none."""
    best: list[_Band] | None = None
    most = 0
    for x in _gutters(segments):
        bands = _cut(segments, x)
        lines = sum(len(band.left) + len(band.right) for band in bands if band.right)
        if lines > most:
            best, most = bands, lines
    return best


def _gutters(segments: list[Segment]) -> list[float]:
    """Middles of the strips that fewest lines cross, those with the fewest first."""
    width = _GUTTER * middle([segment.size for segment in segments], 10.0)
    edges = sorted({segment.x0 for segment in segments} | {segment.x1 for segment in segments})
    starts, ends = sorted(segment.x0 for segment in segments), sorted(segment.x1 for segment in segments)
    strips: list[tuple[int, float, float]] = []
    begun = ended = 0
    for west, east in pairwise(edges):
        while begun < len(starts) and starts[begun] <= west:
            begun += 1
        while ended < len(ends) and ends[ended] <= west:
            ended += 1
        if ended >= FEWEST_LINES and len(starts) - begun >= FEWEST_LINES:
            crossing = begun - ended
            if strips and strips[-1][2] == west and strips[-1][0] >= crossing - 1 and east - west < width:
                continue
            if east - west >= width:
                strips.append((crossing, west, east))
    return [(west + east) / 2 for _, west, east in sorted(strips)[:_TRIED]]


def _cut(segments: list[Segment], x: float) -> list[_Band]:
    """The bands that the lines across ``x`` part, top to bottom."""
    bands: list[_Band] = []
    whole: list[Segment] = []
    left: list[Segment] = []
    right: list[Segment] = []

    def close(*, followed: bool) -> None:
        nonlocal whole, left, right
        before, first, second, after = _trimmed(left, right, closed=followed)
        if _are_columns(first, second):
            if whole or before:
                bands.append(_Band([*whole, *before], []))
            bands.append(_Band(first, second))
            whole = after
        else:
            whole = [*whole, *left, *right]
        left, right = [], []

    for segment in sorted(segments, key=lambda segment: segment.y):
        if segment.x1 <= x:
            left.append(segment)
        elif segment.x0 >= x:
            right.append(segment)
        else:
            close(followed=True)
            whole.append(segment)
    close(followed=False)
    if whole:
        bands.append(_Band(whole, []))
    return bands


def _are_columns(left: list[Segment], right: list[Segment]) -> bool:
    if len(rows_of(left)) < FEWEST_LINES or len(rows_of(right)) < FEWEST_LINES:
        return False
    beside = min(left[-1].y, right[-1].y) - max(left[0].y, right[0].y)
    return beside >= 1.5 * left[0].size and not is_table(left, right)


def _trimmed(
    left: list[Segment], right: list[Segment], *, closed: bool
) -> tuple[list[Segment], list[Segment], list[Segment], list[Segment]]:
    """What stands before, in, in and after two columns: a line or two on one side alone, with a gap to the columns, are
    a heading of the text around them. Below the columns that holds only where text follows (``closed``)."""
    before: list[Segment] = []
    after: list[Segment] = []
    if left and right:
        for side, other in ((left, right), (right, left)):
            start = next((index for index in (1, 2) if _is_gap(side, index)), None)
            if start and not before and side[start - 1].y < other[0].y - 1.3 * side[0].size:
                before = side[:start]
            end = next((index for index in (len(side) - 1, len(side) - 2) if _is_gap(side, index)), None)
            if closed and end and not after and side[end].y > other[-1].y + 1.3 * side[end].size:
                after = side[end:]
    taken = {id(segment) for segment in (*before, *after)}
    first, second = ([segment for segment in side if id(segment) not in taken] for side in (left, right))
    return before, first, second, after


def _is_gap(side: list[Segment], index: int) -> bool:
    """Whether more than a line's distance lies above the line at ``index``."""
    if not 0 < index < len(side):
        return False
    above, below = side[index - 1], side[index]
    return below.y - above.y > 1.6 * max(above.size, below.size)
