"""Components of the Department of Justice on its own archived pages: whether those that the body names are linked.

The pages tell their components in a field of their own, which extraction does not see. A component counts as named
where the body holds its name, its acronym, or, for a U.S. Attorney's office, its district behind the attorney.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from config.sources import load_source
from parsers.records import Page
from parsers.registry import read_document
from pipelines.acquisition.warc_files import read_warc
from pipelines.evaluation.names import same_body
from pipelines.evaluation.page_texts import PAGES, SOURCE

MARK = 0.90
"""Share of releases in which every component that is named is to be linked."""
LISTED = "/opa/pr/"
"""Addresses of releases; the archives also hold listing pages."""


def component_pages(folder: Path = PAGES) -> list[dict[str, Any]]:
    """The archived releases as questions, with the ``components`` that each page lists; empty without archives."""
    source = load_source(SOURCE)
    told = {"timezone": source.timezone, "language": source.language, "kind": source.kind}
    found: dict[str, dict[str, Any]] = {}
    for path in sorted(folder.glob("*.warc.gz")):
        for page in read_warc(path, path.name, 25_000_000):
            if not isinstance(page, Page) or LISTED not in page.url:
                continue
            document = read_document(source.document.parser, page, told)
            found[page.url] = {
                "id": page.url,
                "text": document.text,
                "published": document.published_date.isoformat() if document.published_date else None,
                "source_agency": "Department of Justice (United States)",
                "source_country": "US",
                "body": document.body,
                "components": document.fields.get("components", ()),
            }
    return list(found.values())


def linked_components(pages: Sequence[Mapping[str, Any]], answers: Mapping[str, Mapping[str, Any]]) -> dict[str, int]:
    """Counts: releases that name a component, those with all of them linked; components named, and linked."""
    counts = {"releases": 0, "complete": 0, "named": 0, "linked": 0}
    for page in pages:
        agencies = answers[page["id"]]["agencies"]
        outcome = [is_linked(label, agencies) for label in page["components"] if is_named(label, page["body"])]
        counts["releases"] += bool(outcome)
        counts["complete"] += bool(outcome) and all(outcome)
        counts["named"] += len(outcome)
        counts["linked"] += sum(outcome)
    return counts


def is_named(label: str, body: str) -> bool:
    """Whether ``body`` names the component that the page lists as ``label`` ("USAO - Texas, Northern", "… (FBI)")."""
    if district := _district(label):
        office = r"(?:U\.?S\.?|United States) Attorney(?:(?!Court)[^.;\n]){0,90}?"
        return re.search(office + re.escape(district), body) is not None
    return any(re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", body) for name in _names(label))


def is_linked(label: str, agencies: Sequence[str]) -> bool:
    """Whether one of the agencies, by display name, is the component."""
    if district := _district(label):
        return any(f"{district}" in name and "Attorney" in name for name in agencies)
    return any(same_body(name, agency) for name in _names(label) for agency in agencies)


def _district(label: str) -> str | None:
    told = re.fullmatch(r"USAO - ([^,]+)(?:, (\w+))?", label)
    if not told:
        return None
    if told[1] in ("District of Columbia", "Virgin Islands"):
        return told[1]
    return f"{told[2]} District of {told[1]}" if told[2] else f"District of {told[1]}"


def _names(label: str) -> Iterator[str]:
    """The component's own name without its division's, and its acronym."""
    name, _, bracket = label.partition(" (")
    name = name.rsplit(" - ", 1)[-1]
    yield name
    if "U.S." in name:
        yield name.replace("U.S.", "United States")
    if name.startswith("Criminal ") and name.endswith("Section") and len(name.split()) > 2:
        yield name.removeprefix("Criminal ")  # "Criminal Fraud Section" signs as the Fraud Section
    acronym = bracket.rstrip(")")
    if acronym.isupper() and acronym not in ("OJP", "USAO"):  # these name the parent, or all offices
        yield acronym
