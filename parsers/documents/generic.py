"""Releases on pages of unknown layout: what the page tells machines about itself first, then how it is built."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4.element import Tag

from parsers.attachments import files_of
from parsers.documents import pdf_release
from parsers.documents.page_body import FURNITURE_ELEMENTS, body_of, container_of
from parsers.html import Html, Node
from parsers.json_ld import JsonLd, release_of
from parsers.moments import Moment, read_moment, stated_day
from parsers.records import Document, Page, ParseError
from parsers.registry import document_parser
from parsers.text import fold, lines_of, paragraphs_of

DATE_META = (
    "article:published_time",
    "og:article:published_time",
    "dcterms.issued",
    "dcterms.created",
    "dcterms.date",
    "dc.date.issued",
    "dc.date.created",
    "dc.date",
    "citation_publication_date",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publication_date",
    "datepublished",
    "date",
)
"""Names of meta elements that state when a page was published, best first; none that may state a change."""
_DATE_PROPERTIES = frozenset({"dc:date", "schema:datePublished"})
_DATE_CLASSES = re.compile("publish|pub-date|pubdate|release-date", re.IGNORECASE)
_DATE_CLASS = re.compile("date", re.IGNORECASE)
_CHANGE = re.compile(r"updat|modif|revis|review|edited|amend|chang|expir|archiv", re.IGNORECASE)
_LABEL = re.compile(
    r"^(?:date|publish(?:ed)?|posted|release(?:d)?|issued)(?:\s+(?:date|on|at))?\s*:?\s*", re.IGNORECASE
)
_SEPARATOR = re.compile(r"\s+[|»·–—-]\s+")


@document_parser("generic")
def parse(
    page: Page, *, timezone: str | None = None, language: str | None = None, kind: str = "press_release"
) -> Document:
    """Pages of most sites: JSON-LD, OpenGraph and Dublin Core, then ``article`` or ``main``, then trafilatura.

    The date is the one that the page states for its publication, never for a change, and None where it states none.

    Raises:
        ParseError: the page has no title or no body.
    """
    if page.body[:1024].lstrip().startswith(b"%PDF-"):  # many listings link to pages and to PDFs
        return pdf_release.parse(page, timezone=timezone, language=language, kind=kind)
    html = Html(page, around=FURNITURE_ELEMENTS)
    metas = _metas(html)
    told = release_of(html, metas.get("og:title"))
    title = _title(html, metas, told)
    if title is None:
        raise ParseError("has no title", url=page.url, selector="JSON-LD headline, og:title, h1, title")
    container = container_of(html, title)
    moment = _published(html, container, metas, told, timezone)
    root = html.many("html")
    lines = lines_of(container.tag) if container and moment is None else []
    links = container.links() if container else ()
    files = files_of(container) if container else ()
    body = body_of(html, container, title, told.body() if told else [])
    stated = (root[0].get("lang") if root else None) or metas.get("og:locale") or language
    return Document(
        url=page.url,
        title=title,
        body=body,
        published_date=moment.day if moment else stated_day(lines or body.split("\n\n")),
        published_at=moment.at if moment else None,
        timezone=timezone,
        language=_language(stated) or language,
        kind=kind,
        links=links,
        attachments=files,
        fields=_fields(metas),
    )


def _metas(html: Node) -> dict[str, str]:
    """Content of meta elements by name in lower case, the first of each."""
    metas: dict[str, str] = {}
    for meta in html.many("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop")
        content = meta.get("content")
        if name and content:
            metas.setdefault(name.lower().replace("dcterms:", "dcterms.").replace("dc:", "dc."), content)
    return metas


def _title(html: Node, metas: dict[str, str], told: JsonLd | None) -> str | None:
    """The heading that the page's metadata names; else the metadata's own words, without the site's name."""
    site = fold(metas.get("og:site_name", ""))
    stated = (told.text("headline") if told else None, metas.get("og:title"), metas.get("dcterms.title"))
    named = [title for text in stated if text and (title := fold(text)) and title != site]
    heads = [title for node in html.many("title") if (title := fold(node.tag.get_text()))]
    headings = list(dict.fromkeys(html.many("h1").texts()))
    for title in [*named, *heads]:
        for heading in headings:
            if _same(heading, title):
                return heading
    if not named and len(headings) == 1:
        return headings[0]
    return _without_site([*named, *heads][0], site) if named or heads else None


