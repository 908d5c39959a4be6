"""What stands on a PDF page: words, pieces of lines, pages, and the paragraphs made of them.

Lengths are points (1/72 inch). ``x`` counts from the left, ``y`` from the top of the page downwards, both as the text
is read: a page whose text runs upwards has been turned.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Word:
    """Characters between white space, on one line."""

    text: str
    x0: float
    x1: float
    y: float
    """Baseline."""
    size: float
    """Font size as it is seen."""
    broken: bool = False
    """The word ends with a hyphen at the end of its line (already taken off ``text``)."""


@dataclass(frozen=True)
class Segment:
    """Words side by side on one baseline, without a wide gap between them: a line, a cell, a half of a row."""

    words: tuple[Word, ...]

    @cached_property
    def x0(self) -> float:
        """Left end."""
        return self.words[0].x0

    @cached_property
    def x1(self) -> float:
        """Right end."""
        return max(word.x1 for word in self.words)

    @cached_property
    def y(self) -> float:
        """Baseline of most of its characters."""
        return max(self.words, key=lambda word: (len(word.text), -word.y)).y

    @cached_property
    def size(self) -> float:
        """Font size of most of its characters."""
        sizes: dict[float, int] = {}
        for word in self.words:
            sizes[word.size] = sizes.get(word.size, 0) + len(word.text)
        return max(sizes, key=lambda size: (sizes[size], size))

    @cached_property
    def text(self) -> str:
        """The words with single blanks; a hyphen that ends the line is there as ``-``."""
        return " ".join(word.text + "-" * word.broken for word in self.words)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page."""

    number: int
    """From 1."""
    width: float
    height: float
    words: tuple[Word, ...]
    links: tuple[str, ...] = ()
    """Addresses of the page's link annotations, in order."""


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that are read one after the other: a column, or the rows of a table."""

    page: int
    rows: tuple[tuple[Segment, ...], ...]
    """Pieces side by side, top to bottom."""
    aside: bool = False
    """It stands beside the text (a box of contacts) and interrupts no paragraph."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, heading, list item or table row."""

    text: str
    page: int
    """Page on which it begins, from 1."""
    y: float
    """Baseline of its first line."""
    size: float
    """Font size of most of its lines."""
