"""The weights of ``confidence``, fitted to the events that were found in gold and checked on documents left out.

``python -m pipelines.evaluation.calibration`` fits them anew on all sets of releases and prints the register file; with
``--fit`` it also writes it, ``config/registers/confidence.yaml``. The events are those of
:mod:`pipelines.evaluation.held_out`, whose choice no text has taught that it is measured on.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from config.confidence import REGISTER
from parsers.language.events.confidence import SIGNS
from pipelines.evaluation.reliability import Outcome, Vector, outcomes, reliability

FOLDS = 10
SIGN_PENALTY, TYPE_PENALTY = 5.0, 3.0
"""Ridge penalties, chosen among 1, 3, 5, 10 and 30 by the cross-validated log-loss; a rare type says little."""


@dataclass(frozen=True, slots=True)
class Model:
    """Log-odds: the base, then one for each sign and each type."""

    types: tuple[str, ...]
    weights: Vector

    def predict(self, sample: Sequence[Outcome]) -> Vector:
        """The confidence that each outcome's signs and type give."""
        chances: Vector = 1 / (1 + np.exp(-_matrix(sample, self.types) @ self.weights))
        return chances


def fit(sample: Sequence[Outcome], types: Sequence[str]) -> Model:
    """Ridge logistic regression by Newton's method; the base is not penalised."""
    matrix = _matrix(sample, types)
    truth = np.array([outcome.right for outcome in sample], float)
    penalty = np.array([0.0] + [SIGN_PENALTY] * len(SIGNS) + [TYPE_PENALTY] * len(types))
    weights = np.zeros(matrix.shape[1])
    for _ in range(100):
        chance = 1 / (1 + np.exp(-matrix @ weights))
        gradient = matrix.T @ (truth - chance) - penalty * weights
        curvature = matrix.T @ (matrix * (chance * (1 - chance))[:, None]) + np.diag(penalty)
        step = np.linalg.solve(curvature, gradient)
        weights += step
        if np.abs(step).max() < 1e-9:
            break
    return Model(tuple(types), weights)


def _matrix(sample: Sequence[Outcome], types: Sequence[str]) -> Vector:
    return np.array([[1, *(o.signs[n] for n in SIGNS), *(o.type == t for t in types)] for o in sample], float)


def cross_validated(sample: Sequence[Outcome]) -> list[float]:
    """Confidences that each outcome gets from a model fitted on other documents alone (ten folds by document)."""
    types = sorted({outcome.type for outcome in sample})
    folds = [int(hashlib.sha256(o.document.encode()).hexdigest(), 16) // 2 % FOLDS for o in sample]
    told = np.zeros(len(sample))
    for fold in sorted(set(folds)):
        inside = [i for i, k in enumerate(folds) if k == fold]
        outside = [outcome for outcome, k in zip(sample, folds, strict=True) if k != fold]
        told[inside] = fit(outside or sample, types).predict([sample[i] for i in inside])
    return [float(chance) for chance in told]


def register_text(sample: Sequence[Outcome], sets: Sequence[str]) -> str:
    """The register file with weights measured on ``sample``, the found events of ``sets``."""
    types = sorted({outcome.type for outcome in sample})
    model = fit(sample, types)
    right = [outcome.right for outcome in sample]
    checked = reliability(cross_validated(sample), right)
    lines = [
        "# How much each sign says of an event's being right, in log-odds. Written by",
        "# `python -m pipelines.evaluation.calibration --fit`; signs: parsers/language/events/confidence.py.",
        f"# Measured on {len(sample)} events found in {len({o.document for o in sample})} documents of gold",
        f"# ({', '.join(sets)}), {sum(right)} of them right.",
        f"# Ten-fold cross-validation by document: Brier score {checked.brier:.4f} (without any sign "
        f"{checked.brier_of_mean:.4f}), calibration error {checked.error:.3f}, AUC {checked.auc:.2f}.",
        f"base: {model.weights[0]:.2f}",
        "signs:",
        *(f"  {name}: {weight:.2f}" for name, weight in zip(SIGNS, model.weights[1:], strict=False)),
        "types:",
        *(f"  {code}: {weight:.2f}" for code, weight in zip(types, model.weights[1 + len(SIGNS) :], strict=True)),
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Print the register that a fit gives; with ``--fit`` also write it."""
    from config.settings import Settings
    from pipelines.evaluation.held_out import UNTRAINED, held_out_events
    from pipelines.evaluation.sets import gold_sets, kind_of

    releases = {one: documents for one in gold_sets() if kind_of(documents := one.read()) == "events"}
    sets = {one: documents for one, documents in releases.items() if one.name != UNTRAINED}
    events = held_out_events(sets, Settings.from_environment().model)
    found = {name: {i: {"events": told} for i, told in part.items()} for name, part in events.items()}
    sample = [outcome for one, documents in sets.items() for outcome in outcomes(documents, found[one.name])]
    text = register_text(sample, [one.name for one in sets])
    print(text)
    if "--fit" in sys.argv[1:]:
        REGISTER.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
