"""Answers of the SharePoint REST service in each of its three forms: items as plain dictionaries, and the next page.

The forms (learn.microsoft.com, "Working with lists and list items with REST"): verbose JSON (``d.results``,
``d.__next``), JSON without metadata (``value``, ``odata.nextLink``), and Atom, which the service sends where a request
does not ask for JSON.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin

from lxml import etree  # type: ignore[import-untyped]

from parsers.html import address
from parsers.json_page import Json
from parsers.records import Page, ParseError

_ATOM = "{http://www.w3.org/2005/Atom}"
_DATA = "{http://schemas.microsoft.com/ado/2007/08/dataservices}"
_META = "{http://schemas.microsoft.com/ado/2007/08/dataservices/metadata}"
_DEEPEST = 8
NOT_OF_THE_ITEM = ("__metadata", "__deferred", "odata.", "@odata.")
"""Beginnings of names that are of the protocol."""


def read_answer(page: Page) -> tuple[list[dict[str, Any]], str | None]:
    """(items, absolute address of the next page or None).

    Raises:
        ParseError: it is an error of the service, or no list of items.
    """
    body = page.body.removeprefix(b"\xef\xbb\xbf").lstrip()
    return _atom(body, page.url) if body.startswith(b"<") else _json(page)


def _json(page: Page) -> tuple[list[dict[str, Any]], str | None]:
    answer = Json.of(page)
    told = answer.get("error.message.value") or answer.value.get("odata.error")
    if told:
        raise ParseError(f"SharePoint answers with an error: {str(told)[:200]}", url=page.url)
    if isinstance(answer.get("d"), dict):
        items, following = answer.get("d.results"), answer.get("d.__next")
    else:
        items = answer.value.get("value", answer.get("d"))
        following = answer.value.get("odata.nextLink") or answer.value.get("@odata.nextLink")
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise ParseError("is no answer with the items of a list", url=page.url, selector="d.results or value")
    return [_plain(item) for item in items], _next(page.url, following)


def _plain(value: Any, depth: int = 0) -> Any:
    """A value without what is of the protocol; expanded lists are lists in every form."""
    if depth > _DEEPEST:
        return None
    if isinstance(value, list):
        return [_plain(one, depth + 1) for one in value]
    if not isinstance(value, dict):
        return value
    if isinstance(value.get("results"), list):
        return _plain(value["results"], depth + 1)
    kept = {name: _plain(one, depth + 1) for name, one in value.items() if not name.startswith(NOT_OF_THE_ITEM)}
    return {name: one for name, one in kept.items() if one != {}}


def _atom(body: bytes, url: str) -> tuple[list[dict[str, Any]], str | None]:
    if b"<!DOCTYPE" in body or b"<!ENTITY" in body:
        raise ParseError("declares entities, as no answer of SharePoint does", url=url)
    try:
        root = etree.fromstring(body, etree.XMLParser(resolve_entities=False, no_network=True))
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ParseError(f"is no XML: {error}", url=url) from error
    if root.tag == f"{_META}error":
        raise ParseError(f"SharePoint answers with an error: {''.join(root.itertext())[:200]}", url=url)
    if root.tag != f"{_ATOM}feed":
        raise ParseError("is no feed of the items of a list", url=url, selector="feed")
    following = next((link.get("href") for link in root.findall(f"{_ATOM}link") if link.get("rel") == "next"), None)
    return [_entry(entry) for entry in root.findall(f"{_ATOM}entry")], _next(url, following)


def _entry(entry: etree._Element) -> dict[str, Any]:
    """The properties of an entry, and those of what it was asked to expand."""
    item: dict[str, Any] = {}
    for properties in entry.iterfind(f"{_ATOM}content/{_META}properties"):
        item.update(_properties(properties))
    for link in entry.iterfind(f"{_ATOM}link"):
        inline, name = link.find(f"{_META}inline"), link.get("title")
        if inline is not None and name:
            inner = [_properties(one) for one in inline.iterfind(f".//{_ATOM}entry/{_ATOM}content/{_META}properties")]
            item[name] = inner if inline.find(f"{_ATOM}feed") is not None else next(iter(inner), None)
    return item


def _properties(parent: etree._Element, depth: int = 0) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for element in parent:
        if not isinstance(element.tag, str) or not element.tag.startswith(_DATA):
            continue
        name = element.tag.removeprefix(_DATA)
        kind = element.get(f"{_META}type", "")
        if element.get(f"{_META}null") == "true":
            found[name] = None
        elif len(element) and depth < _DEEPEST:
            items = [one.text for one in element if one.tag == f"{_DATA}element"]
            found[name] = items if kind.startswith("Collection(") else _properties(element, depth + 1)
        elif kind == "Edm.Boolean":
            found[name] = element.text == "true"
        elif kind in ("Edm.Int32", "Edm.Int64") and (element.text or "").lstrip("-").isdecimal():
            found[name] = int(element.text or "")
        else:
            found[name] = element.text
    return found


def _next(url: str, following: object) -> str | None:
    """The next page; an address without a host counts from the ``_api/`` of the page's own."""
    if not isinstance(following, str) or not following:
        return None
    before, api, _ = url.partition("/_api/")
    return address(url, urljoin(before + api, following) if api else following)
