"""A whole PDF laid out: pages of words to the paragraphs of the text, footnotes last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from parsers.pdf.columns import blocks_of
from parsers.pdf.furniture import body_size_of, footnotes_apart, without_running
from parsers.pdf.paragraphs import paragraphs_of
from parsers.pdf.rows import rows_of, segments_of
from parsers.pdf.shapes import Block, Paragraph, Sheet


@dataclass(frozen=True, slots=True)
class Text:
    """The text of a PDF."""

    paragraphs: tuple[Paragraph, ...]
    notes: tuple[Paragraph, ...]
    """Footnotes of all pages."""
    body_size: float
    """Font size of most of it."""
    first_height: float
    """Height of the first page."""


def laid_out(sheets: Sequence[Sheet]) -> Text:
    """The paragraphs of these pages in the order of reading, without running heads and feet and page numbers."""
    pages = without_running(sheets, [segments_of(sheet.words) for sheet in sheets])
    size = body_size_of(pages)
    blocks: list[Block] = []
    notes: list[Block] = []
    for sheet, segments in zip(sheets, pages, strict=True):
        text, foot = footnotes_apart(segments, sheet.height, size)
        blocks += blocks_of(text, sheet.number)
        if foot:
            notes.append(Block(sheet.number, tuple(rows_of(foot))))
    height = sheets[0].height if sheets else 0.0
    return Text(tuple(paragraphs_of(blocks, size)), tuple(paragraphs_of(notes, 0.85 * size)), size, height)
