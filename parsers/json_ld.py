"""JSON-LD in pages: the one object that describes the release itself, and the plain values of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from parsers.html import Node, address
from parsers.text import fold, html_paragraphs

ARTICLES = frozenset(
    """Article NewsArticle ReportageNewsArticle AnalysisNewsArticle BackgroundNewsArticle PressRelease BlogPosting
    Report SpecialAnnouncement GovernmentAnnouncement""".split()  # noqa: SIM905
)
"""schema.org types that are a release."""
_DEEPEST = 12


class JsonLd:
    """One object of JSON-LD."""

    def __init__(self, value: Mapping[str, Any]) -> None:
        """``value`` as parsed."""
        self.value = value

    def text(self, name: str) -> str | None:
        """A plain value on one line; of a list the first; None where there is none."""
        value = self.value.get(name)
        if isinstance(value, list):
            value = value[0] if value else None
        if isinstance(value, Mapping):
            value = value.get("@value") or value.get("name") or value.get("@id")
        return fold(" ".join(html_paragraphs(value))) or None if isinstance(value, str) else None

    def body(self) -> list[str]:
        """Paragraphs of ``articleBody``."""
        value = self.value.get("articleBody")
        return html_paragraphs(value) if isinstance(value, str) else []


def release_of(html: Node, title: str | None) -> JsonLd | None:
    """The object of an article type that describes this page: the only one, else the one of its address or title."""
    found = [JsonLd(value) for value in _objects(html) if not ARTICLES.isdisjoint(_types(value))]
    if len(found) > 1:
        own = [one for one in found if html.url in _addresses(one, html.url)]
        found = own or [one for one in found if title and one.text("headline") == title]
    return found[0] if len(found) == 1 else None


def _objects(html: Node) -> Iterator[Mapping[str, Any]]:
    for script in html.many("script"):
        if not (script.get("type") or "").lower().startswith("application/ld+json"):
            continue
        try:
            # strict=False: line ends inside strings are frequent and harmless
            value = json.loads(script.tag.get_text(), strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _nested(value, 0)


def _nested(value: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from _nested(item, depth + 1)
    elif isinstance(value, Mapping):
        yield value
        for name in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _nested(value.get(name), depth + 1)


def _types(value: Mapping[str, Any]) -> set[str]:
    stated = value.get("@type")
    return {str(name).rpartition("/")[2] for name in (stated if isinstance(stated, list) else [stated])}


def _addresses(one: JsonLd, base: str) -> set[str]:
    stated = (one.text(name) for name in ("url", "mainEntityOfPage", "@id"))
    return {url for value in stated if value and (url := address(base, value))}
