"""How far a name reaches from its head noun, to the left and to the right."""

from __future__ import annotations

from config.agency_patterns import agency_patterns
from parsers.language.agencies.geography import country_at
from parsers.language.agencies.words import Text

_LONGEST = 14
_LIST_HEADS = frozenset({"ministry", "department", "committee", "office", "bureau", "council"})
_OPEN_TO_HEADS = frozenset({"office", "department", "command", "police"})
_TASKS = frozenset({"services"})
"""Heads that a ministry's name may end in: "Ministry of Health and Medical Services"."""
_OF_COUNTRY = frozenset({"university", "bank", "museum", "institute", "society", "association"})
"""Heads whose "of Namibia" is part of the name."""


def leftward(text: Text, head: int) -> int:
    """Index of the first word of the name whose head is at ``head``."""
    patterns = agency_patterns()
    first = head
    while first and head - first < _LONGEST and text.joins(first):
        before = first - 1
        form = text.forms[before]
        if text.possessive(first) and form not in patterns.words.genitives:
            break
        if text.gap(first).strip(" -–'’s/") in ("the", "The"):
            break
        if form == "and" and before and _coordinates(text, before):
            first = before - 1
            continue
        if (
            not text.capital(before)
            or form == ","
            or (form[0].isdigit() and text.forms[head] not in patterns.words.numbered)
        ):
            break
        if form in patterns.never_first and not _in_name(text, before, head) and not _in_country(text, before):
            break
        if (
            form in patterns.heads
            and first != head  # "Human Trafficking Prosecution Unit"
            and form not in patterns.words.heads_before_heads
            and text.forms[head] not in _OPEN_TO_HEADS
        ):
            break
        if text.lost_apostrophes and form.endswith("s") and form not in patterns.heads and form[:-1] in patterns.heads:
            break
        first = before
    return first


def rightward(text: Text, head: int) -> int:
    """Index after the last word of the name whose head is at ``head``."""
    patterns = agency_patterns()
    last = head + 1
    while last + 1 < len(text.words) and last - head < _LONGEST:
        if text.possessive(last) and text.forms[last - 1] not in patterns.words.genitives:
            break
        form = text.forms[last]
        begun = last > head + 1
        if form in patterns.words.name_links and text.joins(last) and text.joins(last + 1):
            if form == "to" and text.forms[head] not in ("mission", "commission"):
                break
            country = country_at(text, last + 1)
            if country and form == "for" and _goes_on(text, country[1]):
                last = country[1] + 1  # "Office for Iraq Reconstruction"
                continue
            if country:
                whole = form == "of" and country[2] == "country" and text.forms[head] in _OF_COUNTRY
                return country[1] if whole else last
            if (
                not text.capital(last + 1)
                or text.words[last + 1].start in text.persons
                or text.forms[last + 1][0].isdigit()
                or text.forms[last + 1] in patterns.words.days_and_months
            ):
                break
            last += 2
        elif form == "and" and begun and text.joins(last) and text.joins(last + 1):
            if not text.capital(last + 1) or text.upper(last + 1):
                break
            if _new_name(text, last + 1, _TASKS if text.forms[head] in _LIST_HEADS else frozenset()):
                break
            last += 2
        elif form == "," and last > head + 2 and text.forms[head] in _LIST_HEADS:
            end = _list_end(text, last)
            if end is None:
                break
            last = end
        elif form[0].isdigit() and text.forms[head - 1 : head + 1] == ["task", "force"] and text.gap(last) == " ":
            return last + 1
        elif begun and text.joins(last) and text.capital(last) and not form[0].isdigit() and not _opens(text, last):
            last += 1
        else:
            break
    if (
        last == len(text.words) - 1
        and last > head + 1
        and text.joins(last)
        and text.capital(last)
        and not text.possessive(last)
    ):
        last += 1
    return last


def seat_of_court(text: Text, last: int) -> tuple[int, str] | None:
    """Index after the seat of a court that ends before ``last`` ("in Hamilton", "sitting in Ikeja") and the seat."""
    at = last
    if at < len(text.words) and text.forms[at] == "sitting":
        at += 1
    if at + 1 >= len(text.words) or text.forms[at] not in ("in", "at", ",") or not text.capital(at + 1):
        return None
    if text.gap(at + 1).strip() or "\n" in text.gap(at + 1):
        return None
    end = at + 2
    if text.forms[at] == ",":
        goes_on = end < len(text.words) and text.joins(end) and text.capital(end)
        if text.upper(at + 1) or text.forms[at + 1] in agency_patterns().never_first or goes_on:
            return None
    return end, text.span(at + 1, end)


def _goes_on(text: Text, index: int) -> bool:
    """True where a capitalised word follows directly that may belong to the same name."""
    if index >= len(text.words) or text.gap(index) != " " or not text.capital(index):
        return False
    return text.forms[index] not in agency_patterns().never_first


def _opens(text: Text, index: int) -> bool:
    """True where a name of its own opens with the head at ``index``: "Office of …"."""
    if text.forms[index] not in agency_patterns().heads:
        return False
    return index + 1 < len(text.words) and text.forms[index + 1] in ("of", "for") and text.joins(index + 1)


def _coordinates(text: Text, conjunction: int) -> bool:
    """True where the "and" joins two words of one name: "Money Laundering and Asset Recovery Section"."""
    patterns = agency_patterns()
    left = conjunction - 1
    return (
        text.joins(conjunction)
        and text.capital(left)
        and not text.upper(left)
        and text.forms[left] not in patterns.never_first
        and text.forms[left] not in patterns.heads
        and country_at(text, left) is None
    )


def _in_name(text: Text, index: int, head: int) -> bool:
    """True for words like "Special" or "Justice" that belong to a name and are no title of a person."""
    patterns = agency_patterns().words
    return text.forms[index] in patterns.title_like and (
        index + 1 == head or text.forms[index + 1] in patterns.name_words_after
    )


def _in_country(text: Text, index: int) -> bool:
    """True for a later word of a country's name: "Papua New Guinea"."""
    for first in range(max(0, index - 2), index):
        told = country_at(text, first)
        if told and told[1] > index:
            return True
    return False


def _new_name(text: Text, index: int, tasks: frozenset[str] = frozenset()) -> bool:
    """True where a name of its own begins at ``index``, so that an "and" before it joins two bodies.

    ``tasks`` are head nouns that may be what a ministry minds.
    """
    heads = agency_patterns().heads
    at = index
    while at < len(text.words) and at - index < 7 and (at == index or text.joins(at)) and text.capital(at):
        if text.forms[at] in heads and text.forms[at] not in tasks:
            return True
        at += 1
    return country_at(text, index) is not None


def _list_end(text: Text, comma: int) -> int | None:
    """Index after a list that goes on with ``comma`` (", Youth and Sport"); None where it is no part of the name."""
    heads = agency_patterns().heads
    at = comma
    while at + 1 < len(text.words) and text.forms[at] == "," and at - comma < 8:
        at += 1
        begun = at
        while at < len(text.words) and text.capital(at) and at - begun < 3 and not text.gap(at).strip():
            if text.forms[at] in heads:
                return None
            at += 1
        if at == begun:
            return None
    if at + 1 >= len(text.words) or text.forms[at] != "and" or not text.capital(at + 1):
        return None
    if text.upper(at + 1) or _new_name(text, at + 1):
        return None
    at += 2
    while at < len(text.words) and text.capital(at) and text.gap(at) == " ":
        at += 1
    return at
