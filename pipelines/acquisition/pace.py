"""How fast a server is asked: whose turn it is, over threads, and what a server itself says on when to come back."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

LONGEST_WAIT = 120.0
"""Seconds; a server that asks for more is left alone, and its further URLs are given back at once."""


@dataclass(slots=True)
class _Host:
    """What is known of one host; guarded by ``turn``."""

    turn: threading.Condition = field(default_factory=threading.Condition)
    under_way: int = 0
    latest: float | None = None
    """When a request last began or ended."""
    held_until: float = 0.0
    """The server asked to be left alone so long."""
    delay: float = 0.0
    connections: int | None = None
    """The longest delay and the fewest connections that anyone has asked for here."""


class Pace:
    """Gives turns to ask a host, one thread after another; the delay lies between the end of a request and the start of
    the next one, and between two starts where several may be under way."""

    def __init__(
        self, clock: Callable[[], float] = time.monotonic, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        """``clock`` and ``sleep`` speak of seconds."""
        self._clock, self.sleep = clock, sleep
        self._hosts: dict[str, _Host] = {}
        self._lock = threading.Lock()

    @contextmanager
    def turn(self, host: str, delay: float, connections: int = 1) -> Iterator[None]:
        """Wait until ``host`` may be asked; the request is made within the block.

        ``delay`` is in seconds, ``connections`` the most requests to the host at the same time. Where sources differ on
        a host (one links to documents on another's), the politest prevails from its first request on.
        """
        state = self._of(host)
        with state.turn:
            state.delay = max(state.delay, delay)
            state.connections = min(state.connections or connections, connections)
        self._begin(state)
        try:
            yield
        finally:
            with state.turn:
                state.under_way -= 1
                state.latest = self._clock()
                state.turn.notify_all()

    def hold(self, host: str, seconds: float) -> None:
        """Nobody asks ``host`` for so many seconds from now."""
        state = self._of(host)
        with state.turn:
            state.held_until = max(state.held_until, self._clock() + seconds)

    def _begin(self, state: _Host) -> None:
        while True:
            with state.turn:
                while state.under_way >= (state.connections or 1):
                    state.turn.wait()
                now = self._clock()
                due = max(state.held_until, now if state.latest is None else state.latest + state.delay)
                if due <= now:
                    state.under_way += 1
                    state.latest = now
                    return
            self.sleep(due - now)  # not holding the lock; whoever wakes first takes the turn, the others wait anew

    def _of(self, host: str) -> _Host:
        with self._lock:
            return self._hosts.setdefault(host, _Host())


def retry_after(value: str | None, date: str | None = None, now: datetime | None = None) -> float | None:
    """Seconds that a ``Retry-After`` header asks for, a number or an HTTP date; None where it says nothing sensible.

    A date counts from the response's own ``Date`` header, for servers' clocks are wrong by hours; without one from
    ``now`` (default: this machine's time).
    """
    if not value:
        return None
    if value.strip().isascii() and value.strip().isdigit():
        return float(value)
    until, since = _moment(value), _moment(date) or now or datetime.now(UTC)
    return None if until is None else max(0.0, (until - since).total_seconds())


def _moment(value: str | None) -> datetime | None:
    try:
        moment = parsedate_to_datetime(value or "")
    except (ValueError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
