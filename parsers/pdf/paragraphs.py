"""Lines in the order of reading to paragraphs: where one ends, and where it goes on in the next column or page."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from parsers.pdf.hyphens import Vocabulary
from parsers.pdf.rows import begins_item, middle
from parsers.pdf.shapes import Block, Paragraph, Segment
from parsers.pdf.tables import cells_of, parted
from parsers.text import CELL_SEPARATOR, fold

_ITEM = re.compile(r"(?:[•●▪■◦‣⁃·o*–—-]|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,5})[.)]|\[\d{1,3}\]|[¹²³⁰-⁹]+|[†‡§])\s+\S")
"""How an item of a list or a note begins."""
_ENDS = re.compile(r"[.!?:;…][\"'”’»)\]]*(?:\[?\d{1,2}\]?)?$")
_BLANK = 0.28
"""Width of a blank, part of the font size."""


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    first: float
    """Width of its first word."""
    x0: float
    x1: float
    y: float
    size: float
    is_item: bool
    """It begins an item of a list."""
    east: float = math.inf
    """Right edge up to which lines around it are filled; infinite in lists of short lines, which fill nothing."""

    def has_room_for(self, below: _Line) -> bool:
        """Whether the first word of the next line would have fitted, so that the line was ended on purpose."""
        return self.x1 + _BLANK * self.size + below.first <= self.east - 0.5 * self.size

    @classmethod
    def of(cls, row: Sequence[Segment]) -> _Line:
        widest = max(row, key=lambda segment: len(segment.text))
        word = row[0].words[0]
        text = " ".join(segment.text for segment in row)
        x1 = max(segment.x1 for segment in row)
        is_item = _ITEM.match(text) is not None or begins_item(row[0])
        return cls(text, word.x1 - word.x0, row[0].x0, x1, widest.y, widest.size, is_item)


def paragraphs_of(blocks: Iterable[Block], body_size: float) -> list[Paragraph]:
    """The paragraphs of all blocks. One that a column or page cuts is whole again, boxes beside it notwithstanding."""
    blocks = list(blocks)
    vocabulary = Vocabulary(segment.text for block in blocks for row in block.rows for segment in row)
    leading = _leading(blocks, body_size)
    done: list[tuple[Paragraph, _Line | None]] = []
    open_at: int | None = None  # the paragraph of the running text that may go on
    for block in blocks:
        for number, (paragraph, first, last) in enumerate(_of_block(block, body_size, leading, vocabulary)):
            before = done[open_at] if open_at is not None and not number and not block.aside else None
            if before and first and before[1] and _goes_on(before[0], before[1], first):
                text = vocabulary.joined(before[0].text, paragraph.text)
                whole = Paragraph(text, before[0].page, before[0].y, before[0].size)
                done[open_at or 0] = (whole, last)
            else:
                done.append((paragraph, last))
                if not block.aside:
                    open_at = len(done) - 1
    folded = (Paragraph(fold(one.text), one.page, one.y, one.size) for one, _ in done)
    return [paragraph for paragraph in folded if paragraph.text]


def _of_block(
    block: Block, body_size: float, leading: float, vocabulary: Vocabulary
) -> Iterator[tuple[Paragraph, _Line | None, _Line | None]]:
    """(paragraph, its first line, its last line); no lines for rows of tables, which never go on."""
    for is_table, rows in parted(block.rows):
        if is_table:
            for row, cells in zip(rows, cells_of(rows), strict=False):
                text = CELL_SEPARATOR.join(cell for cell in cells if cell)
                yield Paragraph(text, block.page, row[0].y, row[0].size), None, None
            continue
        for lines in _grouped([_Line.of(row) for row in rows], body_size, leading):
            text = ""
            for line in lines:
                text = vocabulary.joined(text, line.text)
            size = middle([line.size for line in lines], body_size)
            yield Paragraph(text, block.page, lines[0].y, size), lines[0], lines[-1]


def _grouped(lines: list[_Line], body_size: float, leading: float) -> Iterator[list[_Line]]:
    lines = _with_edges(lines, body_size, leading)
    west = min(line.x0 for line in lines)
    group: list[_Line] = []
    for index, line in enumerate(lines):
        after = lines[index + 1] if index + 1 < len(lines) else None
        if group and (_is_apart(group[-1], line, body_size, leading) or _begins(line, group, after, west, body_size)):
            yield group
            group = []
        group.append(line)
    yield group


def _with_edges(lines: list[_Line], body_size: float, leading: float) -> list[_Line]:
    """The lines with the right edges of the stretches in which they stand."""
    done: list[_Line] = []
    widest_of: dict[float, float] = {}
    start = 0
    for index in range(1, len(lines) + 1):
        if index < len(lines) and not _is_apart(lines[index - 1], lines[index], body_size, leading):
            continue
        stretch = lines[start:index]
        east, size = max(one.x1 for one in stretch), stretch[0].size
        if size not in widest_of:
            widest_of[size] = max(one.x1 for one in lines if 0.87 < one.size / size < 1.15)
        widest = widest_of[size]
        west = min(one.x0 for one in stretch)
        if east - west < 0.75 * (widest - west):
            east = widest
        if sum(len(one.text.split()) for one in stretch) < 3 * len(stretch):
            east = math.inf
        done += [replace(one, east=east) for one in stretch]
        start = index
    return done


def _is_apart(above: _Line, line: _Line, body_size: float, leading: float) -> bool:
    """Whether size or distance part two lines."""
    size = line.size
    if not 0.87 < size / above.size < 1.15 or line.y <= above.y:
        return True
    usual = 1.45 * size if size > 1.15 * body_size else max(leading * size / body_size, 1.05 * size)
    return line.y - above.y > 1.3 * usual


def _begins(line: _Line, group: list[_Line], after: _Line | None, west: float, body_size: float) -> bool:
    """Whether a line begins a paragraph right below the lines of ``group``."""
    above, size = group[-1], line.size
    if line.is_item:
        return True
    if size > 1.15 * body_size or (above.text[-1:] in "-\u2010" and line.text[:1].islower()):
        return False
    middle_of = (west + line.east) / 2
    if all(abs((one.x0 + one.x1) / 2 - middle_of) < 0.6 * size and one.x0 > west + size for one in (above, line)):
        return False  # centred
    if above.has_room_for(line):
        return True
    hangs = len(group) == 1 and above.is_item
    indented = line.x0 > west + 0.7 * size and line.x0 > above.x0 + 0.7 * size
    return indented and not hangs and (after is None or after.x0 < line.x0 - 0.5 * size)


def _goes_on(before: Paragraph, last: _Line, first: _Line) -> bool:
    """Whether a paragraph that ends a column is unfinished and a line at the top of the next one goes on with it."""
    if not 0.93 < first.size / last.size < 1.07 or first.is_item:
        return False
    return first.text[:1].islower() or (not last.has_room_for(first) and not _ENDS.search(before.text.rstrip("-")))


def _leading(blocks: Sequence[Block], body_size: float) -> float:
    """Usual distance of the baselines of two lines of the text."""
    steps = []
    for block in blocks:
        for above, below in pairwise(block.rows):
            same = all(abs(row[0].size - body_size) < 0.1 * body_size for row in (above, below))
            if same and 0 < below[0].y - above[0].y < 3 * body_size:
                steps.append(below[0].y - above[0].y)
    return middle(steps, 1.25 * body_size)
