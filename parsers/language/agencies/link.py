"""From words to bodies: homonyms told apart, unknown bodies given stable provisional ids."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from config.agencies import Agencies, Agency, agencies
from config.agency_names import fold, key
from parsers.language.agencies.acronyms import Definition
from parsers.language.agencies.found import Found
from parsers.language.agencies.geography import country_after, country_at, country_before, country_name
from parsers.language.agencies.words import Text
from parsers.records import AgencyMention, Context, PlaceMention

_BETWEEN = re.compile(r"[’']?s?[’']?[\s,-]*(\([^()]{2,30}\)[’']?s?)?\s*[-–]?\s*$")
_OF = re.compile(r"^(s|’s|'s)?\s*(\([^()]{2,30}\))?\s*,?\s*(of|at|for|in|within) (the )?$")
_SHORT_ACRONYMS = frozenset({"UN", "EU", "G7", "G8", "AU"})
_SUB_BODIES = re.compile(
    r"^(Office of (the )?(Inspector General|Legal Counsel|General Counsel)|.* (Section|Division|Branch|Unit|Working Group))$"
)


class Linker:
    """Links the finds of one text, in order; remembers what names and acronyms have meant in it."""

    def __init__(self, text: Text, context: Context, places: Sequence[PlaceMention]) -> None:
        """``places`` in order, as ``find_places`` gives them (empty is allowed)."""
        self.register: Agencies = agencies()
        self.text = text
        self.places = places
        self.publisher = _publisher(context, self.register)
        self.home = context.country or (self.publisher.country if self.publisher else None)
        self.year = context.published.year if context.published else None
        self.meanings: dict[tuple[str, ...], AgencyMention] = {}
        """What a name or acronym has last meant in this text."""
        self.linked: list[AgencyMention] = []

    def link(self, found: Iterable[Found], definitions: Sequence[Definition]) -> list[AgencyMention]:
        """Mentions of ``found`` in order; names first, so that an acronym may stand before its definition."""
        ordered = sorted(found, key=lambda f: f.start)
        by_end = {d.start: d for d in definitions}
        waiting = [f for f in ordered if f.acronym]
        for one in (f for f in ordered if not f.acronym):
            self._take(one, by_end)
        for one in waiting:
            self._take(one, by_end)
        self.linked.sort(key=lambda m: m.start)
        return self.linked

    def _take(self, one: Found, definitions: dict[int, Definition]) -> None:
        mention = self.read(one)
        if mention is None:
            return
        definition = None
        for at in range(mention.end, mention.end + 4):
            definition = definitions.get(at)
            if definition:
                break
        self.remember(mention, (self.text.text[one.start : one.end],))
        if definition and not one.acronym:
            self.remember(mention, (definition.short,))
            after = self._country_of(definition.end)
            end = after[1] if after else definition.end
            short_only = self.text.text[definition.start : definition.end].strip("()“”\"' ") == definition.short
            if short_only:
                mention = replace(mention, end=max(mention.end, end))
        self.linked.append(mention)

    def remember(self, mention: AgencyMention, names: Iterable[str]) -> None:
        """From here on ``names`` mean that body."""
        for name in names:
            self.meanings[key(name)] = mention

    def read(self, one: Found) -> AgencyMention | None:
        """The body that ``one`` names, or None where nothing tells which."""
        if one.acronym:
            known = self.meanings.get(key(self.text.text[one.start : one.end]))
            country, start, end = self._told(one)
            if known and (country is None or country == known.country or known.country is None):
                return replace(known, start=start, end=end, method="acronym")
            one = replace(one, start=start, end=end, country=country)
        else:
            country, start, end = self._told(one)
            one = replace(one, start=start, end=end, country=country)
        if one.candidates:
            chosen = self._choose(one)
            if chosen:
                return self._mention(one, self._in_force(chosen, one))
            if one.acronym or not one.country and all(_is_part(a) for a in one.candidates):
                parent = self._parent(one) if not one.acronym else None
                return self._part(one, parent) if parent else None
            one = replace(
                one, name=one.candidates[0].plain_name, generic=True, country=one.country or self._country_near(one)
            )
        return self._provisional(one)

    # --- the register's bodies ---------------------------------------------------------------------------------------

    def _choose(self, one: Found) -> Agency | None:
        candidates = one.candidates
        plain = [a for a in candidates if not _is_part(a)]
        parts = [a for a in candidates if _is_part(a)]
        if parts:
            chosen = self._choose_part(one, parts)
            if chosen:
                return chosen
        if not plain:
            return None
        if one.country:
            told = [a for a in plain if a.country == one.country and not a.subdivision] or [
                a for a in plain if a.country == one.country
            ]
            region = [a for a in told if a.subdivision and a.qualifier and self._near(one, a.qualifier)]
            if told:
                return (region or told)[0]
            general = [a for a in plain if a.country is None or not a.qualifier]
            return general[0] if len(plain) == 1 and general and not _plain_kind(general[0]) else None
        region = [a for a in plain if a.subdivision and a.qualifier and self._near(one, a.qualifier)]
        if region:
            return region[0]
        known = self.meanings.get(key(self.text.text[one.start : one.end]))
        if known and any(a.agency_id == known.agency_id for a in plain):
            return self.register.get(known.agency_id)
        if self.publisher and self.publisher in plain:
            return self.publisher
        if len(plain) == 1 and (not plain[0].qualifier or plain[0].country is None) and self._likely(one, plain[0]):
            return plain[0]
        near = self._country_near(one)
        if near:
            here = [a for a in plain if a.country == near and not a.subdivision] or [
                a for a in plain if a.country == near
            ]
            if here:
                return here[0]
        surface = key(self._surface(one))
        default = [a for a in plain if any(key(d) == surface for d in a.default_for)]
        home = [a for a in plain if a.country == self.home and not a.subdivision]
        if home:
            return home[0]
        if default:
            return default[0]
        told = {p.country for p in self.places}
        there = [a for a in plain if a.country in told]
        if len(there) == 1 and (one.acronym or near is None):
            return there[0]
        return None

    def _likely(self, one: Found, agency: Agency) -> bool:
        """An acronym alone stands for a body only where something speaks for its country."""
        if not one.acronym:
            return True
        surface = self._surface(one)
        if len(surface) <= 2 and surface not in _SHORT_ACRONYMS:
            return False
        if agency.country is None or agency.country == self.home or surface in agency.default_for:
            return True
        if agency.country == "US" and len(surface) >= 3 and not surface.isalpha():
            return True
        return agency.country in {p.country for p in self.places}

    def _choose_part(self, one: Found, parts: Sequence[Agency]) -> Agency | None:
        parent = self._parent(one)
        if parent:
            for part in parts:
                if parent.agency_id in self._ancestors(part) or (
                    part.parent and parent.agency_id in self._family(part.parent)
                ):
                    return part
            if parent.agency_id in self.register and parent.agency_id not in {
                a for p in parts for a in self._ancestors(p)
            }:
                return None
        known = self.meanings.get(key(self.text.text[one.start : one.end]))
        if known and any(p.agency_id == known.agency_id for p in parts):
            return self.register.get(known.agency_id)
        if self.publisher:
            for part in parts:
                if self.publisher.agency_id in self._ancestors(part):
                    return part
        named = {m.agency_id for m in self.linked}
        for part in parts:
            if named & set(self._ancestors(part)):
                return part
        acronym_only = [p for p in parts if one.acronym and len(parts) == 1 and len(self._surface(one)) > 3]
        return acronym_only[0] if acronym_only else None

    def _ancestors(self, agency: Agency) -> list[str]:
        found: list[str] = []
        while agency.parent and agency.parent not in found:
            found.append(agency.parent)
            agency = self.register.get(agency.parent)
        return found

    def _family(self, agency_id: str) -> set[str]:
        return {agency_id, *self._ancestors(self.register.get(agency_id))}

    def _parent(self, one: Found) -> AgencyMention | None:
        """The body told right before ("the Bureau's …") or after ("… of the Bureau")."""
        for mention in reversed(self.linked):
            if mention.end <= one.start and one.start - mention.end < 40:
                if _BETWEEN.fullmatch(self.text.text[mention.end : one.start]):
                    return mention
                break
        ahead = self.text.text[one.end : one.end + 12]
        after = _OF.match(ahead[: ahead.rfind(" ") + 1]) if " " in ahead else None
        if after or re.match(r"(’s|'s|s)? ?(of|at|in|within|for) the ", ahead):
            return self._upcoming(one.end)
        return None

    def _upcoming(self, char: int) -> AgencyMention | None:
        for hit in self.ahead:
            if 0 <= hit.start - char <= 12 and hit.candidates and not all(_is_part(a) for a in hit.candidates):
                return self.read(replace(hit, acronym=False)) if not hit.acronym else self.read(hit)
        return None

    ahead: Sequence[Found] = ()
    """All finds of the text, for parents that are told after their part."""

    def _in_force(self, agency: Agency, one: Found) -> Agency:
        """The successor where an office-holder of today would otherwise stand for a body that has ended."""
        if (
            one.method == "pattern"
            and agency.successor
            and agency.valid_to
            and self.year
            and self.year > agency.valid_to
        ):
            return self.register.get(agency.successor)
        return agency

    # --- countries ---------------------------------------------------------------------------------------------------

    def _told(self, one: Found) -> tuple[str | None, int, int]:
        """The country that the words around the name give it, and the span with them."""
        if one.country or one.kind == "company":
            return one.country, one.start, one.end
        first, last = self.text.first_at(one.start), self.text.first_at(one.end)
        for index in range(first, last):
            inside = country_at(self.text, index)
            if inside and any(a.country == inside[0] and a.qualifier for a in one.candidates):
                return inside[0], one.start, one.end
        before = country_before(self.text, first)
        if before and before[0]:
            return before[0], self.text.words[before[1]].start, one.end
        after = self._country_of(one.end)
        if after is None:
            bracket = re.match(r" ?\([^()]{2,30}\)", self.text.text[one.end : one.end + 34])
            after = self._country_of(one.end + bracket.end()) if bracket else None
        if after:
            return after[0], one.start, after[1]
        return None, one.start, one.end

    def _country_of(self, char: int) -> tuple[str, int] | None:
        index = self.text.first_at(char)
        if index >= len(self.text.words) or self.text.words[index].start - char > 12:
            return None
        after = country_after(self.text, index)
        if after is None:
            return None
        gap = self.text.text[char : self.text.words[index].start]
        if self.text.forms[index] == ",":
            # ", Philippines": an apposition only where the phrase ends there, else it may be a list of countries
            follower = self.text.text[self.text.words[after[1] - 1].end :][:1]
            if follower not in (",", ".", ";", ")", ""):
                return None
        if gap.strip(" (the"):
            return None
        return after[0], self.text.words[after[1] - 1].end

    def _country_near(self, one: Found) -> str | None:
        """The country of the place told before the name in its sentence, else the publisher's."""
        begin, _ = self.text.sentence(one.start)
        for place in reversed(self.places):
            if (
                begin <= place.start < one.start
                and place.country != self.home
                and place.kind in ("country", "city", "region")
            ):
                word = self.text.first_at(place.start)
                before = self.text.forms[word - 1] if word else ""
                if before in ("in", "to", "at", "visited", "from", "across"):
                    return place.country
        for place in self.places:
            if (
                one.end <= place.start <= one.end + 40
                and place.country != self.home
                and place.kind in ("country", "city")
            ):
                between = self.text.text[one.end : place.start]
                if re.fullmatch(r"[^.;]{0,30} in ", between) and place.start < self.text.sentence(one.start)[1]:
                    return place.country
        return self.home

    def _near(self, one: Found, words: str) -> bool:
        """True where ``words`` (or their initials) stand beside the name."""
        beside = (
            self.text.text[max(0, one.start - len(words) - 4) : one.start]
            + " | "
            + self.text.text[one.end : one.end + len(words) + 22]
        )
        initials = "".join(w[0] for w in words.split())
        return words in beside or (len(initials) > 1 and re.search(rf"\b{initials}\b", beside) is not None)

    def _defined(self, one: Found) -> bool:
        """True where a bracket after the name gives it an acronym: the text means to speak of it again."""
        return re.match(r" \([A-Z][\w-]*[A-Z][\w-]*\)", self.text.text[one.end : one.end + 20]) is not None

    def _surface(self, one: Found) -> str:
        return self.text.text[one.start : one.end]

    # --- mentions ----------------------------------------------------------------------------------------------------

    def _mention(self, one: Found, agency: Agency) -> AgencyMention:
        kind = "company" if agency.kind == "company" else "agency"
        return AgencyMention(one.start, one.end, agency.agency_id, agency.name, agency.country, kind, one.method)  # type: ignore[arg-type]

    def _part(self, one: Found, parent: AgencyMention) -> AgencyMention:
        """A part that the register does not hold, of a body that stands beside it."""
        plain = one.candidates[0].plain_name if one.candidates else one.name
        owner = re.sub(r"^(.*) \(United States\)$", r"United States \1", parent.name)
        return AgencyMention(
            one.start,
            one.end,
            f"{parent.agency_id.removeprefix('x-')}-{slug(plain)}"
            if parent.agency_id.startswith("x-")
            else f"x-{parent.agency_id}-{slug(plain)}",
            f"{plain} ({owner})",
            parent.country,
            one.kind,
            "pattern",
        )

    def _provisional(self, one: Found) -> AgencyMention | None:
        name = one.name or self._surface(one)
        known = self.register.by_name(name, one.country) if one.country else self.register.by_name(name)
        if known and (not known.qualifier or one.country == known.country):
            return self._mention(one, known)
        if one.kind == "company":
            return AgencyMention(one.start, one.end, f"x-{slug(name)}", name, None, "company", one.method)
        inside = [p.country for p in self.places if one.start <= p.start < one.end]
        if _SUB_BODIES.match(name):
            parent = self._parent(one)
            if parent and not inside:
                return self._part(one, parent)
            if not one.country and not one.generic and not self._defined(one):
                return None
            if parent or not (one.country or self._defined(one)):
                return None
        country = one.country
        if country is None:
            country = inside[0] if inside else None
        if country is None:
            country = self._country_near(one) if one.generic else None
        display = name
        if one.place:
            display = f"{name} ({one.place})"
        elif country and (one.generic or one.country) and not _holds(name, country):
            display = f"{name} ({country_name(country)})"
        base = slug(name if not one.place else f"{name} {one.place}")
        return AgencyMention(
            one.start, one.end, f"x-{(country or 'zz').lower()}-{base}", display, country, one.kind, one.method
        )


def slug(name: str) -> str:
    """``name`` as a part of an id: small letters, digits, hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", fold(re.sub(r"[’']", "", name))).strip("-") or "body"


def _holds(name: str, country: str) -> bool:
    return country_name(country).casefold() in name.casefold()


def _is_part(agency: Agency) -> bool:
    """True for parts of a body whose names mean nothing without it ("Fraud Section")."""
    return bool(agency.parent and agency.qualifier and agency.country and agency.qualifier not in (country_name(agency.country or ""),))


def _plain_kind(agency: Agency) -> bool:
    return agency.kind in ("ministry", "court", "parliament", "presidency")


def _publisher(context: Context, register: Agencies) -> Agency | None:
    if context.publisher and context.publisher in register:
        return register.get(context.publisher)
    return register.by_name(context.publisher_name, context.country) if context.publisher_name else None
