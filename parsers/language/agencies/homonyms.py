"""Which of the register's bodies a name means: by the country told with it, the text, the publisher, the default."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from config.agencies import Agencies, Agency
from config.agency_names import key
from parsers.language.agencies.found import Found
from parsers.language.agencies.surroundings import Surroundings
from parsers.records import AgencyMention

_SHORT_ACRONYMS = frozenset({"UN", "EU", "G7", "G8", "AU"})
_COMMON_NAME = re.compile(
    r"(Ministry|Department|Prime|Cabinet|Attorney|Office|Supreme|High|Court|Senate|National (Assembly|Police)"
    r"|Parliament|District|Circuit|Home|State|Public|Federal|Special|Police|Board|Central) ?"
)
"""Names that begin so are borne in most countries."""
_NATIONAL_KINDS = frozenset({"ministry", "court", "parliament", "presidency"})


class Homonyms:
    """Decides for one text; ``meanings`` and ``linked`` grow while the text is read."""

    def __init__(
        self,
        register: Agencies,
        around: Surroundings,
        meanings: Mapping[tuple[str, ...], AgencyMention],
        linked: Sequence[AgencyMention],
    ) -> None:
        """``meanings``: what names have meant so far in the text; ``linked``: the bodies named so far."""
        self._register = register
        self._around = around
        self._meanings = meanings
        self._linked = linked

    def choose(self, one: Found, parent: AgencyMention | None) -> Agency | None:
        """The body among the candidates, None where nothing speaks for any; ``parent`` is the body told beside it."""
        parts = [agency for agency in one.candidates if is_part(agency)]
        chosen = self._part(one, parts, parent) if parts else None
        if chosen:
            return chosen
        plain = [agency for agency in one.candidates if not is_part(agency)]
        if not plain:
            return None
        return self._of_country(one, plain) if one.country else self._of_context(one, plain)

    def _of_country(self, one: Found, plain: Sequence[Agency]) -> Agency | None:
        there = [agency for agency in plain if agency.country == one.country]
        if there:
            region = [a for a in there if a.subdivision and a.qualifier and self._around.beside(one, a.qualifier)]
            national = [a for a in there if not a.subdivision]
            return (region or national or there)[0]
        lone = plain[0] if len(plain) == 1 else None
        if lone is None or (one.country and self._owned(one, lone)):
            return None
        if (lone.country is None or not lone.qualifier) and lone.kind not in _NATIONAL_KINDS:
            return lone  # "the World Bank in Kenya"
        return None

    def _owned(self, one: Found, lone: Agency) -> bool:
        """True where the words make the name another country's: "National Audit Bureau of Samoa", no acronym."""
        if lone.country is None or one.acronym:
            return False
        told = key(self._around.text.text[one.start : one.end])
        for name in map(key, lone.names):
            rest = told[len(name) :]
            if rest and (told[-len(name) :] == name or (told[: len(name)] == name and rest[0] == "of")):
                return True
        return False

    def _of_context(self, one: Found, plain: Sequence[Agency]) -> Agency | None:
        around = self._around
        surface = key(around.text.text[one.start : one.end])
        for agency in plain:
            if agency.subdivision and agency.qualifier and around.beside(one, agency.qualifier):
                return agency
        known = self._meanings.get(surface)
        same = next((agency for agency in plain if known and agency.agency_id == known.agency_id), None)
        if same:
            return same
        if around.publisher in plain:
            return around.publisher
        lone = plain[0] if len(plain) == 1 else None
        if lone and (not lone.qualifier or lone.country is None):
            return lone if self._likely(one, lone) else None
        near = around.near(one)
        for country in (near, around.home):
            here = [agency for agency in plain if country and agency.country == country]
            if here:
                return ([a for a in here if not a.subdivision] or here)[0]
        for agency in plain:
            if any(key(name) == surface for name in agency.default_for):
                return agency
        there = [agency for agency in plain if agency.country in around.told_countries]
        if len(there) == 1 and (one.acronym or near is None or not _COMMON_NAME.match(there[0].plain_name)):
            return there[0]
        return None

    def _likely(self, one: Found, agency: Agency) -> bool:
        """An acronym alone stands for a body only where something speaks for its country."""
        if not one.acronym:
            return True
        surface = self._around.text.text[one.start : one.end]
        if len(surface) <= 2 and surface not in _SHORT_ACRONYMS:
            return False
        if agency.country is None or agency.country == self._around.home or surface in agency.default_for:
            return True
        if agency.country == "US" and not surface.isalpha():
            return True
        return agency.country in self._around.told_countries

    def _part(self, one: Found, parts: Sequence[Agency], parent: AgencyMention | None) -> Agency | None:
        """A part is meant with its whole: told beside it, the publisher, or named before in the text."""
        if parent:
            for part in parts:
                if parent.agency_id in self._wholes(part):
                    return part
            if parent.agency_id in self._register and not any(
                set(self._wholes(self._register.get(parent.agency_id))) & set(self._wholes(part)) for part in parts
            ):
                return None
        known = self._meanings.get(key(self._around.text.text[one.start : one.end]))
        if known and any(part.agency_id == known.agency_id for part in parts):
            return self._register.get(known.agency_id)
        publisher = self._around.publisher
        for part in parts:
            if publisher and publisher.agency_id in self._wholes(part):
                return part
        named = {mention.agency_id for mention in self._linked}
        for part in parts:
            if named & set(self._wholes(part)):
                return part
        if len(parts) > 1:
            return None
        surface = self._around.text.text[one.start : one.end]
        if one.acronym:
            return parts[0] if len(surface) > 3 and self._likely(one, parts[0]) else None
        # Words that hold the whole too: "SSA Office of Inspector General".
        return parts[0] if len(key(surface)) > len(key(parts[0].plain_name)) else None

    def _wholes(self, agency: Agency) -> list[str]:
        """Ids of the bodies that ``agency`` is a part of, the nearest first."""
        found: list[str] = []
        while agency.parent and agency.parent not in found:
            found.append(agency.parent)
            agency = self._register.get(agency.parent)
        return found


def is_part(agency: Agency) -> bool:
    """True for parts of a body whose names mean nothing without it ("Fraud Section")."""
    return agency.is_part
