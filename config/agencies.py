"""The agency register: public bodies with their names, acronyms, country and kind (``registers/agencies.csv``)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class Agency:
    """One body of the register."""

    agency_id: str
    """Stable id: country and short name, ``hk-icac``; international bodies begin with ``int-``."""
    name: str
    """Display name; homonyms and generic names carry their country in brackets."""
    country: str | None
    kind: str


class Agencies:
    """The register, with look-ups."""

    def by_name(self, name: str, country: str | None = None) -> Agency | None:
        """The body that ``name`` (display name, plain name, alias or acronym) means, in ``country`` if it is given."""
        return None

    def get(self, agency_id: str) -> Agency:
        """The body with that id; KeyError where there is none."""
        raise KeyError(agency_id)


@cache
def agencies() -> Agencies:
    """The register of this installation, read once."""
    return Agencies()
