"""Dates as Drupal writes them in its HTML and its APIs."""

from __future__ import annotations

import re
from datetime import date

from parsers.moments import Moment, read_moment

_NOON = re.compile(r"(\d{4}-\d{2}-\d{2})T12:00:00(?:\.0+)?(?:Z|\+00:?00)")


def read_drupal_moment(stated: str, timezone: str | None) -> Moment | None:
    """The moment that ``stated`` tells; noon of UTC, to the second, is how Drupal writes a day without a time.

    (``DateTimePlus::setDefaultDateTime`` of Drupal core.) Read as a moment it would be the
    next day in New Zealand. None where it tells no full date.
    """
    noon = _NOON.fullmatch("".join(stated.split()))
    try:
        return Moment(date.fromisoformat(noon[1]), None) if noon else read_moment(stated, timezone)
    except ValueError:
        return None
