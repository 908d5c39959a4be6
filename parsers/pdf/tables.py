"""Tables: rows of cells that stand one below the other, told from columns of prose; they are read row by row."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from parsers.pdf.rows import middle, rows_of
from parsers.pdf.shapes import Segment

Row = tuple[Segment, ...]
FEWEST_ROWS = 3
"""Rows from which cells side by side are a table."""


def is_table(left: Sequence[Segment], right: Sequence[Segment]) -> bool:
    """Whether what stands left and right of a gap are cells of the same rows rather than two columns of prose.

    Cells share their baselines, and do not fill their column line by line as wrapped prose does. Beside prose, labels
    stand where its paragraphs begin.
    """
    baselines = sorted(segment.y for segment in right)
    shared = sum(_is_near(segment.y, baselines, 0.2 * segment.size) for segment in left)
    if shared < 0.8 * min(len(left), len(rows_of(right))):
        return False
    prose = [side for side in (left, right) if _is_prose(side)]
    if len(prose) == 1:
        return _are_labels(right if prose[0] is left else left, prose[0])
    return not prose


def _are_labels(labels: Sequence[Segment], prose: Sequence[Segment]) -> bool:
    """Whether labels stand beside the first lines of paragraphs."""
    rows = rows_of(prose)
    east, west = max(row[-1].x1 for row in rows), min(row[0].x0 for row in rows)
    step = _step(rows)
    first = []
    for above, below in zip([None, *rows], rows, strict=False):
        short = above is not None and above[-1].x1 < east - 0.15 * (east - west)
        if above is None or short or below[0].y - above[0].y > 1.25 * step:
            first.append(below[0].y)
    beside = sum(_is_near(label.y, first, 0.3 * label.size) for label in labels)
    return beside >= 0.8 * len(labels)


def _is_near(y: float, others: Sequence[float], distance: float) -> bool:
    """Whether one of ``others``, in order, is as near as that."""
    place = bisect_left(others, y - distance)
    return place < len(others) and others[place] <= y + distance


def _is_prose(side: Sequence[Segment]) -> bool:
    """Whether most rows are lines of three words or more that fill the width."""
    west, east = min(segment.x0 for segment in side), max(segment.x1 for segment in side)
    rows = rows_of(side)
    lines = [row[0] for row in rows if len(row) == 1 and len(row[0].words) >= 3]
    return sum(line.x1 - line.x0 >= 0.7 * (east - west) for line in lines) >= 0.5 * len(rows)


def parted(rows: Sequence[Row]) -> Iterator[tuple[bool, tuple[Row, ...]]]:
    """(is a table, its rows) of the runs of rows, in order.

    A run is a table from :data:`FEWEST_ROWS` rows of several cells on, in which each begins or ends a cell where its
    neighbour does. Rows of fewer cells within it go on with the cells above.
    """
    start, index, step = 0, 0, _step(rows)
    while index < len(rows):
        end = _end_of_table(rows, index, step)
        if end is None:
            index += 1
            continue
        if start < index:
            yield False, tuple(rows[start:index])
        yield True, tuple(rows[index:end])
        start = index = end
    if start < len(rows):
        yield False, tuple(rows[start:])


def cells_of(rows: Sequence[Row]) -> list[list[str]]:
    """The words of each cell, row by row; a row that goes on with the one above is joined to it."""
    starts = sorted({segment.x0 for row in rows for segment in row if len(row) > 1})
    table: list[list[tuple[float, str]]] = []
    for row in rows:
        if table and len(row) < len(table[-1]) and row[0].x0 > starts[0] + row[0].size and table[-1][0][0] < row[0].x0:
            for segment in row:
                place = min(range(len(table[-1])), key=lambda cell: abs(table[-1][cell][0] - segment.x0))
                x0, text = table[-1][place]
                table[-1][place] = (x0, f"{text} {segment.text}")
        else:
            table.append([(segment.x0, segment.text) for segment in row])
    return [[text for _, text in row] for row in table]


def _step(rows: Sequence[Row]) -> float:
    """Usual distance of two rows."""
    return middle([below[0].y - above[0].y for above, below in pairwise(rows)], 10.0)


def _end_of_table(rows: Sequence[Row], first: int, step: float) -> int | None:
    """Index after the last row of the table that begins at ``first``; None where none does."""
    if len(rows[first]) < 2:
        return None
    last, several, cells = first, 1, len(rows[first])
    for index in range(first + 1, len(rows)):
        row, above = rows[index], rows[last]
        if row[0].y - rows[index - 1][0].y > 3 * max(step, row[0].size):
            break
        if len(row) >= 2 and _shares_edges(above, row):
            last, several, cells = index, several + 1, max(cells, len(row))
        elif len(row) >= 2 or row[0].x0 <= rows[first][0].x0 + row[0].size:
            break  # a line of prose begins where the first cells do
    enough = several >= FEWEST_ROWS or (several == 2 and cells >= 3)
    return last + 1 if enough else None


def _shares_edges(above: Row, below: Row) -> bool:
    """Whether two cells at least begin, or end, where cells of the row above do."""
    tolerance = 0.6 * below[0].size
    starts = sum(any(abs(one.x0 - other.x0) <= tolerance for other in above) for one in below)
    ends = sum(any(abs(one.x1 - other.x1) <= tolerance for other in above) for one in below[1:])
    return starts >= 2 or (starts >= 1 and ends >= 1)
