"""``make accuracy``: all sets measured without sight of the gold, told in the terminal, the record and the page."""

from __future__ import annotations

import importlib.metadata
import platform
import sys
from collections.abc import Mapping
from datetime import date
from typing import Any

from config.settings import Settings
from pipelines.evaluation.blind import blind_answers
from pipelines.evaluation.calibration import cross_validated
from pipelines.evaluation.components import component_pages, linked_components
from pipelines.evaluation.figures import measure, to_json, write_record
from pipelines.evaluation.held_out import held_out_events
from pipelines.evaluation.page import PAGE, page, tables
from pipelines.evaluation.page_texts import PAGES
from pipelines.evaluation.reliability import Outcome, outcomes, reliability
from pipelines.evaluation.sets import SHARED, GoldSet, gold_sets, kind_of
from pipelines.evaluation.tables import show

Documents = list[dict[str, Any]]
Answers = dict[str, dict[str, Any]]
"""Id → answer in the shape of gold."""


def answered(sets: Mapping[GoldSet, Documents], model: str, processes: int = 2) -> dict[str, dict[str, dict[str, Any]]]:
    """Set → id → answer, all from one run of :func:`pipelines.evaluation.blind.blind_answers`."""
    everything = [document for documents in sets.values() for document in documents]
    found = iter(blind_answers(everything, closed=[s.path for s in sets], model=model, processes=processes))
    return {one.name: {document["id"]: next(found) for document in documents} for one, documents in sets.items()}


def without_own_weights(
    sets: Mapping[GoldSet, Documents], answers: Mapping[str, Answers], model: str
) -> dict[str, Answers]:
    """The answers to sets of releases, with events by weights that were fitted without the document."""
    releases = {one: documents for one, documents in sets.items() if kind_of(documents) == "events"}
    events = held_out_events(releases, model)
    return {
        one.name: {
            name: {**answer, "events": events.get(one.name, {}).get(name, answer["events"])}
            for name, answer in answers[one.name].items()
        }
        for one in releases
    }


def confidence_record(found: Mapping[str, list[Outcome]]) -> dict[str, Any]:
    """Reliability of the confidence in use, by set and over ``all``, and of one fitted on other documents alone."""
    everything = [outcome for part in found.values() for outcome in part]
    in_use = {
        name: reliability([o.confidence for o in part], [o.right for o in part]).told()
        for name, part in (("all", everything), *found.items())
        if part
    }
    left_out = reliability(cross_validated(everything), [o.right for o in everything]).told()
    return {"in use": in_use, "left out": left_out}


def versions(model: str) -> dict[str, str]:
    """Of everything that may change a figure; the last two are digests of files (:mod:`pipelines.versions`)."""
    from pipelines.versions import extractor

    made_by = extractor(model)
    return {
        "Communiqué": importlib.metadata.version("communique"),
        "Python": platform.python_version(),
        "spaCy": importlib.metadata.version("spacy"),
        "model": f"{made_by.model} {made_by.model_version}",
        "language room": made_by.code,
        "registers": made_by.registers,
    }


def main() -> None:
    """Measure, show, and write ``docs/accuracy.md`` and ``docs/accuracy.json``."""
    from rich.console import Console

    console = Console()
    console.width = max(console.width, 100)  # the tables' width; a pipe would get 80
    model = Settings.from_environment().model
    sets = {one: one.read() for one in gold_sets()}
    count = sum(len(documents) for documents in sets.values())
    console.print(f"Reading {count} documents of {len(sets)} sets in 2 processes that cannot open any gold …")
    answers = answered(sets, model)
    console.print("Reading the releases again, each with weights that were fitted without it …")
    held_out = without_own_weights(sets, answers, model)
    console.print(f"Reading the archived pages of {PAGES.relative_to(SHARED.parent)} for the components they name …")
    pages = component_pages()
    read = blind_answers(pages, closed=[one.path for one in sets], model=model) if pages else []
    releases = {one: documents for one, documents in sets.items() if one.name in held_out}
    record = {
        "versions": versions(model),
        "about": {one.name: one.about for one in sets},
        "gold": {one.name: one.digest for one in sets},
        "sets": to_json({one.name: measure(documents, answers[one.name]) for one, documents in sets.items()}),
        "held out": to_json({one.name: measure(documents, held_out[one.name]) for one, documents in releases.items()}),
        "components": linked_components(pages, {answer["id"]: answer for answer in read}),
        "confidence": confidence_record(
            {one.name: outcomes(documents, held_out[one.name]) for one, documents in releases.items()}
        ),
    }
    for table in tables(record):
        show(table, console.print)
    if not SHARED.is_dir():
        console.print("The folder ../shared is not beside this checkout: the page and the record stay as they are.")
        sys.exit(1)
    write_record(record)
    PAGE.write_text(page(record, date.today()), encoding="utf-8")
    console.print("Written: docs/accuracy.md, docs/accuracy.json")


if __name__ == "__main__":
    main()
