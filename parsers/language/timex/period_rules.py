"""Rules for longer stretches of the calendar: seasons, quarters, decades, financial years, weeks, holidays."""

from __future__ import annotations

import re
import string
from dataclasses import replace

from parsers.language.timex.expressions import (
    Calendar,
    FirstMonths,
    Found,
    Holiday,
    Numbered,
    Season,
    Shift,
    WeekBy,
    Within,
)
from parsers.language.timex.words import (
    DAY,
    GAP,
    LEXICON,
    MONTH,
    ORDINAL,
    SEASON,
    WEEKDAY,
    YEAR,
    YEAR_TOLD,
    Rule,
    alternation,
    day_of,
    month_of,
    one,
    ordinal_of,
    starts,
    year_told,
)

_MONTH = rf"(?P<month>{MONTH})"


def _season(match: re.Match[str], _: bool) -> list[Found]:
    code = LEXICON.seasons[match["season"].lower()]
    return one(match, Season(code, year_told(match)))


def _bare_season(match: re.Match[str], _: bool) -> list[Found]:
    """ "in spring", "and summer" after another season; the word alone is too often no date."""
    start = match.start("season")
    if match["list"] and not re.search(rf"{SEASON}{GAP}$", match.string[max(0, match.start() - 12) : match.start()]):
        return []
    return [Found(start, match.end(), Season(LEXICON.seasons[match["season"].lower()]))]


def _quarter(match: re.Match[str], _: bool) -> list[Found]:
    groups = match.groupdict()
    letter = "H" if "half" in match[0].lower() or (groups.get("letter") or "").upper() == "H" else "Q"
    last = 2 if letter == "H" else 4
    told = groups.get("n")
    if told is None:
        number = last if groups["nth"].lower() in ("last", "final", "latter") else ordinal_of(groups["nth"])
    else:
        number = int(told)
    if not 1 <= number <= last:
        return []
    year = year_told(match)
    if year is None and re.search(r"\bthe year$", match[0]):
        year = Shift("year", 0, "free")
    if year is None and letter == "H" and not _IN_HALF.search(match.string, max(0, match.start() - 9), match.start()):
        return []
    return one(match, Season(f"{letter}{number}", year))


_IN_HALF = re.compile(r"\b(?:in|for|during|of|from|since|by)\s$", re.IGNORECASE)


def _first_months(match: re.Match[str], _: bool) -> list[Found]:
    """ "the first nine months of 2023": a run of whole months from January."""
    count = {
        "two": 2,
        "three": 3,
        "four": 4,
        "five": 5,
        "six": 6,
        "seven": 7,
        "eight": 8,
        "nine": 9,
        "ten": 10,
        "eleven": 11,
    }
    number = count.get(match["n"].lower()) or int(match["n"] if match["n"].isdigit() else 0)
    year = year_told(match) or Shift("year", 0, "free")
    if not 2 <= number <= 11:
        return []
    return one(match, FirstMonths(number, year))


def _within(match: re.Match[str], _: bool) -> list[Found]:
    nth = match["nth"].lower()
    month = Calendar(year_told(match), month_of(match["month"]))
    if match["unit"].lower() == "day" and nth in ("first", "1st"):
        return one(match, replace(month, day=1))
    mod = {"first": "START", "last": "END", "second": "MID", "third": "MID"}.get(nth)
    return one(match, Within(month, _length_within(match)), mod)


def _length_within(match: re.Match[str]) -> str:
    unit, count = match["unit"].lower(), (match["count"] or "").lower()
    if unit.startswith(("week", "day")) and (count or unit == "week"):
        return f"P{_COUNTS.get(count, 'X') if count else 1}{unit[0].upper()}"
    return ""


_COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10}


