"""Which addresses may be asked: reading a URL into its parts, resolving its host, and refusing what is not public."""

from __future__ import annotations

import socket
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any

from urllib3.exceptions import LocationParseError
from urllib3.util import parse_url

from pipelines.acquisition.failures import FetchError, RefusedAddressError, UnansweredError

PORTS = {"http": 80, "https": 443}
LONGEST_URL = 8_000
"""Characters; RFC 9110 (4.1) asks servers to take that many, and traps for crawlers write longer ones."""
SHARED = ip_network("100.64.0.0/10")
"""Between providers and their customers (RFC 6598); the standard library calls it neither private nor global."""
NAT64 = ip_network("64:ff9b::/96")
"""IPv4 addresses as networks with IPv6 alone see them (RFC 6052)."""
COMPATIBLE = ip_network("::/96")
"""IPv4 addresses in the deprecated IPv6 form without the prefix of mapped ones (RFC 4291, 2.5.5.1)."""

Network = IPv4Network | IPv6Network


@dataclass(frozen=True, slots=True)
class Target:
    """A URL in the parts that a request needs."""

    url: str
    """As it was given, without its fragment."""
    scheme: str
    host: str
    """In small letters, international names as ASCII, IPv6 addresses without brackets."""
    port: int
    path: str
    """Path and query as they are sent: percent-encoded, without ``..``."""

    @property
    def authority(self) -> str:
        """Host, and port where it is not that of the scheme: what ``Host`` says."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """Scheme and authority: for what a robots.txt holds."""
        return f"{self.scheme}://{self.authority}"


def target_of(url: str) -> Target:
    """The parts of an http or https URL.

    Raises:
        FetchError: another scheme, no host, a user name or password, a control character, more than 8,000 characters.
    """
    shown = ascii(url[:200])[1:-1]
    if len(url) > LONGEST_URL:
        raise FetchError(f"an address of {len(url):,} characters, more than {LONGEST_URL:,}: {shown}…")
    if any(ord(character) < 32 or ord(character) == 127 for character in url):
        raise FetchError(f"a control character in the address {shown}")
    url = url.strip().partition("#")[0]
    try:
        parts = parse_url(url)
    except LocationParseError as error:
        raise FetchError(f"not an http or https address: {shown}") from error
    host = (parts.host or "").strip("[]").rstrip(".")
    if parts.scheme not in PORTS or not host:
        raise FetchError(f"not an http or https address: {shown}")
    if parts.auth is not None:
        raise FetchError(
            f"an address with a user name or password, which is never sent: {parts.scheme}://…@{parts.host}"
        )
    port = PORTS[parts.scheme] if parts.port is None else parts.port
    return Target(url, parts.scheme, host, port, parts.request_uri)


def host_key(url: str) -> str:
    """What is one server for the delay: the host, with its port where that is not the scheme's own (http and https of a
    host share their delay). The whole URL where it is none that can be asked."""
    try:
        return target_of(url).authority
    except FetchError:
        return url


def checked_addresses(host: str, port: int, allowed: Iterable[str]) -> list[tuple[Any, ...]]:
    """(family, type, protocol, canonical name, socket address) of the addresses of ``host`` that may be connected to.

    ``allowed``: networks (CIDR) whose addresses may be asked though they are not public.

    Raises:
        RefusedAddressError: none of the addresses may be asked.
        FetchError: there is no such host.
        UnansweredError: the name service did not answer.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError) as error:
        if isinstance(error, socket.gaierror) and error.errno == socket.EAI_AGAIN:
            raise UnansweredError(f"the name service does not answer for {host}", connected=False) from error
        raise FetchError(f"there is no host {host}") from error
    networks = tuple(allowed)
    refusals = {str(entry[4][0]): refusal(str(entry[4][0]), networks) for entry in found}
    good = [entry for entry in found if refusals[str(entry[4][0])] is None]
    if not good:
        reasons = "; ".join(f"{address} {reason}" for address, reason in refusals.items())
        raise RefusedAddressError(
            f"{host} is no public address ({reasons}); private_networks of the source would have to name its network"
        )
    return good


def refusal(address: str, allowed: tuple[str, ...] = ()) -> str | None:
    """Why an IP address may not be asked, for instance ``is private``; None where it may.

    An IPv6 address that stands for one of IPv4 (mapped, compatible, 6to4, NAT64) is judged as that one. Teredo
    addresses are always refused.
    """
    given = ip_address(address)
    meant = _embedded(given) or given
    if any(one in network for one in (given, meant) for network in _networks(allowed)):
        return None
    kind = _kind(meant)
    return kind and f"is {kind}" + ("" if meant is given else f", for it stands for {meant}")


def _embedded(address: IPv4Address | IPv6Address) -> IPv4Address | None:
    if isinstance(address, IPv4Address):
        return None
    if address in NAT64 or (address in COMPATIBLE and int(address) > 1):
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address.ipv4_mapped or address.sixtofour


def _kind(address: IPv4Address | IPv6Address) -> str | None:
    """What an address is instead of public, by the registers of IANA as the standard library has them."""
    if address.is_unspecified:
        return "unspecified"
    if address.is_loopback:
        return "loopback"
    if address.is_link_local or (isinstance(address, IPv6Address) and address.is_site_local):
        return "link-local"
    if address.is_multicast:
        return "multicast"
    if address.version == 4 and address in SHARED:
        return "shared address space"
    if address.is_private:
        return "private"
    return "reserved" if address.is_reserved or not address.is_global else None


@lru_cache(maxsize=1024)
def _networks(names: tuple[str, ...]) -> tuple[Network, ...]:
    return tuple(ip_network(name) for name in names)
