"""Listings from SharePoint lists (REST service, ``_api/web/lists/getbytitle('…')/items``)."""

from __future__ import annotations

import re
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator

from parsers.html import address
from parsers.listings.api_pages import item_of
from parsers.listings.sharepoint_answer import read_answer
from parsers.moments import read_moment
from parsers.records import Link, Listing, Page, ParseError
from parsers.registry import listing_parser
from parsers.text import fold

_PLACE = re.compile(r"\{(\w+)\}")


def _template(value: str) -> str:
    if not _PLACE.search(value):
        raise ValueError("names no field of the items; one looks like https://www.example.org/press.aspx?ID={ID}")
    return value


Template = Annotated[str, AfterValidator(_template)]
"""An address with names of fields in braces."""


@listing_parser("sharepoint_list")
def parse(
    page: Page,
    *,
    link: Template | None = None,
    title: str = "Title",
    date: str | None = None,
    timezone: str = "UTC",
) -> Listing:
    """Items of a SharePoint list as verbose JSON, JSON without metadata, or Atom; next page as the answer says.

    ``link`` is the public address of an item with its fields in braces (``https://www.x.gov/press.aspx?ID={ID}``);
    without it, the item's own page (``FileRef``), else its address in the API. ``title`` and ``date`` name fields. The
    items are handed over whole, for the document parser ``sharepoint_item``.

    Raises:
        ParseError: the answer is an error, or no list of items; or an item lacks a field that ``link`` names.
    """
    items, following = read_answer(page)
    links = []
    for index, item in enumerate(items):
        url = _address(item, link, page.url, index)
        stated = item.get(date) if date else None
        moment = read_moment(stated, timezone) if isinstance(stated, str) else None
        name = item.get(title)
        heading = fold(name) or None if isinstance(name, str) else None
        links.append(Link(url, heading, moment.day if moment else None, item_of(item, page.url)))
    return Listing(tuple(links), following if following != page.url else None)


def _address(item: dict[str, Any], link: str | None, base: str, index: int) -> str:
    number = item.get("ID", item.get("Id"))
    if link is not None:
        values = {**item, "ID": number, "Id": number}
        missing = [name for name in _PLACE.findall(link) if not isinstance(values.get(name), str | int)]
        if missing:
            raise ParseError(f"has no field {missing[0]!r}, which link names", url=base, selector=f"item {index}")
        candidate = _PLACE.sub(lambda place: str(values[place[1]]), link)
    elif isinstance(item.get("FileRef"), str) and item["FileRef"].lower().endswith(".aspx"):
        candidate = item["FileRef"]
    elif isinstance(number, int):
        candidate = f"{urlsplit(base).path}({number})"
    else:
        raise ParseError("has neither ID nor FileRef: add them to $select", url=base, selector=f"item {index}")
    found = address(base, candidate)
    if found is None:
        raise ParseError(f"{candidate[:200]!r} is no web address", url=base, selector=f"item {index}")
    return found
