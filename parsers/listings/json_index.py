"""Listings from any JSON API, described by a source's YAML alone."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from config.sources import WebAddress
from parsers.html import address
from parsers.json_page import json_value
from parsers.listings.api_pages import item_of, number_in, with_parameter
from parsers.moments import read_day, read_moment
from parsers.records import Link, Listing, Page, ParseError
from parsers.registry import listing_parser
from parsers.text import fold, html_paragraphs
from parsers.url_filter import Pattern, UrlFilter

_FIELD = re.compile(r"\{([^{}]+)\}")
_MILLISECONDS = 100_000_000_000
"""Numbers from here on count milliseconds since 1970, smaller ones seconds (as which this is the year 5138)."""


@listing_parser("json_index")
def parse(
    page: Page,
    *,
    items: str,
    link: str,
    site: WebAddress | None = None,
    title: str | None = None,
    date: str | None = None,
    date_format: str | None = None,
    only: dict[str, list[Any]] | None = None,
    pattern: Pattern | None = None,
    exclude: Pattern | None = None,
    next: str | None = None,
    next_parameter: str | None = None,
    next_template: str | None = None,
    page_parameter: str | None = None,
    first_page: int = 1,
    offset_parameter: str | None = None,
    total: str | None = None,
    pages: str | None = None,
    item: bool = False,
    minimum: int = 0,
    timezone: str = "UTC",
) -> Listing:
    """Any JSON API. Paths are dotted names, numbers count in lists (``data.0.links.self``), ``.`` is the whole.

    ``items`` is the list of releases, or an object that holds each under its id (``{"D1": {…}, "D2": {…}}``, empty
    ones left out); ``link``, ``title`` and ``date`` are paths in one of them. ``link`` may be a template instead,
    ``https://www.example.org/news/{slug}``, and may be relative: to ``site``, or to the API's own address. Dates are
    written in full, in ``date_format`` (strptime), or counted in seconds or milliseconds since 1970. ``only`` names
    values that a path may have (``{type: [release]}``); addresses must match ``pattern`` and not ``exclude``.
    ``item``: hand over each item whole, so that its address is not asked for.

    Pages go on in one of three ways. ``next`` is the path to the next address; or to a cursor, which goes into the
    parameter ``next_parameter`` or into ``next_template`` for ``{cursor}``. ``page_parameter`` counts pages from
    ``first_page`` up to the number at ``pages``, or to an empty one. ``offset_parameter`` counts items up to the number
    at ``total``, or to an empty page.

    Raises:
        ParseError: it is no JSON, the list is missing or holds fewer than ``minimum`` items, or an item has no address.
    """
    answer = json_value(page)
    found = at(answer, items)
    if isinstance(found, Mapping) and all(isinstance(one, Mapping) for one in found.values()):
        found = [one for one in found.values() if one]
    if not isinstance(found, list):
        raise ParseError(f"is {_kind(found)}, expected a list", url=page.url, selector=items)
    if len(found) < minimum:
        raise ParseError(f"holds {len(found)} items, expected {minimum}", url=page.url, selector=items)
    wanted = UrlFilter(pattern, exclude)
    links: dict[str, Link] = {}
    for index, one in enumerate(found):
        if not all(_as_told(at(one, path)) in map(_as_told, values) for path, values in (only or {}).items()):
            continue
        url = _address(one, link, site or page.url, page.url, f"{items}[{index}]")
        if wanted.wants(url) and url not in links:
            heading, day = at(one, title) if title else None, at(one, date) if date else None
            links[url] = Link(
                url,
                _heading(heading),
                _day(day, date_format, timezone),
                item_of(one, page.url) if item else None,
            )
    following: str | None = None
    if next is not None:
        following = _next(page.url, at(answer, next), next, next_parameter, next_template)
    elif page_parameter is not None and found:
        number = number_in(page.url, page_parameter, first_page)
        last = _number(page.url, at(answer, pages), pages) if pages else None
        if last is None or number - first_page + 1 < last:
            following = with_parameter(page.url, page_parameter, str(number + 1))
    elif offset_parameter is not None and found:
        start = number_in(page.url, offset_parameter, 0) + len(found)
        count = _number(page.url, at(answer, total), total) if total else None
        if count is None or start < count:
            following = with_parameter(page.url, offset_parameter, str(start))
    return Listing(tuple(links.values()), following if following != page.url else None)


def at(value: Any, path: str) -> Any:
    """What stands at a path, None where any part of it is missing."""
    for name in path.split(".") if path not in ("", ".") else ():
        if isinstance(value, Mapping):
            value = value.get(name)
        elif isinstance(value, list) and name.isascii() and name.isdigit() and len(name) < 7:
            value = value[int(name)] if int(name) < len(value) else None
        else:
            return None
    return value


def _address(one: Any, told: str, base: str, asked: str, place: str) -> str:
    """The address of an item: at a path, or made by a template, whose values are percent-encoded as one segment."""
    if "{" in told:
        values = {name: at(one, name) for name in _FIELD.findall(told)}
        missing = [name for name, value in values.items() if not isinstance(value, str | int) or value in ("", True)]
        if missing:
            raise ParseError("has no value for the address", url=asked, selector=f"{place}.{missing[0]}")
        stated: Any = _FIELD.sub(lambda field: quote(str(values[field[1]]).encode("utf-8", "replace"), safe=""), told)
    else:
        stated = at(one, told)
    url = address(base, stated) if isinstance(stated, str) and stated.strip() else None
    if url is None:
        raise ParseError("is no web address", url=asked, selector=f"{place}.{told}")
    return url


def _next(base: str, told: Any, path: str, parameter: str | None, template: str | None) -> str | None:
    if told is None or told is False or told == "":
        return None
    if not isinstance(told, str | int) or told is True:
        raise ParseError(f"is {_kind(told)}, expected an address or a cursor", url=base, selector=path)
    cursor = str(told).encode("utf-8", "replace").decode()
    if template is not None:
        url = address(base, template.replace("{cursor}", quote(cursor, safe="")))
    elif parameter is not None:
        url = with_parameter(base, parameter, cursor)
    else:
        url = address(base, cursor)
    if url is None:
        raise ParseError(f"{cursor[:80]!r} leads to no next page", url=base, selector=path)
    return url


def _heading(told: Any) -> str | None:
    return fold(" ".join(html_paragraphs(told))) or None if isinstance(told, str) else None


def _day(told: Any, pattern: str | None, timezone: str) -> date | None:
    """The day that an item tells; None where it tells none that can be read: it is a hint."""
    if isinstance(told, int | float) and not isinstance(told, bool):
        try:
            seconds = told / 1000 if abs(told) >= _MILLISECONDS else told
            return datetime.fromtimestamp(seconds, UTC).astimezone(ZoneInfo(timezone)).date()
        except (ValueError, OverflowError, OSError):
            return None
    if not isinstance(told, str):
        return None
    if pattern:
        return read_day(told, pattern)
    moment = read_moment(told, timezone)
    return moment.day if moment else None


def _number(base: str, told: Any, path: str) -> int:
    number = int(told) if isinstance(told, str) and told.isascii() and told.isdigit() and len(told) < 15 else told
    if not isinstance(number, int) or isinstance(number, bool):
        raise ParseError(f"is {_kind(told)}, expected a whole number", url=base, selector=path)
    return number


def _as_told(value: Any) -> str:
    return json.dumps(value, sort_keys=True) if isinstance(value, bool | dict | list | None) else str(value)


def _kind(value: Any) -> str:
    return "missing" if value is None else f"a JSON {type(value).__name__}"
