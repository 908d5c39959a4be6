"""robots.txt (RFC 9309): what a host allows our user agent, fetched once a host and day however many threads ask."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from protego import Protego

from parsers.records import Page
from pipelines.acquisition.addresses import Target
from pipelines.acquisition.failures import FetchError, RefusedAddressError, RulesUnknownError, UnaskedError

LARGEST = 512_000
"""Bytes of a robots.txt that are read; RFC 9309 (2.5) asks for at least 500 kibibytes."""
GOOD_FOR = 24 * 3600.0
"""Seconds that rules hold (RFC 9309, 2.4)."""
FAILED_FOR = 600.0
"""Seconds after which a robots.txt that could not be had is asked for again."""
LONGEST_DELAY = 600.0
"""Seconds; a host that wants longer ones is not asked at all."""
REDIRECTS = 5
"""Of a robots.txt that are followed (RFC 9309, 2.3.1.2)."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What one host says to us."""

    allows: Callable[[str], bool]
    delay: float = 0.0
    """Seconds between requests that it asks for (``Crawl-delay``, ``Request-rate``)."""
    failure: str | None = None
    """Why its rules could not be had, which forbids everything."""


@dataclass(slots=True)
class _Entry:
    lock: threading.Lock = field(default_factory=threading.Lock)
    rules: Rules | None = None
    until: float = 0.0


class Robots:
    """The rules of each origin (scheme, host and port), fetched when first needed."""

    def __init__(self, user_agent: str, clock: Callable[[], float] = time.monotonic) -> None:
        """``user_agent``: rules are sought for its product token, what stands before the first slash or space."""
        self._agent = user_agent.split("/")[0].split(" ")[0]
        self._clock = clock
        self._entries: dict[str, _Entry] = {}
        self._lock = threading.Lock()

    def check(self, target: Target, get: Callable[[str], Page]) -> float:
        """Seconds that the host of ``target`` wants between two requests; ``get`` fetches a robots.txt.

        Raises:
            RulesUnknownError: the rules could not be had.
            FetchError: they do not allow ``target``.
        """
        rules = self._rules(target, get)
        if rules.failure is not None:
            raise RulesUnknownError(
                f"robots.txt of {target.authority} could not be had, so nothing may be asked there ({rules.failure})"
            )
        if not rules.allows(target.origin + target.path):  # as it is sent: /a/../b is /b
            raise FetchError(f"robots.txt of {target.authority} does not allow it")
        if rules.delay > LONGEST_DELAY:
            raise FetchError(
                f"robots.txt of {target.authority} asks for {rules.delay:,.0f} seconds between requests, more than the "
                f"{LONGEST_DELAY:,.0f} that a run waits"
            )
        return rules.delay

    def _rules(self, target: Target, get: Callable[[str], Page]) -> Rules:
        with self._lock:
            entry = self._entries.setdefault(target.origin, _Entry())
        with entry.lock:
            if entry.rules is None or self._clock() >= entry.until:
                entry.rules = self._fetched(f"{target.origin}/robots.txt", get)
                entry.until = self._clock() + (GOOD_FOR if entry.rules.failure is None else FAILED_FOR)
            return entry.rules

    def _fetched(self, url: str, get: Callable[[str], Page]) -> Rules:
        """RFC 9309, 2.3.1: what is out of reach or fails (5xx) forbids everything, what is not there (4xx, redirects
        without end) allows it. 429 forbids, too: a server that asks us to slow down has not said that we may go on, and
        Google's robots take it for a 5xx likewise."""
        try:
            page = get(url)
        except (UnaskedError, RefusedAddressError):
            raise  # tells nothing on the host's rules
        except FetchError as error:
            return Rules(_nothing, failure=str(error))
        if page.status >= 500 or page.status == 429:
            return Rules(_nothing, failure=f"HTTP status {page.status}")
        text = page.body.decode("utf-8-sig", "replace") if page.status < 300 else ""
        parsed = Protego.parse(text)
        rate = parsed.request_rate(self._agent)
        wanted = max(parsed.crawl_delay(self._agent) or 0.0, rate.seconds / rate.requests if rate else 0.0)
        return Rules(lambda address: bool(parsed.can_fetch(address, self._agent)), wanted)


def _nothing(_: str) -> bool:
    return False
