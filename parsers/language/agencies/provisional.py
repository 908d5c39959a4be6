"""Bodies that the register does not hold: their display names, and ids that stay the same in every text."""

from __future__ import annotations

import re

from config.agencies import Agency
from config.agency_names import fold
from parsers.language.agencies.found import Found
from parsers.language.agencies.geography import country_name
from parsers.records import AgencyMention

SUB_BODY = re.compile(
    r"^(Office of (the )?(Inspector General|Legal Counsel|General Counsel|Public|Press|Communications?|International).*"
    r"|(Department|Directorate|Division|Section|Unit|Branch|Bureau) of "
    r"(Public|Press|Corporate|Internal|Communications?|International|External).*"
    r"|(\S+ ){0,2}(Operations|Investigations?|Relations|Communications?|Education|Prevention|Integrity|Legal"
    r"|Training|Services) Department"
    r"|(Public|Corporate|Legal|Internal|International|External|Consular|Academic|Student) Affairs Department"
    r"|(?!(\S+ ){0,3}(Financial Intelligence|Serious Fraud) Unit$|\d+(st|nd|rd|th) )"
    r".* (Section|Division|Branch|Unit|Team|Working Group|Small Group|(Field|Regional|Zonal|District) Office)"
    r"|(Field|Regional|Head|Main|Branch) Office|Working Group)$"
)
"""Names that mean a part of some body; without that body they say nothing."""
_UNDIVIDED = frozenset({"police", "prosecution", "audit", "office", "oversight", "aca", "court"})
_UNIT = re.compile(r"(Section|Division|Unit|Team|Branch)$")
SERVICE_UNIT = re.compile(
    r"\b(Press|Public Affairs|Public Relations|Corporate|Communications?|Field Office|Branch Office|Zonal Office"
    r"|Resident (Agency|Office))\b"
)
"""Units of any body that act for nobody but themselves; only those of the register count."""
_EVERY_TOWN = re.compile(
    r"^(The )?(((Local|County|City|State|Municipal|District) )?"
    r"(Police|Fire|Sheriff['’]?s?['’]?|School|Health|Highway) (Department|Office|Board)"
    r"|(District|County|City|State) Attorney(s|['’]s|s['’])? Office|Task Forces?|Board of Education"
    r"|(City|County|Town) Council|Office|Police|Sheriff['’]?s? Office|Executive Office|Bar Association)$"
)
_LOWER_COURT = re.compile(r"^(Magistrates?['’]?s?['’]?|District|Sessions|Crown|County|Circuit) Courts?$")


def too_small(name: str, whole: Agency) -> bool:
    """True for units within a police force or other single office: their acts are told as the office's own."""
    return whole.kind in _UNDIVIDED and _UNIT.search(name) is not None


def names_nothing(name: str, place: str | None) -> bool:
    """True for names of which every town has one, told without the town."""
    return place is None and (_LOWER_COURT.match(name) or _EVERY_TOWN.match(name)) is not None


def part_of(one: Found, plain: str, parent: AgencyMention) -> AgencyMention:
    """A part of ``parent`` named ``plain``."""
    owner = re.sub(r"^(.*) \(United States\)$", r"United States \1", parent.name)
    agency_id = f"x-{parent.agency_id.removeprefix('x-')}-{slug(plain)}"
    return AgencyMention(one.start, one.end, agency_id, f"{plain} ({owner})", parent.country, one.kind, "pattern")


def unknown(one: Found, name: str, country: str | None) -> AgencyMention:
    """A body of its own; generic names and those told with a country carry it in brackets."""
    if one.kind == "company":
        return AgencyMention(one.start, one.end, f"x-{slug(name)}", name, None, "company", one.method)
    display = name
    if one.place:
        display = f"{name} ({one.place})"
    elif country and (one.generic or one.country) and country_name(country).casefold() not in name.casefold():
        display = f"{name} ({country_name(country)})"
    base = slug(f"{name} {one.place}" if one.place else name)
    return AgencyMention(
        one.start, one.end, f"x-{(country or 'zz').lower()}-{base}", display, country, one.kind, one.method
    )


def slug(name: str) -> str:
    """``name`` as a part of an id: small letters, digits, hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", fold(re.sub(r"[’']", "", name))).strip("-") or "body"
