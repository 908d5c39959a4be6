"""Nouns that stand for a body named before or for the page's publisher: "the Commission", "the Commissioner"."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from config.agencies import Agency
from config.agency_names import key
from config.agency_patterns import agency_patterns
from parsers.language.agencies.spans import Spans
from parsers.language.agencies.words import Text
from parsers.records import AgencyMention, PlaceMention

_NEAR = 400
"""Characters within which a body told before in the same paragraph goes before the publisher's own small noun."""
_OPENING = 60
"""Characters from the start of a sentence within which its subject begins."""


_COMPOUNDS = {"group": "working", "force": "task"}
"""Nouns that point back with another before them."""


_LEADERS = {
    "minister": frozenset({"ministry", "department"}),
    "secretary": frozenset({"department"}),
    "director": frozenset({"directorate", "bureau", "agency", "office", "institute", "unit", "center"}),
    "chairman": frozenset({"commission", "board", "council", "authority", "committee"}),
    "chairperson": frozenset({"commission", "board", "council", "authority", "committee"}),
    "ambassador": frozenset({"embassy"}),
}
"""Titles that many bodies have, and the words in a body's name that tell that it has such a head."""


class _Antecedents:
    """The mentions of a text by the words of their names, for questions in the order of the text."""

    def __init__(
        self, text: Text, mentions: list[AgencyMention], publisher: Agency | None, places: Sequence[PlaceMention]
    ) -> None:
        self._text = text
        self._places = {place.start: place.country for place in places}
        self._publisher = publisher
        self._words = set(key(publisher.plain_name)) if publisher else set()
        self._mentions = mentions
        self._starts = [m.start for m in mentions]
        self._by_noun: dict[str, list[AgencyMention]] = {}
        for mention in mentions:
            for word in set(key(mention.name.partition(" (")[0])):
                self._by_noun.setdefault(word, []).append(mention)

    def nearest(self, noun: str, article: int, word: tuple[int, int]) -> AgencyMention | None:
        """What the noun at ``word`` (characters) stands for, whose "the" or "that" begins at ``article``."""
        before = self._by_noun.get(noun, [])
        before = before[: bisect_right(before, article, key=lambda m: m.start)]
        last = before[-1] if before else None
        if (there := self._there(before, word[1])) is not None:
            return there
        if self._publisher is None or noun not in self._words:
            return last
        own = self._of_publisher()
        if last is None or last.agency_id == self._publisher.agency_id:
            return own
        text = self._text.text
        if text[article : article + 4].casefold() == "that":
            return last
        if not text[word[0]].isupper():
            near = article - last.end < _NEAR and "\n" not in text[last.end : article]
            return last if near else own
        return last if self._goes_on(article, last) else own

    def _goes_on(self, article: int, other: AgencyMention) -> bool:
        """True where a sentence opens with the noun and the one before it, in the same paragraph, with ``other``."""
        begin = self._text.sentence(article)[0]
        if begin == 0 or self._text.text[begin:article].strip():
            return False
        previous = self._text.sentence(begin - 1)[0]
        if "\n" in self._text.text[previous:begin].strip(" "):
            return False
        first = bisect_left(self._starts, previous)
        opens = self._mentions[first] if first < len(self._mentions) else None
        return opens is not None and opens.agency_id == other.agency_id and opens.start - previous < _OPENING

    def _there(self, before: list[AgencyMention], end: int) -> AgencyMention | None:
        """The body of the country or seat told right after the noun: "the Commission in Tarawa"."""
        at = self._text.first_at(end)
        if at + 1 >= len(self._text.words) or self._text.forms[at] != "in" or self._text.gap(at) != " ":
            return None
        country = self._places.get(self._text.words[at + 1].start)
        return next((m for m in reversed(before[-20:]) if country and m.country == country), None)

    def _of_publisher(self) -> AgencyMention | None:
        return _of_publisher(self._publisher) if self._publisher else None


