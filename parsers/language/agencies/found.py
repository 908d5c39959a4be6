"""What a finder hands on: a span with the bodies that it may mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from config.agencies import Agency


@dataclass(frozen=True, slots=True)
class Found:
    """Words that name a body, not yet linked."""

    start: int
    end: int
    """Characters."""
    method: str
    candidates: tuple[Agency, ...] = ()
    """Bodies of the register that bear the name; empty for bodies that it does not hold."""
    name: str = ""
    """The name to give an unknown body, without its country."""
    country: str | None = None
    """What the words themselves tell ("Iraqi", "of Thailand")."""
    place: str | None = None
    """A seat told with it ("in Hamilton"), for courts and offices of which there are many."""
    acronym: bool = False
    generic: bool = False
    """The name alone does not tell the country ("Ministry of Justice")."""
    national: bool = False
    """The head noun is one of public bodies of a country (authority, police, court)."""
    kind: Literal["agency", "unnamed", "company"] = "agency"
    parent: str | None = None
    """Name of the body that it belongs to, where the words say so."""