def _same(heading: str, title: str) -> bool:
    """Whether a heading is what a title names, the site's name or a cut of long ones aside."""
    heading, title = heading.casefold(), fold(title).casefold().rstrip("…. ")
    return len(heading) > 8 and (title.startswith(heading) or (len(title) > 30 and heading.startswith(title)))


def _without_site(title: str, site: str) -> str:
    parts = _SEPARATOR.split(title)
    if len(parts) > 1 and (not site or site.casefold() == parts[-1].casefold()):
        return title[: title.rindex(parts[-1])].rstrip(" |»·–—-")
    return title


def _published(
    html: Node, container: Node | None, metas: dict[str, str], told: JsonLd | None, timezone: str | None
) -> Moment | None:
    stated = [told.text("datePublished")] if told else []
    for text in [*stated, *(metas.get(name) for name in DATE_META)]:
        moment = read_moment(text, timezone) if text else None
        if moment:
            return moment
    for scope in [container, html] if container else [html]:
        for tag in _dated(scope.tag):
            moment = _shown(tag, timezone)
            if moment:
                return moment
    return None


def _dated(scope: Tag) -> Iterator[Tag]:
    """Elements that may show when a page was published, the surest kind first, each kind in the page's order."""
    kinds: list[list[Tag]] = [[] for _ in range(6)]
    for tag in scope.find_all(True):
        for kind in _date_kinds(tag):
            kinds[kind].append(tag)
    return (tag for found in kinds for tag in found)


def _date_kinds(tag: Tag) -> Iterator[int]:
    attributes = tag.attrs
    if not attributes:
        return
    if "datePublished" in str(attributes.get("itemprop", "")).split():
        yield 0
    if tag.name == "time" and "pubdate" in attributes:
        yield 1
    if not _DATE_PROPERTIES.isdisjoint(str(attributes.get("property", "")).split()):
        yield 2
    if tag.name == "time" and "datetime" in attributes:
        yield 3
    classes = attributes.get("class")
    if classes:
        told = " ".join(classes)
        if _DATE_CLASSES.search(told):
            yield 4
        if _DATE_CLASS.search(told):
            yield 5


def _shown(tag: Tag, timezone: str | None) -> Moment | None:
    """The date that an element states in an attribute or as all of its words, unless it is said to be of a change."""
    around = " ".join(str(one.get("class") or "") for one in (tag, tag.parent) if one)
    words = " ".join(paragraphs_of(tag)[:3])
    before = tag.find_previous(string=lambda text: bool(text and text.strip()))
    if _CHANGE.search(around) or _CHANGE.search(words) or (before and _CHANGE.search(str(before)[-40:])):
        return None
    for stated in (tag.get("content"), tag.get("datetime"), _LABEL.sub("", words) if len(words) < 60 else None):
        moment = read_moment(fold(str(stated)), timezone) if stated else None
        if moment:
            return moment
    return None


def _language(stated: str | None) -> str | None:
    code = re.split(r"[-_]", stated.strip().lower())[0] if stated else ""
    return code if re.fullmatch(r"[a-z]{2,3}", code) else None


def _fields(metas: dict[str, str]) -> dict[str, tuple[str, ...]]:
    wanted = {"description": ("og:description", "description"), "keywords": ("keywords", "article:tag")}
    found = {name: next((metas[meta] for meta in names if meta in metas), None) for name, names in wanted.items()}
    return {name: (value,) for name, value in found.items() if value}
