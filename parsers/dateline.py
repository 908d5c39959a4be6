"""The day that a dateline tells: place, day and a dash at the head of a release's first paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from parsers.moments import read_moment

_WORD = r"(?:[^\W\d_a-z][\w.'’/-]*|of|the|and|an?|au|aux|da|das|del?|den|do|der|du|el|la|las|le|les|los|und|y)"
_DATELINE = re.compile(
    rf"^(?P<place>[^\W\d_a-z][\w.'’/-]*(?:,?\s+{_WORD}){{0,5}}?)\s*[,:(–—-][\s(]*(?:le|den|am|el|il|on)?\s*"
    r"(?P<day>\d{1,2}(?:st|nd|rd|th|er|\.)?\s+(?:de\s+)?[^\W\d_]{3,9}\.?,?\s+(?:de\s+)?\d{4}"
    r"|[^\W\d_]{3,9}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}|\d{4}-\d{2}-\d{2})"
    r"\)?\s*(?:\([^)]{1,40}\)\s*)?[–—:.-]"
)
_FIRST = 6
"""Paragraphs among which the one with the dateline is."""


def dateline_day(paragraphs: Iterable[str]) -> date | None:
    """The day, with its year, of the first dateline ("NAIROBI, 14 March 2024 – The …"); None where there is none."""
    for number, paragraph in enumerate(paragraphs):
        if number == _FIRST:
            break
        found = _DATELINE.match(paragraph)
        moment = read_moment(found["day"]) if found else None
        if moment is not None:
            return moment.day
    return None
