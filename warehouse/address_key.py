"""Which spellings of a URL are one address: scheme, ``www.``, tracking, print marks and index page do not count."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_[ce]id|_ga|_gl|mkt_tok|pk_\w+|mtm_\w+|ns_\w+|cmpid|"
    r"at_(?:medium|campaign)",
    re.IGNORECASE,
)
_PRINT = re.compile(r"print(?:able|[-_]?(?:view|version|friendly|mode|out))?", re.IGNORECASE)
_PRINT_VALUES = re.compile(r"(?:print\w*|amp)", re.IGNORECASE)
_VIEWS = frozenset(("view", "format", "layout", "output", "mode", "media"))
"""Parameters that choose a way of showing a page; left out where their value says print or amp."""
_INDEX = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?|jsp)$", re.IGNORECASE)
_LAST = re.compile(r"/(?:print(?:able|er-friendly)?|amp)$", re.IGNORECASE)
_PORTS = {"http": 80, "https": 443}


def address_key(url: str) -> str:
    """The key of ``url``; two URLs with one key are taken for one address. An address of another scheme is its own."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return url
    if parts.scheme not in _PORTS or not parts.hostname:
        return url
    host = parts.hostname.removeprefix("www.").rstrip(".")
    path = _LAST.sub("", _INDEX.sub("", unquote(parts.path).rstrip("/"))).rstrip("/")
    told = sorted(
        (name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if _counts(name, value)
    )
    where = host if port in (None, _PORTS[parts.scheme]) else f"{host}:{port}"
    return f"{where}{path}{'?' + urlencode(told) if told else ''}"


def _counts(name: str, value: str) -> bool:
    if _TRACKING.fullmatch(name) or _PRINT.fullmatch(name):
        return False
    return not (name.lower() in _VIEWS and _PRINT_VALUES.fullmatch(value))
