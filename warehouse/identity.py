"""Ids that stay the same whenever the same thing is loaded again, on any machine."""

from __future__ import annotations

import base64
import hashlib
from datetime import UTC, date, datetime


def digest(*parts: object) -> str:
    """80 bits of BLAKE2b over ``parts``, as 16 characters of lower-case base32."""
    hashed = hashlib.blake2b("\x1f".join("" if part is None else str(part) for part in parts).encode(), digest_size=10)
    return base64.b32encode(hashed.digest()).decode().lower()


def fetch_id(source_id: str, url: str, fetched_at: datetime, payload_digest: str | None) -> str:
    """``f-`` and a digest; the moment counts in UTC."""
    return f"f-{digest(source_id, url, fetched_at.astimezone(UTC).isoformat(), payload_digest)}"


def document_id(source_id: str, url: str, day: date | None = None) -> str:
    """Source and a digest of the URL, ``us-doj-opa-k5m2…``; of the URL and the publication ``day`` for each release
    that an address shows after its first."""
    return f"{source_id}-{digest(url) if day is None else digest(url, day.isoformat())}"


def event_id(document: str, version: int, event_type: str, start: int, end: int, ordinal: int) -> str:
    """Type and a digest; ``ordinal`` (from 0) tells events of one type and trigger apart."""
    return f"{event_type}-{digest(document, version, event_type, start, end, ordinal)}"


def initiative_id(document: str) -> str:
    """``initiative-`` and a digest of the questionnaire's id."""
    return f"initiative-{digest(document)}"