def find_anaphors(
    text: Text, mentions: list[AgencyMention], publisher: Agency | None, places: Sequence[PlaceMention] = ()
) -> list[AgencyMention]:
    """Further mentions, none overlapping ``mentions`` (which must be in order).

    In a page by a commission "the Commission" is the page's own, whatever other commissions it names, but for three
    cases: "that Commission", "the Commission in Tarawa", and a sentence that goes on about the subject of the last.
    """
    patterns = agency_patterns()
    taken = Spans((m.start, m.end) for m in mentions)
    antecedents = _Antecedents(text, mentions, publisher, places)
    found: list[AgencyMention] = []
    titles = {title[0] for title in patterns.heads_of_publisher}
    for index, written in enumerate(text.forms):
        form = _singular(text, index) if text.lost_apostrophes else written
        if form not in patterns.anaphors and form not in titles:
            continue
        word = text.words[index]
        end = word.end - (form != written)
        article = _article(text.text, word.start)
        if article is None and index and _COMPOUNDS.get(form) == text.forms[index - 1] and text.capital(index - 1):
            article = _article(text.text, text.words[index - 1].start)  # "the Working Group"
        if article is None and _opens_title(text, index):
            article = word.start
        if article is None or not taken.free(article, end):
            continue
        capital = text.capital(index)
        if (
            form in patterns.anaphors
            and (capital or form in patterns.words.small_anaphors)
            and _alone(text, index, form)
        ):
            antecedent = antecedents.nearest(form, article, (word.start, end))
        elif (
            capital
            and publisher
            and any(tuple(text.forms[index : index + len(t)]) == t for t in patterns.heads_of_publisher)
        ):
            antecedent = _of_publisher(publisher) if _heads(form, publisher) else None
            if form in _LEADERS and (not _alone(text, index, form) or _another(text, mentions, form, article)):
                continue
        else:
            continue
        if antecedent is None or (
            text.text[article : word.start].casefold() == "our " and not _is(antecedent, publisher)
        ):
            continue
        method = "publisher" if _is(antecedent, publisher) else "anaphor"
        found.append(replace(antecedent, start=article, end=end, method=method))
    return found


def _another(text: Text, mentions: list[AgencyMention], title: str, article: int) -> bool:
    """True where an officer of that title of some other body was told shortly before: "the Iraqi Foreign Minister"."""
    last = bisect_left(mentions, article, key=lambda m: m.start)
    near = [m for m in mentions[max(0, last - 3) : last] if article - m.end < _NEAR]
    return any(title in text.text[m.start : m.end].casefold() for m in near)


def _singular(text: Text, index: int) -> str:
    """The word without an s that a lost apostrophe left: "the departments investigation"."""
    form = text.forms[index]
    if not form.endswith("s") or form[:-1] not in agency_patterns().anaphors or index + 1 >= len(text.words):
        return form
    following = index + 1
    owns = text.gap(following) == " " and text.forms[following] not in agency_patterns().words.after_plurals
    return form[:-1] if owns else form


def _is(mention: AgencyMention, publisher: Agency | None) -> bool:
    return publisher is not None and mention.agency_id == publisher.agency_id


def _opens_title(text: Text, index: int) -> bool:
    """True for the first word of the text's title, which leaves articles out: "Commission and bureau sign accord"."""
    following = index + 1
    if index or not text.capital(index) or following >= len(text.words) or text.gap(following) != " ":
        return False
    line = text.text.split("\n", 1)[0]
    return not text.capital(following) and "\n" in text.text and not line.endswith(".")


def _article(text: str, start: int) -> int | None:
    """Where "the", "that", "this" or "our" before ``start`` begins, else None."""
    before = text[max(0, start - 6) : start].casefold()
    for article in ("the ", "that ", "this ", "our "):
        if before.endswith(article) and not before[: -len(article)][-1:].isalpha():
            return start - len(article)
    return None


def _alone(text: Text, index: int, form: str) -> bool:
    """True where the noun is no part of a longer name; ``form`` is the word without the s of a lost possessive."""
    if index + 1 >= len(text.words):
        return True
    following = index + 1
    if text.gap(following) != " " or text.forms[index] != form:
        return True
    if text.forms[following] in ("for", "on", "against"):
        named = following + 1
        on_a_day = text.forms[named : named + 1] and (
            text.forms[named] in agency_patterns().words.days_and_months or text.forms[named][0].isdigit()
        )
        return bool(on_a_day) or named >= len(text.words) or not text.capital(named)
    return text.forms[following] != "of" and not text.capital(following)


def _of_publisher(publisher: Agency) -> AgencyMention:
    return AgencyMention(0, 0, publisher.agency_id, publisher.name, publisher.country, "agency", "publisher")


def _heads(title: str, publisher: Agency) -> bool:
    """True where the publisher is a body that such an officer heads."""
    if title in _LEADERS:
        minds = title in ("minister", "secretary") and publisher.kind == "ministry"
        return minds or bool(_LEADERS[title] & set(key(publisher.plain_name)))
    nouns = {"commissioner": "commission", "ombudsman": "ombudsman", "auditor": "audit", "special": "special"}
    words = key(publisher.plain_name)
    return any(nouns.get(title, title) in word for word in words)
