"""The requests that a source may send in one run, counted as they begin."""

from __future__ import annotations

import threading
from collections import Counter

from pipelines.acquisition.failures import BudgetSpentError


class Budget:
    """Counts by source, over all threads; lives as long as a run."""

    def __init__(self) -> None:
        """Nothing has been sent."""
        self._spent: Counter[str] = Counter()
        self._lock = threading.Lock()

    def spend(self, source_id: str, most: int | None) -> None:
        """Count one request on behalf of ``source_id``, of which ``most`` are allowed.

        Raises:
            BudgetSpentError: all of them have been sent.
        """
        with self._lock:
            if most is not None and self._spent[source_id] >= most:
                raise BudgetSpentError(f"the {most:,} requests of this run are spent (politeness.requests_per_run)")
            self._spent[source_id] += 1

    def spent(self, source_id: str) -> int:
        """Requests begun on behalf of a source."""
        with self._lock:
            return self._spent[source_id]

    @property
    def total(self) -> int:
        """Requests begun for all sources."""
        with self._lock:
            return self._spent.total()
