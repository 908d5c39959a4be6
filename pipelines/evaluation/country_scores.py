"""Countries per document against sets of gold that annotate nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pipelines.evaluation.tallies import Tally

NO_COUNTRIES = frozenset({"EU", "UN", "ZZ", "XX"})
"""Codes that ISO 3166 reserves for what is no country; the shared scorer passes over them too."""


def score_countries(gold: Iterable[Mapping[str, Any]], found: Mapping[str, Mapping[str, Any]]) -> dict[str, Tally]:
    """``{"countries": counts over (document, country) pairs}``; ``optional`` codes of a document count neither way."""
    tally = Tally()
    for document in gold:
        wanted = set(document["countries"])
        neutral = set(document.get("optional", [])) - wanted
        told = set(found.get(document["id"], {}).get("countries", [])) - neutral - NO_COUNTRIES
        tally.add(len(wanted & told), len(told - wanted), len(wanted - told))
    return {"countries": tally}
