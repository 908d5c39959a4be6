"""What an operator says of a source that is to be made; all but the address may be left to be found out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from pipelines.workbench.places import country_of


@dataclass(frozen=True, slots=True)
class Wish:
    """The options of ``communique source new``."""

    url: str
    source_id: str
    """Also the name of the folder that keeps what was asked for."""
    title: str | None = None
    publisher: str | None = None
    country: str | None = None
    language: str | None = None
    timezone: str | None = None
    delay_seconds: float = 5.0
    networks: tuple[str, ...] = ()


def id_of(url: str) -> str:
    """The id that a source gets by its address alone: country, then the host's own name (nz-harbour)."""
    host = (urlsplit(url).hostname or "").lower()
    labels = [label for label in host.split(".") if label not in ("www", "news", "press", "media")]
    country = (country_of(url) or "").lower()
    own = labels if host.replace(".", "").isdigit() or ":" in host else _own_name(labels)
    port = urlsplit(url).port
    name = "-".join([*([country] if country else []), *own, *([str(port)] if port else [])])
    return re.sub(r"[^a-z0-9]+", "-", name).strip("-")


def _own_name(labels: list[str]) -> list[str]:
    """Without the ending: ``gov.uk``, ``govt.nz``, ``com`` …, unless nothing would be left."""
    shared = {"gov", "gob", "gouv", "govt", "go", "co", "com", "org", "net", "int", "mil", "ac", "edu"}
    own = labels[:-1]
    while len(own) > 1 and own[-1] in shared:
        own = own[:-1]
    return own or labels
