"""Whether a text writes 3 April as 4/3: by its publisher's country, else by its own clear dates or its own day."""

from __future__ import annotations

import re
from datetime import date

from parsers.language.timex.words import LEXICON, full_year
from parsers.records import Context

_NUMERIC = re.compile(r"(?<![\w/.-])(\d{1,2})([/-])(\d{1,2})\2(\d{4}|\d\d)(?![\w/-])")


def writes_month_first(text: str, context: Context) -> bool:
    """Where the country is unknown, a day beyond the twelfth tells; failing that, the nearness to the publication."""
    if context.country:
        return context.country in LEXICON.month_first
    found = [(int(a), int(b), full_year(year)) for a, _, b, year in _NUMERIC.findall(text)]
    clear = [a <= 12 for a, b, _ in found if (a > 12) != (b > 12)]
    if clear:
        return sum(clear) * 2 > len(clear)
    if context.published is None:
        return False
    orders = [(_day(year, a, b), _day(year, b, a)) for a, b, year in found]
    away = [(abs(x - context.published), abs(y - context.published)) for x, y in orders if x and y]
    return any(first < last for first, last in away[:1])


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
