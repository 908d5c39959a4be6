"""Events, coded by trigger and dependency parse."""

from spacy.tokens import Doc

from parsers.records import AgencyMention, Context, Event, PlaceMention, Timex


def code_events(
    doc: Doc, context: Context, timexes: list[Timex], places: list[PlaceMention], agencies: list[AgencyMention]
) -> list[Event]:
    """Events of ``doc`` in the order of their triggers."""
    return []
