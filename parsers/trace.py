"""Which selector or path gave which words: recorded while a parser reads, where someone asked for it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple


class Step(NamedTuple):
    """One reading of a parser."""

    place: str
    """CSS selector (with ``@`` and the attribute that was read), or JSON path."""
    words: str
    """What was read there, as the parser got it."""


STEPS: ContextVar[list[Step] | None] = ContextVar("steps", default=None)
"""Where the steps of this reading go; None, as a rule: then nothing is recorded."""


@contextmanager
def traced() -> Iterator[list[Step]]:
    """Record every reading inside of the block, in order."""
    steps: list[Step] = []
    token = STEPS.set(steps)
    try:
        yield steps
    finally:
        STEPS.reset(token)
