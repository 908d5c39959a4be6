"""What a source's YAML expects of its documents and of their number a day, checked after parsing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from config.sources import Source
from parsers.records import Document

UNDATED = ("questionnaire",)
"""Kinds whose pages bear no publication date; only a source of such documents can expect one of them."""
SHOWN_DAYS = 3
SATURDAY = 5


def breaches(source: Source, document: Document) -> list[str]:
    """One line for each expectation that ``document`` does not meet; empty where all hold."""
    expect, lines = source.expect, []
    if expect.title == "always" and not document.title:
        lines.append("no title (expect.title: always)")
    dated = document.kind not in UNDATED or document.kind == source.kind
    if expect.published == "always" and dated and document.published_date is None:
        lines.append("no publication date, relative dates stay unresolved (expect.published: always)")
    if expect.body_characters:
        least, most = expect.body_characters
        if not least <= len(document.body) <= most:
            lines.append(f"body of {len(document.body):,} characters (expect.body_characters: [{least}, {most}])")
    return lines


def day_breach(source: Source, per_day: Mapping[date, int]) -> str | None:
    """What is wrong with the documents of each publication day, None where ``expect.items_per_day`` holds.

    The first and the last day are left out, the listing may show them in part. The least number holds for Monday to
    Friday, the most for every day.
    """
    if source.expect.items_per_day is None or len(per_day) < 2:
        return None
    least, most = source.expect.items_per_day
    first, last = min(per_day), max(per_day)
    days = [first + timedelta(number) for number in range(1, (last - first).days)]
    found = {day: per_day.get(day, 0) for day in days}
    wrong = [day for day, number in found.items() if number > most or (number < least and day.weekday() < SATURDAY)]
    if not wrong:
        return None
    told = ", ".join(f"{found[day]} on {day}" for day in wrong[-SHOWN_DAYS:])
    return f"{len(wrong)} of {len(days)} days are outside expect.items_per_day: [{least}, {most}], last {told}"
