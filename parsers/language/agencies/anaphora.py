"""Nouns that stand for a body named before or for the page's publisher: "the Commission", "the Commissioner"."""

from __future__ import annotations

from dataclasses import replace

from config.agencies import Agency
from config.agency_names import key
from config.agency_patterns import agency_patterns
from parsers.language.agencies.words import Text
from parsers.records import AgencyMention

_NEAR = 400
"""Characters within which a body told before in the same paragraph goes before the publisher."""


def find_anaphors(text: Text, mentions: list[AgencyMention], publisher: Agency | None) -> list[AgencyMention]:
    """Further mentions, none overlapping ``mentions`` (which must be in order)."""
    patterns = agency_patterns()
    taken = [(m.start, m.end) for m in mentions]
    found: list[AgencyMention] = []
    nouns = patterns.anaphors | {title[0] for title in patterns.heads_of_publisher}
    for index, form in enumerate(text.forms):
        if form not in nouns:
            continue
        word = text.words[index]
        article = _article(text.text, word.start)
        if article is None:
            continue
        capital = text.capital(index)
        if form in patterns.anaphors and (capital or form in patterns.words.small_anaphors) and _alone(text, index):
            antecedent = _nearest(text.text, mentions, word.start, form, publisher)
        elif (
            capital
            and publisher
            and any(tuple(text.forms[index : index + len(t)]) == t for t in patterns.heads_of_publisher)
        ):
            antecedent = _of_publisher(publisher) if _heads(form, publisher) else None
        else:
            continue
        if antecedent is None or any(start < word.end and article < end for start, end in taken):
            continue
        method = "publisher" if publisher and antecedent.agency_id == publisher.agency_id else "anaphor"
        found.append(replace(antecedent, start=article, end=word.end, method=method))
    return found


def _article(text: str, start: int) -> int | None:
    """Where "the", "that" or "this" before ``start`` begins, else None."""
    before = text[max(0, start - 5) : start].casefold()
    for article in ("the ", "that ", "this "):
        if before.endswith(article) and not before[: -len(article)][-1:].isalpha():
            return start - len(article)
    return None


def _alone(text: Text, index: int) -> bool:
    """True where the noun is no part of a longer name."""
    if index + 1 >= len(text.words):
        return True
    following = index + 1
    if text.gap(following) == " " and text.forms[following] in ("of", "for", "on", "against"):
        return False
    return not (text.gap(following) == " " and text.capital(following))


def _nearest(
    text: str, mentions: list[AgencyMention], start: int, noun: str, publisher: Agency | None
) -> AgencyMention | None:
    before = [m for m in mentions if m.end <= start and noun in key(m.name.partition(" (")[0])]
    if before and start - before[-1].end < _NEAR and "\n" not in text[before[-1].end : start]:
        return before[-1]
    if publisher and noun in key(publisher.plain_name):
        return _of_publisher(publisher)
    return before[-1] if before else None


def _of_publisher(publisher: Agency) -> AgencyMention:
    return AgencyMention(0, 0, publisher.agency_id, publisher.name, publisher.country, "agency", "publisher")


def _heads(title: str, publisher: Agency) -> bool:
    """True where the publisher is a body that such an officer heads."""
    nouns = {"commissioner": "commission", "ombudsman": "ombudsman", "auditor": "audit", "special": "special"}
    words = key(publisher.plain_name)
    return any(nouns.get(title, title) in word for word in words)
