"""Rules for what is told without a day: now, recently, former, soon, in recent years, the near future."""

from __future__ import annotations

import re

from parsers.language.timex.expressions import Found, Literally
from parsers.language.timex.words import GAP, LEXICON, UNITS, Rule, alternation, starts

_REFERENCES = {
    "PRESENT_REF": (
        "now",
        "right now",
        "currently",
        "presently",
        "nowadays",
        "these days",
        "at present",
        "the present",
        "the present day",
        "present-day",
        "modern day",
        "at the moment",
        "at this moment",
        "at this time",
        "the time being",
        "to date",
        "current",
    ),
    "PAST_REF": (
        "recently",
        "lately",
        "recent",
        "former",
        "the past",
        "the recent past",
        "the distant past",
        "long ago",
    ),
    "FUTURE_REF": (
        "the future",
        "the near future",
        "the foreseeable future",
        "the not-too-distant future",
        "future",
        "as soon as possible",
    ),
}
_OF_NEWS = {"PAST_REF": ("previously", "formerly"), "FUTURE_REF": ("soon",)}
"""Words that count from the publication; in a history they count from whatever it tells."""
WORDS = {word: (value, False) for value, words in _REFERENCES.items() for word in words} | {
    word: (value, True) for value, words in _OF_NEWS.items() for word in words
}
_PREPOSITIONS = ("at ", "to ")
"""What is matched to be sure of the phrase, and left outside the tag."""
_NO_ADJECTIVE = re.compile(
    rf"{GAP}?(?:[,.;:)]|$|(?:a|an|the|and|or|is|was|are|were|has|had|of|in|to|as|than|by|with)\b)"
)
"""What follows "the former" where it is the first of two things."""
_NOT_AFTER = re.compile(r"(?:\bas|\btoo|\bhow|\bso|\bvery)[ ]$", re.IGNORECASE)


def _reference(match: re.Match[str], _: bool) -> list[Found]:
    words = re.sub(r"\s+", " ", match[0].lower())
    value, news = WORDS[words]
    if words == "soon" and _NOT_AFTER.search(match.string, max(0, match.start() - 6), match.start()):
        return []
    if words == "former" and _NO_ADJECTIVE.match(match.string, match.end()):
        return []
    if words == "soon" and re.match(r"\s+(?:after|there|enough\b)", match.string[match.end() : match.end() + 8]):
        return []
    if words == "the past" and not _NO_ADJECTIVE.match(match.string, match.end()):
        return []
    start = match.start() + next((len(word) for word in _PREPOSITIONS if words.startswith(word)), 0)
    return [Found(start, match.end(), Literally("DATE", value, news))]


def _vague_units(match: re.Match[str], _: bool) -> list[Found]:
    """ "in recent weeks", "the coming months": no number, so no length."""
    value = "FUTURE_REF" if match["which"].lower() == "coming" else "PAST_REF"
    return [Found(match.start(), match.end(), Literally("DATE", value))]


_PLURALS = alternation(entry.get("plural", f"{unit}s") for unit, entry in LEXICON.units.items() if unit != "second")


def _at_night(match: re.Match[str], _: bool) -> list[Found]:
    part = {"night": "NI", "daytime": "DT", "dawn": "MO", "dusk": "EV"}[match["part"].lower()]
    return [Found(match.start("part"), match.end(), Literally("TIME", f"XXXX-XX-XXT{part}"))]


RULES = (
    Rule(
        starts(WORDS),
        re.compile(
            rf"(?i:{'|'.join(sorted((w.replace(' ', GAP) for w in WORDS), key=lambda w: -len(w)))})(?!\w)"
            r"(?:(?<=now|tly)|(?!-))"
            rf"(?!(?<=time){GAP}(?i:next|last)\b)(?!(?<=past){GAP}(?:\w+{GAP})?(?i:{alternation(UNITS)})\b)"
        ),
        _reference,
    ),
    Rule(
        starts(["at", "by", "during", "daytime"]),
        re.compile(
            rf"(?i:(?:at|by|during){GAP})?(?P<part>(?i:(?<=at )night|(?<=by )night|daytime))(?![\w-]|{GAP}(?:of|on)\b)"
        ),
        _at_night,
    ),
    Rule(
        starts(["the", "recent", "coming"]),
        re.compile(rf"(?:[Tt]he{GAP})?(?P<which>(?i:recent|coming)){GAP}(?i:{_PLURALS})(?!\w)"),
        _vague_units,
    ),
)
