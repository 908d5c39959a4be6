"""Date expressions: TIMEX3 tags and calendar intervals."""

from spacy.tokens import Doc

from parsers.records import Context, Timex


def tag_timexes(doc: Doc, context: Context) -> list[Timex]:
    """Date expressions of ``doc`` in order, none overlapping."""
    return []
