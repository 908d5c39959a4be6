"""Countries told inside or beside an agency's name."""

from __future__ import annotations

from functools import lru_cache

from config.agency_patterns import agency_patterns
from config.places import country_name as _country_name
from config.places import gazetteer, key, keys
from parsers.language.agencies.words import Text

_LINKS = frozenset({"of", "in", "for"})


def country_name(code: str) -> str:
    """The name that people use; the code itself where the register has none."""
    try:
        return _country_name(code)
    except KeyError:
        return code


def with_article(code: str) -> str:
    """The country's name as it stands after "of": "the Philippines"."""
    name = country_name(code)
    return f"the {name}" if code in agency_patterns().article else name


@lru_cache(maxsize=4096)
def _senses(name: tuple[str, ...]) -> tuple[str, str] | None:
    node = gazetteer().root
    for word in name:
        step = node.next.get(word)
        if step is None:
            return None
        node = step
    for sense in node.senses or ():
        if sense.kind in ("country", "demonym"):
            return sense.country, sense.kind
    return None


def country_at(text: Text, index: int) -> tuple[str, int, str] | None:
    """Country or demonym that begins at word ``index``: (code, index after it, kind), the longest one; else None."""
    if index in text.countries:
        return text.countries[index]
    if index >= len(text.words) or not text.capital(index):
        return None
    text.countries[index] = _read(text, index)
    return text.countries[index]


def _read(text: Text, index: int) -> tuple[str, int, str] | None:
    best = None
    opening = key(text.raw(index).split(" ")[0].split("-")[0])
    names = gazetteer().root.next
    if opening not in names and not (opening.endswith("s") and opening[:-1] in names):
        return None
    for last in range(index + 1, min(index + 6, len(text.words)) + 1):
        if last - index > 1 and (not text.joins(last - 1) or text.forms[last - 1] == ","):
            break
        raw = text.span(index, last)
        parts = tuple(part for part in keys(raw) if part != "the")
        sense = _senses(parts)
        if sense is None and text.lost_apostrophes and parts[-1].endswith("s"):
            sense = _senses((*parts[:-1], parts[-1][:-1]))
        if sense:
            best = (sense[0], last, sense[1])
    return best


def country_after(text: Text, index: int) -> tuple[str, int] | None:
    """Country told right after a name that ends before word ``index``: "of Thailand", ", Philippines", "(Jordan)"."""
    if index >= len(text.words):
        return None
    at = index
    gap = text.gap(index)
    if text.forms[at] in _LINKS and text.joins(at):
        at += 1
        for title in ("republic", "kingdom", "commonwealth", "state", "government"):
            # "of the Kingdom of Cambodia": the gazetteer may not hold the official form
            if at + 2 < len(text.words) and text.forms[at] == title and text.forms[at + 1] == "of":
                inner = country_at(text, at + 2)
                if inner and inner[2] == "country":
                    return inner[0], inner[1]
        if at < len(text.words) and not text.joins(at):
            return None
    elif text.forms[at] == ",":
        at += 1
    elif gap not in (" (", "("):
        return None
    found = country_at(text, at)
    following = found[1] if found else 0
    goes_on = following < len(text.words) and text.gap(following) == " " and text.capital(following)
    if found and goes_on and text.forms[index] in _LINKS:
        return None  # "of the Singapore Police Force"
    return (found[0], found[1]) if found and found[2] == "country" else None


def country_before(text: Text, index: int) -> tuple[str, int] | None:
    """Country or demonym right before word ``index`` ("Iraqi", "Haiti's", "U.K."): (code, index where it begins)."""
    for first in range(max(0, index - 5), index):
        found = country_at(text, first)
        if found and found[1] == index and text.joins(index):
            return found[0], first
    return None
