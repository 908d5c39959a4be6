"""Which of several versions of a reading comes first for a page: the one whose layout was served on its day."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import TypeVar

Version = TypeVar("Version")


def in_order_of_day(
    versions: Iterable[Version], valid_until: Callable[[Version], date | None], day: date
) -> list[Version]:
    """All versions, the likeliest first: those whose layout was still served on ``day``, the one that ends soonest
    first; then those that had ended before it, the latest first. ``valid_until`` None: still served."""
    by_end = sorted(versions, key=lambda version: valid_until(version) or date.max)
    served = [version for version in by_end if (valid_until(version) or date.max) >= day]
    return served + by_end[: len(by_end) - len(served)][::-1]
