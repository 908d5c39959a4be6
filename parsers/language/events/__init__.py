"""Events, coded by trigger and dependency parse."""

from spacy.tokens import Doc

from parsers.language.events.coder import code
from parsers.language.events.mentions import Mentions
from parsers.records import AgencyMention, Context, Event, PlaceMention, Timex


def code_events(
    doc: Doc, context: Context, timexes: list[Timex], places: list[PlaceMention], agencies: list[AgencyMention]
) -> list[Event]:
    """Events of ``doc`` in the order of their triggers.

    ``timexes``, ``places`` and ``agencies`` are the mentions that the other components found in the same ``doc``; each
    event names the rule of the register that told it and the characters that bear it out.
    """
    if not len(doc):
        return []
    return code(doc, Mentions(doc, context, timexes, places, agencies))
