"""Whether ``confidence`` says the truth: how often events of each confidence are right by gold.

An event is right where the scorer's matching pairs it with an event of the gold, core or not: told, and of that type.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipelines.evaluation.scores import match

Vector = NDArray[np.float64]
BINS = 10


@dataclass(frozen=True, slots=True)
class Outcome:
    """One found event, and whether gold bears it out."""

    document: str
    type: str
    signs: Mapping[str, bool]
    confidence: float
    right: bool


@dataclass(frozen=True, slots=True)
class Reliability:
    """How well confidences fit the outcomes."""

    bins: tuple[tuple[float, float, int, float, float], ...]
    """(lowest, highest confidence, events, mean confidence, share that is right), ten bins of equal size."""
    brier: float
    """Mean squared distance of confidence and truth; 0 is best, and :attr:`brier_of_mean` what needs no skill."""
    brier_of_mean: float
    error: float
    """Expected calibration error: mean distance of confidence and share over the bins, weighted by their events."""
    auc: float
    """Chance that of a right and a wrong event the right one has the higher confidence."""

    def told(self) -> dict[str, Any]:
        """As plain numbers, rounded to what a few hundred events can tell."""
        plain = {name: round(value, 4) for name, value in asdict(self).items() if name != "bins"}
        return {**plain, "bins": [[round(value, 3) for value in one] for one in self.bins]}


def outcomes(gold: Iterable[Mapping[str, Any]], answers: Mapping[str, Mapping[str, Any]]) -> list[Outcome]:
    """The found events of documents with gold events, in order; answers are those of ``blind_answers``."""
    found = []
    for document in gold:
        events = answers[document["id"]]["events"]
        right = {j for _, j in match(document["events"], events)}
        found += [
            Outcome(document["id"], event["type"], event["signs"], event["confidence"], j in right)
            for j, event in enumerate(events)
        ]
    return found


def reliability(confidences: Sequence[float], right: Sequence[bool]) -> Reliability:
    """Brier score, calibration error and ten bins of equal size; the order of equal confidences is that given."""
    told, truth = np.array(confidences, float), np.array(right, float)
    order = np.argsort(told, kind="stable")
    parts = [part for part in np.array_split(order, BINS) if len(part)]
    bins = tuple(
        (float(told[p].min()), float(told[p].max()), len(p), float(told[p].mean()), float(truth[p].mean()))
        for p in parts
    )
    return Reliability(
        bins=bins,
        brier=float(((told - truth) ** 2).mean()),
        brier_of_mean=float(truth.var()),
        error=sum(n * abs(mean - share) for _, _, n, mean, share in bins) / len(told),
        auc=_auc(told, truth),
    )


def _auc(told: Vector, truth: Vector) -> float:
    good, bad = told[truth == 1], told[truth == 0]
    if not len(good) or not len(bad):
        return float("nan")
    difference = good[:, None] - bad[None, :]
    return float(((difference > 0) + 0.5 * (difference == 0)).mean())
