"""The way through the pages of a listing: which comes next, and whether it must be asked for or is held already."""

from __future__ import annotations

from collections import deque
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from config.sources import ListingSpec, Source
from parsers.records import Link, Listing, Page, ParseError, Part
from parsers.registry import read_listing
from pipelines.acquisition.archive import Archive, ArchiveError
from pipelines.acquisition.fetcher import Fetcher
from pipelines.stages.discovery.canonical import distinct
from pipelines.stages.discovery.dated import address_on, is_dated
from pipelines.stages.discovery.depth import Depth
from pipelines.stages.fetch import ask
from pipelines.stages.tally import Counts, Tally
from warehouse.listing_ledger import ListingProgress
from warehouse.records import FetchState, Rejection

FAILURES_IN_A_ROW = 5
"""After so many requests without an answer that helps the rest is left to the next run: the host is down."""
READ_AGAIN_AFTER = timedelta(days=7)
"""When a part of a listing is read again though its date has not changed."""
Archived = tuple[str | None, str | None, int | None]
"""fetch_id, archive file, byte offset."""
HELD_FOR = timedelta(hours=12)
"""How long a page that an interrupted run received may stand for the present one, where new releases matter."""


@dataclass(frozen=True, slots=True)
class ReadPage:
    """One page of a listing, read."""

    url: str
    """As it was asked for."""
    listing: Listing
    links: list[Link]
    """Its links under their canonical addresses, each once."""
    at: datetime
    """When it was received."""
    held: bool
    """It was taken from the archive, where an earlier run of the same reading had put it."""
    first: bool
    """It begins a chain of pages: the listing itself, a part of it, or a day."""
    fetch_id: str | None = None
    archive_file: str | None = None
    archive_offset: int | None = None

    def rejection(self, source: Source, reason: str) -> Rejection:
        """What is wrong with the page, with its place in the archive."""
        return Rejection(
            source.source_id, self.url, "listing", reason, self.fetch_id, self.archive_file, self.archive_offset
        )


