"""Rules for what is no day of its own: durations and sets."""

from __future__ import annotations

import re
from dataclasses import replace

from parsers.language.timex.expressions import Found, Literally
from parsers.language.timex.words import (
    DASH,
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

SET_WORDS = {
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


def duration_value(count: float | None, unit: str, *, more: str = "") -> str:
    """TIMEX3 value of so many units; X for an amount that is left open, ``more`` after the number ("3.5")."""
    entry = LEXICON.units[unit]
    if count is not None:
        count = count * entry.get("times", 1)
    number = "X" if count is None else f"{count:g}"
    if count is not None and number.startswith("0."):
        number = number[1:]
    return f"P{'T' if entry.get('clock') else ''}{number}{more}{entry['letter']}"


_OF_UNIT = {"year": (12, "month"), "hour": (60, "minute"), "minute": (60, "second"), "day": (24, "hour")}
_OF_UNIT |= {"decade": (10, "year"), "century": (100, "year")}
"""What a unit is made of, for halves of it."""
_DATED_FROM = re.compile(rf"{GAP}(?:ago|earlier|later)\b")
_COUNTED_FROM = re.compile(rf"{GAP}(?:after|before|ago|earlier|later|from|or)\b")
_ARTICLE_OF_NOUN = re.compile(rf"(?i:the){GAP}[\w,.]+-")
"""In "the 30-year bond" the article is the bond's, in "the nine months" that of the months."""
_RATE = re.compile(
    r"(?<!\w)(?!(?i:was|is|has|takes|lasts|as|its|this|plus|needs|spends|gives|allows|does|stays|his)\b)"
    r"(?:(?:[$€£]|[A-Z]{2,3}\$?)?\d[\d.,]*|million|[bt]r?illion|percent|%|once|twice|[a-z]{3,}s|people|children)[ ]$"
)
"""An amount right before "a day" or "a year" makes it a rate."""


def _duration(match: re.Match[str], _: bool) -> list[Found]:
    groups = match.groupdict()
    amount = re.sub(r"\s+", " ", groups["number"].lower()) if groups.get("number") else None
    unit = unit_of(match["unit"])
    if amount == "many" and match.string[: match.start()].endswith(("as ", "how ")):
        return []
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
        parts, unit = _OF_UNIT.get(unit, (1, unit))
        count = parts / 2
    if (
        amount in ("a", "an")
        and " " in match[0]
        and _RATE.search(match.string, max(0, match.start() - 20), match.start())
        and not _COUNTED_FROM.match(match.string, match.end())
    ):
        return one(match, Literally("SET", duration_value(count, unit)))
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
    start = match.start("number") if _ARTICLE_OF_NOUN.match(match[0]) else match.start()
    if groups.get("other") and _DATED_FROM.match(match.string, match.end()):
        return []  # "30 or 40 years ago"
    told = Found(start, match.end(), Literally("DURATION", duration_value(count, unit)), mod)
    if groups.get("other") and groups["other"].lower() not in ("a", "an"):
        other = Literally("DURATION", duration_value(count_of(groups["other"]), unit))
        return [Found(start, match.end("other"), other, mod), replace(told, start=match.start("number"))]
    return [told]


def _every(match: re.Match[str], _: bool) -> list[Found]:
    groups = match.groupdict()
    if groups.get("weekday"):
        return one(match, Literally("SET", f"XXXX-WXX-{weekday_of(match['weekday'])}"))
    unit = unit_of(match["unit"])
    told = groups.get("number")
    count = 1 if not told else None if re.fullmatch(VAGUE, told) else count_of(told)
    return one(match, Literally("SET", duration_value(count, unit)))


def _set_word(match: re.Match[str], _: bool) -> list[Found]:
    return one(match, Literally("SET", SET_WORDS[match[0].lower()]))


_LEAD = (
    rf"(?P<lead>(?i:about|around|approximately|roughly|nearly|almost|over(?!{GAP}the\b)|under|some|just over|"
    rf"just under|more than|less than|longer than|at least|at most|up to|as long as|no more than|close to|well over|"
    rf"little more than|an estimated|only|just|exceeding)){GAP}"
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
    ["up", "no", "close", "well", "little", "only", "exceeding", "longer", "as", "latest"],
)
_NO_ADJECTIVE = (
    "that|this|these|those|each|every|from|with|into|than|then|last|next|past|other|some|were|have|been|over|within|after|before|during|"
    "until|only|just|such|when|people|persons|officers|times|percent|million|billion|thousand|about|under|later|earlier|which|recent|first"
)
_NUMBER_STARTS = starts(LEXICON.numbers, LEXICON.vague_numbers, ["#"])
_NOT_AGE = rf"(?!\w)(?!(?:{GAP}|-)(?i:olds?\b)|{GAP}(?i:of{GAP}age\b))"

RULES = (
    Rule(
        _LEAD_STARTS | _NUMBER_STARTS | starts(["the"]),
        re.compile(
            rf"(?:{_LEAD})?(?:(?i:(?:the{GAP})?latest|the{GAP}(?:next|last|past|first|final|previous|following|coming|preceding|ensuing|intervening)|the|another|a{GAP}further|a{GAP}total{GAP}of|a{GAP}period{GAP}of){GAP})?"
            rf"(?:(?P<other>{NUMBER})(?:{GAP}(?:or|to|and){GAP}|{DASH}))?"
            rf"(?P<number>{VAGUE}|{NUMBER})(?P<half>{GAP}and{GAP}(?:a{GAP}|one-)?half)?(?:{GAP}|-)(?:(?i:more|full|short|long|consecutive|whole|additional|further|calendar|working|business|single|straight|successive|or{GAP}more){GAP})?"
            rf"(?P<unit>{UNIT}){_NOT_AGE}(?:[- ](?i:long)(?!\w))?"
        ),
        _duration,
    ),
    Rule(
        starts(["next", "last", "past", "another", "recent", "coming", "previous", "following"]),
        re.compile(
            rf"(?<!to )(?<!will )(?<!would )(?<!could )(?<!may )(?<!might )(?<!can )(?<!should )(?<!must )"
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
        starts(["over", "for", "within", "throughout"]),
        re.compile(
            rf"(?i:over|for|within|throughout){GAP}(?P<told>(?i:the{GAP}(?:next|coming)){GAP}(?P<unit>(?i:week|month|year|decade|century)))(?!\w)"
        ),
        lambda match, _: [
            Found(match.start("told"), match.end(), Literally("DURATION", duration_value(1, unit_of(match["unit"]))))
        ],
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
        starts(["half", "a", "the"]) | _LEAD_STARTS,
        re.compile(
            rf"(?:{_LEAD})?(?:(?i:an?){GAP})?(?P<halved>(?i:half))(?:{GAP}(?:an?|of{GAP}a){GAP}|[-\s])(?P<unit>{UNIT}){_NOT_AGE}"
        ),
        _duration,
    ),
    Rule(
        _NUMBER_STARTS,
        re.compile(
            rf"(?P<number>(?i:an?|one)){GAP}(?P<unit>(?i:year|month|week|day|hour|minute|decade|century))"
            rf"(?P<half>{GAP}and{GAP}(?:a{GAP}|one-)?half)(?!\w)"
        ),
        _duration,
    ),
    Rule(
        starts(["day", "week", "month", "year", "decade", "century", "hour", "night"])
        | starts(f"{unit}long" for unit in ("day", "week", "month", "year", "night", "decade")),
        re.compile(r"(?P<unit>(?i:day|week|month|year|decade|century|hour|night))-?(?i:long)(?!\w)"),
        lambda match, _: one(match, Literally("DURATION", duration_value(1, unit_of(match["unit"])))),
    ),
    Rule(
        _NUMBER_STARTS | _LEAD_STARTS,
        re.compile(
            rf"(?:{_LEAD})?(?P<number>{NUMBER})(?:{GAP}|-)(?P<unit>(?i:years?|months?|weeks?|days?)){GAP}(?i:old|of{GAP}age)(?![\w-])"
        ),
        _duration,
    ),
    Rule(
        starts(
            plural
            for plural, unit in UNITS.items()
            if plural != unit and unit not in ("second", "quarter", "minute", "night")
        ),
        re.compile(
            rf"(?<!many )(?P<unit>(?i:days|weeks|months|years|decades|centuries|hours(?!{GAP}of\b))){_NOT_AGE}"
            r"(?:[- ](?i:long)(?!\w)|(?!\w))"
        ),
        _duration,
    ),
    Rule(
        starts(["every", "each", "per"]),
        re.compile(
            rf"(?i:every|each|per){GAP}(?:(?P<number>{NUMBER}|(?i:few|couple{GAP}of)){GAP})?(?:(?P<unit>{UNIT})|(?P<weekday>{WEEKDAY}))"
        ),
        _every,
    ),
    Rule(
        starts(["once", "twice"]),
        re.compile(rf"(?i:once|twice){GAP}(?:an?|every|each|per){GAP}(?P<unit>{UNIT})"),
        _every,
    ),
    Rule(starts(SET_WORDS), re.compile(rf"(?i:{'|'.join(SET_WORDS)})(?!\w)"), _set_word),
)
