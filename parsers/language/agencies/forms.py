"""Forms that a country fills in: whose bodies they speak of, by the rows at their head."""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsers.records import PlaceMention

_HEAD = 2_500
"""Characters within which the rows that name who answers stand."""
_COUNTRY_ROW = re.compile(
    r"^\W*(?:reporting |submitting )?(?:country|state(?: party)?|member state|jurisdiction)\b", re.I
)
_AUTHORITY_ROW = re.compile(
    r"^\W*(?:\w+ ){0,2}(?:authority|authorities|agency|agencies|institution|organi[sz]ation|body|bodies)\b", re.I
)
_ROW = re.compile(r"[^\n]+")


def country_of_form(text: str, places: Sequence[PlaceMention]) -> str | None:
    """The country of the authority that answers, else the country that the form is of; None where no row says it.

    ``places`` in order. The authority goes first: a territory answers under its state's name.
    """
    told: str | None = None
    for row in _ROW.finditer(text, 0, min(len(text), _HEAD)):
        authority = _AUTHORITY_ROW.match(row.group())
        if not authority and not _COUNTRY_ROW.match(row.group()):
            continue
        inside = [p.country for p in places if row.start() <= p.start < row.end() and p.country]
        if inside and authority:
            return inside[-1]
        told = told or (inside[0] if inside else None)
    return told
