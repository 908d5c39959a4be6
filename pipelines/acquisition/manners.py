"""How one source's servers may be asked: what its YAML says on pace, addresses and content, in the fetcher's terms."""

from __future__ import annotations

from dataclasses import dataclass

from config.sources import Source
from warehouse.records import FetchKind

READABLE = (
    "text/",
    "application/xhtml+xml",
    "application/xml",
    "application/json",
    "application/pdf",
    "application/x-pdf",
    "message/rfc822",
    "+xml",
    "+json",
)
"""Beginnings of the media types that parsers read; those with a plus sign first are suffixes (RFC 6839), which takes in
feeds (``application/rss+xml``) and JSON:API (``application/vnd.api+json``)."""
PACKED = ("application/gzip", "application/x-gzip", "application/octet-stream")
"""What servers call a ``sitemap.xml.gz``."""


@dataclass(frozen=True, slots=True)
class Manners:
    """What the fetcher must keep to while it asks on behalf of one source."""

    delay_seconds: float = 0.0
    """Seconds between the end of one request to a host and the start of the next; robots.txt may ask for more."""
    connections: int = 1
    """Most requests to a host at the same time."""
    private_networks: tuple[str, ...] = ()
    """Networks (CIDR) of addresses that are no public ones and may be asked all the same."""
    content_types: tuple[str, ...] = READABLE
    """Beginnings of the media types that an answer may have, in small letters; ``+xml`` means a suffix."""
    requests: int | None = None
    """Most requests on behalf of ``source_id`` while the fetcher lives, robots.txt, redirects and repeated attempts
    included; None: no limit."""
    source_id: str = ""
    """On whose account the requests are counted."""

    @classmethod
    def of(cls, source: Source, kind: FetchKind = "document") -> Manners:
        """The manners that ``source`` declares; ``document.content_types`` hold for its documents only."""
        declared = tuple(name.lower() for name in source.document.content_types)
        return cls(
            delay_seconds=source.politeness.delay_seconds,
            connections=source.politeness.connections,
            private_networks=source.private_networks,
            content_types=(*READABLE, *PACKED) if kind == "listing" else declared or READABLE,
            requests=source.politeness.requests_per_run,
            source_id=source.source_id,
        )

    def accepts(self, media: str) -> bool:
        """Whether an answer may have the media type ``media``, given in small letters without parameters."""
        return any(media.endswith(one) if one.startswith("+") else media.startswith(one) for one in self.content_types)


PUBLIC = Manners()
"""Public addresses, no delay: what one request by hand keeps to."""
