"""From words to bodies: each find linked to the register or a provisional body, the text's short forms remembered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from config.agencies import Agency, agencies
from config.agency_names import key
from config.agency_patterns import agency_patterns
from parsers.language.agencies.acronyms import Definition
from parsers.language.agencies.found import Found
from parsers.language.agencies.homonyms import Homonyms, is_part
from parsers.language.agencies.provisional import SERVICE_UNIT, SUB_BODY, names_nothing, part_of, too_small, unknown
from parsers.language.agencies.publisher import shortens
from parsers.language.agencies.surroundings import Surroundings
from parsers.language.agencies.words import Text
from parsers.records import AgencyMention, Context, PlaceMention

_BETWEEN = re.compile(r"[’']?s?[’']?[\s,-]*(\([^()]{2,30}\)[’']?s?)?\s*[-–]?\s*")
_OF = re.compile(r"(’s|'s|s)? ?(of|at|in|within|for) the ")
_INNER = re.compile(
    r".*\b(Committee|Sub-?[Cc]ommittee|Chamber|Board of [A-Z]\w+( Directors)?|Assembly of [A-Z]\w+|Vice Presidency)$"
    r"|(Legal|Fiscal Affairs|Research|Policy|Strategy) Department$|Office of [A-Z].*"
)
"""Names of organs that any body may have; with the body told beside them they are its own."""
_BRACKETED = re.compile(r" \([A-Z][\w-]*[A-Z][\w-]*\)")


class Linker:
    """Links the finds of one text, in order; remembers what names and acronyms have meant in it."""

    def __init__(self, text: Text, context: Context, places: Sequence[PlaceMention]) -> None:
        """``places`` in order, as ``find_places`` gives them (empty is allowed)."""
        self.text = text
        self.register = agencies()
        self.around = Surroundings(text, context, places, self.register)
        self.year = context.published.year if context.published else None
        self.meanings: dict[tuple[str, ...], AgencyMention] = {}
        """What a name or acronym has last meant in this text."""
        self.short_forms: dict[tuple[str, ...], AgencyMention] = {}
        """Short forms that the text itself has defined."""
        self.linked: list[AgencyMention] = []
        self._homonyms = Homonyms(self.register, self.around, self.meanings, self.linked)
        self._ahead: Sequence[Found] = ()
        self._longer: dict[tuple[str, ...], list[AgencyMention]] = {}
        """Bodies by the beginnings and ends of their names, in the order of their linking."""
        self._companies: dict[tuple[str, ...], AgencyMention] = {}
        """The company last named, by its name without the legal form."""

    def link(self, found: Iterable[Found], definitions: Sequence[Definition]) -> list[AgencyMention]:
        """Mentions of ``found`` in order; names are read first, so that an acronym may stand before its definition."""
        ordered = self._ahead = sorted(found, key=lambda one: one.start)
        opening = {definition.start: definition for definition in definitions}
        for one in (*(f for f in ordered if not f.acronym), *(f for f in ordered if f.acronym)):
            mention = self.read(one)
            if mention:
                self.linked.append(self._remember(one, mention, opening))
                self._index(self.linked[-1])
        self.linked.sort(key=lambda mention: mention.start)
        return self.linked

    def _remember(self, one: Found, mention: AgencyMention, opening: dict[int, Definition]) -> AgencyMention:
        """Keep what the words have meant, and the short form in a bracket after them; the mention takes that in."""
        if not one.acronym or (mention.start, mention.end) == (one.start, one.end):
            self.meanings[key(self.text.text[one.start : one.end])] = mention  # "SFO UK" is not what "SFO" means
        defined = next((opening[at] for at in range(mention.end, mention.end + 4) if at in opening), None)
        if defined is None or one.acronym:
            return mention
        self.meanings[key(defined.short)] = self.short_forms[key(defined.short)] = mention
        if self.text.text[defined.start : defined.end].strip("()“”\"' ") != defined.short:
            return mention
        after = self.around.country_after(defined.end)
        return replace(mention, end=max(mention.end, after[1] if after else defined.end))

    def read(self, one: Found) -> AgencyMention | None:
        """The body that ``one`` names, or None where nothing tells which; a merged one is what it was merged into."""
        mention = self._read(one)
        body = self.register.merged(mention.agency_id) if mention and self.register.merges else None
        return self._mention(replace(one, start=mention.start, end=mention.end), body) if mention and body else mention

    def _read(self, one: Found) -> AgencyMention | None:
        words = one
        country, start, end = self.around.told(one)
        elsewhere = country not in (None, self.around.home, *self.around.told_countries)
        if elsewhere and self.around.places:
            country, start, end = (
                None,
                one.start,
                one.end,
            )  # the place finder read the word otherwise: the US state Georgia
        if one.acronym:
            known = self.meanings.get(key(self.text.text[one.start : one.end]))
            if known and (country is None or known.country in (None, country)):
                return replace(known, start=start, end=end, method="acronym")
        if country and not one.candidates and self.text.text[one.end : one.end + 1] == " " and end > one.end:
            told = self.text.text[one.start : end]
            if key(told)[len(key(one.name)) :][:1] not in ((), ("of",), ("in",), ("for",)) and "," not in told:
                one = replace(one, name=told)  # the country is a part of the name: "Audit Service Sierra Leone"
        one = replace(one, start=start, end=end, country=country)
        if not one.candidates:
            return self._unregistered(one)
        parent = self._parent(one) if any(map(is_part, one.candidates)) else None
        house = self._parent(one) if parent is None and _OF.match(self.text.text, one.end) else None
        if house and house.agency_id in self.register and self.register.get(house.agency_id).kind == "parliament":
            return part_of(one, self._by_text(words), house)
        chosen = self._homonyms.choose(one, parent)
        if chosen:
            return self._mention(one, self._in_force(chosen, one))
        if one.acronym:
            return None
        if all(map(is_part, one.candidates)) and not one.country:
            return part_of(one, one.candidates[0].plain_name, parent) if parent else None
        office = agency_patterns().office_holders.get(key(self.text.text[words.start : words.end]))
        name = office.body if office and office.body and not office.of else self._by_text(words)
        country = one.country or self._beside_others(one) or self.around.near(one)
        return self._unregistered(replace(one, name=name, generic=True, country=country, candidates=()))

    def _unregistered(self, one: Found) -> AgencyMention | None:
        """A body whose name the register does not hold as told; it may still be one of its bodies in other words."""
        name = one.name or self.text.text[one.start : one.end]
        known = self.register.by_name(name, one.country)
        if known and (not known.qualifier or one.country == known.country):
            return self._mention(one, known)
        same = self._told_before(one, name)
        if same:
            return replace(same, start=one.start, end=one.end, method=one.method)
        if one.kind == "company":
            return unknown(one, name, None)
        inside = [place.country for place in self.around.places_in(one)]
        if SUB_BODY.match(name):
            if SERVICE_UNIT.search(name):
                return None
            parent = self._parent(one) or self._network(name)
            if parent:
                whole = self.register.get(parent.agency_id) if parent.agency_id in self.register else None
                return None if inside or (whole and too_small(name, whole)) else part_of(one, name, parent)
            if not (one.country or _BRACKETED.match(self.text.text, one.end)):
                return None
        owner = self._whole(one) if one.kind == "agency" and key(name)[-1:] and _INNER.match(name) else None
        if owner:
            return part_of(one, name, owner)
        if names_nothing(name, one.place) or (
            inside and name.endswith(" Office") and one.start == self._first_inside(one)
        ):
            return None  # "Baltimore Office"
        country = (
            one.country
            or (inside[0] if inside else None)
            or (self._beside_others(one) or self.around.near(one) if one.generic or one.national else None)
        )
        if country:
            body = agency_patterns().national.get(key(name)) or agency_patterns().office_holders.get(key(name))
            national = self.register.in_country(name, country)
            if body and country in body.countries:
                national = self.register.get(body.countries[country])
            if national:
                return self._mention(one, national)
        return unknown(one, name, country)

    def _beside_others(self, one: Found) -> str | None:
        """The foreign country of the two bodies that the sentence named last, where it is one country; else None."""
        begin = self.text.sentence(one.start)[0]
        countries: list[str | None] = []
        for mention in reversed(self.linked):
            if mention.start < begin or len(countries) > 1:
                break
            if mention.end <= one.start:
                countries.append(mention.country)
        alike = len(countries) > 1 and countries[0] == countries[1] != self.around.home
        return countries[0] if alike else None

    def _first_inside(self, one: Found) -> int:
        """Where the first place begins in the name, if it is all of the name but its last word; else -1."""
        first = next(iter(self.around.places_in(one)), None)
        return first.start if first and one.end - first.end <= len(" Office") else -1

    def _by_text(self, one: Found) -> str:
        """The name as told where it is English, else the register's."""
        told = self.text.text[one.start : one.end] if one.start <= one.end else ""
        plain = one.candidates[0].plain_name
        return told if key(told) and key(told)[0] == key(plain)[0] and told[0].isupper() else plain

    def _told_before(self, one: Found, name: str) -> AgencyMention | None:
        """The body whose longer name the text has told: "Magistrates' Court" after "Lusaka Magistrates' Court"."""
        form = key(name)
        if one.kind == "company":
            form = _trunk(form)
        if one.place or len(form) < 2:
            return None
        if one.kind == "company":
            return self._companies.get(form)
        publisher = self.around.publisher
        if publisher and one.country in (None, publisher.country) and shortens(name, publisher):
            return AgencyMention(one.start, one.end, publisher.agency_id, publisher.name, publisher.country)
        longer = self._longer.get(form, [])
        return next((m for m in reversed(longer) if not one.country or m.country == one.country), None)

    def _index(self, mention: AgencyMention) -> None:
        """Keep ``mention`` under all beginnings and ends of its name that a later one may tell alone."""
        told = key(self.text.text[mention.start : mention.end].partition(" (")[0])
        name = key(mention.name.partition(" (")[0])
        if told != name and len(told) > 2 and mention.kind != "company":
            self._index_parts(told, mention)
        self._index_parts(name, mention)

    def _index_parts(self, name: tuple[str, ...], mention: AgencyMention) -> None:
        if mention.kind == "company":
            self._companies[_trunk(name)] = mention
        link = next((at for at, word in enumerate(name) if word in ("of", "for", "against", "on")), len(name))
        for length in range(2, len(name)):
            for part in {name[:length], name[-length:], name[max(0, link - length) : link]}:
                if len(part) > 1 and part != name:
                    self._longer.setdefault(part, []).append(mention)

    def _parent(self, one: Found) -> AgencyMention | None:
        """The body told right before ("the Bureau's …") or after ("… of the Bureau")."""
        for mention in reversed(self.linked):
            if mention.end <= one.start:
                if _BETWEEN.fullmatch(self.text.text, mention.end, one.start):
                    return mention
                break
        for hit in self._ahead:
            if hit.end > one.start:
                break
            if hit.acronym and hit.start < one.start and _BETWEEN.fullmatch(self.text.text, hit.end, one.start):
                return self.read(hit)  # acronyms are linked after names
        if not _OF.match(self.text.text, one.end):
            return None
        for hit in self._ahead:
            if 0 <= hit.start - one.end <= 12 and hit.start != one.start and not all(map(is_part, hit.candidates)):
                return self.read(hit)
        return None

    def _whole(self, one: Found) -> AgencyMention | None:
        """The body, no state or company, that this is told to be an organ of: "Criminal Justice Committee of the …"."""
        parent = self._parent(one)
        publisher = self.around.publisher
        if parent is None and self.around.international and publisher and one.country is None:
            return AgencyMention(one.start, one.end, publisher.agency_id, publisher.name, publisher.country)
        if parent is None or parent.kind != "agency":
            return None
        if parent.agency_id in self.register:
            return None if self.register.get(parent.agency_id).kind in ("government", "company") else parent
        return None if parent.name.startswith(("Government", "Presidency")) else parent

    def _network(self, name: str) -> AgencyMention | None:
        """The international body whose working group this is: the one told last."""
        if not name.endswith("Working Group") or name == "Working Group":
            return None
        for mention in reversed(self.linked):
            if mention.agency_id in self.register and self.register.get(mention.agency_id).kind == "international":
                return mention
        return None

    def _in_force(self, agency: Agency, one: Found) -> Agency:
        """The successor, where an office-holder of today would stand for a body that has ended."""
        if (
            one.method == "pattern"
            and agency.successor
            and agency.valid_to
            and self.year
            and self.year > agency.valid_to
        ):
            return self.register.get(agency.successor)
        return agency

    def _mention(self, one: Found, agency: Agency) -> AgencyMention:
        if agency.kind == "company":
            return AgencyMention(
                one.start, one.end, agency.agency_id, agency.name, agency.country, "company", one.method
            )
        return AgencyMention(one.start, one.end, agency.agency_id, agency.name, agency.country, "agency", one.method)


def _trunk(form: tuple[str, ...]) -> tuple[str, ...]:
    """A company's name without its legal form."""
    suffixes = agency_patterns().company_suffixes
    while form and (form[-1] in suffixes or form[-1] == ","):
        form = form[:-1]
    return form
