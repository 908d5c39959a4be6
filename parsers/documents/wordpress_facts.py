"""What a post of the WordPress REST API tells beside its text: language, translations, terms, files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from parsers.documents.markup import one_line
from parsers.html import address
from parsers.json_page import Json
from parsers.records import Attachment

_LANGUAGE = re.compile(r"[a-z]{2,3}")
_LOCALE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]+)*")
_TAXONOMIES = {"category": "categories", "post_tag": "tags"}


def language_of(post: Json) -> str | None:
    """As Polylang Pro (``lang``: fr) or WPML REST API (``wpml_current_locale``: fr_FR) tell it."""
    stated = post.get("lang") or post.get("wpml_current_locale")
    code = re.split("[_-]", stated)[0].lower() if isinstance(stated, str) else ""
    return code if _LANGUAGE.fullmatch(code) else None


def translations_of(post: Json, url: str) -> dict[str, str]:
    """Language → address, as the plugin WPML REST API lists them; Polylang tells numbers of posts alone."""
    found: dict[str, str] = {}
    for one in _objects(post.get("wpml_translations")):
        locale, link = str(one.get("locale") or "").replace("_", "-").lower(), address(url, str(one.get("href") or ""))
        if link and _LOCALE.fullmatch(locale):
            found[locale] = link
    return found


def attachments_of(post: Json, linked: tuple[Attachment, ...]) -> tuple[Attachment, ...]:
    """The files that the text links to, and those of the post's library that are no pictures."""
    found = {one.url: one for one in linked}
    for told in (Json(one, post.url) for one in _objects(post.get("_embedded.wp:attachment"))):
        media_type, link = told.maybe_text("mime_type"), address(post.url, told.maybe_text("source_url") or "")
        if link and not (media_type or "").startswith("image/"):
            found.setdefault(
                link, Attachment(link, one_line(told.maybe_text("title.rendered") or "") or None, media_type)
            )
    return tuple(found.values())


def fields_of(post: Json) -> dict[str, tuple[str, ...]]:
    """``modified`` (ISO 8601), and the names of the post's categories, tags and other terms."""
    found: dict[str, list[str]] = {}
    modified = post.maybe_text("modified_gmt")
    if modified:
        found["modified"] = [f"{modified}Z"]
    for term in (Json(one, post.url) for one in _objects(post.get("_embedded.wp:term"))):
        taxonomy, name = term.maybe_text("taxonomy") or "term", one_line(term.maybe_text("name") or "")
        if name and term.get("slug") != "uncategorized":
            found.setdefault(_TAXONOMIES.get(taxonomy, taxonomy), []).append(name)
    return {name: tuple(dict.fromkeys(values)) for name, values in found.items()}


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    """The objects of a list, of a list of lists, or of an object of them: plugins' versions differ."""
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        if isinstance(one, dict):
            yield one
        elif isinstance(one, list):
            yield from (inner for inner in one if isinstance(inner, dict))
