"""One connection to a checked address: opened under a watch, its answers read strictly, its failures put into words."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPException, HTTPResponse, LineTooLong, RemoteDisconnected, parse_headers
from typing import Any

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from pipelines.acquisition.addresses import checked_addresses
from pipelines.acquisition.failures import FetchError, UnansweredError
from pipelines.acquisition.watch import Watch, WatchedSocket

INTERIM = 20
"""Most answers of the class 1xx before the real one."""
TIMED_OUT = "timed out"
TRIED = 4
"""Most addresses of a host that are tried in turn."""


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
        for entry in found:
            try:
                sock: socket.socket = self._connected(*entry, seconds=self.watch.left() / len(found))
                return sock
            except OSError as failed:
                error = failed
        raise UnansweredError(f"no connection to {self.host}: {_said(error)}", connected=False) from error

    def _connected(
        self: Any, family: int, kind: int, protocol: int, _: str, address: Any, *, seconds: float
    ) -> socket.socket:
        sock = WatchedSocket(family, kind, protocol)
        try:
            sock.settimeout(seconds)
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            # To the address that was checked, not to the name: a second look-up could answer something else.
            sock.connect(address)
            sock.settimeout(self.watch.left())
        except BaseException:
            sock.close()
            raise
        return sock

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


class PlainConnection(_Checked, HTTPConnection):
    """To an http address."""

    response_class = _Http

    def __init__(self, host: str, port: int, private_networks: tuple[str, ...]) -> None:
        """``private_networks`` (CIDR) may be connected to though their addresses are not public."""
        super().__init__(host, port)
        self.private_networks = private_networks


class TLSConnection(_Checked, HTTPSConnection):
    """To an https address; the certificate is verified as ``context`` says."""

    response_class = _Http

    def __init__(self, host: str, port: int, private_networks: tuple[str, ...], context: ssl.SSLContext) -> None:
        """``private_networks`` (CIDR) may be connected to though their addresses are not public."""
        super().__init__(host, port, ssl_context=context)
        self.private_networks = private_networks


Connection = PlainConnection | TLSConnection


@contextmanager
def in_words(connection: Connection, *, before_answer: bool = False) -> Iterator[None]:
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
