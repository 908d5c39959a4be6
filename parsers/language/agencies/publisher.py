"""The body that issued a text: of the register, or one of its own with an id that stays the same in every text."""

from __future__ import annotations

import re

from config.agencies import Agencies, Agency
from config.agency_names import key
from config.agency_patterns import agency_patterns
from parsers.language.agencies.found import Found
from parsers.language.agencies.provisional import slug
from parsers.language.agencies.words import Text
from parsers.records import Context

_BRACKET = re.compile(r"^(?P<name>.+) \((?P<qualifier>[^()]+)\)$")
_OF = frozenset({"of", "for", ","})


def publisher_of(context: Context, register: Agencies) -> Agency | None:
    """The issuing body; None where ``context`` names none.

    A body that the register does not hold gets the name and country of ``context`` and the id that its name would get
    anywhere in a text of that country.
    """
    if context.publisher and context.publisher in register:
        return register.get(context.publisher)
    name = (context.publisher_name or "").strip()
    if not key(name):
        return None
    known = register.by_name(name, context.country)
    if known:
        return known
    bracket = _BRACKET.match(name)
    plain = bracket["name"] if bracket else name
    return Agency(
        agency_id=f"x-{(context.country or 'zz').lower()}-{slug(plain)}",
        name=name,
        plain_name=plain,
        qualifier=bracket["qualifier"] if bracket else None,
        country=context.country,
        kind="office",
    )


def find_publisher(text: Text, publisher: Agency | None) -> list[Found]:
    """Where the text names a publisher that the register does not hold, by its whole name in capitals.

    A name of one word is left alone unless its word is one of bodies: it may be a town's.
    """
    if publisher is None or not publisher.agency_id.startswith("x-"):
        return []
    name = key(publisher.plain_name)
    if len(name) < 2 and not set(name) & agency_patterns().heads:
        return []
    found: list[Found] = []
    for first, form in enumerate(text.forms):
        last = first + len(name)
        if form != name[0] or not text.capital(first) or tuple(text.forms[first:last]) != name:
            continue
        if text.capital(last - 1) and "\n" not in text.span(first, last):
            found.append(Found(text.words[first].start, text.words[last - 1].end, "register", (publisher,)))
    return found


def shortens(name: str, publisher: Agency) -> bool:
    """True where ``name`` is the publisher's without its first words or without what follows "of": two words at least.

    "Integrity Commission" in a page by the "Port Lantern Integrity Commission".
    """
    form, whole = key(name), key(publisher.plain_name)
    if not 2 <= len(form) < len(whole) or form[0] in _OF:
        return False
    return whole[-len(form) :] == form or (whole[: len(form)] == form and whole[len(form)] in _OF)