def _decade(match: re.Match[str], _: bool) -> list[Found]:
    groups = match.groupdict()
    if groups.get("digits"):
        digits = groups["digits"]
        value = digits[:3] if len(digits) == 4 else f"{19 if int(digits) >= 20 else 20}{digits[0]}"
        if groups.get("bc"):
            return one(match, Numbered(f"0{digits[:2]}" if len(digits) == 3 else digits[:3], "BC"))
        if len(digits) == 3:
            return []
        return one(match, Numbered(f"{value}X"))
    return one(match, Numbered(f"19{LEXICON.decades[groups['word'].lower()] // 10}X"))


def _century(match: re.Match[str], _: bool) -> list[Found]:
    number = ordinal_of(match["nth"])
    if match[0].endswith("Century") and re.match(r" [A-Z]", match.string[match.end() : match.end() + 2]):
        return []  # a company's name
    if match["bc"]:
        return one(match, Numbered(f"{number - 1:02}", "BC"))
    return one(match, Numbered(f"{number - 1:02}XX"))


def _holiday(match: re.Match[str], _: bool) -> list[Found]:
    return one(match, Holiday(re.sub(r"['’]", "", match["name"].lower()), year_told(match)))


def _week_by(match: re.Match[str], _: bool) -> list[Found]:
    ends = match["how"].lower() in ("ending", "ended", "to")
    day = Calendar(year_told(match), month_of(match["month"]), day_of(match["day"]))
    start = min(match.start("day"), match.start("month"))
    parts = (Found(start, match.end(), day),) if ends else ()
    return [Found(match.start(), match.end(), WeekBy(day, ends), parts=parts)]


_SEASON_STARTS = frozenset(LEXICON.seasons)
_ORDINALS = frozenset(LEXICON.ordinals)
_HOLIDAY = alternation(string.capwords(name) for name in LEXICON.holidays).replace("'", "['’]?")
_WEEK_BY = (
    rf"(?:[Tt]he{GAP})?[Ww]eek{GAP}(?:that{GAP})?(?P<how>ending|ended|to|of|beginning|commencing|starting){GAP}(?:on{GAP})?"
    rf"(?:{WEEKDAY},?{GAP})?"
)

