"""How often a source publishes, and whether it has been silent for longer than it ever is."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from warehouse.observations import Observation

LEAST_GAPS = 5
"""Gaps between days of publication from which a cadence can be told."""
LOOKED_BACK = timedelta(days=366)
"""A body's habits change; what is older than a year before its newest release tells nothing of today."""


@dataclass(frozen=True, slots=True)
class Cadence:
    """The gaps, in days, between days on which something was published."""

    mean: float
    usual: int
    """The 95th percentile (nearest rank): only one gap of twenty is longer."""
    longest: int

    @property
    def limit(self) -> int:
        """Days of silence from which on something is probably wrong: twice the usual gap, three days more at least."""
        return max(2 * self.usual, self.usual + 3)


def cadence(days: Iterable[date]) -> Cadence | None:
    """The cadence of the latest year of ``days``; None where they are too few to tell one."""
    ordered = sorted(set(days))
    recent = [day for day in ordered if day >= ordered[-1] - LOOKED_BACK]
    gaps = sorted((other - one).days for one, other in pairwise(recent))
    if len(gaps) < LEAST_GAPS:
        return None
    return Cadence(sum(gaps) / len(gaps), gaps[math.ceil(0.95 * len(gaps)) - 1], gaps[-1])


def staleness(days: Iterable[date], today: date) -> Observation:
    """Days since the newest release against the source's own cadence.

    Silent for longer than its limit it is a warning, for longer than ever in the year before a failure.
    """
    held = [day for day in days if day <= today]
    if not held:
        return Observation("staleness", None, "a dated release", "warning", "no release has a date")
    silent, known = (today - max(held)).days, cadence(held)
    if known is None:
        return Observation("staleness", silent, "no cadence can be told yet", "ok")
    expected = f"at most {known.limit} days (publishes every {known.mean:.1f} days, longest gap {known.longest})"
    if silent <= known.limit:
        return Observation("staleness", silent, expected, "ok")
    message = f"publishes every {known.mean:.1f} days, silent for {silent}"
    return Observation("staleness", silent, expected, "failed" if silent > known.longest else "warning", message)
