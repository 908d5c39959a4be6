"""Which addresses of a listing are wanted: options of listing parsers that are regular expressions."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator


def _pattern(value: str) -> str:
    try:
        re.compile(value)
    except re.error as error:
        raise ValueError(f"is no regular expression: {error}") from error
    return value


Pattern = Annotated[str, AfterValidator(_pattern)]
"""Type of a parser's option that is a regular expression: a wrong one is told before any page is read."""


class UrlFilter:
    """Says of an address whether it is wanted."""

    def __init__(self, pattern: str | None = None, exclude: str | None = None) -> None:
        """``pattern`` must be found in the address, ``exclude`` must not; None asks for nothing."""
        self._pattern = re.compile(pattern) if pattern else None
        self._exclude = re.compile(exclude) if exclude else None

    def wants(self, url: str) -> bool:
        """Whether ``url`` is wanted."""
        if self._pattern is not None and not self._pattern.search(url):
            return False
        return self._exclude is None or not self._exclude.search(url)
