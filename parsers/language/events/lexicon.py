"""Closed word classes of the events room as sets of small letters."""

from __future__ import annotations


def word_set(*texts: str) -> frozenset[str]:
    """The words of ``texts``, which blanks part."""
    return frozenset(word for text in texts for word in text.split())