RULES = (
    Rule(
        _SEASON_STARTS | starts(["the"]),
        re.compile(rf"(?:[Tt]he{GAP})?(?P<season>{SEASON})(?:,?{GAP}(?:of{GAP})?(?:{YEAR_TOLD}))"),
        _season,
    ),
    Rule(
        starts(["the"]),
        re.compile(
            rf"[Tt]he{GAP}(?P<season>{SEASON})(?!{GAP}(?i:of{GAP}(?!that|this)|season|semester|term|school|break))"
        ),
        _season,
    ),
    Rule(
        starts(["in", "by", "during", "since", "throughout", "until", "late", "early", "mid", "of", "and"]),
        re.compile(
            rf"(?i:(?:in|by|during|since|throughout|until|of|(?P<list>and))(?:{GAP}(?:late|early))?|late|early|mid)(?:{GAP}|-)"
            rf"(?P<season>(?i:spring|summer|autumn|winter))(?!\w|-|{GAP}(?:of{GAP}\d|season|semester|term|school|break|olympics|games|\d))",
        ),
        _bare_season,
    ),
    Rule(
        starts(["summer", "winter", "autumn"]),
        re.compile(
            rf"(?P<season>summer|winter|autumn)(?P<list>(?!\s*)x)?(?={GAP}?(?:[.,;:)]|\n|$)"
            rf"|{GAP}(?:in|of|and|or|but|when|as|while|before|after|for|to|at|with|on|is|was|were|that|by|from|the|they)\b)"
        ),
        _bare_season,
    ),
    Rule(
        starts("#"),
        re.compile(rf"(?P<year>{YEAR}){GAP}(?P<season>{SEASON})"),
        _season,
    ),
    Rule(
        _ORDINALS | starts(["the", "#", "last", "final", "latter"]),
        re.compile(
            rf"(?i:the{GAP})?(?P<nth>{ORDINAL}|(?i:last|final|latter))(?:{GAP}|-)(?i:quarter|half)(?!\w|-hour|-day|{GAP}(?i:of{GAP}the{GAP}(?!year)|final))"
            rf"(?:,?{GAP}(?:of{GAP}|in{GAP})?(?:(?:calendar year|the year){GAP}(?=\d))?(?:{YEAR_TOLD})"
            rf"|{GAP}of{GAP}the{GAP}year(?!\w))?"
        ),
        _quarter,
    ),
    Rule(
        starts(["q1", "q2", "q3", "q4", "h1", "h2"]),
        re.compile(rf"(?P<letter>[QH])(?P<n>[1-4])(?:{GAP}|[-/])(?:of{GAP})?(?:{YEAR_TOLD})"),
        _quarter,
    ),
    Rule(
        starts("#"),
        re.compile(rf"(?P<year>(?:19|20)\d\d)(?:{GAP}|-)?(?P<letter>[QH])(?P<n>[1-4])(?!\w)"),
        _quarter,
    ),
    Rule(
        starts(["the", "first"]),
        re.compile(
            rf"(?i:the{GAP})?(?i:first){GAP}(?P<n>\w+){GAP}months{GAP}of{GAP}(?:(?:{YEAR_TOLD})|the{GAP}year(?!\w))"
        ),
        _first_months,
    ),
    Rule(
        _ORDINALS | starts(["the", "#", "last", "final"]),
        re.compile(
            rf"(?i:the{GAP})?(?P<nth>{ORDINAL}|(?i:last|final))(?:{GAP}(?P<count>two|three|four|five|six|seven|ten|few))?{GAP}(?P<unit>(?i:weeks?|half|weekend|days?|part|decade)){GAP}of{GAP}"
            rf"{_MONTH}(?:,?{GAP}(?:of{GAP})?(?:{YEAR_TOLD}))?"
        ),
        _within,
    ),
    Rule(
        starts(["the", "#"]),
        re.compile(rf"(?:[Tt]he{GAP})?['’]?(?P<digits>\d{{2,3}}0)['’]?s(?!\w)(?P<bc>{GAP}B\.?C\.?)?"),
        _decade,
    ),
    Rule(
        starts(["the", "#", "'"]) | frozenset(LEXICON.decades),
        re.compile(
            rf"(?:[Tt]he{GAP})?['’](?P<digits>\d0)['’]?s(?!\w)|(?:[Tt]he{GAP}|(?<=mid-)|(?<=early\s)|(?<=late\s))(?P<word>(?i:{alternation(LEXICON.decades)}))(?!\w)"
        ),
        _decade,
    ),
    Rule(
        _ORDINALS | starts(["the", "#"]),
        re.compile(rf"(?:[Tt]he{GAP})?(?P<nth>{ORDINAL})[- ](?i:century|centuries)(?!\w)(?P<bc>{GAP}B\.?C\.?)?"),
        _century,
    ),
    Rule(
        starts(LEXICON.holidays),
        re.compile(
            rf"(?P<name>{_HOLIDAY})(?!\w)(?!{GAP}(?:tree|card|part(?:y|ies)|gift|carol|present|dinner|light|shopping|market|song|parade))"
            rf"(?:,?{GAP}(?:of{GAP})?(?:{YEAR_TOLD}))?"
        ),
        _holiday,
    ),
    Rule(
        starts(["the", "week"]),
        re.compile(rf"{_WEEK_BY}(?P<day>{DAY}){GAP}(?:of{GAP})?{_MONTH}(?:,?{GAP}(?:{YEAR_TOLD}))?"),
        _week_by,
    ),
    Rule(
        starts(["the", "week"]),
        re.compile(rf"{_WEEK_BY}{_MONTH}{GAP}?(?P<day>{DAY})(?:,?{GAP}(?:{YEAR_TOLD}))?"),
        _week_by,
    ),
)
