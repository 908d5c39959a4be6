"""Character spans that are taken, none overlapping another, asked and grown in the order of their starts."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable


class Spans:
    """A sorted set of spans (start, end exclusive) that do not overlap; questions cost the logarithm of its size."""

    def __init__(self, spans: Iterable[tuple[int, int]] = ()) -> None:
        """``spans`` in any order."""
        self._spans = sorted(spans)

    def add(self, start: int, end: int) -> None:
        """Take ``start`` to ``end``, which must be free."""
        insort(self._spans, (start, end))

    def free(self, start: int, end: int) -> bool:
        """True where no span shares a character with ``start`` to ``end``."""
        at = bisect_left(self._spans, (end,))
        return at == 0 or self._spans[at - 1][1] <= start
