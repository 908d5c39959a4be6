"""The figures of all sets as one record: measured from answers, kept as JSON, and compared with what was recorded."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from config.errors import ConfigError
from config.settings import PROJECT
from pipelines.evaluation.country_scores import score_countries
from pipelines.evaluation.scores import score
from pipelines.evaluation.sets import HALVES, Kind, half_of, kind_of
from pipelines.evaluation.tallies import Tally
from pipelines.evaluation.timex_scores import score_timexes

RECORD = PROJECT / "docs" / "accuracy.json"
"""The figures that ``make accuracy`` wrote last; kept under version control."""
MARGIN = 0.005
"""A fall of an F1 by more than this is a loss, and fails the tests."""


@dataclass(slots=True)
class SetFigures:
    """The counts of one set."""

    kind: Kind
    documents: dict[str, int] = field(default_factory=dict)
    """Half → number of documents."""
    layers: dict[str, dict[str, Tally]] = field(default_factory=dict)
    """Layer → half → counts. The whole set is the sum of its halves."""
    types: dict[str, Tally] = field(default_factory=dict)
    """Event type → counts of the whole set."""

    def whole(self, layer: str) -> Tally:
        """The counts of both halves."""
        return sum(self.layers[layer].values(), Tally())


Figures = dict[str, SetFigures]
"""Name of the set → its counts."""


def measure(documents: list[dict[str, Any]], answers: Mapping[str, Any]) -> SetFigures:
    """The counts of one set from the answers to its documents, by id."""
    found = SetFigures(kind_of(documents))
    for half in HALVES:
        part = [document for document in documents if half_of(document["id"]) == half]
        found.documents[half] = len(part)
        if found.kind == "events":
            report = score(part, answers)
            layers = report.layers
            for code, tally in report.types.items():
                found.types[code] = found.types.get(code, Tally()) + tally
        else:
            layers = (score_timexes if found.kind == "timexes" else score_countries)(part, answers)
        for layer, tally in layers.items():
            found.layers.setdefault(layer, {})[half] = tally
    return found


def fallen(recorded: Figures, measured: Figures, margin: float = MARGIN) -> list[str]:
    """One line for each F1 of a whole set that is lower than the recorded one by more than ``margin``.

    Halves and single types are told but not guarded: with so few things in them one error is more than the margin.
    """
    lost = []
    for name, layer, was, now in _pairs(recorded, measured):
        if now.f1 < was.f1 - margin:
            lost.append(
                f"{name}, {layer}: F1 {now.f1:.4f}, recorded {was.f1:.4f} "
                f"(right {was.tp} → {now.tp}, extra {was.fp} → {now.fp}, missed {was.fn} → {now.fn})"
            )
    return lost


def _pairs(recorded: Figures, measured: Figures) -> Iterator[tuple[str, str, Tally, Tally]]:
    for name in recorded.keys() & measured.keys():
        for layer in recorded[name].layers:
            if layer in measured[name].layers:
                yield name, layer, recorded[name].whole(layer), measured[name].whole(layer)


def to_json(figures: Figures) -> dict[str, Any]:
    """Plain objects; counts are ``[true positives, false positives, false negatives]``."""
    return {
        name: {
            "kind": one.kind,
            "documents": one.documents,
            "layers": {layer: {h: _counts(t) for h, t in halves.items()} for layer, halves in one.layers.items()},
            "types": {code: _counts(tally) for code, tally in sorted(one.types.items())},
        }
        for name, one in figures.items()
    }


def from_json(told: Mapping[str, Any]) -> Figures:
    """What :func:`to_json` made."""
    return {
        name: SetFigures(
            one["kind"],
            dict(one["documents"]),
            {layer: {h: Tally(*t) for h, t in halves.items()} for layer, halves in one["layers"].items()},
            {code: Tally(*t) for code, t in one["types"].items()},
        )
        for name, one in told.items()
    }


def read_record(path: Path = RECORD) -> dict[str, Any]:
    """The recorded measurement: ``versions``, ``sets`` (see :func:`to_json`) and ``confidence``.

    Raises:
        ConfigError: the file is missing or no JSON.
    """
    try:
        record: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ConfigError(f"no record of figures ({error}); `make accuracy` writes it", file=path) from error
    return record


def write_record(record: Mapping[str, Any], path: Path = RECORD) -> None:
    """Write the measurement; the lists of counts stand on one line each, so that a change reads well."""
    text = json.dumps(record, indent=1, ensure_ascii=False)
    path.write_text(_folded(text) + "\n", encoding="utf-8")


def _folded(text: str) -> str:
    return re.sub(r"\[\s+([^\[\]{}]*?)\s+\]", lambda m: "[" + re.sub(r"\s+", " ", m[1]) + "]", text)


def _counts(tally: Tally) -> list[int]:
    return [tally.tp, tally.fp, tally.fn]
