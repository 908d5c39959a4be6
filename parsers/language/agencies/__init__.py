"""Mentions of public bodies and other organisations, linked to the agency register."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from parsers.language.agencies.acronyms import find_definitions, name_before
from parsers.language.agencies.affiliations import without_affiliations
from parsers.language.agencies.anaphora import find_anaphors
from parsers.language.agencies.companies import find_companies
from parsers.language.agencies.districts import find_districts
from parsers.language.agencies.entities import find_entities
from parsers.language.agencies.groups import find_groups
from parsers.language.agencies.lexicon import lexicon
from parsers.language.agencies.link import Linker
from parsers.language.agencies.names import find_names
from parsers.language.agencies.offices import find_offices
from parsers.language.agencies.overlaps import choose
from parsers.language.agencies.publisher import find_publisher
from parsers.language.agencies.short_forms import find_short_forms
from parsers.language.agencies.states import find_states
from parsers.language.agencies.words import Text
from parsers.records import AgencyMention, Context, PlaceMention


def find_agencies(doc: Doc, context: Context, places: Sequence[PlaceMention]) -> list[AgencyMention]:
    """Agency mentions of ``doc`` in order, none overlapping.

    Register names and acronyms go first, then the patterns of names and offices, then what the model took for
    organisations; homonyms are told apart by the country in the words, the document, the publisher, and the
    register's default.
    """
    text = Text(doc, has_headlines=context.kind != "questionnaire")
    if not text.words:
        return []
    linker = Linker(text, context, places)
    groups = find_groups(text)
    definitions = find_definitions(text.text)
    found = choose(
        districts=find_districts(text),
        register=[*lexicon().find(text), *find_publisher(text, linker.around.publisher)],
        patterns=[
            *find_states(text, linker.around),
            *find_offices(text, linker.around),
            *find_names(text),
            *find_companies(text),
        ],
        defined=[name for d in definitions if (name := name_before(text, d))],
        entities=find_entities(doc, text),
        text=text.text,
        taken=[(g.start, g.end) for g in groups],
    )
    mentions = linker.link(found, definitions)
    mentions = _without_overlaps([*mentions, *groups])
    mentions = _without_overlaps([*mentions, *find_short_forms(text, mentions, linker.short_forms)])
    mentions = without_affiliations(text.text, mentions)
    return _without_overlaps([*mentions, *find_anaphors(text, mentions, linker.around.publisher, places)])


def _without_overlaps(mentions: Sequence[AgencyMention]) -> list[AgencyMention]:
    """In order; where two overlap the one that begins first stays, and of those the longer."""
    kept: list[AgencyMention] = []
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        if mention.start < mention.end and (not kept or mention.start >= kept[-1].end):
            kept.append(mention)
    return kept
