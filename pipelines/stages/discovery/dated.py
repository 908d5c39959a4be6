"""Listings with a page for each day, month or year: the addresses of their pages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from config.dated_address import PART, on_day
from config.sources import ListingSpec

FIRST_REACH_DAYS = 30
"""How far back the first reading of such a listing goes."""


def is_dated(listing: ListingSpec) -> bool:
    """Whether the listing's address holds parts of a date (``{%Y}``)."""
    return PART.search(listing.url) is not None


def address_on(listing: ListingSpec, day: date) -> str:
    """The address of the page that holds the releases of ``day``."""
    return on_day(listing.url, day)


def days_back(listing: ListingSpec, newest: date, oldest: date) -> Iterator[date]:
    """First day of each page from that of ``newest`` back to that of ``oldest``."""
    day = _first(listing, newest)
    while day >= _first(listing, oldest):
        yield day
        if day == date.min:
            return
        day = _first(listing, day - timedelta(days=1))


def _first(listing: ListingSpec, day: date) -> date:
    if listing.every == "year":
        return day.replace(month=1, day=1)
    return day.replace(day=1) if listing.every == "month" else day
