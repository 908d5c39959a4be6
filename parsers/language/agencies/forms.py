"""Forms that a country fills in: whose bodies they speak of, by the rows at their head."""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsers.records import PlaceMention

_HEAD = 2_500
"""Characters within which the rows that name who answers stand."""
_LABEL_ENDS = r"\b[^\n\t:]{0,40}(?:[\t:]|(?<![.;])$)"
"""A tab, a colon or the end of the line; prose that begins with "The Authority" has none so near."""
_COUNTRY_ROW = re.compile(
    r"^\W*(?:reporting |submitting )?(?:country|state(?: party)?|member state|jurisdiction)" + _LABEL_ENDS, re.I
)
_AUTHORITY_ROW = re.compile(
    r"^\W*(?:\w+ ){0,2}(?:authority|authorities|agency|agencies|institution|organi[sz]ation|body|bodies)" + _LABEL_ENDS,
    re.I,
)
_ROW = re.compile(r"[^\n]+")


def country_of_form(text: str, places: Sequence[PlaceMention]) -> str | None:
    """The country of the authority that answers, else the country that the form is of; None where no row says it.

    ``places`` in order. The authority goes first: a territory answers under its state's name.
    """
    told: str | None = None
    rows = [(row.start(), row.end()) for row in _ROW.finditer(text, 0, min(len(text), _HEAD))]
    for (start, end), (_, below) in zip(rows, [*rows[1:], rows[-1]] if rows else [], strict=True):
        row = text[start:end]
        authority = _AUTHORITY_ROW.match(row)
        label = authority or _COUNTRY_ROW.match(row)
        if not label:
            continue
        if label.end() == len(row):
            start, end = end, below  # a label alone: its value stands in the next row
        inside = [place.country for place in places if start <= place.start < end and place.country]
        if inside and authority:
            return inside[-1]
        told = told or (inside[0] if inside else None)
    return told
