"""What looks like a date and is none: years in the names of laws and events, numbers, ages, persons called April."""

from __future__ import annotations

import re

from parsers.language.timex.expressions import Calendar, Found, Holiday, Range, Shift, Weekday
from parsers.language.timex.words import GAP, LEXICON, alternation

_LAW = "(?i:" + alternation(LEXICON.laws) + ")"
_EVENT = "(?i:" + alternation(LEXICON.events) + ")"
_LAW_NAME = re.compile(rf"\b(?=[A-Z]){_LAW}\)?(?:{GAP}\([^)]*\))?(?:,{GAP}?|{GAP}(?:of{GAP}|\()?)$")
_ACRONYM_OF = re.compile(rf"\b(?!MOU\b|MoU\b|MOUs\b)[A-Z]{{3,}}[A-Za-z]*,?{GAP}(?:of{GAP})?$")
_NUMBER_OF_LAW = re.compile(
    rf"\b\d[\w/-]*{GAP}of{GAP}$"
    rf"|\b[Nn]o[.:]?{GAP}?[\w-]*\d[\w-]*(?:{GAP}(?:of|de|du|in){GAP}|/)(?:the{GAP}year{GAP})?$"
)
_EVENT_NAME = re.compile(
    rf"(?:[A-Z][\w'’-]*{GAP})(?:\w+{GAP}){{0,1}}?(?<=[\s]){_EVENT}{GAP}$|\b(?:Agenda|Vision|Horizon|Expo|Euro|Roadmap|Plan|Strategy|Goals?|Generation){GAP}$"
)
_NUMBERED = re.compile(rf"\bU\.?S\.?C\.?{GAP}$|\b(?i:{alternation(LEXICON.numbered)})s?[.:]?{GAP}?#?$")
_UNITS_NEXT = re.compile(rf"{GAP}{alternation(LEXICON.counted)}(?!\w)")
_MONEY_BEFORE = re.compile(r"(?:[$€£¥#§]|\b(?:US|USD|EUR|GBP|Rs|Rp|RM|SAR|HK|KSh|Sh|MNT|N|S|A)\.?)\s?$")
_OTHER_NUMBER = re.compile(rf"[-/]\d|\.\d|%|°|{GAP}of{GAP}(?:19|20)\d\d\b")
_TITLE_BEFORE = re.compile(
    rf"\b(?!(?:In|Since|By|From|Until|Till|Between|Throughout|During|Of|After|Before|Through|To|And|Or|Early|Late|Mid|The|Circa|"
    rf"About|Around|Year|Years)\b)[A-Z][\w-]+{GAP}$"
)
"""A capitalised word right before a year: "Integrity Award 2024", "Nairobi 2024"."""
_TITLE_ENDS = re.compile(
    rf"{GAP}?(?:[.,;:!?)\]\"”]|$|\n|(?:on|was|is|will|in|at|to|and|has|have|by|for|of|held|from|as|are|were|with)\b)"
)
_YEAR_BEFORE = re.compile(
    rf"(?i:\b(?:in|since|until|till|by|from|of|years?|early|late|mid|during|to|between|for|before|after|the)(?:{GAP}|-))$|[-–—(]$"
)
_ROUND_COUNT = re.compile(rf"{GAP}(?:[a-z]+{GAP})?[a-z]{{3,}}s\b")
_HYPHENED = re.compile(r"\b(?i:mid|early|late|pre|post|end|since|until|from|autumn|summer|spring|winter|fall)-$| -$")
_ADDRESS = re.compile(
    rf"{GAP}(?:[A-Z0-9][\w.]*{GAP}){{0,3}}(?:Avenue|Ave|Street|St|Road|Rd|Boulevard|Blvd|Drive|Lane|Way|Highway|Parkway|Square)\b"
)
_DIGITS_AROUND = re.compile(r"(?:\d[.,:]|[\w]/|\d-|[A-Z\d]-|@|\.\w*/)$")
_NAME_AFTER = re.compile(
    rf"{GAP}(?!(?:{alternation(LEXICON.months)}|{alternation(LEXICON.weekdays)}|I)\b)[A-Z](?:[a-z]+|\.)"
)
_TEMPORAL_BEFORE = re.compile(
    rf"(?i:\b(?:in|of|by|since|until|till|from|to|through|during|between|and|or|early|late|mid|middle|last|next|this|for|on|around|about|"
    rf"before|after|every|each|the|than|or|end|beginning|start|previous|following|throughout|a|over)(?:{GAP}(?:the{GAP}of{GAP})?|-))$|(?:{GAP}?[-–—(/]{GAP}?|\d{GAP}?|,{GAP})$"
)
_PERSON_BEFORE = re.compile(r"\b(?:[Oo]ne|Mr|Mrs|Ms|Dr|Chief|Pastor|Justice|named|called)\.?\s$")
"""Words before a person who is called by a day: "one Sunday Okoro"."""
_QUOTED_TITLE = re.compile(rf"[\"“](?:[A-Z]\w*{GAP})+$")
"""The words of a song or film before a feast: "White Christmas"."""
_FIRST_NAMES = frozenset(["April", "May", "June", "August", "Augustus", "Jan", "Summer", "Autumn"])


