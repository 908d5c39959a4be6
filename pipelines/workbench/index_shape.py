"""How an HTML index is built: the repeated pattern of its releases, by structure, as options for ``html_index``."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from bs4.element import Tag

from parsers.html import Html, Node, address, compiled
from parsers.records import Page
from pipelines.workbench.index_dates import DateShape, date_shape
from pipelines.workbench.index_pages import Following, following_of
from pipelines.workbench.selectors import cell_selector, own_selectors, telling_classes

FEWEST = 3
"""Links of one kind below which nothing is a pattern."""
_AROUND = ("nav", "header", "footer", "aside")
_AROUND_ROLES = frozenset({"navigation", "banner", "contentinfo", "complementary", "menu", "menubar"})
_AROUND_CLASSES = re.compile(
    r"(?:^|[-_ ])(?:nav|menu|breadcrumbs?|footer|sidebar|pager|pagination|share|social|lang)", re.I
)


@dataclass(frozen=True, slots=True)
class IndexShape:
    """The pattern of one index page."""

    item: str
    link: str | None
    """None: the item's only address."""
    title: str | None
    """None: the words of the link."""
    date: DateShape | None
    following: Following | None
    count: int
    """Items on the page."""
    addresses: tuple[str, ...]
    score: float

    @property
    def options(self) -> dict[str, object]:
        """Options for the listing parser ``html_index``, in the order in which people read them."""
        found: dict[str, object] = {"item": self.item, "link": self.link, "title": self.title}
        found |= self.date.options if self.date else {}
        found |= self.following.options if self.following else {}
        return {name: value for name, value in found.items() if value is not None}


def index_shapes(page: Page) -> list[IndexShape]:
    """The patterns of links that a page repeats, the likeliest list of releases first; empty where there is none.

    Links are put together by the place where they stand (names and classes on the way down) and the form of their
    address. A list of releases has many of them with long texts, days beside them, and stands in no navigation.

    Raises:
        ParseError: the page is no HTML.
    """
    html = Html(page)
    groups: dict[tuple[str, ...], list[tuple[Tag, str]]] = defaultdict(list)
    for tag in compiled("a[href]").select(html.tag):
        url = address(html.base, str(tag["href"]))
        if url and url != page.url and not _is_around(tag):
            groups[_place(tag)].append((tag, url))
    following = following_of(html)
    shapes = []
    for links in groups.values():
        shape = _shape(html, links, following)
        if shape:
            shapes.append(shape)
    best: dict[tuple[str, ...], IndexShape] = {}
    for shape in sorted(shapes, key=lambda shape: -shape.score):
        best.setdefault(shape.addresses, shape)
    return list(best.values())


def _shape(html: Html, links: Sequence[tuple[Tag, str]], following: Following | None) -> IndexShape | None:
    first = {url: tag for tag, url in reversed(links)}
    kind, _ = Counter(_form(url) for url in first).most_common(1)[0]
    chosen = {url: tag for tag, url in links if _form(url) == kind}
    if len(chosen) < FEWEST:
        return None
    items = [_item(tag, url, html.base) for url, tag in chosen.items()]
    selector, matched = _selector(html.tag, items)
    if selector is None:
        return None
    found = [Node(tag, html.url, selector, html.base) for tag in matched]
    link = _link_selector(found, set(chosen))
    if link is None:
        return None
    anchors = [node.tag if node.tag.name == "a" else compiled(link).select(node.tag)[0] for node in found]
    titles = [_words(anchor) for anchor in anchors]
    # "Read more" under each release is no title, nor is a whole card that is one link
    telling = all(titles) and 2 * len(set(titles)) > len(titles)
    cards = all(compiled("h1, h2, h3, h4, h5").select(anchor) for anchor in anchors)
    title = _title_selector(found) if cards or not telling else None
    if title:
        titles = [_words(compiled(title).select(node.tag)[0]) for node in found]
    date = date_shape(found)
    length = sum(map(len, titles)) / len(titles)
    # long headlines tell releases from topics and sections; days beside them nearly prove it
    score = min(len(found), 30) * min(length, 80) * (3.0 if date else 1.0) * (0.3 if length < 20 else 1.0)
    plain = found[0].tag.name == "a" or link == "a[href]"
    addresses = tuple(chosen)
    return IndexShape(selector, None if plain else link, title, date, following, len(found), addresses, score)


def _item(link: Tag, url: str, base: str) -> Tag:
    """The largest element around a link that links to nothing else that is a release: all that tells of it."""
    item = link
    for parent in link.parents:
        if parent.name in ("body", "html", "[document]", "main", "table", "tbody", "ul", "ol"):
            break
        others = {address(base, str(tag["href"])) for tag in compiled("a[href]").select(parent)} - {url, None}
        if any(_form(str(other)) == _form(url) for other in others):
            break
        item = parent
        if item.name in ("li", "tr", "article"):
            break
    return item


