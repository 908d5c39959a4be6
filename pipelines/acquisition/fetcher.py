"""The fetcher: one URL in, the server's answer as a Page out, or a reason why there is none.

Asks conditionally where an earlier answer is known, follows redirects, obeys robots.txt and Retry-After, keeps each
host's delay, tries again after resets and 429/5xx. Addresses are checked in addresses.py, limits of time kept in
watch.py, those of size in bodies.py.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from types import TracebackType
from urllib.parse import urljoin

from config.settings import Settings
from parsers.records import Page
from pipelines.acquisition.addresses import Target, target_of
from pipelines.acquisition.archive import HINT
from pipelines.acquisition.bodies import read_beginning, read_body
from pipelines.acquisition.breaker import Breaker
from pipelines.acquisition.budget import Budget
from pipelines.acquisition.cookies import ChainCookies
from pipelines.acquisition.failures import (
    FetchError,
    HostAtRestError,
    RefusedAddressError,
    TooSlowError,
    UnansweredError,
)
from pipelines.acquisition.manners import PUBLIC, Manners
from pipelines.acquisition.pace import LONGEST_WAIT, Pace, retry_after
from pipelines.acquisition.robots import LARGEST as LARGEST_ROBOTS
from pipelines.acquisition.robots import REDIRECTS as ROBOTS_REDIRECTS
from pipelines.acquisition.robots import Robots
from pipelines.acquisition.transport import Response, Transport
from pipelines.acquisition.watch import Watch

ATTEMPTS = 3
REDIRECTS = 10
REDIRECTING = frozenset({301, 302, 303, 307, 308})
PASSING = frozenset({408, 425, 429, 500, 502, 503, 504, *range(520, 528)})
"""Statuses that may be gone in a moment; those from 520 are what Cloudflare says of a publisher's server behind it."""
LONGEST_BACKOFF = 60.0
"""Seconds."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What asking for one URL brought."""

    page: Page
    """The last response; status 304 where nothing changed, its URL the one after redirects."""
    redirects: tuple[Page, ...] = ()
    """The redirect responses on the way, in order."""


@dataclass(frozen=True, slots=True)
class _Got:
    page: Page
    cookies: tuple[str, ...]


