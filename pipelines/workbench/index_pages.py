"""How an index leads to its next page, by a link or a parameter that counts: as options for ``html_index``."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from bs4.element import Tag

from parsers.html import Html, address, compiled
from pipelines.workbench.selectors import matching_once, selectors_of

_NEXT = re.compile(
    r"(?:(?:go to )?next(?: page)?|(?:load|show|view) more|older(?: (?:posts|entries|news|releases))?"
    r"|(?:page )?suivante?|siguiente|próxim[ao]|seguinte|weiter|nächste(?: seite)?|volgende|successiv[ao]|nästa|neste"
    r"|næste|下一頁|下一页)\W*|[›»>→]+",
    re.IGNORECASE,
)
_NEXT_CLASS = re.compile(r"(?:^|[-_])next(?:$|[-_])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Following:
    """The way to the next page."""

    url: str
    """Address of the next page."""
    selector: str | None = None
    parameter: str | None = None
    first: int = 1
    """Number of the first page in ``parameter``."""

    @property
    def options(self) -> dict[str, object]:
        """Options for ``html_index``."""
        if self.selector:
            return {"next": self.selector}
        return {"page_parameter": self.parameter, **({"first_page": self.first} if self.first != 1 else {})}


def following_of(html: Html) -> Following | None:
    """The way from a first index page to the second; None where the page shows none."""
    for selector in ('a[rel~="next"]', 'link[rel~="next"]'):
        found = compiled(selector).select(html.tag)
        url = _url(html, found[0]) if len(found) == 1 else None
        if url:
            return Following(url, selector)
    for tag in compiled("a[href]").select(html.tag):
        url = _url(html, tag)
        if url and _is_next(tag) and urlsplit(url).netloc == urlsplit(html.url).netloc:
            tried = (one for one in selectors_of(tag) if one.rpartition(" ")[2] not in ("li", "span"))
            once = next(matching_once(tried, [html.tag]), None)
            if once:
                return Following(url, once)
    return _counted(html)


def _is_next(tag: Tag) -> bool:
    words = " ".join(tag.get_text(" ").split())
    classes = " ".join([*(tag.get("class") or ()), *((tag.parent.get("class") or ()) if tag.parent else ())])
    label = str(tag.get("aria-label") or tag.get("title") or "")
    named = bool(_NEXT_CLASS.search(classes))
    return named or bool(_NEXT.fullmatch(words) or _NEXT.fullmatch(label))


def _counted(html: Html) -> Following | None:
    """A parameter that numbered links (2, 3, 4 …) count up."""
    pages: dict[str, dict[int, tuple[int, str]]] = defaultdict(dict)
    here = urlsplit(html.url)
    for tag in compiled("a[href]").select(html.tag):
        url, label = _url(html, tag), re.sub(r"\D", "", tag.get_text())
        if not url or not label or len(label) > 4 or urlsplit(url)[1:3] != here[1:3]:
            continue
        for name, value in parse_qsl(urlsplit(url).query):
            if value.isascii() and value.isdigit() and 0 <= int(label) - int(value) <= 1:
                pages[name].setdefault(int(label), (int(value), url))
    for name, numbered in pages.items():
        if 2 in numbered:
            number, url = numbered[2]
            return Following(url, parameter=name, first=number - 1)
    return None


def _url(html: Html, tag: Tag) -> str | None:
    url = address(html.base, str(tag.get("href") or ""))
    return url if url and url != html.url else None