def is_name(text: str, found: Found) -> bool:
    """Whether the words of ``found`` belong to a name or a number rather than tell a date."""
    before = text[max(0, found.start - 60) : found.start]
    if isinstance(found.expression, Weekday):
        return bool(_PERSON_BEFORE.search(before) and _NAME_AFTER.match(text, found.end))
    if isinstance(expression := found.expression, Holiday) and _QUOTED_TITLE.search(before):
        return True
    if isinstance(expression, Shift | Holiday):
        return _is_title(text, found.start, found.end)
    after = text[found.end : found.end + 90]
    if isinstance(expression, Range) and isinstance(expression.first, Calendar):
        return _is_number(before, after) or _year_of_name(before, after)
    if not isinstance(expression, Calendar):
        return False
    if expression.month is None and expression.day is None and not expression.era and isinstance(expression.year, int):
        words = text[found.start : found.end]
        if not words[0].isdigit():
            return False
        if expression.year < 1600 and not _TEMPORAL_BEFORE.search(before):
            return True
        if expression.year % 50 == 0 and _ROUND_COUNT.match(after) and not _YEAR_BEFORE.search(before):
            return True
        if _TITLE_BEFORE.search(before) and _TITLE_ENDS.match(after):
            return True
        return _is_number(before, after) or _year_of_name(before, after)
    if expression.month and expression.year is None and expression.day is None:
        return _is_person(text[found.start : found.end], before, after)
    return False


def names_law(text: str, found: Found) -> bool:
    """Whether a year stands after the name of a law as "the Constitution of 1791" does, and could be its date."""
    told = found.expression
    alone = isinstance(told, Calendar) and told.month is None and isinstance(told.year, int) and told.year >= 1600
    before = text[max(0, found.start - 60) : found.start]
    return alone and before.endswith(" of ") and bool(_LAW_NAME.search(before))


def _is_title(text: str, start: int, end: int) -> bool:
    """ "the Tomorrow's Leaders Award": a capital within a sentence, and another after it."""
    if not text[start].isupper() or not re.search(r"[a-z,\"“] [\"“]?$|[A-Z]\w+ $", text[max(0, start - 20) : start]):
        return False
    return bool(re.match(r"['’]?s [A-Z][a-z]+", text[end : end + 20]))


def _is_number(before: str, after: str) -> bool:
    if before.endswith("-") and not _HYPHENED.search(before):
        return True
    if re.search(r"\d{3,} $", before) or (re.search(r"\d $", before) and re.match(r" \d", after)):
        return True  # a group of a telephone number
    if _MONEY_BEFORE.search(before) or _DIGITS_AROUND.search(before) or _NUMBERED.search(before):
        return True
    return bool(_UNITS_NEXT.match(after) or _ADDRESS.match(after) or _OTHER_NUMBER.match(after))


def _year_of_name(before: str, after: str) -> bool:
    if (
        _LAW_NAME.search(before)
        or _NUMBER_OF_LAW.search(before)
        or _EVENT_NAME.search(before)
        or _ACRONYM_OF.search(before)
    ):
        return True
    return any(noun.lower() in LEXICON.laws or noun.lower() in LEXICON.events for noun in _run_of_capitals(after))


def _run_of_capitals(after: str) -> list[str]:
    """The words of the proper name that begins right after a year: "2018 FIFA World Cup in Russia" gives three."""
    run: list[str] = []
    for word in re.findall(r"[\w'’&.-]+|[^\w\s]", after.partition("\n")[0]):
        if word[0].isupper():
            run.append(word.rstrip("."))
            if word.endswith(".") and word.count(".") == 1:
                break
        elif run and word in ("of", "on", "for", "and", "the", "against"):
            continue
        else:
            break
    return run


def _is_person(words: str, before: str, after: str) -> bool:
    if words == "March" and re.search(r"(?:\b[A-Z][\w'’]*|\b(?i:a|his|her|their|the|[\w]+[’']s))[ ]$", before):
        return not _TEMPORAL_BEFORE.search(before) or (
            before.endswith(("the ", "The ")) and "of the " not in before[-9:]
        )
    if words == "March" and re.match(r" (?:on|against|for|to) ", after) and not _TEMPORAL_BEFORE.search(before):
        return True
    if words.split()[0].rstrip(".") not in _FIRST_NAMES:
        return False
    if _TEMPORAL_BEFORE.search(before):
        return False
    return bool(_NAME_AFTER.match(after)) or words == "May"
