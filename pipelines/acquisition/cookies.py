"""Cookies within one chain of redirects: sites that set one and send the reader back must be answered with it; nothing
is kept from one URL to the next."""

from __future__ import annotations

from email.message import Message
from http.client import HTTPResponse
from http.cookiejar import CookieJar
from typing import cast
from urllib.request import Request


class ChainCookies:
    """The cookies set by the hops so far."""

    def __init__(self) -> None:
        """Empty."""
        self._jar = CookieJar()

    def take(self, url: str, values: tuple[str, ...]) -> None:
        """Remember the ``Set-Cookie`` values of the response from ``url``."""
        if values:
            self._jar.extract_cookies(cast(HTTPResponse, _Answer(values)), Request(url))

    def header(self, url: str) -> dict[str, str]:
        """The ``Cookie`` header for ``url``; empty where there is nothing to send."""
        if not len(self._jar):
            return {}
        request = Request(url)
        self._jar.add_cookie_header(request)
        value = request.get_header("Cookie")
        return {"Cookie": value} if value else {}


class _Answer:
    """As much of a response as the cookie jar looks at."""

    def __init__(self, values: tuple[str, ...]) -> None:
        self._headers = Message()
        for value in values:
            self._headers["Set-Cookie"] = value

    def info(self) -> Message:
        return self._headers
