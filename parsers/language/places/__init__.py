"""Places and the countries they stand for: gazetteer look-up, then shape (persons, firms), then context."""

from __future__ import annotations

from spacy.tokens import Doc

from parsers.language.places.candidates import scan
from parsers.language.places.resolve import choose
from parsers.language.places.shapes import keep_places
from parsers.records import Context, PlaceMention


def find_places(doc: Doc, context: Context) -> list[PlaceMention]:
    """Place mentions of ``doc`` in order, none overlapping.

    A name that several places share is decided by the state or country that follows it, by what else the text names,
    by ``context.country`` (the publisher's) and by size, in this order. Names inside those of persons and firms are no
    places.
    """
    candidates = scan(doc.text)
    if not candidates:
        return []
    return choose(keep_places(doc, candidates), context)
