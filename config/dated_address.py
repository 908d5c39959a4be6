"""Addresses with parts of a date in braces, ``https://x/{%Y%m}/{%d}.htm``, and what may stand there."""

from __future__ import annotations

import re
from datetime import date

from pydantic import ValidationInfo

PART = re.compile(r"\{(%[^{}]*)\}")
"""One pair of braces and what stands between, as strftime takes it."""
_DIRECTIVE = re.compile(r"%(-?.)?")
YEAR, MONTH, DAY, DAY_OF_YEAR, WEEKDAY = "Yy", ("m", "-m", "b", "B"), ("d", "-d"), ("j", "-j"), "aA"
"""Directives of strftime that tell of a day; the hyphen, of the C libraries of Linux and macOS, leaves zeros out."""
PERIODS = {"day": "its year, month and day", "month": "its year and month, no day", "year": "its year alone"}


def on_day(url: str, day: date) -> str:
    """The address with the parts of ``day``."""
    return PART.sub(lambda part: day.strftime(part[1]), url)


def address_with_dates(url: str) -> str:
    """The address, for pydantic.

    Raises:
        ValueError: its braces hold something that is no part of a day.
    """
    if url.count("{%") != len(PART.findall(url)):
        raise ValueError("has a brace with a part of a date that is not closed")
    for directive in _directives(url):
        if directive not in (*YEAR, *MONTH, *DAY, *DAY_OF_YEAR, *WEEKDAY, "%"):
            known = ", ".join(f"%{one}" for one in (*YEAR, *MONTH, *DAY, *DAY_OF_YEAR))
            raise ValueError(f"has the part %{directive}, which is none of a day; there are {known}")
    return url


def period_of_address(every: str, told: ValidationInfo) -> str:
    """``every`` (day, month, year), for pydantic, checked against the field ``url``.

    Raises:
        ValueError: the address has parts of a date, and they do not tell one such period from another.
    """
    parts = set(_directives(told.data.get("url", "")))
    year, month, day, nth = (bool(parts & set(kind)) for kind in (YEAR, MONTH, DAY, DAY_OF_YEAR))
    finer = day or nth or bool(parts & set(WEEKDAY))
    fits = {
        "day": year and ((month and day) or nth),
        "month": year and month and not finer,
        "year": year and not month and not finer,
    }
    if parts and not fits[every]:
        raise ValueError(f"does not fit the address: its braces must then tell {PERIODS[every]}")
    return every


def _directives(url: str) -> list[str]:
    return [directive for part in PART.findall(url) for directive in _DIRECTIVE.findall(part)]
