"""Weights of the decisions that were learned from annotated texts (``registers/event_weights.csv``, by ``make train``).

Each row says how much one plain feature speaks for or against one decision: which participant has which role, where an
event happened, whether it is told at all. The unit is the natural logarithm of the odds, so that weights add up.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

from config.errors import ConfigError

REGISTER = Path(__file__).parent / "registers" / "event_weights.csv"
COLUMNS = ("decision", "feature", "weight")
Decision = Literal["role", "place", "event"]
"""role: whether a candidate takes part in that role; place: whether it happened in that country; event: whether the
text tells it."""
BIAS = "*"
"""The feature that always holds."""


@cache
def weights() -> Mapping[Decision, Mapping[str, float]]:
    """Decision → feature → weight.

    Raises:
        ConfigError: the file is missing, or a row has another form.
    """
    return read_weights(REGISTER)


def read_weights(path: Path) -> Mapping[Decision, Mapping[str, float]]:
    """The weights of the CSV file ``path``; errors as of :func:`weights`."""
    found: dict[Decision, dict[str, float]] = {"role": {}, "place": {}, "event": {}}
    try:
        with path.open(encoding="utf-8", newline="") as file:
            for number, row in enumerate(csv.reader(file), 1):
                if number == 1:
                    if tuple(row) != COLUMNS:
                        raise ConfigError(f"its columns must be {', '.join(COLUMNS)}", file=path, line=1)
                    continue
                try:
                    decision, feature, weight = row
                    found[decision][feature] = float(weight)  # type: ignore[index]
                except (ValueError, KeyError) as error:
                    raise ConfigError(
                        "a row needs a decision (role, place, event), a feature and a number; `make train` writes it",
                        file=path,
                        line=number,
                    ) from error
    except FileNotFoundError as error:
        raise ConfigError("there are no weights; `make train` writes them", file=path) from error
    return found
