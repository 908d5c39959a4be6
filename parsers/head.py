"""What the head of an HTML page says of the page itself: its canonical address and its translations.

Read from the characters, without a tree: the head's few tags are found by their names, so that the cost does not grow
with the page.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from parsers.html import address

_LONGEST_HEAD = 400_000
"""Characters at the start of a page in which its head is looked for; styles and scripts written into it are long."""
_TAG = re.compile(
    r"<(?:!--|/head\b|(body|frameset|script|style|title|noscript|template|svg|html|base|link)(?=[\s/>]))", re.I
)
_ATTRIBUTES = re.compile(r"""(?:[^>"']++|"[^"]{0,4000}+"|'[^']{0,4000}+')*+""")
_ATTRIBUTE = re.compile(r"""(?<![a-zA-Z:-])([a-zA-Z:-]++)\s*+=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_TELLING = re.compile("canonical|hreflang", re.IGNORECASE)
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,2}")
_HOME = re.compile(
    r"/?(?:[a-z]{2,3}(?:[-_][a-z0-9]{2,8})?/?)?(?:(?:index|home|default)(?:\.\w{2,5})?)?/?", re.IGNORECASE
)
"""Paths of home pages, which many sites name as the other languages of every page."""
_SKIPPED = ("script", "style", "title", "noscript", "template", "svg")
"""Elements whose content is no markup of the head."""
_MANY_SCRIPTS = "zh"
"""The language whose regions and scripts are written so differently that publishers translate between them."""


@dataclass(frozen=True, slots=True)
class Head:
    """The page's own statements. All addresses are absolute."""

    canonical: str | None = None
    """``<link rel="canonical">``."""
    language: str | None = None
    """``lang`` of the page in small letters, ``en-gb``."""
    translations: Mapping[str, str] = field(default_factory=dict)
    """Language → address, of ``<link rel="alternate" hreflang=…>``, without ``x-default``, the own language
    and home pages."""


def head_of(text: str, url: str) -> Head:
    """The head of the page whose characters are ``text`` and whose address is ``url``; raises nothing."""
    base, language, canonical = url, None, None
    links: list[tuple[str, str]] = []
    for name, told in _tags(text[:_LONGEST_HEAD]):
        if name == "html":
            language = _code(told.get("lang") or told.get("xml:lang") or "")
        elif name == "base" and base == url:
            base = address(url, told.get("href", "")) or url
        elif name == "link":
            rel, href = told.get("rel", "").lower().split(), told.get("href", "")
            if "canonical" in rel and canonical is None:
                canonical = href
            elif "alternate" in rel and "hreflang" in told:
                links.append((told["hreflang"], href))
    own = address(base, canonical) if canonical else None
    return Head(own, language, _translations(links, base, {url, own}, language))


def _translations(
    links: list[tuple[str, str]], base: str, own: set[str | None], language: str | None
) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for told, href in links:
        code, other = _code(told), address(base, href)
        if code is None or other is None:
            continue
        if other in own:
            language = code
        elif not _is_home(other):
            found.setdefault(code, other)
    return {code: other for code, other in found.items() if not _same_language(code, language)}


def _is_home(url: str) -> bool:
    parts = urlsplit(url)
    return not parts.query and _HOME.fullmatch(parts.path) is not None


def _same_language(code: str, own: str | None) -> bool:
    if own is None:
        return False
    first, _, rest = code.partition("-")
    own_first, _, own_rest = own.partition("-")
    return first == own_first and (first != _MANY_SCRIPTS or rest == own_rest)


def _code(told: str) -> str | None:
    code = told.strip().lower().replace("_", "-")
    return code if _LANGUAGE.fullmatch(code) else None


def _tags(text: str) -> Iterator[tuple[str, dict[str, str]]]:
    """The ``html``, ``base`` and ``link`` tags of the head with their attributes, in order."""
    position = 0
    unwritten: set[str] = set()
    while found := _TAG.search(text, position):
        name = (found[1] or "").lower()
        if name in ("body", "frameset") or found[0][1] == "/":
            return
        position = found.end()
        if not name or name in _SKIPPED:
            end = "-->" if not name else f"</{name}"
            position = _end(text, end, position, unwritten)
            if position < 0:
                return
            continue
        attributes = _ATTRIBUTES.match(text, position)
        words = attributes[0] if attributes else ""
        position += len(words)
        if name == "link" and not _TELLING.search(words):  # style sheets and icons
            continue
        yield (
            name,
            {one[1].lower(): html.unescape(one[2] or one[3] or one[4] or "") for one in _ATTRIBUTE.finditer(words)},
        )


def _end(text: str, mark: str, position: int, unwritten: set[str]) -> int:
    """Where ``mark`` ends, in whatever case; below 0 where it does not come. ``unwritten``: marks that are known not to
    come in small letters, so that a page of ``<SCRIPT>`` is not looked through for each."""
    at = -1 if mark in unwritten else text.find(mark, position)
    if at < 0 and mark != "-->":
        unwritten.add(mark)
        found = re.compile(re.escape(mark), re.IGNORECASE).search(text, position)
        at = found.start() if found else -1
    return at + len(mark) if at >= 0 else -1
