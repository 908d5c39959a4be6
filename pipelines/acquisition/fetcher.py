"""The fetcher: one URL in, the server's answer as a Page out, or a reason why there is none.

Asks conditionally where an earlier answer is known, keeps the delay of each host, obeys robots.txt and Retry-After,
tries again after resets and 429/5xx, stops bodies that are too large or too slow. http and https only.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from types import TracebackType
from urllib.parse import urldefrag, urljoin, urlsplit

import requests

from config.settings import Settings
from parsers.records import Page
from pipelines.acquisition.archive import HINT
from pipelines.acquisition.manners import PUBLIC, Manners
from pipelines.acquisition.pace import LONGEST_WAIT, Pace, retry_after
from pipelines.acquisition.robots import Robots

ATTEMPTS = 3
REDIRECTS = 10
PASSING = frozenset({429, 500, 502, 503, 504})
"""Statuses that may be gone in a moment."""


class FetchError(RuntimeError):
    """No answer that could be kept; its text is the reason for the ledger."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What asking for one URL brought."""

    page: Page
    """The last response; status 304 where nothing changed, its URL the one after redirects."""
    redirects: tuple[Page, ...] = ()
    """The redirect responses on the way, in order."""


class Fetcher:
    """Asks servers over one pool of connections; a context manager. Shared by all sources of a run, so that two sources
    on one host keep that host's delay together."""

    def __init__(self, settings: Settings, *, pace: Pace | None = None, backoff_seconds: float = 2.0) -> None:
        """``backoff_seconds``: wait before the second attempt, doubled before each further one; up to half is added."""
        self._settings, self._pace, self._backoff = settings, pace or Pace(), backoff_seconds
        self._session = requests.Session()
        # Neither proxies nor passwords of the environment (.netrc) may slip into requests to publishers.
        self._session.trust_env = False
        self._session.headers.update(
            {"User-Agent": settings.user_agent, "Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
        )
        self._robots = Robots(settings.user_agent, self._robots_page)
        self.requests = 0
        """Requests sent so far, robots.txt and repeated attempts included."""

    def __enter__(self) -> Fetcher:
        """The fetcher itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the connections."""
        self._session.close()

    def fetch(
        self,
        url: str,
        *,
        manners: Manners = PUBLIC,
        etag: str | None = None,
        last_modified: str | None = None,
    ) -> Answer:
        """Ask for ``url``, following up to ten redirects.

        ``manners`` are those of the source; ``etag`` and ``last_modified`` are those of the answer that is already
        kept. Any HTTP status is an answer.

        Raises:
            FetchError: forbidden by robots.txt, no http(s) address, too many redirects, too large, too slow, no answer.
        """
        condition = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        headers = {name: value for name, value in condition.items() if value}
        hops: list[Page] = []
        while True:
            self._check(url)
            page = self._attempts(url, max(manners.delay_seconds, self._robots.delay(url)), headers)
            target = page.headers.get("location")
            if page.status not in (301, 302, 303, 307, 308) or not target:
                return Answer(page, tuple(hops))
            hops.append(page)
            url, headers = urldefrag(urljoin(url, target)).url, {}
            if len(hops) > REDIRECTS or url in {hop.url for hop in hops}:
                raise FetchError(f"redirects go round or on for ever (last to {url})")

    def _check(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise FetchError(f"not an http or https address: {url}")
        if not self._robots.allows(url):
            raise FetchError(f"robots.txt of {parts.netloc} does not allow it")

    def _attempts(self, url: str, delay: float, headers: Mapping[str, str]) -> Page:
        for attempt in range(1, ATTEMPTS + 1):
            asked: float | None = None
            try:
                page = self._once(url, delay, headers)
            except requests.RequestException as error:
                if attempt == ATTEMPTS:
                    raise FetchError(f"no answer after {ATTEMPTS} attempts: {_in_words(error)}") from error
            else:
                if page.status not in PASSING or attempt == ATTEMPTS:
                    return page
                asked = retry_after(page.headers.get("retry-after"))
                if asked is not None and asked > LONGEST_WAIT:
                    return page
            self._pace.sleep(max(asked or 0.0, self._backoff * 2 ** (attempt - 1) * random.uniform(1, 1.5)))
        raise AssertionError("the last attempt returns or raises")

    def _once(self, url: str, delay: float, headers: Mapping[str, str]) -> Page:
        host, limit = urlsplit(url).netloc, self._settings.timeout_seconds
        self._pace.wait(host, delay)
        self.requests += 1
        try:
            with self._session.get(
                url, headers=dict(headers), timeout=limit, stream=True, allow_redirects=False
            ) as response:
                body = self._body(response, time.monotonic() + 10 * limit)
                return Page(
                    url=url,
                    body=body,
                    fetched_at=datetime.now(UTC),
                    status=response.status_code,
                    headers={k: v for k, v in _lower(response.headers) if not k.startswith(HINT)},
                )
        except (requests.exceptions.InvalidURL, requests.exceptions.ContentDecodingError) as error:
            raise FetchError(_in_words(error)) from error
        finally:
            self._pace.ended(host)

    def _body(self, response: requests.Response, deadline: float) -> bytes:
        largest = self._settings.max_bytes
        told = response.headers.get("Content-Length", "")
        if told.isdigit() and int(told) > largest:
            raise FetchError(f"larger than {largest:,} bytes (Content-Length {told})")
        body = bytearray()
        for chunk in response.iter_content(65_536):
            body += chunk
            if len(body) > largest:
                raise FetchError(f"larger than {largest:,} bytes")
            if time.monotonic() > deadline:
                raise FetchError(f"not received within {10 * self._settings.timeout_seconds:g} seconds")
        return bytes(body)

    def _robots_page(self, url: str) -> Page | None:
        try:
            page = self._attempts(url, 0.0, {})
            for _ in range(5):
                target = page.headers.get("location")
                if not 300 <= page.status < 400 or not target:
                    break
                page = self._attempts(urljoin(page.url, target), 0.0, {})
            return page
        except FetchError:
            return None


def _lower(headers: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    return ((name.lower(), value) for name, value in headers.items())


def _in_words(error: Exception) -> str:
    """One line without the object addresses that urllib3 puts into its messages."""
    cause: BaseException = error
    while cause.__cause__ or cause.__context__:
        cause = cause.__cause__ or cause.__context__ or cause
    return f"{type(error).__name__}: {str(cause).splitlines()[0][:200] if str(cause) else type(cause).__name__}"
