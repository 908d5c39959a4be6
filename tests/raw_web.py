"""A server on loopback that answers with bytes as they are given, so that a test can break HTTP where it wants to."""

from __future__ import annotations

import contextlib
import socket
import ssl
import struct
import threading
from collections.abc import Callable
from types import TracebackType

Script = Callable[[socket.socket, "RawWeb"], None]


def answer(head: str, body: bytes = b"") -> bytes:
    """A response: the lines of ``head`` (status line first) as HTTP wants them, then ``body``."""
    return "\r\n".join(line.strip() for line in head.strip().splitlines()).encode("latin-1") + b"\r\n\r\n" + body


def reset(connection: socket.socket) -> None:
    """Close a connection with a reset."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


class RawWeb:
    """The server; a context manager. ``scripts`` maps paths to the bytes, or to the function that answers; a connection
    is closed after each answer of a function, kept open after bytes. Everything else is answered with 404."""

    def __init__(self, scripts: dict[str, bytes | Script], context: ssl.SSLContext | None = None) -> None:
        self.scripts = scripts
        self.asked: list[str] = []
        """Paths in the order of the requests."""
        self.heads: list[str] = []
        """Request heads, likewise."""
        self.over = threading.Event()
        """Set when the test is over: what a script waits for instead of sleeping."""
        self.lock = threading.Lock()
        self._context = context
        self._listener = socket.create_server(("127.0.0.1", 0))
        scheme = "https" if context else "http"
        self.port = self._listener.getsockname()[1]
        self.base = f"{scheme}://127.0.0.1:{self.port}"

    def __enter__(self) -> RawWeb:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.over.set()
        self._listener.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError):
            if self._context:
                connection = self._context.wrap_socket(connection, server_side=True)
            with connection:
                while self._one(connection):
                    pass

    def _one(self, connection: socket.socket) -> bool:
        head = b""
        while b"\r\n\r\n" not in head:
            more = connection.recv(4096)
            if not more:
                return False
            head += more
        path = head.split(b" ", 2)[1].decode()
        with self.lock:
            self.asked.append(path)
            self.heads.append(head.decode("latin-1"))
        script = self.scripts.get(path, answer("HTTP/1.1 404 Not Found\nContent-Length: 0"))
        if isinstance(script, bytes):
            connection.sendall(script)
            return True
        script(connection, self)
        return False
