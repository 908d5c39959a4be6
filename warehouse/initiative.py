"""Makes the initiative row of a questionnaire from its form fields and from what was read in them. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from parsers.records import AgencyMention, Citation, Extraction, PlaceMention
from warehouse.extraction_rows import Version
from warehouse.identity import initiative_id

Mention = TypeVar("Mention", AgencyMention, PlaceMention, Citation)
Fields = Mapping[str, Sequence[str]]
"""Name of a form field → its values, as in ``Document.fields``."""

_NUMBERS = r"s?\s+((?:\d+[a-z]?(?:\s*\(\w+\))*(?:\s*(?:,|and|&|;|/)\s*)?)+)"
_NUMBER = re.compile(r"\d+[a-z]?(?:\s*\(\w+\))*")
_INSTRUMENTS = (
    ("UNCAC", r"\b(?:UNCAC|Convention)\b", r"\bart(?:icle|s?\.)" + _NUMBERS),
    ("UNGASS political declaration", r"\b(?:UNGASS|political declaration)\b", r"\bpara(?:graph|s?\.)" + _NUMBERS),
)
"""Name, words and numbered parts of what the form's own heading asks for; the first one that is told is taken."""


def initiative_row(
    version: Version, fields: Fields, source_country: str | None, extraction: Extraction
) -> dict[str, Any]:
    """One row of the initiative table.

    Bodies, country and citations are the mentions that lie in the words of the answer; ``source_country`` is taken
    where the country's answer names none that was read.
    """
    bodies = _within(version, fields.get("authorities", ()), extraction.agencies)
    named = {body.agency_id: body.name for body in bodies if body.kind != "unnamed"}
    countries = [place.country for place in _within(version, fields.get("country", ()), extraction.places)]
    cited = (*fields.get("instrument", ()), *fields.get("articles", ()))
    instrument, articles = _citation(_within(version, cited, extraction.citations), " ".join(cited))
    return {
        "initiative_id": initiative_id(version.document_id),
        **version.key,
        "country": countries[0] if countries else source_country,
        "country_name": _answer(fields, "country"),
        "authorities": list(named.values()),
        "authority_ids": list(named),
        "authorities_text": _answer(fields, "authorities"),
        "instrument": instrument,
        "articles": articles,
        "title": _answer(fields, "title"),
        "keywords": list(fields.get("keywords", ())),
        "summary": _answer(fields, "summary", "\n\n"),
        "description": _answer(fields, "description", "\n\n"),
        "lessons_learned": _answer(fields, "lessons_learned", "\n\n"),
        "challenges": _answer(fields, "challenges", "\n\n"),
        "link": _answer(fields, "link"),
    }


def _answer(fields: Fields, name: str, between: str = "; ") -> str | None:
    return between.join(fields.get(name, ())) or None


def _within(version: Version, values: Sequence[str], mentions: Sequence[Mention]) -> list[Mention]:
    """Those of ``mentions`` that lie where the text repeats an answer; in another layout, those whose words it has."""
    return [mention for value in values for mention in _within_one(version, value, mentions)]


def _within_one(version: Version, value: str, mentions: Sequence[Mention]) -> list[Mention]:
    start = version.text.find(value)
    if start >= 0:
        return [mention for mention in mentions if start <= mention.start and mention.end <= start + len(value)]
    return [mention for mention in mentions if version.text[mention.start : mention.end] in value]


def _citation(citations: Sequence[Citation], cited: str) -> tuple[str | None, list[str]]:
    """Instrument and articles: as the reader found them, else by the words of the answer."""
    if citations:
        return citations[0].instrument, list(dict.fromkeys(one.article for one in citations if one.article))
    for name, words, parts in _INSTRUMENTS:
        if re.search(words, cited, re.IGNORECASE):
            listed = " ".join(re.findall(parts, cited, re.IGNORECASE))
            return name, list(dict.fromkeys("".join(number.split()) for number in _NUMBER.findall(listed)))
    return None, []
