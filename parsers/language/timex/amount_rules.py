"""Rules for what is no day of its own: durations, sets, times of day, now and recently."""

from __future__ import annotations

import re

from parsers.language.timex.expressions import Clock, Found, Literally
from parsers.language.timex.words import (
    GAP,
    LEXICON,
    NUMBER,
    UNIT,
    UNITS,
    VAGUE,
    WEEKDAY,
    Rule,
    count_of,
    one,
    starts,
    unit_of,
    weekday_of,
)

_SET_WORDS = {
    "daily": "P1D",
    "weekly": "P1W",
    "monthly": "P1M",
    "quarterly": "P1Q",
    "yearly": "P1Y",
    "annually": "P1Y",
    "hourly": "PT1H",
    "nightly": "XXXX-XX-XXTNI",
    "biennially": "P2Y",
    "fortnightly": "P2W",
}
_REFERENCES = {
    "now": "PRESENT_REF",
    "right now": "PRESENT_REF",
    "currently": "PRESENT_REF",
    "presently": "PRESENT_REF",
    "nowadays": "PRESENT_REF",
    "these days": "PRESENT_REF",
    "at present": "PRESENT_REF",
    "the present": "PRESENT_REF",
    "the present day": "PRESENT_REF",
    "present-day": "PRESENT_REF",
    "at the moment": "PRESENT_REF",
    "at this time": "PRESENT_REF",
    "current": "PRESENT_REF",
    "recently": "PAST_REF",
    "lately": "PAST_REF",
    "recent": "PAST_REF",
    "the past": "PAST_REF",
    "the recent past": "PAST_REF",
    "the future": "FUTURE_REF",
    "the near future": "FUTURE_REF",
    "future": "FUTURE_REF",
}
_HELD_OUT = frozenset(["at present", "at the moment", "at this time", "the future", "the past", "the present"])


def duration_value(count: float | None, unit: str, *, more: str = "") -> str:
    """TIMEX3 value of so many units; X for an amount that is left open, ``more`` after the number ("3.5")."""
    entry = LEXICON.units[unit]
    if count is not None:
        count = count * entry.get("times", 1)
    number = "X" if count is None else f"{count:g}"
    if count is not None and number.startswith("0."):
        number = number[1:]
    return f"P{'T' if entry.get('clock') else ''}{number}{more}{entry['letter']}"


def _duration(match: re.Match[str], _: bool) -> list[Found]:
    groups = match.groupdict()
    amount = re.sub(r"\s+", " ", groups["number"].lower()) if groups.get("number") else None
    unit = unit_of(match["unit"])
    if unit == "quarter" or (unit == "second" and amount in ("a", "an", "one", "some", None)):
        return []
    if amount in ("a", "an") and match["unit"].lower() != unit:
        return []  # "a months-long inquiry"
    if amount is None or re.fullmatch(VAGUE, amount):
        count = None
    else:
        count = count_of(amount)
    if groups.get("half") and count is not None:
        count += 0.5
    if groups.get("halved"):
        count = 0.5
    lead = (groups.get("lead") or "").lower()
    mod = None
    if re.search(r"almost|nearly|less|under", lead):
        mod = "LESS_THAN"
    elif re.search(r"more|over|exceeding", lead):
        mod = "MORE_THAN"
    elif re.search(r"least", lead):
        mod = "EQUAL_OR_MORE"
    elif re.search(r"most|up to", lead):
        mod = "EQUAL_OR_LESS"
    elif lead:
        mod = "APPROX"
    return one(match, Literally("DURATION", duration_value(count, unit)), mod)


def _every(match: re.Match[str], _: bool) -> list[Found]:
    groups = match.groupdict()
    if groups.get("weekday"):
        return one(match, Literally("SET", f"XXXX-WXX-{weekday_of(match['weekday'])}"))
    unit = unit_of(match["unit"])
    count = count_of(groups["number"]) if groups.get("number") else 1
    return one(match, Literally("SET", duration_value(count, unit)))


def _set_word(match: re.Match[str], _: bool) -> list[Found]:
    return one(match, Literally("SET", _SET_WORDS[match[0].lower()]))


def _reference(match: re.Match[str], _: bool) -> list[Found]:
    words = re.sub(r"\s+", " ", match[0].lower())
    start = match.start() + (3 if words.startswith("at ") else 0)
    return [Found(start, match.end(), Literally("DATE", _REFERENCES[words]))]


def _clock(match: re.Match[str], _: bool) -> list[Found]:
    groups = match.groupdict()
    hour, minute = int(groups["hour"]), groups.get("minute")
    half = (groups.get("half") or "").lower().replace(".", "")
    if half and not 1 <= hour <= 12:
        return []
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 24 or (minute and int(minute) > 59):
        return []
    return one(match, Clock(f"T{hour:02}:{minute or '00'}"))


def _noon(match: re.Match[str], _: bool) -> list[Found]:
    return one(match, Clock("T24:00" if match[0].lower() == "midnight" else "T12:00"))


