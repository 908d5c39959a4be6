"""Acronyms that the text itself defines: "Road Transport Department (JPJ)"; they hold for the whole document."""

from __future__ import annotations

import re
from dataclasses import dataclass

from config.agency_patterns import agency_patterns
from parsers.language.agencies.found import Found
from parsers.language.agencies.geography import country_at
from parsers.language.agencies.words import Text

_DEFINITION = re.compile(
    r"\(\s*[“\"‘']?(?:the |hereinafter )?[“\"‘']?"
    r"(?P<short>[^\W_][\w&./-]*(?: [A-Z][\w&-]*)?)[”\"’']?(?=[\s,;)])[^()]{0,60}\)"
)


@dataclass(frozen=True, slots=True)
class Definition:
    """A bracket that follows a name."""

    start: int
    """Character at which the bracket opens."""
    end: int
    short: str


def find_definitions(text: str) -> list[Definition]:
    """Brackets that may define a short form; whether a body stands before them the caller knows."""
    return [
        Definition(match.start(), match.end(), match["short"])
        for match in _DEFINITION.finditer(text)
        if sum(c.isupper() for c in match["short"]) >= 2 or match["short"][0].isupper()
    ]


def name_before(text: Text, definition: Definition) -> Found | None:
    """The capitalised words before the bracket whose initials the acronym gives: an unknown body.

    None where they name a law or a thing.
    """
    letters = [c.casefold() for c in definition.short if c.isalpha()]
    if len(letters) < 3 or sum(c.isupper() for c in definition.short) < 3 or " " in definition.short:
        return None
    words = agency_patterns().words
    small, things = words.connectors, words.defined_things
    last = text.first_at(definition.start)
    first, need = last, len(letters)
    taken = 0
    while first and last - first < 2 * len(letters) + 2:
        before = first - 1
        if first < last and not text.joins(first):
            break
        form = text.forms[before]
        if not text.capital(before) and form not in small:
            break
        first = before
        if text.capital(before):
            taken += 1
            initials = [text.forms[i][0] for i in range(first, last) if text.capital(i)]
            if taken >= need - 1 and initials[0] == letters[0] and _matches(initials, letters):
                country = country_at(text, first)
                if (
                    (country and country[1] == last)
                    or {text.forms[last - 1], text.forms[last - 1].removesuffix("s")} & things
                    or any(text.forms[i] in ("act", "convention", "agreement", "terrorist") for i in range(first, last))
                ):
                    return None
                return Found(text.words[first].start, text.words[last - 1].end, "pattern", name=text.span(first, last))
    return None


def _matches(initials: list[str], letters: list[str]) -> bool:
    """The letters come in the order of the initials; at most one of them is missing."""
    at, missed = 0, 0
    for letter in letters:
        try:
            at = initials.index(letter, at) + 1
        except ValueError:
            missed += 1
    return missed <= (len(letters) > 3) and len(letters) - missed >= 3
