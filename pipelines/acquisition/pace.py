"""How fast a server is asked: the delay between requests to one host, and the waits before another attempt."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

LONGEST_WAIT = 120.0
"""Seconds; a server that asks for more is left alone until the next run."""


class Pace:
    """Remembers when each host was last asked."""

    def __init__(
        self, clock: Callable[[], float] = time.monotonic, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        """``clock`` and ``sleep`` speak of seconds."""
        self._clock, self.sleep = clock, sleep
        self._last: dict[str, float] = {}

    def wait(self, host: str, delay: float) -> None:
        """Sleep until ``delay`` seconds have passed since the last request to ``host`` ended."""
        if host in self._last:
            left = self._last[host] + delay - self._clock()
            if left > 0:
                self.sleep(left)

    def ended(self, host: str) -> None:
        """A request to ``host`` has ended now."""
        self._last[host] = self._clock()


def retry_after(value: str | None, now: datetime | None = None) -> float | None:
    """Seconds that a ``Retry-After`` header asks for, a number or an HTTP date; None where it says nothing sensible."""
    if not value:
        return None
    if value.strip().isdigit():
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - (now or datetime.now(UTC))).total_seconds())
