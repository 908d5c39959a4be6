"""Which fields of a Drupal site's content hold day and text: sites name them as they like."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from parsers.records import Link

_DATE = re.compile(r"date|publi[sc]|issued|release", re.IGNORECASE)
_CHANGE = re.compile(r"updat|modif|review|expir|end|unpublish|archiv|deadline|event", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_LEAST_TEXT = 200
"""Characters of markup below which a field is no text of a release but a summary or a label."""


def drupal_options(links: Sequence[Link]) -> tuple[dict[str, object], dict[str, object]]:
    """Options for listing and document parser ``drupal_jsonapi`` that differ from their defaults.

    The day is a field that is named like a date of publication and holds one in every item; the text is ``body``, else
    the field that holds the longest markup in every item.
    """
    items = [one for link in links if (one := _attributes(link))]
    if not items:
        return {}, {}
    shared = [name for name in items[0] if all(one.get(name) for one in items)]
    dates = [name for name in shared if name.startswith("field_") and _DATE.search(name) and not _CHANGE.search(name)]
    dated = next((name for name in dates if all(_DAY.match(str(one[name])) for one in items)), None)
    found: dict[str, object] = {"date_field": dated} if dated else {}
    texts = {name: min(len(_markup(one[name])) for one in items) for name in shared}
    longest = max(texts, key=lambda name: texts[name], default=None)
    has_body = texts.get("body", 0) > 0
    body = {"body_field": longest} if longest and not has_body and texts[longest] >= _LEAST_TEXT else {}
    return found, {**found, **body}


def _attributes(link: Link) -> Mapping[str, Any] | None:
    try:
        found = json.loads(link.item or b"{}")["data"]["attributes"]
    except (ValueError, KeyError, TypeError):
        return None
    return found if isinstance(found, Mapping) else None


def _markup(value: object) -> str:
    told = value.get("processed") or value.get("value") if isinstance(value, Mapping) else None
    return told if isinstance(told, str) else ""
