"""Decides whether a page shows another release than the one that was held of its address, or another text of it."""

from __future__ import annotations

import re
from collections.abc import Set
from datetime import date

TITLES_ALIKE = 0.6
"""Share of words from which two titles are taken for one that was changed."""
TEXTS_ALIKE = 0.5
"""Share of runs of three words from which two bodies are taken for one that was changed. Releases of one office share
their closing paragraphs, so that some are always in common."""
_FEWEST = 30
"""Words from which a body tells a release from others; "See the attached file." stands under all of them."""
_RUN = 3
_WORDS = re.compile(r"\w+")


def is_another_day(held: date | None, now: date | None) -> bool:
    """Whether both tell their day and the days differ; without that a page never shows another release."""
    return held is not None and now is not None and held != now


def is_another_title(held: str, now: str) -> bool:
    """Whether two titles have few words in common."""
    return _likeness(set(_words(held)), set(_words(now))) < TITLES_ALIKE


def is_another_text(held: str, now: str) -> bool:
    """Whether two bodies have few runs of words in common; short ones prove nothing, even the same ones."""
    one, other = _words(held), _words(now)
    return max(len(one), len(other)) < _FEWEST or _likeness(_runs(one), _runs(other)) < TEXTS_ALIKE


def _words(text: str) -> list[str]:
    return _WORDS.findall(text.casefold())


def _runs(words: list[str]) -> set[tuple[str, ...]]:
    return {tuple(words[i : i + _RUN]) for i in range(max(1, len(words) - _RUN + 1))}


def _likeness(one: Set[object], other: Set[object]) -> float:
    """Dice coefficient of two sets."""
    return 2 * len(one & other) / max(1, len(one) + len(other))
