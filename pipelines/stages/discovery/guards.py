"""Listings that never end: pages that repeat, and pages that go on with invented dates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from statistics import median_low

from parsers.records import Link

STILL_PAGES = 20
"""Pages in a row whose dates get no older before a listing counts as a calendar without end: more than the releases of
any one day fill."""
REPEATS_WHEN_RESUMED = 20
"""Pages in a row that may repeat what an earlier run read: releases have since moved from page to page."""


class EndGuard:
    """Watches the pages of one chain of a listing."""

    def __init__(self, *, resumed: bool, dates_count: bool) -> None:
        """``resumed``: an earlier run has read a part. ``dates_count``: newest first is promised by the dates."""
        self._repeats_allowed = REPEATS_WHEN_RESUMED if resumed else 0
        self._dates_count = dates_count
        self._first = True
        self._repeated = self._still = 0
        self._oldest: date | None = None

    def fault(self, links: Sequence[Link], fresh: Sequence[Link]) -> str | None:
        """Why the listing must not be followed past this page, None where it may; ``fresh`` are those of ``links``
        that no earlier page named."""
        first, self._first = self._first, False
        if links and not fresh and not first:
            self._repeated += 1
            if self._repeated > self._repeats_allowed:
                return "the pagination repeats the links of earlier pages"
            return None
        self._repeated = 0
        days = [link.date_hint for link in fresh if link.date_hint]
        if not days or not self._dates_count:
            return None
        middle = median_low(days)  # a single old release pinned to the top says nothing of the page
        if self._oldest is None or middle < self._oldest:
            self._oldest, self._still = middle, 0
            return None
        self._still += 1
        if self._still < STILL_PAGES:
            return None
        return (
            f"{STILL_PAGES} pages in a row bring new links, but none older than {self._oldest}: a listing without end, "
            "or one that is not sorted by date, newest first"
        )
