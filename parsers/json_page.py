"""Strict reading of pages that are JSON: what must be there is there and of its type, or it says so."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from parsers.encoding import decode
from parsers.moments import Moment, read_moment
from parsers.records import Page, ParseError
from parsers.text import fold
from parsers.trace import STEPS, Step


class Json:
    """One object of a JSON page. Paths are dotted names, ``details.body``."""

    def __init__(self, value: Mapping[str, Any], url: str, place: str = "") -> None:
        """``place`` is the path of this object in its page, for messages."""
        self.value, self.url, self.place = value, url, place

    @classmethod
    def of(cls, page: Page) -> Json:
        """The object that the page is.

        Raises:
            ParseError: it is no JSON, or no object.
        """
        value = json_value(page)
        if not isinstance(value, dict):
            raise ParseError(f"is a JSON {type(value).__name__}, expected an object", url=page.url)
        return cls(value, page.url)

    @classmethod
    def many(cls, page: Page) -> list[Json]:
        """The objects of the list that the page is.

        Raises:
            ParseError: it is no JSON, or no list of objects.
        """
        value = json_value(page)
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise ParseError(f"is a JSON {type(value).__name__}, expected a list of objects", url=page.url)
        return [cls(item, page.url, f"[{index}]") for index, item in enumerate(value)]

    def get(self, path: str) -> Any:
        """The value at ``path``, None where any part of it is missing."""
        value: Any = self.value
        for name in path.split("."):
            value = value.get(name) if isinstance(value, Mapping) else None
        steps = STEPS.get()
        if steps is not None and isinstance(value, str):
            steps.append(Step(self._path(path), value))
        return value

    def maybe_text(self, path: str) -> str | None:
        """The string at ``path`` on one line, None where there is none, or an empty one.

        Raises:
            ParseError: something else than a string is there.
        """
        value = self.get(path)
        if value is not None and not isinstance(value, str):
            raise ParseError(f"is {type(value).__name__}, expected text", url=self.url, selector=self._path(path))
        return fold(value) or None if value else None

    def text(self, path: str) -> str:
        """The string at ``path`` on one line.

        Raises:
            ParseError: there is none, or it is empty.
        """
        text = self.maybe_text(path)
        if text is None:
            raise ParseError("holds no text", url=self.url, selector=self._path(path))
        return text

    def maybe_datetime(self, path: str, timezone: str | None = None) -> Moment | None:
        """The moment at ``path``, None where there is none.

        Raises:
            ParseError: what is there is no full date.
        """
        stated = self.maybe_text(path)
        if stated is None:
            return None
        moment = read_moment(stated, timezone)
        if moment is None:
            raise ParseError(f"{stated[:80]!r} is no date", url=self.url, selector=self._path(path))
        return moment

    def items(self, path: str) -> list[Json]:
        """The objects of the list at ``path``; empty where there is no such list.

        Raises:
            ParseError: what is there is no list of objects.
        """
        value = self.get(path) or []
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise ParseError("is no list of objects", url=self.url, selector=self._path(path))
        return [Json(item, self.url, f"{self._path(path)}[{index}]") for index, item in enumerate(value)]

    def _path(self, path: str) -> str:
        return f"{self.place}.{path}" if self.place else path


def json_value(page: Page) -> Any:
    """What a page of JSON says, of whatever type.

    Raises:
        ParseError: it is no JSON.
    """
    text, _ = decode(page)
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ParseError(f"is no JSON: {error}", url=page.url) from error
