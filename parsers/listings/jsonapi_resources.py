"""What of a JSON:API answer belongs to one resource, and is the same at each request (jsonapi.org/format)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

_VOLATILE = ("metatag", "metatag_normalized", "revision_log", "comment_count")
"""Attributes that are worked out at each request, or count what readers do. Fields that hold a ``comment_count`` go
too."""


def key_of(resource: Mapping[str, Any]) -> tuple[str, str]:
    """Type and id, by which resources refer to each other."""
    return str(resource.get("type")), str(resource.get("id"))


def referred(
    resource: Mapping[str, Any], included: dict[tuple[str, str], Mapping[str, Any]]
) -> list[Mapping[str, Any]]:
    """What a resource refers to, and what that refers to (a medium → its file), once each."""
    found: dict[tuple[str, str], Mapping[str, Any]] = {}
    waiting = [resource]
    while waiting:
        for key in _references(waiting.pop()):
            if key in included and key not in found:
                found[key] = included[key]
                waiting.append(included[key])
    return list(found.values())


def _references(resource: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    relationships = resource.get("relationships")
    for relationship in relationships.values() if isinstance(relationships, Mapping) else ():
        data = relationship.get("data") if isinstance(relationship, Mapping) else None
        yield from (key_of(one) for one in (data if isinstance(data, list) else [data]) if isinstance(one, Mapping))


def lasting(resource: Mapping[str, Any]) -> dict[str, Any]:
    """A resource without links to itself and without what differs at each request."""
    kept = {name: value for name, value in resource.items() if name != "links"}
    attributes = kept.get("attributes")
    if isinstance(attributes, Mapping):
        kept["attributes"] = {
            name: value
            for name, value in attributes.items()
            if name not in _VOLATILE and not (isinstance(value, Mapping) and "comment_count" in value)
        }
    return kept
