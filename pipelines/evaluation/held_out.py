"""Events of gold documents by weights that were fitted without them: the figures to believe of what learns.

The weights that are shipped (``config/registers/event_weights.csv``) are fitted on all annotated texts, so what they
reach on those is no measure. Here the documents are dealt to folds, and each is read with weights from the other folds.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from parsers.language.events.coder import finished
from parsers.language.events.confidence import signs
from parsers.language.reader import Reader
from parsers.language.shape import shaped_event
from pipelines.evaluation.sets import GoldSet
from pipelines.training.__main__ import FOLDS, fold_of, learn
from pipelines.training.examples import Told, tell
from pipelines.training.sentences import labelled, sentence_examples

UNTRAINED = "seeds"
"""The set that no weight is fitted on."""

Documents = list[dict[str, Any]]


def held_out_events(sets: Mapping[GoldSet, Documents], model: str) -> dict[str, dict[str, list[dict[str, Any]]]]:
    """Set → id → events in the shape of gold, with the ``signs`` of their confidence; sets of releases alone."""
    reader = Reader(model)
    texts = {one.name: tell(reader, documents) for one, documents in sets.items() if one.name != UNTRAINED}
    everything = [text for part in texts.values() for text in part]
    sentences = sentence_examples(reader, list(labelled()))
    found: dict[str, dict[str, list[dict[str, Any]]]] = {name: {} for name in texts}
    for fold in range(FOLDS):
        tables = learn([text for text in everything if fold_of(text) != fold], sentences)
        for name, part in texts.items():
            for text in part:
                if fold_of(text) == fold:
                    found[name][text.gold["id"]] = _events(text, tables)
    return found


def _events(text: Told, tables: Any) -> list[dict[str, Any]]:
    events = finished(text.read.revised(tables))
    return [{**shaped_event(event, text.read.doc.text), "signs": signs(event)} for event in events]
