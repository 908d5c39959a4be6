"""The sets of gold that figures are measured on: where each is, what it annotates, and its two halves."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from config.settings import PROJECT
from pipelines.evaluation.gold import needs_pages, read_gold

SHARED = PROJECT.parent / "shared"
"""The folder of real releases and gold beside the checkout."""
OWN = PROJECT / "tests" / "gold"
"""The folder of the project's own gold."""

Half = Literal["A", "B"]
HALVES: tuple[Half, Half] = ("A", "B")
Kind = Literal["events", "countries", "timexes"]

KNOWN = {
    "dev-doj": ("gold/dev-doj.jsonl", "releases of the US Department of Justice, 2010 to 2018"),
    "dev-gov": ("gold/dev-gov.jsonl", "releases of foreign ministries and military commands"),
    "dev-invented": ("gold/dev-invented.jsonl", "invented releases with every event type and many traps"),
    "seeds": ("gold/seeds.jsonl", "the two founding documents"),
    "places-challenge": ("gold/places-challenge.jsonl", "sentences with one trap of a country's name each"),
    "geovirus": ("corpora/geovirus/geovirus.jsonl", "Wikinews on epidemics, annotated with countries"),
    "wikiwars": ("corpora/wikiwars/wikiwars_train.jsonl", "Wikipedia on wars, annotated with TIMEX3 dates"),
}
"""Name → file below ``../shared``, and what it holds."""
ABOUT_OWN = {
    "invented-ministries": "our own: invented releases of ministries",
    "invented-agencies": "our own: invented releases of agencies",
    "doj-notes": "our own annotation of further Justice releases",
}


@dataclass(frozen=True, slots=True)
class GoldSet:
    """One file of gold."""

    name: str
    path: Path
    about: str

    @property
    def digest(self) -> str:
        """Twelve hexadecimal digits for the file's content, by which a record knows what it was measured on."""
        return hashlib.sha256(self.path.read_bytes()).hexdigest()[:12]

    def read(self) -> list[dict[str, Any]]:
        """Its documents; errors as :func:`pipelines.evaluation.gold.read_gold`."""
        return read_gold(self.path)


def gold_sets(shared: Path = SHARED, own: Path = OWN) -> list[GoldSet]:
    """The sets that are there: those of ``shared``, then the project's own in the order of their names.

    A set whose texts are kept in the archived pages of ``shared`` is left out where those are missing.
    """
    known = [GoldSet(name, shared / file, about) for name, (file, about) in KNOWN.items()]
    ours = [
        GoldSet(path.stem, path, ABOUT_OWN.get(path.stem, "our own annotation"))
        for path in sorted(own.glob("*.jsonl"))
        if shared.is_dir() or not needs_pages(path)
    ]
    return [one for one in known if one.path.is_file()] + ours


def kind_of(documents: Iterable[dict[str, Any]]) -> Kind:
    """What a set annotates, by the keys of its lines."""
    keys = set().union(*(document.keys() for document in documents))
    return "events" if "events" in keys else "timexes" if "gold" in keys else "countries"


def half_of(identifier: str) -> Half:
    """The half that a document belongs to, by a hash of its id: as good as drawn by lot, and the same for ever."""
    return HALVES[int(hashlib.sha256(identifier.encode()).hexdigest(), 16) % 2]
