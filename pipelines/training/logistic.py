"""Logistic regression over sparse yes-or-no features, with an L2 penalty, by accelerated gradient descent.

The method is Nesterov's for smooth convex functions, with the step from the largest eigenvalue of the Gram matrix (by
power iteration); the same examples always give the same weights.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from config.weights import BIAS

Numbers = NDArray[np.float64]
ROUNDS = 400
"""Steps of descent; the loss no longer moves in its fourth decimal after some 300."""


@dataclass(slots=True)
class Examples:
    """What a decision is learned from: sets of features, whether each was right, and how much each counts."""

    features: list[frozenset[str]] = field(default_factory=list)
    right: list[bool] = field(default_factory=list)
    counts: list[float] = field(default_factory=list)

    def add(self, features: frozenset[str], right: bool, counts: float = 1.0) -> None:
        """Add one example."""
        self.features.append(features)
        self.right.append(right)
        self.counts.append(counts)

    def extend(self, others: Examples) -> None:
        """Add all of ``others``."""
        self.features += others.features
        self.right += others.right
        self.counts += others.counts


def fit(examples: Examples, penalty: float, seldom: int = 4) -> dict[str, float]:
    """Feature → weight (log-odds), the bias under ``*``, without features of fewer than ``seldom`` examples."""
    seen = Counter(f for features in examples.features for f in features)
    names = sorted(f for f, count in seen.items() if count >= seldom)
    place = {name: n for n, name in enumerate(names)}
    bias = len(names)
    rows = [[*sorted(place[f] for f in features if f in place), bias] for features in examples.features]
    columns = np.concatenate([np.array(row) for row in rows])
    lengths = np.array([len(row) for row in rows])
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    right = np.array(examples.right, float)
    counts = np.array(examples.counts, float)
    shrink = np.full(bias + 1, penalty)
    shrink[bias] = 1e-3

    def odds(weights: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.add.reduceat(weights[columns], starts)

    def back(values: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.bincount(columns, weights=np.repeat(values, lengths), minlength=bias + 1).astype(np.float64)

    step = 1 / (_largest_eigenvalue(odds, back, counts, bias + 1) / 4 + penalty)
    weights = ahead = np.zeros(bias + 1)
    momentum = 1.0
    for _ in range(ROUNDS):
        likely = 1 / (1 + np.exp(-np.clip(odds(ahead), -30, 30)))
        gradient = back(counts * (likely - right)) + shrink * ahead
        new = ahead - step * gradient
        faster = (1 + (1 + 4 * momentum**2) ** 0.5) / 2
        ahead = new + (momentum - 1) / faster * (new - weights)
        weights, momentum = new, faster
    return {name: float(weights[n]) for name, n in place.items()} | {BIAS: float(weights[bias])}


def _largest_eigenvalue(
    odds: Callable[[Numbers], Numbers], back: Callable[[Numbers], Numbers], counts: Numbers, size: int
) -> float:
    vector = np.random.default_rng(0).random(size)
    value = 1.0
    for _ in range(25):
        vector = back(counts * odds(vector))
        value = float(np.linalg.norm(vector))
        vector = vector / value
    return value
