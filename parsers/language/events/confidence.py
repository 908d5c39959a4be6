"""How sure the coder is of an event: the chance that gold bears it out, from signs that anyone can check.

The weights are log-odds of a logistic model, measured on gold by ``python -m pipelines.evaluation.calibration --fit``
and kept with their source in ``config/registers/confidence.yaml``. A confidence of 0.8 means: of ten events that carry
the same signs, eight are told by their document and are of that type. Their dates and parties are not part of it.
"""

from __future__ import annotations

from functools import cache
from math import exp

from config.confidence import confidence_weights
from config.event_types import event_types
from parsers.records import Event

SIGNS = ("parties", "dated", "day", "repeated", "doubted_rule")
"""Names of the signs; :func:`signs` says what each is."""
USUAL_PRIOR = 0.8
"""The register's prior of a rule that nobody doubts; a lower one is a warning by whoever wrote the rule."""


def signs(event: Event) -> dict[str, bool]:
    """Which of :data:`SIGNS` the event carries.

    - *parties*: two or more participants are named in the text;
    - *dated*: a date in the text is the event's; *day*: and it is a single day;
    - *repeated*: several mentions were joined into it;
    - *doubted_rule*: the register gives its rule a prior below the usual one.
    """
    told = [e.about for e in event.evidence]
    dated = "date" in told
    return {
        "parties": sum(p.start is not None for p in event.participants) >= 2,
        "dated": dated,
        "day": dated and event.dates.precision == "day",
        "repeated": told.count("trigger") > 1,
        "doubted_rule": _priors().get(event.rule, USUAL_PRIOR) < USUAL_PRIOR,
    }


def confidence_of(event: Event) -> float:
    """The event's confidence, between 0.01 and 0.99."""
    weights = confidence_weights()
    odds = weights.base + weights.types.get(event.type, 0.0)
    odds += sum(weights.signs[name] for name, carried in signs(event).items() if carried)
    return min(0.99, max(0.01, 1 / (1 + exp(-odds))))


@cache
def _priors() -> dict[str, float]:
    """Rule, as events name it → its prior in the register."""
    return {f"{code}/{rule.name}": rule.prior for code, kind in event_types().items() for rule in kind.triggers}
