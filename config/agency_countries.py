"""Names of bodies without the words that tell their country: "Anti-Corruption Commission of the Maldives"."""

from __future__ import annotations

from functools import cache, lru_cache

from config.agency_names import key
from config.places import country_rows

_LINKS = frozenset({"of", "republic", "kingdom"})


@lru_cache(maxsize=16384)
def without_country(name: str, country: str) -> tuple[str, ...]:
    """The folded words of ``name`` without those of its country and people, and without "of"."""
    own = _words_of().get(country, frozenset())
    return tuple(word for word in key(name) if word not in own and word not in _LINKS)


@cache
def _words_of() -> dict[str, frozenset[str]]:
    return {
        code: frozenset(
            word
            for name in (row["name"], *row.get("also", ()), *row.get("people", ()))
            for word in key(name)
            if word not in ("and", ",", "state")
        )
        for code, row in country_rows().items()
    }
