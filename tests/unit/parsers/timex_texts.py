"""Reads texts for the tests of the date tagger: the real model, without the components that dates do not need."""

from __future__ import annotations

from datetime import date
from functools import cache

import spacy
from spacy.language import Language

from parsers.language.reader import DEFAULT_MODEL
from parsers.language.timex import tag_timexes
from parsers.records import Context, Timex


@cache
def model() -> Language:
    """The default pipeline without its entity recogniser."""
    return spacy.load(DEFAULT_MODEL, exclude=["ner"])


def timexes(text: str, published: date | None = None, country: str | None = None) -> list[Timex]:
    """The tagger's answer for one text."""
    return tag_timexes(model()(text), Context(published=published, country=country))