def _selector(root: Tag, items: list[Tag]) -> tuple[str | None, list[Tag]]:
    """A selector that matches all items and at most a tenth more (which must then be alike), with what it matches."""
    wanted = set(map(id, items))
    shared = Counter(one for item in items for one in own_selectors(item))
    own = [one for one in own_selectors(items[0]) if shared[one] == len(items)]
    own = [one for one in own if "#" not in one]
    parents = Counter(one for item in items if item.parent for one in own_selectors(item.parent)[:-1])
    above = [one for one, count in parents.items() if count == len(items)]
    grand = _holders(items)
    holding = [f"{one}:has(> {inner})" for one in own[-1:] for inner in _children(items)]
    tried = [*own[:-1], *(f"{a} > {o}" for a in above for o in own), *(one for one in holding if "." in one)]
    tried += [*(f"{g} {o}" for g in grand for o in own), *holding, *own[-1:]]
    # rows of a table whose other rows are its head or years, in a table that lays the whole page out
    rows = [*holding, *(f"{one}:has(a[href])" for one in own[-1:])]
    tried += [f"{g} {o}" for g in (*grand, "table table") for o in rows]
    for selector in dict.fromkeys(tried):
        matched = compiled(selector).select(root)
        if wanted == set(map(id, matched)):
            return selector, matched
    return None, []


def _holders(items: Sequence[Tag]) -> list[str]:
    """Selectors of elements in which all items stand, the nearest first."""
    found = []
    inside = [set(map(id, item.parents)) for item in items]
    for parent in items[0].parents:
        if parent.name in ("[document]", "html", "body"):
            break
        if all(id(parent) in around for around in inside):
            names = own_selectors(parent)
            found += names if names[-1] in ("main", "article", "table") else names[:-1]
    return found


def _children(items: Iterable[Tag]) -> list[str]:
    """Selectors of children that all items have."""
    shared: set[str] | None = None
    order: list[str] = []
    for item in items:
        names = [one for child in item.find_all(True, recursive=False) for one in own_selectors(child)]
        order = order or names
        shared = set(names) if shared is None else shared & set(names)
    return [one for one in dict.fromkeys(order) if one in (shared or ())]


def _link_selector(items: Sequence[Node], wanted: set[str]) -> str | None:
    """The plainest selector that gives each item one address, and that one of the list."""
    if all(node.tag.name == "a" for node in items):
        return "a[href]"
    first = items[0]
    tried = ["a[href]", "a[href]:not(:has(img))"]
    for tag in compiled("a[href]").select(first.tag):
        if address(first.base, str(tag["href"])) in wanted:
            tried += [f"{tag.parent.name} > a"] if tag.parent and tag.parent is not first.tag else []
            tried += [one for one in own_selectors(tag)[:-1] if "#" not in one]
            tried += [f".{name} > a" for name in telling_classes(tag.parent)] if tag.parent else []
            tried += [f"{cell_selector(tag.parent)} > a"] if tag.parent and tag.parent.name == "td" else []
    with_words = [one for one in dict.fromkeys(tried) if _addresses_of(one, items, wanted, with_words=True)]
    if with_words:
        return with_words[0]
    return next((one for one in dict.fromkeys(tried) if _addresses_of(one, items, wanted, with_words=False)), None)


def _addresses_of(selector: str, items: Sequence[Node], wanted: set[str], *, with_words: bool) -> bool:
    for node in items:
        found = compiled(selector).select(node.tag)
        addresses = {address(node.base, str(tag["href"])) for tag in found if tag.has_attr("href")}
        if len(addresses) != 1 or not addresses <= wanted or (with_words and not _words(found[0])):
            return False
    return True


def _title_selector(items: Sequence[Node]) -> str | None:
    """Of what every item holds once with words in it: the heading, else what is named a title."""
    tried = ["h2", "h3", "h4", "h1", "h5", '[class*="title" i]', '[class*="head" i]']
    for selector in tried:
        found = [compiled(selector).select(node.tag) for node in items]
        if all(len(tags) == 1 and _words(tags[0]) for tags in found):
            return selector
    return None


def _is_around(tag: Tag) -> bool:
    """Whether a link stands in what surrounds the content of a page."""
    for one in (tag, *tag.parents):
        if one.name in ("main", "article", "body"):
            return False
        if one.name in _AROUND and one.find_parent("article") is None:
            return True
        named = " ".join([*(one.get("class") or ()), str(one.get("id") or "")])
        if one.get("role") in _AROUND_ROLES or _AROUND_CLASSES.search(named):
            return True
    return False


def _place(tag: Tag) -> tuple[str, ...]:
    """Names and telling classes from the page down to the link."""
    way = [tag, *(parent for parent in tag.parents if parent.name not in ("[document]", "html", "body"))]
    return tuple(".".join([one.name, *telling_classes(one)]) for one in way)


def _form(url: str) -> tuple[str, ...]:
    """Host and kind of path: segments that only some addresses have become what they are made of."""
    parts = urlsplit(url)
    segments = [segment for segment in parts.path.split("/") if segment]
    steady = [re.sub(r"\d+", "9", segment) for segment in segments[:-1]]
    file = segments[-1].rpartition(".")[2] if segments and "." in segments[-1] else ""
    return (parts.netloc, *steady[:1], str(len(segments) if len(segments) < 2 else 2), file if len(file) < 6 else "")


def _words(tag: Tag) -> str:
    return " ".join(tag.get_text(" ").split())
