"""Organisations that only the model's entity recogniser has seen; read with suspicion, since precision matters more."""

from __future__ import annotations

from spacy.tokens import Doc

from config.agency_patterns import agency_patterns
from parsers.language.agencies.found import Found
from parsers.language.agencies.words import Text


def find_entities(doc: Doc, text: Text) -> list[Found]:
    """ORG spans with at least two capitalised words and nothing that speaks against a body."""
    patterns = agency_patterns()
    found: list[Found] = []
    for span in doc.ents:
        if span.label_ != "ORG" or "\n" in span.text:
            continue
        first, last = text.first_at(span.start_char), text.first_at(span.end_char)
        while first < last and (not text.capital(first) or text.forms[first] in patterns.never_first):
            first += 1
        forms = text.forms[first:last]
        capitals = [i for i in range(first, last) if text.capital(i)]
        if len(capitals) < 2 or set(forms) & patterns.words.no_entities or (text.upper(first) and len(forms) > 4):
            continue
        if not all(text.capital(i) or text.forms[i] in patterns.words.connectors for i in range(first, last)):
            continue
        if (
            not set(forms) & patterns.heads
            or forms[-1] in ("office", "capt", "school")
            or text.headline(span.start_char)
        ):
            continue
        if {"attorney", "attorneys"} & set(forms) or (
            forms[-1] in patterns.open_heads and len(forms) > 1 and forms[-2] == "of"
        ):
            continue
        found.append(Found(text.words[first].start, text.words[last - 1].end, "entity", name=text.span(first, last)))
    return found
