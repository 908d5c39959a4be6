"""The circuit breaker of each host: a host that fails again and again is left alone for a while, so that a dead one
costs a run little and one in trouble is not kept busy."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from pipelines.acquisition.failures import HostAtRestError

FAILURES = 5
"""Failures of a host in a row that open its breaker: attempts that brought no connection, and pages that failed at
every attempt though there was one (a page alone may be at fault there)."""
PAUSE = 60.0
"""Seconds until an open breaker lets one request through; doubled each time that fails."""
LONGEST_PAUSE = 1800.0
"""Seconds."""


@dataclass(slots=True)
class _State:
    failures: int = 0
    reason: str = ""
    rests_until: float | None = None
    pause: float = PAUSE
    probing: bool = False


class Breaker:
    """Counts what fails; safe for many threads."""

    def __init__(
        self,
        failures: int = FAILURES,
        pause: float = PAUSE,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """``failures`` in a row open it, ``pause`` is in seconds, ``clock`` speaks of seconds."""
        self._failures, self._pause, self._clock = failures, pause, clock
        self._states: dict[str, _State] = {}
        self._lock = threading.Lock()

    def check(self, host: str) -> None:
        """Do nothing where ``host`` may be asked.

        Raises:
            HostAtRestError: it is not asked now.
        """
        with self._lock:
            self._resting(host)

    def admit(self, host: str) -> bool:
        """Let a request through; whether it is the one that tries a host at rest, which has one attempt.

        Raises:
            HostAtRestError: the host is not asked now.
        """
        with self._lock:
            state = self._resting(host)
            if state is None:
                return False
            state.probing = True
            return True

    def succeeded(self, host: str) -> None:
        """``host`` has answered: everything is forgotten, unless it rests: the answer is then to a request that was
        under way before."""
        with self._lock:
            state = self._states.get(host)
            if state and (state.rests_until is None or state.rests_until <= self._clock()):
                del self._states[host]

    def failed(self, host: str, reason: str) -> None:
        """``host`` has failed; ``reason`` is the latest failure in words."""
        with self._lock:
            state = self._states.setdefault(host, _State(pause=self._pause))
            state.failures += 1
            if state.probing or (state.failures >= self._failures and state.rests_until is None):
                self._open(state, state.pause, f"it failed {state.failures} times in a row, at last: {reason}")
                state.pause = min(2 * state.pause, LONGEST_PAUSE)

    def released(self, host: str) -> None:
        """The request that tried a host at rest told nothing on the host; the next one tries again."""
        with self._lock:
            if host in self._states:
                self._states[host].probing = False

    def rest(self, host: str, seconds: float, reason: str) -> None:
        """Leave ``host`` alone for so many seconds, as it asked."""
        with self._lock:
            self._open(self._states.setdefault(host, _State(pause=self._pause)), seconds, reason)

    def _resting(self, host: str) -> _State | None:
        """The state of a host at rest whose time is over; None for a host that is not at rest."""
        state = self._states.get(host)
        if state is None or state.rests_until is None:
            return None
        left = state.rests_until - self._clock()
        if left > 0 or state.probing:
            raise HostAtRestError(f"{host} is left alone for a while: {state.reason}", max(left, 1.0))
        return state

    def _open(self, state: _State, seconds: float, reason: str) -> None:
        state.rests_until = max(state.rests_until or 0.0, self._clock() + seconds)
        state.reason, state.probing = reason, False
