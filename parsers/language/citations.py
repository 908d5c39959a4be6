"""Citations of treaty and law articles: known instruments by the register, others by the shape of their titles.

An instrument is found first ("the Prevention of Bribery Ordinance"); the articles are what stands before it ("section
9 of") or behind it ("UNCAC Article 7(1)(d)"). "the Convention" with an article stands for the convention named last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc

from config.instruments import instruments
from parsers.records import Citation, Context

_SUB = r"(?: ?\((?:\d{1,3}[a-z]?|[a-zA-Z]{1,4})\))"
_NUMBER = rf"(?!\d+ (?:U\. ?S|USC\b|C\. ?F|CFR\b))(?:\d+[A-Za-z]{{0,2}}(?:[.\-–]\d+[A-Za-z]?)*|[IVXLC]{{1,7}}\b){_SUB}*"
_LABEL = (
    r"(?:[Aa]rticles?|ARTICLES?|[Aa]rts?\.|[Ss]ections?|SECTIONS?|[Ss]ecs?\.|[Ss]s?\.|§§?|[Rr]egulations?|[Rr]ules?"
    r"|[Cc]lauses?|[Cc]hapters?)"
)
_PARAGRAPH = rf"(?:,? (?:sub)?paragraphs? (?:\d+[a-z]?|\([0-9a-z]+\)){_SUB}*)"
_AND = r"(?:,? and |,? or |, |,? read with |,? to |/)"
_LIST = rf"{_NUMBER}{_PARAGRAPH}?(?:{_AND}(?:{_LABEL} )?(?:{_NUMBER}{_PARAGRAPH}?|{_SUB}))*"
_BEFORE = re.compile(
    rf"(?P<paragraph>[Pp]aragraphs? (?:\d+[a-z]?|\([0-9a-z]+\)){_SUB}* of )?"
    rf"(?<![\w.])(?P<label>{_LABEL}|Titles?) ?(?P<list>{_LIST})(?:,? (?:of|under|to|in) (?:the |that |this |its )?| )"
    rf"(?:[A-Z][\w.]+(?: [A-Z][\w.]+)?['’]s? )?$"
)
_BEHIND = re.compile(rf"(?:</\w+>)?,? \(?(?P<label>{_LABEL}) ?(?P<list>{_LIST})(?![\w(])")
_ITEM = re.compile(rf"(?:{_LABEL} )?(?P<number>{_NUMBER}|{_SUB})(?P<paragraph>{_PARAGRAPH})?")
_PARTS = re.compile(r"\d+[a-z]?|(?<=\()[a-z]+(?=\))")
_REACH = 160
"""Characters in front of an instrument in which its articles are looked for."""

_HEADS = (
    "Act|Code|Ordinance|Law|Decree|Statutes?|Regulations?|Rules|Order|Constitution|Convention|Treaty|Protocol|Directive"
)
_WORD = r"[A-Z][\w’'\-]*"
_INNER = rf"(?: (?:{_WORD}|of|and|the|for|on|against|in|to|with|by|or|&|\([A-Z][^()\n]{{2,60}}\))| ?, (?=[A-Z]))"
_YEAR = r"(?:,? (?:of )?(?:18|19|20)\d\d\b|,? No\. ?\d+(?: of (?:19|20)\d\d)?)"
_ANCHOR = r"(?:(?<=\b[Tt]he )|(?<=\bof )|(?<=\bunder )|(?<=['’]s )|(?<=\bits )"
_UNKNOWN = re.compile(
    rf"{_ANCHOR}|(?P<first>^|(?<=[.;:] )|(?<=\n)))"
    rf"(?P<name>(?!The\b|Sections?\b|Articles?\b|Titles?\b){_WORD}{_INNER}{{0,12}}? (?P<head>{_HEADS})\b"
    rf"(?! (?:of (?!\d)|on|Enforcement|Office|School|Center|Clinic))(?P<year>{_YEAR})?)"
)
_SUBJECT = rf"(?:(?!,? and (?:the )?(?:{_HEADS})\b)(?: (?:of|and|the|in|for|against|on|to|with|from))* {_WORD})"
_HEAD_FIRST = re.compile(
    rf"(?<=\bthe )(?P<first>)(?P<name>(?P<head>Act|Law|Code|Ordinance|Convention|Protocol)"
    rf" (?:of|on|for|against|concerning|to) (?:the )?{_WORD}{_SUBJECT}{{0,10}}(?P<year>{_YEAR})?)"
)
_ABOUT = re.compile(r"\w+ (?:on|for|against|concerning) ")
"""A title that tells its subject behind the head: "Law on Prevention of Corruption"."""
_NEEDS_MORE = frozenset(
    ["Law", "Rules", "Order", "Decree", "Directive", "Protocol", "Regulation", "Constitution", "Treaty", "Convention"]
)
"""Heads that also end other names ("Office of Administrative Law"): taken with a year or an article alone."""
_POSSESSED = re.compile(r".*['’]s (?=.*(?:Code|Constitution|Law)$)")
_NO_LAW = re.compile(r"\b(?:Source|Postal|Zip|Dress|Bar|QR|Moral|Executive|Enforcement|Restraining|Court) \w+$")
_ANAPHOR = re.compile(
    r"\b(?:the|that|this|said) (?P<head>Act|Code|Ordinance|Law|Convention|Treaty|Statute|Regulations?|Protocol)\b"
)
_QUOTE = r"[\"“”'‘’]?"
_ALIAS = re.compile(
    rf" ?\((?:the |hereinafter |hereafter )*{_QUOTE}(?P<alias>[A-Z][\w.&\-]*(?: [A-Z][\w.&\-]*){{0,3}}){_QUOTE}\)"
)
_US_CODE = re.compile(
    r"\b(?P<title>\d{1,2}) (?:U\. ?S\. ?(?:C\.(?: ?A\.)?|Code)|USC\b|U\.S\.C\b),?"
    rf"(?: (?:§§?|[Ss]ections?|[Ss]ecs?\.|ss?\.))? ?(?P<list>{_LIST})"
)
_US_CODE_LONG = re.compile(
    rf"(?:[Ss]ections? (?P<list1>{_LIST}),? of )?[Tt]itle (?P<title>\d{{1,2}}),? (?:of )?(?:the )?"
    rf"(?:United States|U\.S\.|US) Code(?:,? (?:at )?(?:[Ss]ections?|§§?|[Ss]ecs?\.) ?(?P<list2>{_LIST}))?"
)
_FEDERAL_REGULATIONS = re.compile(
    rf"\b(?P<title>\d{{1,2}}) (?:C\. ?F\. ?R\.|CFR\b)(?: (?:§§?|[Pp]arts?|[Ss]ections?))? ?(?P<list>{_LIST})"
)


@dataclass(frozen=True, slots=True)
class _Named:
    """An instrument where the text names it."""

    start: int
    end: int
    instrument: str
    head: str
    alone: bool
    """It is a citation even without an article."""


def find_citations(doc: Doc, context: Context) -> list[Citation]:
    """Citations of ``doc`` in order, none overlapping; one for each article of a list."""
    text = doc.text
    found = [*_codes(text), *_instruments(text)]
    found.sort(key=lambda c: (c.start, -c.end))
    kept: list[Citation] = []
    for citation in found:
        if not kept or citation.start >= kept[-1].end:
            kept.append(citation)
    return kept


def _codes(text: str) -> Iterator[Citation]:
    """The United States Code and the Code of Federal Regulations, cited by title and section."""
    for match in _US_CODE.finditer(text):
        yield from _split(text, match, "list", f"U.S. Code Title {match['title']}")
    for match in _US_CODE_LONG.finditer(text):
        group = "list1" if match["list1"] else "list2" if match["list2"] else None
        name = f"U.S. Code Title {match['title']}"
        if group:
            yield from _split(text, match, group, name)
        else:
            yield Citation(match.start(), match.end(), name, None)
    for match in _FEDERAL_REGULATIONS.finditer(text):
        yield from _split(text, match, "list", f"Code of Federal Regulations Title {match['title']}")


def _instruments(text: str) -> Iterator[Citation]:
    last: dict[str, str] = {}
    aliases: dict[str, str] = {}
    previous: _Named | None = None
    for named in _named(text, aliases):
        instrument = named.instrument
        # "the Convention against Corruption (UNCAC)" names it once.
        repeated = previous is not None and previous.instrument == instrument
        if repeated and previous is not None and text[previous.end : named.start].strip() == "(":
            continue
        previous = named
        if instrument:
            last[named.head] = instrument
        elif named.head in last:
            instrument = last[named.head]
        else:
            continue
        window = max(0, named.start - _REACH)
        before = _BEFORE.search(text[window : named.start])
        if before:
            yield from _items(text, window + before.start(), named.end, before, window, instrument)
            continue
        behind = _BEHIND.match(text, named.end)
        if behind and named.instrument:
            yield from _items(text, named.start, behind.end(), behind, 0, instrument)
        elif named.alone:
            yield Citation(named.start, named.end, instrument, None)


def _named(text: str, aliases: dict[str, str]) -> list[_Named]:
    """All namings in order, none overlapping; ``instrument`` is empty for "the Convention" and the like."""
    known, names = _known()
    spans: list[_Named] = []
    for match in known.finditer(text):
        name = names[match.group().casefold()]
        spans.append(_Named(match.start(), match.end(), name, _head(name, match.group()), True))
    registered = tuple(spans)
    for pattern in (_UNKNOWN, _HEAD_FIRST):
        for match in pattern.finditer(text):
            title = _POSSESSED.sub("", match["name"])
            if _NO_LAW.search(title) or title.split()[0] in ("Department", "Office", "Ministry", "Commission"):
                continue
            # At the start of a line a headline may run into the title: there only an article makes it a citation.
            alone = (match["first"] is None or title != match["name"]) and match["head"].removesuffix(
                "s"
            ) not in _NEEDS_MORE
            alone = alone or match["year"] is not None or bool(_ABOUT.match(title))
            head = match["head"].removesuffix("s")
            named = _Named(match.end("name") - len(title), match.end("name"), title, head, alone)
            inside = [s for s in registered if s.start < named.end and named.start < s.end]
            # "the Minnesota False Claims Act" is another law than the one inside it; a headline's verbs are none.
            if not inside or (match["first"] is None and text[: named.start].endswith(("the ", "The "))):
                spans.append(named)
    kept = _longest(spans)
    # An acronym that the text itself gives ("the Anti-Corruption Act (ACA)") stands for the law from there on.
    for named in kept:
        alias = _ALIAS.match(text, named.end)
        if alias and named.alone:
            aliases[alias["alias"]] = named.instrument
    for alias_name, instrument in aliases.items():
        if alias_name in ("Act", "Code", "Law", "Ordinance", "Convention"):
            continue
        for match in re.finditer(rf"(?<![\w-]){re.escape(alias_name)}(?![\w-])", text):
            kept.append(_Named(match.start(), match.end(), instrument, _head(instrument, instrument), False))
    kept.extend(
        _Named(m.start("head"), m.end("head"), "", m["head"].removesuffix("s"), False) for m in _ANAPHOR.finditer(text)
    )
    return _longest(kept)


def _longest(spans: list[_Named]) -> list[_Named]:
    spans = sorted(spans, key=lambda s: (s.start, -s.end, not s.alone))
    kept: list[_Named] = []
    for span in spans:
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
        elif span.end > kept[-1].end and span.instrument and not kept[-1].instrument:
            kept[-1] = span
    return kept


@cache
def _known() -> tuple[re.Pattern[str], dict[str, str]]:
    names = {name.casefold(): instrument.name for instrument in instruments() for name in instrument.names}
    spellings = sorted({name for i in instruments() for name in i.names}, key=len, reverse=True)
    parts = [
        re.escape(s) if s.isupper() else re.sub(r"\b(against|and|of|on|the|in|to|for)\b", r"(?i:\1)", re.escape(s))
        for s in spellings
    ]
    return re.compile(r"(?<![\w-])(?:" + "|".join(parts) + r")(?![\w-])"), names


def _head(instrument: str, surface: str) -> str:
    """The noun that stands for the instrument later on: Convention, Act …"""
    for text in (surface, instrument, *(n for i in instruments() if i.name == instrument for n in i.names)):
        heads = re.findall(rf"\b(?:{_HEADS})\b", text)
        if heads:
            return str(heads[-1] if "Convention" not in heads else "Convention").removesuffix("s")
    return ""


def _items(text: str, start: int, end: int, match: re.Match[str], shift: int, instrument: str) -> Iterator[Citation]:
    """One citation for each article of ``match``; the first begins at ``start``, the last ends at ``end``."""
    paragraph = match.groupdict().get("paragraph")
    articles = list(_articles(match["list"], match.start("list") + shift))
    for index, (begin, stop, article) in enumerate(articles):
        if paragraph and len(articles) == 1:
            article += "".join(f"({part})" for part in _PARTS.findall(paragraph))
        if match["label"].startswith("Title"):
            article = f"Title {article}"
        yield Citation(
            begin if index else start, max(end, stop) if index == len(articles) - 1 else stop, instrument, article
        )


def _split(text: str, match: re.Match[str], group: str, instrument: str) -> Iterator[Citation]:
    """The same for a pattern that holds instrument and articles in one."""
    articles = list(_articles(match[group], match.start(group)))
    for index, (begin, stop, article) in enumerate(articles):
        last = index == len(articles) - 1
        yield Citation(begin if index else match.start(), max(match.end(), stop) if last else stop, instrument, article)


def _articles(listed: str, shift: int) -> Iterator[tuple[int, int, str]]:
    """``start, end, article`` of each item: "9(1)(a) and (2)" gives 9(1)(a) and 9(2); "15 to 23" stays one, 15-23."""
    base = ""
    position = 0
    pending: tuple[int, int, str] | None = None
    while match := _ITEM.search(listed, position):
        number = match["number"].replace(" ", "")
        if number.startswith("("):
            number = base + number
        else:
            base = re.sub(r"\(.*", "", number)
        if match["paragraph"]:
            number += "".join(f"({part})" for part in _PARTS.findall(match["paragraph"]))
        joint = listed[position : match.start()]
        if pending and joint.strip(", ") == "to":
            pending = (pending[0], match.end() + shift, f"{pending[2]}-{number}")
        else:
            if pending:
                yield pending
            blanks = len(match.group()) - len(match.group().lstrip())
            pending = (match.start() + blanks + shift, match.end() + shift, number)
        position = match.end()
    if pending:
        yield pending
