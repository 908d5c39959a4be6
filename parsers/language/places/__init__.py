"""Places and the countries they stand for."""

from spacy.tokens import Doc

from parsers.records import Context, PlaceMention


def find_places(doc: Doc, context: Context) -> list[PlaceMention]:
    """Place mentions of ``doc`` in order, none overlapping."""
    return []