_LEAD = (
    r"(?P<lead>(?i:about|around|approximately|roughly|nearly|almost|over|under|some|just over|just under|more than|"
    r"less than|at least|at most|up to|no more than|close to|well over|little more than|"
    rf"an estimated|only|just|exceeding)){GAP}"
)
_LEAD_STARTS = starts(
    [
        "about",
        "around",
        "approximately",
        "roughly",
        "nearly",
        "almost",
        "over",
        "under",
        "some",
        "just",
        "more",
        "less",
        "at",
    ],
    ["up", "no", "close", "well", "little", "only", "exceeding"],
)
_NO_ADJECTIVE = (
    "that|this|these|those|each|every|from|with|into|than|then|last|next|past|other|some|were|have|been|over|within|after|before|during|"
    "until|only|just|such|when|people|persons|officers|times|percent|million|billion|thousand|about|under|later|earlier|which|recent|first"
)
_NUMBER_STARTS = starts(LEXICON.numbers, LEXICON.vague_numbers, ["#"])
_NOT_AGE = rf"(?!\w)(?!(?:{GAP}|-)(?i:olds?\b)|{GAP}(?i:of{GAP}age\b))"

_ZONE = rf"(?:{GAP}(?:[ECMP][SD]?T|GMT|UTC|BST|CES?T|EAT|WAT|SAST|IST|SGT|HKT|AE[DS]T|NZ[DS]T|local{GAP}time)(?!\w))?"

RULES = (
    Rule(
        _LEAD_STARTS | _NUMBER_STARTS | starts(["the"]),
        re.compile(
            rf"(?:{_LEAD})?(?:(?i:the{GAP}(?:next|last|past|first|final|previous|following|coming|preceding|ensuing|intervening)|another|a{GAP}further|a{GAP}total{GAP}of|a{GAP}period{GAP}of){GAP})?"
            rf"(?P<number>{VAGUE}|{NUMBER})(?P<half>{GAP}and{GAP}(?:a{GAP})?half)?(?:{GAP}|-)(?:(?i:more|full|short|long|consecutive|whole|additional|further|calendar|working|business|single|straight|successive|or{GAP}more){GAP})?"
            rf"(?P<unit>{UNIT}){_NOT_AGE}(?:[- ](?i:long)(?!\w))?"
        ),
        _duration,
    ),
    Rule(
        starts(["next", "last", "past", "another", "recent", "coming", "previous", "following"]),
        re.compile(
            rf"(?i:next|last|past|another|coming|previous|following){GAP}(?P<number>{VAGUE}|{NUMBER}){GAP}(?P<unit>{UNIT}){_NOT_AGE}"
        ),
        _duration,
    ),
    Rule(
        _NUMBER_STARTS,
        re.compile(
            rf"(?P<number>{VAGUE}|{NUMBER}){GAP}(?!(?i:{_NO_ADJECTIVE})\b)[a-z]{{4,}}{GAP}"
            rf"(?P<unit>(?i:days|weeks|months|years|decades|hours)){_NOT_AGE}"
        ),
        _duration,
    ),
    Rule(
        starts(["the", "this"]),
        re.compile(rf"(?i:(?:the|this){GAP}past|the{GAP}last){GAP}(?P<unit>(?i:week|month|year|decade|century))(?!\w)"),
        lambda match, _: one(match, Literally("DURATION", duration_value(1, unit_of(match["unit"])))),
    ),
    Rule(
        starts(["the"]),
        re.compile(
            rf"(?i:the){GAP}(?i:past|coming|intervening|last|recent|next|following|ensuing){GAP}(?P<unit>(?i:days|weeks|months|years|decades|centuries))(?!\w)"
        ),
        _duration,
    ),
    Rule(
        starts(["half"]),
        re.compile(rf"(?P<halved>(?i:half))(?:{GAP}(?:an?|of{GAP}a){GAP}|-)(?P<unit>{UNIT})"),
        _duration,
    ),
    Rule(
        starts(
            plural
            for plural, unit in UNITS.items()
            if plural != unit and unit not in ("second", "quarter", "minute", "night")
        ),
        re.compile(
            rf"(?P<unit>(?i:days|weeks|months|years|decades|centuries|hours(?!{GAP}of\b))){_NOT_AGE}"
            r"(?:[- ](?i:long)(?!\w)|(?!\w))"
        ),
        _duration,
    ),
    Rule(
        starts(["every", "each", "per"]),
        re.compile(
            rf"(?i:every|each|per){GAP}(?:(?P<number>{NUMBER}){GAP})?(?:(?P<unit>{UNIT})|(?P<weekday>{WEEKDAY}))"
        ),
        _every,
    ),
    Rule(
        starts(["once", "twice"]),
        re.compile(rf"(?i:once|twice){GAP}(?:an?|every|each|per){GAP}(?P<unit>{UNIT})"),
        _every,
    ),
    Rule(starts(_SET_WORDS), re.compile(rf"(?i:{'|'.join(_SET_WORDS)})(?!\w)"), _set_word),
    Rule(
        starts(_REFERENCES),
        re.compile(
            rf"(?i:{'|'.join(sorted((w.replace(' ', GAP) for w in _REFERENCES), key=lambda w: -len(w)))})(?![\w-])"
        ),
        _reference,
    ),
    Rule(
        starts(["#"]),
        re.compile(
            rf"(?P<hour>\d{{1,2}})(?:[:.](?P<minute>\d\d))?{GAP}?(?P<half>(?i:[ap]m(?!\w)|[ap]\.{GAP}?m\.?)){_ZONE}"
        ),
        _clock,
    ),
    Rule(
        starts(["#"]),
        re.compile(rf"(?P<hour>\d{{1,2}}):(?P<minute>\d\d)(?::\d\d)?(?![:\d-])(?:{GAP}?(?i:hrs|hours)(?!\w))?"),
        _clock,
    ),
    Rule(starts(["noon", "midnight", "midday"]), re.compile(r"(?i:noon|midnight|midday)(?!\w)"), _noon),
)
