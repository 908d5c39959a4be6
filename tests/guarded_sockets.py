"""A socket layer that reaches nobody: whatever a test connects to outside loopback is refused and recorded, and
invented hosts resolve from a table, so that a guard that fails is seen and still harms nobody."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from ipaddress import ip_address

import pytest


@dataclass
class GuardedSockets:
    """What was tried, and what the invented name service answers."""

    names: dict[str, list[list[str]]] = field(default_factory=dict)
    """Host → the addresses of each answer in turn; the last answer is repeated."""
    attempts: list[tuple[str, int]] = field(default_factory=list)
    """(address, port) of each connection outside loopback that was tried; all were refused."""
    looked_up: list[str] = field(default_factory=list)
    """Hosts outside the machine that the name service was asked for."""

    def resolve(self, host: str, *answers: str | list[str]) -> None:
        """Let ``host`` have an address, or several, or another one each time it is looked up."""
        self.names[host] = [[answer] if isinstance(answer, str) else answer for answer in answers]

    def forgive(self) -> list[tuple[str, int]]:
        """The attempts so far, which then no longer fail the test."""
        attempts, self.attempts = self.attempts, []
        return attempts


def is_local(address: object) -> bool:
    """Whether a socket address stays on this machine: loopback or no internet address at all."""
    if not isinstance(address, tuple):
        return True
    host = str(address[0])
    if host in ("", "localhost"):
        return True
    try:
        found = ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return (getattr(found, "ipv4_mapped", None) or found).is_loopback


@contextmanager
def guarding() -> Iterator[GuardedSockets]:
    """Within the block nothing outside the machine is reached by this process."""
    guarded = GuardedSockets()
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(socket.socket, "connect", _guard(guarded, socket.socket.connect))
        monkeypatch.setattr(socket.socket, "connect_ex", _guard(guarded, socket.socket.connect_ex))
        monkeypatch.setattr(socket, "getaddrinfo", _name_service(guarded, socket.getaddrinfo))
        yield guarded


@pytest.fixture(autouse=True)
def sockets() -> Iterator[GuardedSockets]:
    """Refuses and records what this process connects to outside the machine; a test that tried it fails."""
    with guarding() as guarded:
        yield guarded
    assert not guarded.attempts, f"the test tried to reach {guarded.attempts}, which the socket layer refused"


def _guard(guarded: GuardedSockets, connect):
    def guard(self: socket.socket, address):
        if self.family in (socket.AF_INET, socket.AF_INET6) and not is_local(address):
            guarded.attempts.append((str(address[0]), address[1]))
            raise ConnectionRefusedError(f"the tests' socket layer does not connect to {address[0]}")
        return connect(self, address)

    return guard


def _name_service(guarded: GuardedSockets, getaddrinfo):
    def answer(host, port, *args, **kwargs):
        name = host.decode() if isinstance(host, bytes) else host
        if name in guarded.names:
            guarded.looked_up.append(name)
            answers = guarded.names[name]
            addresses = answers.pop(0) if len(answers) > 1 else answers[0]
            return [found for address in addresses for found in getaddrinfo(address, port, *args, **kwargs)]
        if name is None or name == "localhost" or _is_numeric(name):
            return getaddrinfo(host, port, *args, **kwargs)
        guarded.looked_up.append(name)
        raise socket.gaierror(socket.EAI_NONAME, f"the tests' name service does not know {name}")

    return answer


def _is_numeric(host: str) -> bool:
    """Whether a host needs no name service: any form of address that the system's resolver reads, odd ones too."""
    try:
        socket.inet_aton(host)
    except OSError:
        pass
    else:
        return True
    try:
        ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True
