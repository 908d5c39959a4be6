"""What listings of JSON APIs share: a release handed over as bytes, page numbers in addresses."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from parsers.records import ParseError


def item_of(value: Any, url: str) -> bytes:
    """One release of an answer as the bytes of a document (UTF-8 JSON, names in order: the same release gives the same
    bytes each time).

    Raises:
        ParseError: it is nested too deeply.
    """
    try:
        # halves of characters, which JSON can hold, have no bytes
        return json.dumps(value, sort_keys=True, ensure_ascii=False).encode("utf-8", "replace")
    except RecursionError as error:
        raise ParseError("is nested too deeply", url=url) from error


def number_in(url: str, parameter: str, default: int) -> int:
    """The whole number that a query parameter of an address states, ``default`` where it states none."""
    value = dict(parse_qsl(urlsplit(url).query)).get(parameter, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else default


def with_parameter(url: str, parameter: str, value: str | int) -> str:
    """The address with the query parameter set to ``value``, the others as they are."""
    parts = urlsplit(url)
    query = [(name, told) for name, told in parse_qsl(parts.query, keep_blank_values=True) if name != parameter]
    return urlunsplit(parts._replace(query=urlencode([*query, (parameter, str(value))]), fragment=""))
