"""The time one request may take: sockets that ask a watch before and after each read, so that headers, chunk
lengths and bodies that trickle are all stopped."""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from pipelines.acquisition.failures import TooSlowError

SLOWEST = 200
"""Bytes a second, over a window as long as the longest wait, below which an answer is given up. Links of 2 kB/s
still do; what trickles to keep a connection busy sends a byte every few seconds."""


class Watch:
    """Knows when one request began, and how its answer comes in."""

    def __init__(self, wait: float, whole: float) -> None:
        """``wait``: longest wait for a connection and between two bytes; ``whole``: for everything; seconds."""
        self.wait, self.whole = wait, whole
        self._ends = time.monotonic() + whole
        self._window: float | None = None
        self._bytes = 0

    def left(self) -> float:
        """Seconds that the next step may take.

        Raises:
            TooSlowError: there are none left.
        """
        left = self._ends - time.monotonic()
        if left <= 0:
            raise TooSlowError(f"not received within {self.whole:g} seconds")
        return min(left, self.wait)

    def received(self, count: int) -> None:
        """``count`` bytes have come.

        Raises:
            TooSlowError: too few in the latest window.
        """
        now = time.monotonic()
        self._bytes += count
        if self._window is None:
            self._window, self._bytes = now, 0
        elif now - self._window >= self.wait:
            rate = self._bytes / (now - self._window)
            if rate < SLOWEST:
                raise TooSlowError(f"too slow: {rate:.3g} bytes a second over {now - self._window:.0f} seconds")
            self._window, self._bytes = now, 0

    def read(self, sock: socket.socket, receive: Callable[[], int]) -> int:
        """Let ``receive`` read from ``sock`` in the time that is left.

        Raises:
            TimeoutError: nothing came for the longest wait.
            TooSlowError: too little came, or it took too long as a whole.
        """
        sock.settimeout(self.left())
        try:
            count = receive()
        except TimeoutError:
            self.left()  # raises where it was the whole time that ran out
            raise
        self.received(count)
        return count


class WatchedSocket(socket.socket):
    """A socket whose reads keep to a watch; it is set before each request."""

    watch: Watch | None = None

    def recv_into(self, *args: Any, **kwargs: Any) -> int:
        """As ``socket.recv_into``, within the time that the watch leaves."""
        receive = partial(super().recv_into, *args, **kwargs)
        return self.watch.read(self, receive) if self.watch else receive()


class WatchedTLSSocket(ssl.SSLSocket):
    """The same over TLS."""

    watch: Watch | None = None

    def recv_into(self, *args: Any, **kwargs: Any) -> int:
        """As ``SSLSocket.recv_into``, within the time that the watch leaves."""
        receive = partial(super().recv_into, *args, **kwargs)
        return self.watch.read(self, receive) if self.watch else receive()
