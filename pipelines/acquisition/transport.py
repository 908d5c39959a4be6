"""One request over one connection: connections to checked addresses only, kept open for the next request, and the
response's head as it came; nothing is followed, repeated or unpacked here."""

from __future__ import annotations

import logging
import os
import socket
import ssl
import threading
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse, LineTooLong, RemoteDisconnected, parse_headers
from typing import Any

import certifi
import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from pipelines.acquisition.addresses import Target, checked_addresses
from pipelines.acquisition.bodies import ACCEPTED, PIECE
from pipelines.acquisition.failures import FetchError, UnansweredError
from pipelines.acquisition.watch import Watch, WatchedSocket, WatchedTLSSocket

KEPT_OPEN = 256
"""Most idle connections; the one that has waited longest is closed first."""
INTERIM = 20
"""Most answers of the class 1xx before the real one."""
TIMED_OUT = "timed out"
TRIED = 4
"""Most addresses of a host that are tried in turn."""

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
        self._idle: OrderedDict[_Connection, Key] = OrderedDict()
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
            with _in_words(connection, before_answer=True):
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

    def _new(self, target: Target, private_networks: tuple[str, ...]) -> _Connection:
        if target.scheme == "http":
            return _Plain(target.host, target.port, private_networks)
        return _TLS(target.host, target.port, private_networks, self._tls())

    def _tls(self) -> ssl.SSLContext:
        with self._lock:
            if self._context is None:
                own = os.environ.get("SSL_CERT_FILE") or os.environ.get("SSL_CERT_DIR")
                self._context = ssl.create_default_context(cafile=None if own else certifi.where())
                self._context.sslsocket_class = WatchedTLSSocket
            return self._context

    def _take(self, key: Key) -> _Connection | None:
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

    def _keep(self, key: Key, connection: _Connection) -> None:
        with self._lock:
            self._idle[connection] = key
            spare = len(self._idle) > (0 if self._closed else KEPT_OPEN)
            oldest = self._idle.popitem(last=False)[0] if spare else None
        if oldest:
            oldest.close()


class _WholeLines:
    """The lines of a head. An end of the connection among them is no end of the head, as http.client takes it for one,
    and would pass a page off as empty."""

    def __init__(self, file: Any) -> None:
        self.file = file

    def readline(self, limit: int = -1) -> bytes:
        line: bytes = self.file.readline(limit)
        if not line.endswith(b"\n") and len(line) != limit:
            raise RemoteDisconnected("the connection ended in the head of the answer" if line else "no answer at all")
        return line

    def __getattr__(self, name: str) -> Any:
        return getattr(self.file, name)


class _Http(HTTPResponse):
    """Wants whole heads, and passes over interim answers, 103 with hints among them, which http.client takes for the
    last word."""

    def begin(self) -> None:
        file = self.fp
        self.fp = _WholeLines(file)  # type: ignore[assignment]
        try:
            super().begin()
        finally:
            if self.fp is not None:
                self.fp = file

    def _read_status(self) -> tuple[str, int, str]:
        for _ in range(INTERIM):
            version, status, reason = super()._read_status()  # type: ignore[misc]
            if status == 101 or not 100 <= status < 200:
                return version, status, reason
            parse_headers(self.fp)
        raise HTTPException(f"got more than {INTERIM} interim answers")


class _Checked:
    """What makes a connection of urllib3 one to a checked address, under a watch."""

    private_networks: tuple[str, ...]
    watch: Watch
    timeout: float | None
    connected = False
    """There was a connection (over TLS: with a handshake) when the present request was sent."""
    finished = False
    """The body of the present answer was read to its end."""
    used = False
    """An earlier request went over it: the server may be closing it just now."""

    def _new_conn(self: Any) -> socket.socket:
        found = checked_addresses(self._dns_host, self.port, self.private_networks)[:TRIED]
        error: OSError = OSError("no address")
        for family, kind, protocol, _, address in found:
            sock = WatchedSocket(family, kind, protocol)
            try:
                sock.settimeout(self.watch.left() / len(found))
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                # To the address that was checked, not to the name: a second look-up could answer something else.
                sock.connect(address)
                sock.settimeout(self.watch.left())
                return sock
            except OSError as failed:
                error = failed
                sock.close()
            except BaseException:
                sock.close()
                raise
        raise UnansweredError(f"no connection to {self.host}: {_said(error)}", connected=False) from error

    def ask(self: Any, path: str, headers: Mapping[str, str], watch: Watch) -> None:
        """Send a GET request."""
        self.watch, self.timeout, self.finished = watch, watch.left(), False
        if self.sock is not None:
            self.used = True
        else:
            self.connect()
            self.connected = True
        self.sock.watch = watch
        self.request("GET", path, headers=headers, preload_content=False, decode_content=False)


class _Plain(_Checked, HTTPConnection):
    response_class = _Http

    def __init__(self, host: str, port: int, private_networks: tuple[str, ...]) -> None:
        super().__init__(host, port)
        self.private_networks = private_networks


class _TLS(_Checked, HTTPSConnection):
    response_class = _Http

    def __init__(self, host: str, port: int, private_networks: tuple[str, ...], context: ssl.SSLContext) -> None:
        super().__init__(host, port, ssl_context=context)
        self.private_networks = private_networks


_Connection = _Plain | _TLS


def _response(response: urllib3.BaseHTTPResponse, connection: _Connection) -> Response:
    return Response(
        status=response.status,
        headers={name.lower(): value for name, value in response.headers.itermerged()},
        cookies=tuple(response.headers.getlist("set-cookie")),
        pieces=_pieces(response, connection),
    )


def _pieces(response: urllib3.BaseHTTPResponse, connection: _Connection) -> Iterator[bytes]:
    with _in_words(connection):
        yield from response.stream(PIECE, decode_content=False)
        connection.finished = True


@contextmanager
def _in_words(connection: _Connection, *, before_answer: bool = False) -> Iterator[None]:
    """What goes wrong on the wire as an error of this project."""
    try:
        yield
    except ssl.SSLCertVerificationError as error:
        raise FetchError(f"the certificate of {connection.host} is not valid: {error.verify_message}") from error
    except LineTooLong as error:
        raise FetchError(f"no valid HTTP: {error}") from error
    except (HTTPError, HTTPException, OSError) as error:
        if type(error) is HTTPException:  # http.client says so of too many headers
            raise FetchError(f"no valid HTTP: {error}") from error
        said = _said(error)
        stale = connection.used and before_answer and said != TIMED_OUT
        raise UnansweredError(said, connected=connection.connected, stale=stale) from error
    except ValueError as error:
        raise FetchError(f"no valid HTTP: {_said(error)}") from error


def _said(error: BaseException) -> str:
    """One line without the object addresses that urllib3 puts into its messages."""
    cause = error
    while cause.__cause__ or cause.__context__:
        cause = cause.__cause__ or cause.__context__ or cause
    if isinstance(cause, TimeoutError):
        return TIMED_OUT
    text = str(cause).splitlines()[0][:200] if str(cause) else ""
    return f"{type(cause).__name__}: {text}" if text else type(cause).__name__
