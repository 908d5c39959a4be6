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

_ARTICLES = re.compile(
    r"\b(?:art(?:icle|s?\.)|para(?:graph|s?\.))s?\s+"
    r"((?:\d+\w?(?:\s*\(\w+\))*(?:\s*(?:,|and|&|;|/)\s*)?)+)",
    re.I,
)
_NUMBER = re.compile(r"\d+\w?(?:\s*\(\w+\))*")
_INSTRUMENTS = (
    (re.compile(r"\bUNGASS\b|\bpolitical declaration\b", re.I), "UNGASS political declaration"),
    (re.compile(r"\bUNCAC\b|\bConvention\b", re.I), "UNCAC"),
)
"""What the form's own heading asks for, where the answer cites nothing that the reader knows. The last one wins."""


def initiative_row(
    version: Version, fields: Fields, source_country: str | None, extraction: Extraction
) -> dict[str, Any]:
    """One row of the initiative table.

    Bodies, country and citations are the mentions that lie in the words of the answer; ``source_country`` is taken
    where the country's answer names none that was read.
    """
    authorities_text = _one(fields, "authorities")
    cited = _joined(fields, "instrument", "articles")
    bodies = _within(version, authorities_text, extraction.agencies)
    named = {body.agency_id: body.name for body in bodies if body.kind != "unnamed"}
    country = next((place.country for place in _within(version, _one(fields, "country"), extraction.places)), None)
    citations = _within(version, cited, extraction.citations)
    instrument, articles = _citation(citations, cited)
    return {
        "initiative_id": initiative_id(version.document_id),
        **version.key,
        "country": country or source_country,
        "country_name": _one(fields, "country"),
        "authorities": list(named.values()),
        "authority_ids": list(named),
        "authorities_text": authorities_text,
        "instrument": instrument,
        "articles": articles,
        "title": _one(fields, "title"),
        "keywords": list(fields.get("keywords", ())),
        "summary": _joined(fields, "summary"),
        "description": _joined(fields, "description"),
        "lessons_learned": _joined(fields, "lessons_learned"),
        "challenges": _joined(fields, "challenges"),
        "link": _one(fields, "link"),
    }


def _one(fields: Fields, name: str) -> str | None:
    return "; ".join(fields.get(name, ())) or None


def _joined(fields: Fields, *names: str) -> str | None:
    return "\n\n".join(value for name in names for value in fields.get(name, ())) or None


def _within(version: Version, answer: str | None, mentions: Sequence[Mention]) -> list[Mention]:
    """Those of ``mentions`` that lie where the text repeats the answer; in another layout, those whose words it has."""
    if not answer:
        return []
    start = version.text.find(answer)
    if start >= 0:
        return [mention for mention in mentions if start <= mention.start and mention.end <= start + len(answer)]
    return [mention for mention in mentions if version.text[mention.start : mention.end] in answer]


def _citation(citations: Sequence[Citation], cited: str | None) -> tuple[str | None, list[str]]:
    """Instrument and articles: as the reader found them, else by the words article and paragraph."""
    if citations:
        return citations[0].instrument, list(dict.fromkeys(one.article for one in citations if one.article))
    instrument = None
    for pattern, name in _INSTRUMENTS:
        if pattern.search(cited or ""):
            instrument = name
    found = [number for listed in _ARTICLES.findall(cited or "") for number in _NUMBER.findall(listed)]
    return instrument, list(dict.fromkeys("".join(number.split()) for number in found))