class ListingPages:
    """Iterates over the pages of a listing: the first one or those of ``days``, what each names as its next, and the
    parts it names, newest first. Failures are reported to the tally and cost the other parts nothing."""

    def __init__(
        self,
        source: Source,
        listing: ListingSpec,
        depth: Depth,
        progress: ListingProgress,
        *,
        days: Iterator[date],
        states: dict[str, FetchState],
        named_by: Container[str],
        most: int | None,
        archive: Archive,
        fetcher: Fetcher,
        tally: Tally,
    ) -> None:
        """``days``: first days of the pages of a date-addressed listing. ``named_by``: pages that have named releases
        before. ``most``: requests that may be made."""
        self._source, self._spec, self._depth, self._progress = source, listing, depth, progress
        self._days, self._states, self._named_by, self._most = days, states, named_by, most
        self._archive, self._fetcher, self._tally = archive, fetcher, tally
        self._counted = "page_parameter" in listing.options
        self._parts: deque[Part] = deque()
        self._left = False
        self._failures = 0
        self.asked = 0
        """Requests made."""
        self.use_held = False
        """Take pages that were received since the reading began from the archive."""
        self.failed = False
        """A page could not be had or read: the reading has not come to its end."""
        self.limited = False
        """``most`` was reached."""
        self.skipped = False
        """Something was left out: a part, or the rest of a chain."""

    def leave_chain(self) -> None:
        """Do not follow the present page's pagination and parts; other parts and days are still read."""
        self._left = self.skipped = True

    def __iter__(self) -> Iterator[ReadPage]:
        """The pages, each once."""
        seen: set[str] = set()
        for start, day in self._starts():
            url: str | None = start
            first, self._left = True, False
            while url is not None and not self._left:
                if url in seen:  # it leads back, or two indexes name it
                    break
                seen.add(url)
                page = self._read(url, day, first)
                if self.limited or self._failures >= FAILURES_IN_A_ROW:
                    return
                if page is None:
                    break
                yield page
                first = False
                if not self._left:
                    self._queue(page.listing.parts)
                    url = page.listing.next_url

    def _starts(self) -> Iterator[tuple[str, date | None]]:
        if is_dated(self._spec):
            starts: Iterator[tuple[str, date | None]] = ((address_on(self._spec, day), day) for day in self._days)
        else:
            starts = iter([(self._spec.url, None)])
        for start in starts:
            yield start
            while self._parts:
                yield self._parts.popleft().url, None

    def _queue(self, parts: Sequence[Part]) -> None:
        newest_first = sorted(parts, key=lambda part: part.newest or date.min, reverse=True)
        wanted = [part for place, part in enumerate(newest_first) if self._wants(part, newest=place == 0)]
        self.skipped = self.skipped or len(wanted) < len(parts)
        self._parts.extendleft(reversed(wanted))

    def _wants(self, part: Part, *, newest: bool) -> bool:
        """Not what lies before the range, nor, in an ordinary run, what has not changed since it was read; the newest
        part in any case, and each once in a while, for some publishers' dates stand still."""
        if part.newest is None:
            return True
        if self._depth.since and part.newest < self._depth.since:
            return False
        state = self._states.get(part.url)
        if newest or self._depth.name != "new" or state is None or state.fetched_at >= self._progress.started_at:
            return True
        read = state.outcome in ("stored", "unchanged") and part.url in self._named_by
        lately = datetime.now(UTC) - state.fetched_at < READ_AGAIN_AFTER
        read_on = state.fetched_at.astimezone(ZoneInfo(self._source.timezone)).date()  # as the parts' days are told
        return not (read and lately and part.newest < read_on)

    def _read(self, url: str, day: date | None, first: bool) -> ReadPage | None:
        state = self._states.get(url)
        if self.use_held and state is not None and self._stands(state, first):
            if state.outcome == "gone" and day is not None:
                return None
            held = self._held(state)
            listing = self._parse(url, held) if held else None
            if listing:
                archived = (None, state.archive_file, state.archive_offset)
                return ReadPage(url, listing, self._links(listing, day), state.fetched_at, True, first, *archived)
        if self._most is not None and self.asked >= self._most:
            self.limited = True
            return None
        return self._ask(url, state, day, first)

    def _ask(self, url: str, state: FetchState | None, day: date | None, first: bool) -> ReadPage | None:
        self.asked += 1
        aside = replace(self._tally, counts=Counts(), rejections=[])
        asked = ask(self._source, url, "listing", state, archive=self._archive, fetcher=self._fetcher, tally=aside)
        fetch = asked.fetch
        if asked.page is None:
            if fetch.outcome == "gone" and (day is not None or (self._counted and not first)):
                # no release on that day; the page after the last one
                self._tally.forget(url, "listing")
                self._failures = 0
                return None
            for rejection in aside.rejections:
                self._tally.reject(rejection)
            self.failed = True
            self._failures += fetch.status is None or fetch.status == 429 or fetch.status >= 500
            return None
        self._failures = 0
        archived = (asked.fetch_id, fetch.archive_file, fetch.archive_offset)
        listing = self._parse(url, asked.page, archived)
        if listing is None:
            self.failed = True
            return None
        self._tally.forget(url, "listing")
        return ReadPage(url, listing, self._links(listing, day), fetch.fetched_at, False, first, *archived)

    def _parse(self, url: str, page: Page, archived: Archived | None = None) -> Listing | None:
        """The page's links; None where it is no such listing, which is reported for those that were asked for."""
        try:
            return read_listing(self._spec.parser, page, self._source.options_of(self._spec))
        except ParseError as error:
            if archived is not None:
                self._tally.reject(Rejection(self._source.source_id, url, "listing", str(error), *archived))
            return None

    def _links(self, listing: Listing, day: date | None) -> list[Link]:
        links = distinct(listing.links)
        if day is None or self._spec.every != "day":
            return links
        return [link if link.date_hint else replace(link, date_hint=day) for link in links]

    def _stands(self, state: FetchState, first: bool) -> bool:
        """Whether what an earlier run of this reading received of a page will do. Of a range it does: ordinary runs see
        to what is new. So do later pages of a listing that is read to its end: what is new stands on earlier ones."""
        if state.fetched_at < self._progress.started_at:
            return False
        recent = datetime.now(UTC) - state.fetched_at < HELD_FOR
        return recent or self._depth.ranged or (self._depth.past_known and not first)

    def _held(self, state: FetchState) -> Page | None:
        if state.archive_file is None or state.archive_offset is None or state.outcome not in ("stored", "unchanged"):
            return None
        try:
            page = self._archive.read(state.archive_file, state.archive_offset)
        except ArchiveError:
            return None
        return replace(page, fetched_at=state.fetched_at.astimezone(UTC))
