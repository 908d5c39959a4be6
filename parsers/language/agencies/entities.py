"""Organisations that have no head noun of a public body and that only the model's entity recogniser has seen."""

from __future__ import annotations

from spacy.tokens import Doc

from config.agency_patterns import agency_patterns
from parsers.language.agencies.found import Found
from parsers.language.agencies.words import Text


def find_entities(doc: Doc, text: Text) -> list[Found]:
    """ORG spans of two words or more that end in a word of organisations ("Blue River Movement").

    Of all other ORG spans that register and patterns leave over, nine in ten are persons, laws and products: they are
    not taken.
    """
    words = agency_patterns().words
    found: list[Found] = []
    for span in doc.ents:
        if span.label_ != "ORG" or "\n" in span.text or text.headline(span.start_char):
            continue
        first, last = text.first_at(span.start_char), text.first_at(span.end_char)
        while first < last and (not text.capital(first) or text.forms[first] in agency_patterns().never_first):
            first += 1
        if first < last and text.forms[first][0].isdigit():
            continue
        if last - first < 2 or text.forms[last - 1] not in words.entity_ends:
            continue
        if all(text.capital(i) or text.forms[i] in words.connectors for i in range(first, last)):
            found.append(
                Found(text.words[first].start, text.words[last - 1].end, "entity", name=text.span(first, last))
            )
    return found
