"""The body that issued a text: of the register, or one of its own with an id that stays the same in every text."""

from __future__ import annotations

import re
from dataclasses import replace

from config.agencies import Agencies, Agency
from config.agency_names import key
from config.agency_patterns import agency_patterns
from parsers.language.agencies.found import Found
from parsers.language.agencies.provisional import slug
from parsers.language.agencies.words import Text
from parsers.records import Context

_BRACKET = re.compile(r"^(?P<name>.+) \((?P<qualifier>[^()]+)\)$")
_OF = frozenset({"of", "for", ","})


def with_publisher(context: Context, register: Agencies) -> Context:
    """``context`` with id, name and country of the body that it names by its id or its name alone.

    The one place where a named publisher is looked up in the register; the reader calls it for each text that it takes.
    A body that the register does not hold keeps its name and gets the id that this name would get anywhere in a text of
    ``context.country``, unless the operator has merged that into a body of the register. Where none is named,
    ``context`` is given back without a publisher.
    """
    known = register.get(context.publisher) if context.publisher and context.publisher in register else None
    name = (context.publisher_name or "").strip()
    if known is None and key(name):
        known = register.by_name(name, context.country)
    provisional = f"x-{(context.country or 'zz').lower()}-{slug(_split(name)[0])}" if key(name) else None
    if known is None and provisional:
        known = register.merged(provisional)
    if known is not None:
        country = context.country or known.country
        return replace(context, publisher=known.agency_id, publisher_name=known.name, country=country)
    return replace(context, publisher=provisional, publisher_name=name if provisional else context.publisher_name)


def publisher_of(context: Context, register: Agencies) -> Agency | None:
    """The issuing body of a ``context`` that went through :func:`with_publisher`; None where it has none."""
    if context.publisher is None:
        return None
    if context.publisher in register:
        return register.get(context.publisher)
    name = context.publisher_name or context.publisher
    plain, qualifier = _split(name)
    return Agency(context.publisher, name, context.country, "office", plain_name=plain, qualifier=qualifier)


def _split(name: str) -> tuple[str, str | None]:
    """``name`` without the bracket at its end, and what that holds."""
    bracket = _BRACKET.match(name)
    return (bracket["name"], bracket["qualifier"]) if bracket else (name, None)


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
