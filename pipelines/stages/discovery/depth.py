"""How far back a discovery goes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Depth:
    """How far back a discovery goes."""

    max_pages: int | None = None
    """Most listing pages that are asked for; None: the source's ``listing_pages``."""
    past_known: bool = False
    """Go on after a page that holds nothing unknown, to fill what an earlier, shallower run left out."""
    since: date | None = None
    """With ``until`` (both days included, either may be open): read this range alone, from the source's ``backfill``
    listing where it has one, past what is known."""
    until: date | None = None

    @property
    def ranged(self) -> bool:
        """Whether a range of days is asked for."""
        return self.since is not None or self.until is not None

    @property
    def name(self) -> str:
        """``new``, ``all`` or the range as EDTF has it (``2023-01-01/..``): what its progress is kept under."""
        if self.ranged:
            return f"{self.since or '..'}/{self.until or '..'}"
        return "all" if self.past_known else "new"

    def holds(self, day: date | None, *, of_change: bool = False) -> bool:
        """Whether a link with this date hint belongs to the range; one without does. ``of_change``: the day is that of
        a change, and the release may be older."""
        if day is None:
            return True
        early = self.since is not None and day < self.since
        late = self.until is not None and day > self.until and not of_change
        return not early and not late
