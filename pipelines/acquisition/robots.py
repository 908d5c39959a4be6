"""robots.txt (RFC 9309): what a host allows our user agent, asked once a host and run."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from protego import Protego

from parsers.records import Page

LARGEST = 512_000
"""Bytes of a robots.txt that are read; RFC 9309 asks for at least 500 kibibytes."""


class Robots:
    """The rules of each host, fetched when first needed."""

    def __init__(self, user_agent: str, get: Callable[[str], Page | None]) -> None:
        """``get`` fetches a robots.txt; None says that the server could not be reached."""
        self._agent, self._get = user_agent, get
        self._rules: dict[str, Protego | None] = {}

    def allows(self, url: str) -> bool:
        """Whether ``url`` may be asked for. A host whose robots.txt fails (5xx, no answer) forbids everything."""
        rules = self._of(url)
        return rules is not None and bool(rules.can_fetch(url, self._agent))

    def delay(self, url: str) -> float:
        """Seconds of the host's ``Crawl-delay``, 0 where it names none."""
        rules = self._of(url)
        return float(rules.crawl_delay(self._agent) or 0) if rules else 0.0

    def _of(self, url: str) -> Protego | None:
        parts = urlsplit(url)
        host = f"{parts.scheme}://{parts.netloc}"
        if host not in self._rules:
            page = self._get(f"{host}/robots.txt")
            self._rules[host] = None if page is None or page.status >= 500 else Protego.parse(_text(page))
        return self._rules[host]


def _text(page: Page) -> str:
    """The rules' text; a host that has no robots.txt (4xx) allows everything."""
    return page.body[:LARGEST].decode("utf-8-sig", "replace") if page.status < 300 else ""
