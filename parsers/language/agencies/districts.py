"""Federal districts of the United States: attorneys' offices and courts, told by district or by their people."""

from __future__ import annotations

from functools import cache

from config.agencies import Agency, agencies
from config.agency_names import key
from parsers.language.agencies.found import Found
from parsers.language.agencies.words import Text

_DIRECTIONS = frozenset(["northern", "eastern", "southern", "western", "middle", "central"])
_CHAIN = frozenset(["of", "for", "in", "and", "jr", "sr", "ii", "iii", "ausa", "ausas", "us.", "s"])
_ATTORNEYS = frozenset(["attorney", "attorneys", "ausa", "ausas"])
_JUDGES = frozenset(["judge", "judges", "court", "courthouse", "magistrate"])
_TITLES = frozenset(
    [
        "us.",
        "united",
        "states",
        "first",
        "acting",
        "interim",
        "assistant",
        "assistants",
        "special",
        "former",
        "executive",
        "deputy",
    ]
)
_CHAIN_LIMIT = 40


@cache
def _districts() -> dict[tuple[str, ...], tuple[Agency, Agency]]:
    """Folded name of a district → (attorney's office, court)."""
    register = agencies()
    found = {}
    for office in register:
        if office.agency_id.startswith("us-usao-"):
            court = register.get(office.agency_id.replace("us-usao-", "us-court-"))
            found[key(office.plain_name.partition(" for the ")[2])] = (office, court)
    return found


def find_districts(text: Text) -> list[Found]:
    """Attorneys, judges and courts told with their district ("U.S. Attorney X of the District of Nevada")."""
    found: list[Found] = []
    known = _districts()
    for index, form in enumerate(text.forms):
        if form not in ("district", "districts") or index + 2 >= len(text.forms) or text.forms[index + 1] != "of":
            continue
        first = index - 1 if index and text.forms[index - 1] in _DIRECTIONS and text.joins(index) else index
        for last in range(min(index + 6, len(text.forms)), index + 2, -1):
            name = tuple(text.forms[first:last])
            bare = (*name[:-1], name[-1].removesuffix("s")) if text.lost_apostrophes else name
            pair = known.get(name) or known.get(bare)
            if pair and all(text.joins(i) for i in range(first + 1, last)):
                hit = _read(text, first, last, pair)
                if hit:
                    found.append(hit)
                break
    return [*found, *_without_district(text, found)]


def _without_district(text: Text, found: list[Found]) -> list[Found]:
    """A bare "U.S. Attorney's Office" is the one told last before it, else the first of the text."""
    offices = [f for f in found if f.candidates[0].agency_id.startswith("us-usao-")]
    extra: list[Found] = []
    for index in range(2, len(text.forms)):
        if (
            text.forms[index] != "office"
            or text.forms[index - 2] != "us."
            or text.forms[index - 1] not in ("attorney", "attorneys")
        ):
            continue
        start, end = text.words[index - 2].start, text.words[index].end
        if offices and not any(f.start < end and start < f.end for f in found):
            before = [f for f in offices if f.end <= start]
            extra.append(Found(start, end, "anaphor", (before or offices)[-1 if before else 0].candidates))
    return extra


def _read(text: Text, first: int, last: int, pair: tuple[Agency, Agency]) -> Found | None:
    office, court = pair
    end = text.words[last - 1].end
    at = first - 1
    begun = text.sentence(text.words[first].start)[0]
    while at >= 0 and first - at < _CHAIN_LIMIT and text.words[at].start >= begun:
        form = text.forms[at]
        if form in _ATTORNEYS or (form == "office" and at and text.forms[at - 1] in _ATTORNEYS):
            start = _title(text, at - 1 if form == "office" else at)
            if start is None:
                break
            return Found(text.words[start].start, end, "pattern", (office,))
        if form in _JUDGES:
            return Found(text.words[_title(text, at) or at].start, end, "pattern", (court,))
        if form in ("district", "court", ",") or form in _CHAIN or text.capital(at) or "(" in text.gap(at + 1):
            at -= 1
            continue
        break
    before = text.forms[first - 1] if first else ""
    if (before in ("in", "from", "by") and text.forms[first : first + 2] != ["district", "of"]) or before == "in":
        return Found(text.words[first].start, end, "pattern", (court,))
    return None


def _title(text: Text, at: int) -> int | None:
    """Where the title begins that ends with ``at`` ("First Assistant U.S. Attorney"); None if it is not federal."""
    first = at
    while (
        first
        and text.joins(first)
        and (text.forms[first - 1] in _TITLES or text.forms[first - 1] in ("district", "magistrate"))
    ):
        first -= 1
    federal = "us." in text.forms[first : at + 1] or text.forms[at].startswith("ausa")
    return first if federal else None
