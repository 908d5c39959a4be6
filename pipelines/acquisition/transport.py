"""One request over one connection: connections to checked addresses only, kept open for the next request, and the
response's head as it came; nothing is followed, repeated or unpacked here."""

from __future__ import annotations

import logging
import os
import ssl
import threading
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import certifi
import urllib3

from pipelines.acquisition.addresses import Target
from pipelines.acquisition.bodies import ACCEPTED, PIECE
from pipelines.acquisition.connections import Connection, PlainConnection, TLSConnection, in_words
from pipelines.acquisition.watch import Watch, WatchedTLSSocket

KEPT_OPEN = 256
"""Most idle connections; the one that has waited longest is closed first."""

Key = tuple[str, str, int, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Response:
    """A response whose body is still on the wire."""

    status: int
    headers: dict[str, str]
    """Names in small letters; values of a repeated name joined by a comma and a space."""
    cookies: tuple[str, ...]
    """Values of the ``Set-Cookie`` headers."""
    pieces: Iterator[bytes]
    """The body as it comes, still packed as Content-Encoding says."""


class Transport:
    """Sends GET requests; safe for many threads, each request keeps its connection to itself."""

    def __init__(self, user_agent: str) -> None:
        """``user_agent`` is sent with every request. Proxies and passwords of the environment are not used."""
        self._headers = {
            "User-Agent": user_agent,
            "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
            "Accept-Encoding": ACCEPTED,
        }
        self._idle: OrderedDict[Connection, Key] = OrderedDict()
        self._lock, self._closed = threading.Lock(), False
        self._context: ssl.SSLContext | None = None
        # A server's odd header would put a traceback on the operator's terminal.
        logging.getLogger("urllib3.connection").setLevel(logging.ERROR)

    def close(self) -> None:
        """Close the idle connections, and the others when their requests are over."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, OrderedDict()
        for connection in idle:
            connection.close()

    @contextmanager
    def get(
        self, target: Target, headers: Mapping[str, str], *, private_networks: tuple[str, ...], watch: Watch
    ) -> Iterator[Response]:
        """Ask for ``target``; within the block the body can be read. A body read to its end leaves the connection open.

        ``private_networks`` (CIDR) may be connected to though their addresses are not public.

        Raises:
            RefusedAddressError: the host has no address that may be asked; nothing was sent.
            UnansweredError: reset, cut off, timed out, no HTTP.
            TooSlowError: by ``watch``.
            FetchError: no such host, no valid certificate.
        """
        key = (target.scheme, target.host, target.port, private_networks)
        connection = self._take(key) or self._new(target, private_networks)
        reusable = False
        try:
            with in_words(connection, before_answer=True):
                connection.ask(target.path, {"Host": target.authority, **self._headers, **headers}, watch)
                response = connection.getresponse()
            yield _response(response, connection)
            # http.client has let go of a connection that the server closes after this answer.
            reusable = connection.finished and connection.sock is not None and response.status >= 200
        finally:
            if reusable:
                self._keep(key, connection)
            else:
                connection.close()

    def _new(self, target: Target, private_networks: tuple[str, ...]) -> Connection:
        if target.scheme == "http":
            return PlainConnection(target.host, target.port, private_networks)
        return TLSConnection(target.host, target.port, private_networks, self._tls())

    def _tls(self) -> ssl.SSLContext:
        with self._lock:
            if self._context is None:
                own = os.environ.get("SSL_CERT_FILE") or os.environ.get("SSL_CERT_DIR")
                self._context = ssl.create_default_context(cafile=None if own else certifi.where())
                self._context.sslsocket_class = WatchedTLSSocket
            return self._context

    def _take(self, key: Key) -> Connection | None:
        """An idle connection to the very same place, opened under the same permission, that the server still holds."""
        while True:
            with self._lock:
                found = next((c for c, its_key in reversed(self._idle.items()) if its_key == key), None)
                if found is None:
                    return None
                del self._idle[found]
            if found.is_connected:
                return found
            found.close()

    def _keep(self, key: Key, connection: Connection) -> None:
        with self._lock:
            self._idle[connection] = key
            spare = len(self._idle) > (0 if self._closed else KEPT_OPEN)
            oldest = self._idle.popitem(last=False)[0] if spare else None
        if oldest:
            oldest.close()


def _response(response: urllib3.BaseHTTPResponse, connection: Connection) -> Response:
    return Response(
        status=response.status,
        headers={name.lower(): value for name, value in response.headers.itermerged()},
        cookies=tuple(response.headers.getlist("set-cookie")),
        pieces=_pieces(response, connection),
    )


def _pieces(response: urllib3.BaseHTTPResponse, connection: Connection) -> Iterator[bytes]:
    with in_words(connection):
        yield from response.stream(PIECE, decode_content=False)
        connection.finished = True
