"""Releases that a feed hands over whole: items of RSS and Atom with their full text, as the listing keeps them."""

from __future__ import annotations

import re
from typing import Literal

from parsers.documents.markup import body_of, one_line, read_fragment
from parsers.html import address
from parsers.json_page import Json
from parsers.records import Attachment, Document, Page, ParseError
from parsers.registry import document_parser
from parsers.text import fold

_TAIL = re.compile(
    r"^(?:the post .{1,400} (?:first )?appeared (?:first )?on .{1,200}"
    r"|(?:der beitrag|l['’]article|la entrada|o post|il post) .{1,400}(?:erschien(?: zuerst)? auf"
    r"|est apparu en premier sur|(?:se publicó|apareció) primero en|apareceu primeiro em|proviene da) .{1,200}"
    r"|(?:share|print|tweet|email) this:?|like this:?|loading\s?(?:\.{3}|…)|related(?: posts)?:?)$",
    re.IGNORECASE,
)
"""Paragraphs that WordPress and its plug-ins put at the end of an item."""
_STUB = re.compile(
    r"(?:\[?(?:…|\.\.\.|&hellip;)\]?|(?:continue reading|read (?:more|the (?:full|rest)|full)|more\s?(?:…|\.\.\.|»|→)"
    r"|weiterlesen|lire la suite|leer más|seguir leyendo|leia mais)[^.]{0,80})[\s.»→\]]*$",
    re.IGNORECASE,
)
"""How a text ends that is a teaser for the page."""
_LONGEST_TEASER = 1500


@document_parser("feed_item")
def parse(
    page: Page,
    *,
    teaser: bool = False,
    date: Literal["published", "updated"] = "published",
    timezone: str | None = None,
    language: str | None = None,
    kind: str = "press_release",
) -> Document:
    """Feed items with full text: title, date, HTML or text, categories, author, enclosures.

    The page is the JSON object that the listing ``feed`` with ``full_text`` writes: ``title``, ``url``, ``published``,
    ``updated``, ``html``, ``text``, ``categories``, ``author``, ``enclosures`` (``url``, ``type``, ``title``),
    ``language``; all but the title may be missing, html goes before text. ``teaser: true`` takes teasers for releases;
    ``date: updated`` is for Atom feeds that tell no other date and whose items never change.

    Raises:
        ParseError: it is no such object, has no title or no text, or only a teaser ("… Read more").
    """
    item = Json.of(page)
    title = one_line(item.text("title"))
    fragment = read_fragment(str(_of(item, "html", "text")), page.url)
    paragraphs = body_of(fragment, page.url, "html, text").split("\n\n")
    while paragraphs and _TAIL.match(paragraphs[-1]):
        paragraphs.pop()
    if paragraphs and paragraphs[0] == title:
        paragraphs.pop(0)
    body = "\n\n".join(paragraphs)
    if not title or not body:
        raise ParseError("holds no text", url=page.url, selector="html, text" if title else "title")
    if not teaser and len(body) <= _LONGEST_TEASER and _STUB.search(body):
        remedy = "holds only a teaser: read the page itself (a listing without full_text, another document parser)"
        raise ParseError(remedy, url=page.url, selector="html, text")
    moment = item.maybe_datetime(date, timezone)
    files = [file for one in item.items("enclosures") if (file := _enclosure(one))]
    own = item.maybe_text("url")
    return Document(
        url=page.url,
        title=title,
        body=body,
        published_date=moment.day if moment else None,
        published_at=moment.at if moment else None,
        timezone=timezone,
        language=(item.maybe_text("language") or "").lower().partition("-")[0] or language,
        kind=kind,
        links=fragment.links,
        attachments=tuple({file.url: file for file in (*files, *fragment.files)}.values()),
        fields=_fields(item),
        canonical_url=own if own and own != page.url and address(page.url, own) == own else None,
    )


def _of(item: Json, *names: str) -> object:
    return next((value for name in names if isinstance(value := item.get(name), str) and value.strip()), "")


def _enclosure(told: Json) -> Attachment | None:
    """A file of the item; pictures and sound are none."""
    url = address(told.url, told.maybe_text("url") or "")
    media_type = (told.maybe_text("type") or "").lower() or None
    if url is None or (media_type or "").startswith(("image/", "audio/", "video/")):
        return None
    return Attachment(url, told.maybe_text("title"), media_type)


def _fields(item: Json) -> dict[str, tuple[str, ...]]:
    categories = item.get("categories") or []
    names = [one_line(name) for name in categories if isinstance(name, str)] if isinstance(categories, list) else []
    author = item.maybe_text("author")
    found = {"categories": tuple(dict.fromkeys(filter(None, names))), "author": (fold(author),) if author else ()}
    return {name: values for name, values in found.items() if values}
