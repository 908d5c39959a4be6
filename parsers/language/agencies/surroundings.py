"""What the words around a name, the document and its publisher tell of the country that it belongs to."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from config.agencies import Agencies, Agency
from config.agency_names import key
from config.agency_patterns import agency_patterns
from parsers.language.agencies.forms import country_of_form
from parsers.language.agencies.found import Found
from parsers.language.agencies.geography import country_after, country_at, country_before
from parsers.language.agencies.publisher import publisher_of
from parsers.language.agencies.words import Text
from parsers.records import Context, PlaceMention

_BRACKET = re.compile(r" ?\([^()]{2,30}\)")
_TITLE = re.compile(r"(?:['’]s)? (?:[A-Z][\w-]+ |and ){1,6}(?:of|for|at|in) (?:the )?")
"""What an office-holder's title leaves between a country and the body."""
_APPOSITION_ENDS = (",", ".", ";", ")", "")
_THERE = frozenset({"in", "to", "at", "visited", "from", "across"})


def _of_no_country(publisher: Agency) -> bool:
    if not publisher.agency_id.startswith("x-"):
        return publisher.country is None
    return key(publisher.plain_name)[0] in agency_patterns().words.of_no_country


class Surroundings:
    """One text with its places and publisher."""

    def __init__(self, text: Text, context: Context, places: Sequence[PlaceMention], register: Agencies) -> None:
        """``places`` in order, as ``find_places`` gives them (empty is allowed)."""
        self.text = text
        self.places = places
        self.publisher = publisher_of(context, register)
        self.home = context.country or (self.publisher.country if self.publisher else None)
        """The country that bodies belong to where nothing tells another: the publisher's, or a form's own."""
        self.international = self.publisher is not None and _of_no_country(self.publisher)
        """True for publishers of no country: the bodies of their pages belong to the countries that those tell."""
        self.region = self.publisher.qualifier if self.publisher and self.publisher.subdivision else None
        """The part of a country that the publisher is a body of: "New South Wales"."""
        seat = self.home
        if self.international:
            self.home = None
        answering = country_of_form(text.text, places) if context.kind == "questionnaire" else None
        if answering:
            self.home, seat, self.international = answering, answering, False
            if self.publisher and self.publisher.country != answering:
                self.publisher = None  # who collects the forms is not who speaks in them
        self.told_countries = {place.country for place in places}
        self._starts = [place.start for place in places]
        self._foreign = [place for place in places if place.country != seat]
        self._foreign_starts = [place.start for place in self._foreign]

    def places_in(self, one: Found) -> Sequence[PlaceMention]:
        """The places that begin inside the words of ``one``."""
        return self.places[bisect_left(self._starts, one.start) : bisect_left(self._starts, one.end)]

    def told(self, one: Found) -> tuple[str | None, int, int]:
        """The country that the words in, before or after the name give it, and the span with them."""
        if one.country or one.kind == "company":
            return one.country, one.start, one.end
        first, last = self.text.first_at(one.start), self.text.first_at(one.end)
        for index in range(first, last):
            inside = country_at(self.text, index)
            if inside and any(a.country == inside[0] and a.qualifier for a in one.candidates):
                return inside[0], one.start, one.end
        before = country_before(self.text, first)
        if before:
            return before[0], self.text.words[before[1]].start, one.end
        after = self.country_after(one.end) or self.country_in_name(one)
        if after is None:
            bracket = _BRACKET.match(self.text.text, one.end)
            after = self._country_in_bracket(bracket) or self.country_after(bracket.end()) if bracket else None
        return (after[0], one.start, after[1]) if after else (None, one.start, one.end)

    def country_after(self, char: int) -> tuple[str, int] | None:
        """Country told right after ``char`` as belonging to what ends there, and where it ends."""
        index = self.text.first_at(char)
        if index >= len(self.text.words) or self.text.words[index].start - char > 12:
            return None
        after = country_after(self.text, index)
        if after is None or self.text.text[char : self.text.words[index].start].strip(" (the"):
            return None
        end = self.text.words[after[1] - 1].end
        if self.text.forms[index] == "," and self.text.text[end : end + 1] not in _APPOSITION_ENDS:
            return None  # no apposition (", Philippines,") but the next item of a list
        return after[0], end

    def _country_in_bracket(self, bracket: re.Match[str]) -> tuple[str, int] | None:
        """The country that an acronym in a bracket carries ("(ACC Zambia)"), and where the bracket ends."""
        begin, end = self.text.first_at(bracket.start()), self.text.first_at(bracket.end())
        if end - begin < 2 or not self.text.upper(begin):
            return None
        told = country_at(self.text, begin + 1)
        return (told[0], bracket.end()) if told and told[1] == end and told[2] == "country" else None

    def country_in_name(self, one: Found) -> tuple[str, int] | None:
        """The country that ends a name without "of" ("Audit Service Sierra Leone", "SFO UK"), and where it ends."""
        index = self.text.first_at(one.end)
        if one.place or index >= len(self.text.words) or self.text.text[one.end : self.text.words[index].start] != " ":
            return None
        inside = country_at(self.text, index)
        if inside is None or inside[2] != "country" or self.text.headline(one.start):
            return None
        last = inside[1]
        goes_on = last < len(self.text.words) and self.text.joins(last) and self.text.capital(last)
        if goes_on or (last < len(self.text.words) and self.text.possessive(last)):
            return None
        return inside[0], self.text.words[last - 1].end

    def near(self, one: Found) -> str | None:
        """The country of a name that tells none: of the place that its sentence tells, else the publisher's."""
        begin, end = self.text.sentence(one.start)
        here = bisect_left(self._foreign_starts, one.start)
        for place in reversed(self._foreign[bisect_left(self._foreign_starts, begin) : here]):
            if place.kind in ("country", "city", "region"):
                word = self.text.first_at(place.start)
                if word and self.text.forms[word - 1] in _THERE:
                    return place.country
        owner = self._foreign[here - 1] if here else None
        if owner and owner.start >= begin and one.start - owner.end < 50 and self._owns(owner, one.start):
            return owner.country
        for place in self._foreign[here : bisect_left(self._foreign_starts, end + 1)]:
            close = one.end <= place.start <= min(one.end + 40, end) and place.kind in ("country", "city")
            if close and re.fullmatch(r"[^.;]{0,30} in ", self.text.text[one.end : place.start]):
                return place.country
        name = one.name or (one.candidates[0].plain_name if one.candidates else "")
        if self.international:
            return self.spoken_of(one.start)
        if name.startswith("Ministry ") and self.home in agency_patterns().no_ministries:
            return self.elsewhere(one.start)
        return self.home

    def spoken_of(self, char: int) -> str | None:
        """The foreign country of the sentence at ``char``, else the one that the text tells most often."""
        begin, end = self.text.sentence(char)
        first, last = bisect_left(self._foreign_starts, begin), bisect_left(self._foreign_starts, end)
        here = {place.country for place in self._foreign[first:last]}
        if len(here) > 1:
            return self.elsewhere(char)
        return next(iter(here)) if here else self._main

    @cached_property
    def _main(self) -> str | None:
        """The foreign country told most often, of those told equally often the first."""
        counts = Counter(place.country for place in self._foreign)
        return max(counts, key=lambda country: counts[country]) if counts else None

    def _owns(self, place: PlaceMention, char: int) -> bool:
        """True where all that stands from a country's possessive or adjective to ``char`` is one title of an office:
        "Kenya's Cabinet Secretary for the National Treasury"."""
        after = self.text.text[place.end : char]
        if place.kind != "demonym" and not after.startswith(("'s ", "’s ")):
            return False
        return _TITLE.fullmatch(after) is not None

    def elsewhere(self, char: int) -> str | None:
        """The foreign country told nearest to ``char``: in its sentence before, then after it, then last before it."""
        begin, end = self.text.sentence(char)
        at = bisect_left(self._foreign_starts, char)
        before, after = self._foreign[max(0, at - 1) : at], self._foreign[at : at + 1]
        if before and before[0].start >= begin:
            return before[0].country
        if after and after[0].start < end:
            return after[0].country
        nearest = before or after
        return nearest[0].country if nearest else None

    def beside(self, one: Found, words: str) -> bool:
        """True where ``words`` or their initials ("NSW") stand right before or after the name."""
        reach = len(words) + 4
        text = self.text.text
        around = f"{text[max(0, one.start - reach) : one.start]} | {text[one.end : one.end + reach + 18]}"
        initials = "".join(word[0] for word in words.split())
        return words in around or (len(initials) > 1 and re.search(rf"\b{initials}\b", around) is not None)
