"""When an ordinary discovery has seen enough: it meets what is known, and a little more."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from parsers.records import Link

PAGES_BEYOND = 1
"""Pages that are read past a known one where the listing tells no dates."""


class Enough:
    """Watches how far one chain of a listing goes past what is known.

    Publishers add releases late, under an earlier date, so the first page that holds nothing unknown is not the end:
    the listing is followed until it is ``overlap_days`` older than the newest release that was known, or, where it
    tells no dates, for one page more. ``overlap_days`` zero ends it at the first such page.
    """

    def __init__(self, known: Callable[[str], bool], overlap_days: int) -> None:
        """``known`` tells whether a link was found by an earlier run."""
        self._known = known
        self._overlap = overlap_days
        self._newest: date | None = None
        self._in_a_row = 0

    def reached(self, links: Sequence[Link]) -> bool:
        """Whether the chain may end after the page with these ``links``; pages come in the listing's order."""
        known = [link.date_hint for link in links if link.date_hint and self._known(link.url)]
        self._newest = max([*known, *([self._newest] if self._newest else [])], default=None)
        if not all(self._known(link.url) for link in links):
            self._in_a_row = 0
            return False
        self._in_a_row += 1
        days = [link.date_hint for link in links if link.date_hint]
        if self._overlap == 0:
            return True
        if days and self._newest:  # the last one: old releases may be pinned to a page's top
            return days[-1] < self._newest - timedelta(days=self._overlap)
        return self._in_a_row > PAGES_BEYOND
