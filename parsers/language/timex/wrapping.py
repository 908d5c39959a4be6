"""Undoes hard line breaks: in a text whose lines are cut at a fixed width, a line's end is only a space."""

from __future__ import annotations

import re

_BREAK = re.compile(r"(?<=[^\n])\n(?=[^\s])")
_WITHIN_SENTENCE = re.compile(r"(?<=[a-z,])\n(?=[a-z])")
_LEAST, _SHARE = 3, 0.35
"""About half of the breaks of wrapped prose fall between two words in small letters, few of those of lists."""


def unwrapped(text: str) -> str:
    """``text`` with a space for each line's end within a paragraph, where its lines are wrapped; offsets stay."""
    within = sum(1 for _ in _WITHIN_SENTENCE.finditer(text))
    if within < _LEAST or within < _SHARE * sum(1 for _ in _BREAK.finditer(text)):
        return text
    return _BREAK.sub(" ", text)
