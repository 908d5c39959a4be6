"""Governments and embassies, named by their country: "Iraqi government", "U.S. Embassy in Manila"."""

from __future__ import annotations

from config.agencies import agencies
from config.agency_patterns import agency_patterns
from config.places import gazetteer
from config.places import key as place_key
from parsers.language.agencies.found import Found
from parsers.language.agencies.geography import country_after, country_at, country_before, with_article
from parsers.language.agencies.surroundings import Surroundings
from parsers.language.agencies.words import Text


def find_states(text: Text, around: Surroundings) -> list[Found]:
    """Governments and embassies; ``around`` tells which foreign country the text speaks of."""
    found: list[Found] = []
    for index, form in enumerate(text.forms):
        if form in ("government", "governments", "regime", "administration"):
            found += _governments(text, index, around)
            found += _below_the_state(text, index)
        elif form in ("embassy", "ambassador", "consulate", "embassys"):
            found += _embassies(text, index, index, around)
        elif form in ("commission", "commissioner") and index and text.forms[index - 1] == "high":
            found += _embassies(text, index - 1, index, around)
    return found


def _governments(text: Text, index: int, around: Surroundings) -> list[Found]:
    """ "Iraqi government", "Governments of Iraq and the United States"; a lone "the government" is none."""
    form = text.forms[index]
    last = index + 1
    if (
        last < len(text.words)
        and text.forms[last] in agency_patterns().words.government_things
        and text.gap(last) in (" ", "-")
    ):
        return []
    if (
        form == "regime"
        and index
        and (last >= len(text.words) or text.forms[last] not in ("of", "for") or not text.joins(last))
    ):
        before = text.text[max(0, text.words[index].start - 4) : text.words[index].start]
        if before.casefold() == "the " and (code := around.elsewhere(text.words[index].start)):
            return [_government(text.words[index].start - 4, text.words[index].end, code)]
    if form in ("government", "governments") and last + 1 < len(text.words) and text.forms[last] == "of":
        found: list[Found] = []
        at = last + 1
        while country := country_at(text, at):
            start = text.words[index if not found else at].start
            found.append(_government(start, text.words[country[1] - 1].end, country[0]))
            at = country[1]
            if form == "governments" and at + 1 < len(text.words) and text.forms[at] in (",", "and"):
                at += 1
                continue
            break
        return found
    told = country_before(text, index)
    if not told and index and text.forms[index - 1] == "federal":
        told = country_before(text, index - 1)
    if (
        told
        and (form != "administration" or text.capital(index))
        and not (last < len(text.words) and text.capital(last) and text.gap(last) == " " and text.capital(index))
    ):
        if form == "administration":
            return []
        return [_government(text.words[told[1]].start, text.words[index].end, told[0])]
    return []


def _government(start: int, end: int, code: str) -> Found:
    name = f"Government of {with_article(code)}"
    known = agencies().by_name(name, code)
    return Found(start, end, "pattern", (known,) if known else (), name=name, country=code)


def _below_the_state(text: Text, index: int) -> list[Found]:
    """ "Zamfara State Government", "County Government of Nakuru": governments of a part of a country, in capitals."""
    if text.forms[index] != "government" or not text.capital(index) or not index:
        return []
    first, last = index - 1, index + 1
    if text.forms[first] not in _PARTS or not text.capital(first) or text.gap(index) != " ":
        return []
    begun = first
    while first and text.gap(first) == " " and text.capital(first - 1) and begun - first < 4:
        if text.forms[first - 1] in agency_patterns().never_first:
            break
        first -= 1
    if last + 1 < len(text.words) and text.forms[last] == "of" and text.capital(last + 1) and text.joins(last + 1):
        if country_at(text, last + 1):
            return []
        last += 2
        while last < len(text.words) and text.gap(last) == " " and text.capital(last):
            last += 1
    elif first == begun:
        return []
    if last < len(text.words) and text.gap(last) == " " and text.capital(last):
        return []
    start, end = text.words[first].start, text.words[last - 1].end
    return [Found(start, end, "pattern", name=text.text[start:end], national=True)]


_PARTS = frozenset({"state", "county", "regional", "provincial", "municipal", "city", "cantonal", "territory"})


def _embassies(text: Text, index: int, noun: int, around: Surroundings) -> list[Found]:
    """ "Embassy of Japan", "U.S. Embassy in Manila", "Ambassador of Portugal", "U.S. Ambassador to Iraq".

    ``index`` is the first and ``noun`` the last word of what stands for it ("High Commission").
    """
    if not text.capital(index):
        return []
    first, last, sender = index, noun + 1, None
    form = text.forms[noun].removesuffix("s")
    if last + 1 < len(text.forms) and text.forms[last] in ("designate", "at"):
        last += 1
    if form == "ambassador" and index and text.forms[index - 1] == "eu.":
        first = index - 1
        to = country_at(text, last + 1) if text.forms[last : last + 1] in (["to"], ["in"]) else None
        receiving = to[0] if to else around.spoken_of(text.words[index].start)
        if receiving is None:
            return []
        name = f"Delegation of the European Union to {with_article(receiving)}"
        end_of_title = text.words[(to[1] if to else last) - 1].end
        return [Found(text.words[first].start, end_of_title, "pattern", name=name, country=receiving)]
    told = country_before(text, index)
    after = country_after(text, last) if last < len(text.forms) and text.forms[last] == "of" else None
    if told:
        sender, first = told
    elif after:
        sender, last = after
    if sender is None:
        return []
    where = ""
    if last + 1 < len(text.forms) and text.forms[last] in ("in", "to") and text.capital(last + 1):
        host = country_at(text, last + 1)
        end = host[1] if host else last + 2
        where = text.span(last + 1, end)
        if host:
            where = with_article(host[0])
        last = end
    elif (
        last < len(text.forms)
        and text.joins(last)
        and text.capital(last)
        and text.gap(last) == " "
        and form in ("embassy", "commission")
    ):
        where = (
            text.span(last, last + 1)
            if text.forms[last] not in agency_patterns().words.connectors and _is_city(text, last)
            else ""
        )
        last += bool(where)
    kind = {"consulate": "Consulate", "commission": "High Commission", "commissioner": "High Commission"}
    name = f"{kind.get(form, 'Embassy')} of {with_article(sender)}" + (f" in {where}" if where else "")
    return [Found(text.words[first].start, text.words[last - 1].end, "pattern", name=name, country=sender)]


def _is_city(text: Text, index: int) -> bool:
    """True where the word names a city of the gazetteer."""
    node = gazetteer().root.next.get(place_key(text.raw(index)))
    return bool(node and any(sense.kind == "city" for sense in node.senses or ()))
