"""From the bytes of a response to characters: which encoding a page is in."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from parsers.records import Page

Teller = Literal["mark", "header", "meta", "bytes", "guess"]
"""What told an encoding: the byte order mark, the response's header, the page, all bytes (UTF-8), or a guess."""


class Characters(NamedTuple):
    """A page's characters."""

    text: str
    encoding: str
    """Python's name of it."""
    told_by: Teller


_IN_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_IN_MARKUP = re.compile(
    rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]{0,300}?encoding\s*=\s*[\"']\s*([\w.:-]+)",
    re.IGNORECASE,
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_AS_BROWSERS_READ = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "tis-620": "cp874",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
"""Declared name → the superset that browsers read it as (WHATWG Encoding Standard)."""
_SNIFFED = 4096
"""Bytes at the start of a page in which its own declaration is looked for."""


_latest: tuple[bytes, str, Characters] | None = None
"""The page that was read last: it is asked for again where the record of its document is completed."""


def decode(page: Page) -> tuple[str, str]:
    """Text of a page's body and the name of the encoding that was used; see :func:`read_characters`."""
    text, encoding, _ = read_characters(page)
    return text, encoding


def read_characters(page: Page) -> Characters:
    """Text of a page's body, the encoding that was used and what told it.

    A byte order mark decides, then the response's header, the page's own declaration, UTF-8 where every byte agrees,
    and last charset-normalizer's guess. A declared encoding that does not fit the bytes gives way to the next; the
    last resort replaces what it cannot read by U+FFFD, so this raises nothing.
    """
    global _latest
    header = page.headers.get("content-type", "")
    held = _latest
    if held is None or held[0] is not page.body or held[1] != header:
        held = _latest = (page.body, header, _read(page))
    return held[2]


def _read(page: Page) -> Characters:
    body = page.body
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            return Characters(body[len(mark) :].decode(encoding, "replace"), encoding, "mark")
    told: dict[str, Teller] = {}
    for encoding, teller in [*_declared(page), ("utf-8", "bytes")]:
        told.setdefault(encoding, teller)
    for encoding, teller in told.items():
        try:
            return Characters(body.decode(encoding), encoding, teller)
        except (UnicodeDecodeError, LookupError):
            continue
    for encoding, teller in told.items():
        # a page cut off or patched by hand: a handful of stray bytes does not make it another encoding
        text = body.decode(encoding, "replace")
        if text.count("\ufffd") <= max(1, len(text) // 1000):
            return Characters(text, encoding, teller)
    from charset_normalizer import from_bytes

    best = from_bytes(body[:200_000]).best()
    guess = (_python_name(best.encoding) if best is not None else None) or "utf-8"
    return Characters(body.decode(guess, "replace"), guess, "guess")


def _declared(page: Page) -> Iterator[tuple[str, Teller]]:
    header = _IN_HEADER.search(page.headers.get("content-type", ""))
    encoding = _python_name(header[1]) if header else None
    if encoding:
        yield encoding, "header"
    own = _IN_MARKUP.search(page.body, 0, _SNIFFED)
    if own:
        name = (own[1] or own[2]).decode("ascii", "replace")
        # a page that declares itself UTF-16 in readable ASCII is not (WHATWG: it is UTF-8)
        encoding = _python_name("utf-8" if name.lower().startswith(("utf-16", "utf-32")) else name)
        if encoding:
            yield encoding, "meta"


def _python_name(name: str) -> str | None:
    """Python's name of a text encoding as browsers understand it, None for one that Python has not."""
    try:
        codec = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    if not getattr(codec, "_is_text_encoding", True) or codec.name in ("idna", "punycode", "unicode_escape", "utf-7"):
        return None
    return _AS_BROWSERS_READ.get(codec.name, codec.name)