class Fetcher:
    """Asks servers over one pool of connections; a context manager. One for a run, shared by its sources and threads,
    so that two sources on one host keep that host's delay together and spend their own budgets."""

    def __init__(
        self,
        settings: Settings,
        *,
        pace: Pace | None = None,
        breaker: Breaker | None = None,
        backoff_seconds: float = 2.0,
    ) -> None:
        """``backoff_seconds``: the most that is waited before the second attempt, doubled before each further one; what
        is waited is drawn evenly from zero to that ("full jitter"), so that many who failed at once do not come back at
        once."""
        self._settings, self._backoff = settings, backoff_seconds
        self._pace, self._breaker = pace or Pace(), breaker or Breaker()
        self._transport, self._robots = Transport(settings.user_agent), Robots(settings.user_agent)
        self.budget = Budget()
        """What has been sent so far, by source."""

    @property
    def requests(self) -> int:
        """Requests sent so far, robots.txt, redirects and repeated attempts included."""
        return self.budget.total

    def __enter__(self) -> Fetcher:
        """The fetcher itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the connections."""
        self._transport.close()

    def fetch(
        self,
        url: str,
        *,
        manners: Manners = PUBLIC,
        etag: str | None = None,
        last_modified: str | None = None,
        held_url: str | None = None,
    ) -> Answer:
        """Ask for ``url``, following up to ten redirects; each hop is checked as the first one is.

        ``manners`` are those of the source; ``etag`` and ``last_modified`` are those of the answer that is already
        kept, ``held_url`` is where that answer came from after redirects (default: ``url``): only there do they mean
        anything. Any HTTP status is an answer. A redirect from https to http is followed, and stands among the
        redirects.

        Raises:
            BudgetSpentError: ``manners.requests`` have been sent.
            HostAtRestError: the host failed too often, or asked to be left alone; nothing was sent.
            RefusedAddressError: not a public address; nothing was sent.
            FetchError: forbidden by robots.txt, no http(s) address, too many redirects, too large, too slow, not of a
                type that is read, no answer.
        """
        target, condition = target_of(url), _condition(etag, last_modified)
        held_at = target_of(held_url).url if held_url else target.url
        hops: list[Page] = []
        cookies, seen = ChainCookies(), set[tuple[str, str]]()
        while True:
            cookie = cookies.header(target.url)
            place = (target.url, cookie.get("Cookie", ""))
            if place in seen or len(hops) > REDIRECTS:
                raise FetchError(f"redirects go round or on for ever (last to {target.url[:200]})")
            seen.add(place)
            wanted = self._robots.check(target, lambda robots: self._robots_page(robots, manners))
            headers = {**cookie, **(condition if target.url == held_at else {})}
            got = self._attempts(target, manners, max(manners.delay_seconds, wanted), headers, self._page)
            following = _redirect(got.page)
            if following is None:
                return Answer(got.page, tuple(hops))
            hops.append(got.page)
            cookies.take(target.url, got.cookies)
            target = target_of(following)

    def _robots_page(self, url: str, manners: Manners) -> Page:
        """The robots.txt at ``url`` or, after up to five redirects, elsewhere."""
        asked = url
        for _ in range(ROBOTS_REDIRECTS + 1):
            try:
                page = self._attempts(target_of(url), manners, manners.delay_seconds, {}, self._robots_body).page
            except (HostAtRestError, RefusedAddressError) as error:
                if url == asked:
                    raise
                # Of its own host the rules would be sought at each page, of which the redirect is all that comes.
                raise FetchError(f"it redirects to {url[:200]}: {error}") from error
            following = _redirect(page)
            if following is None:
                break
            url = following
        return page

    def _attempts(
        self,
        target: Target,
        manners: Manners,
        delay: float,
        headers: Mapping[str, str],
        read: Callable[[Target, Response, Manners], Page],
    ) -> _Got:
        host, attempt, renewed = target.authority, 1, False
        while True:
            probe = False
            try:
                self._breaker.check(host)
                with self._pace.turn(host, delay, manners.connections):
                    probe = self._breaker.admit(host)
                    self.budget.spend(manners.source_id, manners.requests)
                    got = self._once(target, manners, headers, read)
            except UnansweredError as error:
                if error.stale and not renewed:
                    # The server closed a kept connection just as it was used again; that says nothing of the page.
                    renewed = True
                    if probe:
                        self._breaker.released(host)
                    continue
                last = attempt == ATTEMPTS or probe
                if last or not error.connected:
                    self._breaker.failed(host, str(error))
                if last:
                    times = f"{attempt} attempt{'s' if attempt > 1 else ''}"
                    raise FetchError(f"no answer after {times}: {error}") from error
            except TooSlowError as error:
                self._breaker.failed(host, str(error))
                raise
            except BaseException:
                if probe:
                    self._breaker.released(host)
                raise
            else:
                if got.page.status not in PASSING:
                    self._breaker.succeeded(host)
                    return got
                if self._asked_to_wait(host, got.page) or attempt == ATTEMPTS or probe:
                    self._breaker.failed(host, f"HTTP status {got.page.status}")
                    return got
            self._pace.sleep(random.uniform(0, min(self._backoff * 2 ** (attempt - 1), LONGEST_BACKOFF)))
            attempt += 1

    def obey(self, page: Page, now: datetime) -> None:
        """Keep to the ``Retry-After`` of an answer of an earlier run, as far as it reaches beyond ``now``."""
        with suppress(FetchError):
            self._asked_to_wait(target_of(page.url).authority, page, (now - page.fetched_at).total_seconds())

    def _asked_to_wait(self, host: str, page: Page, ago: float = 0.0) -> bool:
        """Obey ``Retry-After`` for all who ask this host; whether it is for longer than anyone waits. The answer came
        so many seconds ``ago``."""
        seconds = retry_after(page.headers.get("retry-after"), page.headers.get("date"))
        left = seconds - ago if seconds is not None else 0.0
        if left > LONGEST_WAIT:
            self._breaker.rest(host, left, f"it answered {page.status} and asked for {seconds:,.0f} seconds")
            return True
        if left > 0:
            self._pace.hold(host, left)
        return False

    def _once(
        self,
        target: Target,
        manners: Manners,
        headers: Mapping[str, str],
        read: Callable[[Target, Response, Manners], Page],
    ) -> _Got:
        limit = self._settings.timeout_seconds
        with self._transport.get(
            target, headers, private_networks=manners.private_networks, watch=Watch(limit, 10 * limit)
        ) as response:
            return _Got(read(target, response, manners), response.cookies)

    def _page(self, target: Target, response: Response, manners: Manners) -> Page:
        encoding, largest = response.headers.get("content-encoding", ""), self._settings.max_bytes
        if response.status < 200:
            raise FetchError(f"the server answered {response.status} and nothing after it")
        if response.status in REDIRECTING and response.headers.get("location"):
            body = b""
            with suppress(FetchError):  # where it leads is in its head, nobody reads the body
                body = read_beginning(response.pieces, encoding, largest)
            return _kept(target, response, body)
        if response.status >= 300:
            # What such an answer means is in its status: a body that is too large must not hide it.
            return _kept(target, response, read_beginning(response.pieces, encoding, largest))
        told = response.headers.get("content-length", "")
        if told.isascii() and told.isdigit() and int(told) > largest:
            raise FetchError(f"larger than {largest:,} bytes (Content-Length {told})")
        media = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        if media and not manners.accepts(media):
            raise FetchError(f"of the type {media[:100]}, which is not among those that are read for this source")
        return _kept(target, response, read_body(response.pieces, encoding, largest))

    def _robots_body(self, target: Target, response: Response, manners: Manners) -> Page:
        encoding = response.headers.get("content-encoding", "")
        return _kept(target, response, read_beginning(response.pieces, encoding, LARGEST_ROBOTS))


def _kept(target: Target, response: Response, body: bytes) -> Page:
    # Names with this prefix are the importers' own: no server may pass for one of them.
    headers = {name: value for name, value in response.headers.items() if not name.startswith(HINT)}
    return Page(url=target.url, body=body, fetched_at=datetime.now(UTC), status=response.status, headers=headers)


def _redirect(page: Page) -> str | None:
    """Where a redirect leads; None for any other answer."""
    location = page.headers.get("location", "").strip()
    if page.status not in REDIRECTING or not location:
        return None
    with suppress(UnicodeError):  # http.client reads headers as Latin-1, servers send UTF-8
        location = location.encode("latin-1").decode("utf-8")
    try:
        return urljoin(page.url, location)
    except ValueError as error:
        raise FetchError(f"redirects to what is no address: {location[:200]!a}") from error


def _condition(etag: str | None, last_modified: str | None) -> dict[str, str]:
    """Headers of a conditional request; what a header cannot hold (from an archive that others wrote) is left out."""
    wanted = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    return {
        name: value
        for name, value in wanted.items()
        if value and value.isprintable() and all(ord(character) < 256 for character in value)
    }
