"""The context of a text that is handed in as a JSON object, in the keys of ``communique extract`` and gold files."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from parsers.records import Context


def context_of(item: dict[str, Any]) -> Context:
    """The context that a line of input tells; ``dct`` is taken for ``published`` (its name in TimeML).

    Raises:
        ValueError: the date is none, or the country no code of two letters.
    """
    published = item.get("published") or item.get("dct")
    country = item.get("source_country")
    if country and not (isinstance(country, str) and len(country) == 2 and country.isupper()):
        raise ValueError(f"source_country {country!r} is no ISO 3166-1 alpha-2 code such as HK")
    context = Context(
        published=_day(published) if published else None,
        publisher_name=item.get("source_agency"),
        country=country or None,
        kind=item.get("kind") or "press_release",
    )
    title = item.get("title") or ""
    return replace(context, title_end=len(title)) if title and item["text"].startswith(f"{title}\n") else context


def _day(told: Any) -> date:
    try:
        return date.fromisoformat(str(told)[:10])
    except ValueError as error:
        raise ValueError(f"published {told!r} is no date such as 2023-08-31") from error
