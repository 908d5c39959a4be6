"""Raw servers on loopback, an address of 127/8 for each host, that answer as badly as told and log who asked."""

from __future__ import annotations

import contextlib
import select
import socket
import struct
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import TracebackType

LONGEST_HEAD = 65_536


@dataclass
class Asked:
    """One request as the server saw it; moments in seconds of the monotonic clock."""

    path: str
    headers: Mapping[str, str]
    began: float
    """When the whole head of the request was there."""
    open_before: int
    """Other requests to this host that were being answered at that moment."""
    ended: float = 0.0
    """Just before the last bytes were sent: so that the wait that follows never looks shorter than it was."""


@dataclass
class Asking:
    """What an answer has to work with."""

    connection: socket.socket
    host: Host
    asked: Asked
    number: int
    """The how-manieth request for this path it is, from 1."""
    closing: threading.Event
    """Set when the servers go: whoever stalls must look at it."""

    def send(self, data: bytes) -> bool:
        """Send bytes; False where the other side has gone."""
        self.asked.ended = time.monotonic()
        try:
            self.connection.sendall(data)
        except OSError:
            self.asked.ended = self.asked.began  # the other side left at a moment that nobody here knows
            return False
        return True

    def stall(self, seconds: float) -> bool:
        """Wait; False as soon as the servers or the other side go."""
        ends = time.monotonic() + seconds
        while (left := ends - time.monotonic()) > 0:
            readable, _, _ = select.select([self.connection], [], [], min(left, 0.05))
            if self.closing.is_set() or (readable and self._has_left()):
                return False
        return True

    def _has_left(self) -> bool:
        try:
            return not self.connection.recv(1, socket.MSG_PEEK)
        except OSError:
            return True

    def reset(self) -> None:
        """Close with RST."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


Answer = Callable[[Asking], None]


@dataclass
class Host:
    """One host: its answers by path with query, and its log."""

    routes: dict[str, Answer]
    otherwise: Answer
    base: str = ""
    log: list[Asked] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    open: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def answer(self, connection: socket.socket, closing: threading.Event) -> None:
        """Read one request, answer it, close."""
        with contextlib.closing(connection):
            head = _head(connection)
            if not head:
                return
            line, _, rest = head.partition(b"\r\n")
            path = line.split(b" ")[1].decode("latin-1") if line.count(b" ") > 1 else ""
            pairs = (entry.partition(":") for entry in rest.decode("latin-1").split("\r\n") if entry)
            headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
            with self.lock:
                asked = Asked(path, headers, time.monotonic(), self.open)
                self.log.append(asked)
                self.counts[path] += 1
                number, self.open = self.counts[path], self.open + 1
            try:
                asked.ended = asked.began
                self.routes.get(path, self.otherwise)(Asking(connection, self, asked, number, closing))
            finally:
                with self.lock:
                    self.open -= 1


class Web:
    """The servers of several hosts; a context manager."""

    def __init__(self, hosts: list[Host]) -> None:
        """Host number n gets the address 127.0.(n // 200 + 1).(n % 200 + 1) and a port of its own."""
        self._closing = threading.Event()
        self._listeners = []
        for number, host in enumerate(hosts):
            listener = socket.socket()
            listener.bind((f"127.0.{number // 200 + 1}.{number % 200 + 1}", 0))
            listener.listen(64)
            address, port = listener.getsockname()
            host.base = f"http://{address}:{port}"
            self._listeners.append((listener, host))

    def __enter__(self) -> Web:
        for listener, host in self._listeners:
            threading.Thread(target=self._serve, args=(listener, host), daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing.set()
        for listener, _ in self._listeners:
            listener.close()

    def _serve(self, listener: socket.socket, host: Host) -> None:
        listener.settimeout(0.2)
        while not self._closing.is_set():
            try:
                connection, _ = listener.accept()
            except TimeoutError:
                continue
            except OSError:
                return
            connection.settimeout(30)
            threading.Thread(target=host.answer, args=(connection, self._closing), daemon=True).start()


def _head(connection: socket.socket) -> bytes:
    head = b""
    while b"\r\n\r\n" not in head and len(head) < LONGEST_HEAD:
        try:
            chunk = connection.recv(4096)
        except OSError:
            return b""
        if not chunk:
            return b""
        head += chunk
    return head.partition(b"\r\n\r\n")[0]
