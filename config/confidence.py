"""How much each sign says of an event's being right, as measured on gold (``registers/confidence.yaml``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from config.errors import ConfigError

REGISTER = Path(__file__).resolve().parent / "registers" / "confidence.yaml"


@dataclass(frozen=True, slots=True)
class ConfidenceWeights:
    """Log-odds that add up to an event's confidence."""

    base: float
    """Of an event without any sign, of a type that is neither better nor worse than others."""
    signs: Mapping[str, float]
    """Sign → what it adds; the signs are those of ``parsers/language/events/confidence.py``."""
    types: Mapping[str, float]
    """Event type → what it adds; a type of which gold holds nothing adds nothing."""


@cache
def confidence_weights(path: Path = REGISTER) -> ConfidenceWeights:
    """The weights of the register.

    Raises:
        ConfigError: the file is missing or is not in its form.
    """
    try:
        told: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
        return ConfidenceWeights(
            float(told["base"]),
            {str(name): float(weight) for name, weight in told["signs"].items()},
            {str(code): float(weight) for code, weight in told["types"].items()},
        )
    except (OSError, yaml.YAMLError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise ConfigError(f"no register of weights ({error!r})", file=path) from error
