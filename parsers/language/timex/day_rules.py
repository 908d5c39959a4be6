"""Rules for dates that the calendar names: days, lists of days, months, years."""

from __future__ import annotations

import re

from parsers.language.timex.expressions import (
    Calendar,
    Found,
    Range,
    Season,
    Shift,
)
from parsers.language.timex.words import (
    DASH,
    DAY,
    GAP,
    LEXICON,
    MONTH,
    SEASON,
    WEEKDAY,
    YEAR,
    YEAR_TOLD,
    Rule,
    day_of,
    full_year,
    month_of,
    one,
    starts,
    weekday_of,
    year_told,
)

_SEPARATOR = rf"(?:{GAP})?(?:,(?:{GAP}and)?|and|&|or|to|through|until|till|{DASH})(?:{GAP})?(?:the{GAP})?"
_DAYS = rf"(?P<days>{DAY}(?:{_SEPARATOR}{DAY}){{0,8}})"
_WEEKDAY = rf"(?:(?P<weekday>{WEEKDAY}),?{GAP}(?:the{GAP})?(?:morning{GAP}of{GAP})?)?"
_MONTH = rf"(?P<month>{MONTH})"
_SPLIT = re.compile(rf"(?P<day>{DAY})(?P<separator>{_SEPARATOR})?")


def _day_list(match: re.Match[str], _: bool) -> list[Found]:
    """One day, several days or a range of days that share month and year."""
    month, year = month_of(match["month"]), year_told(match)
    weekday = weekday_of(match["weekday"]) if match["weekday"] else None
    offset = match.start("days")
    days = list(_SPLIT.finditer(match["days"]))
    told = [Calendar(year, month, day_of(day["day"]), weekday if i == 0 else None) for i, day in enumerate(days)]
    if len(told) == 1:
        return one(match, told[0])
    month_first = match.start("month") < offset
    spans = [[offset + day.start("day"), offset + day.end("day")] for day in days]
    spans[0][0] = match.start() if month_first or weekday else spans[0][0]
    spans[-1][1] = match.end()
    ends = [Found(a, b, e) for (a, b), e in zip(spans, told, strict=True)]
    found: list[Found] = []
    i = 0
    while i < len(ends):
        last = i
        while last + 1 < len(ends) and _runs_on(days[last]["separator"] or "", told[last], told[last + 1]):
            last += 1
        if last == i:
            found.append(ends[i])
        else:
            pair = (ends[i], ends[last])
            found.append(Found(pair[0].start, pair[1].end, Range(told[i], told[last]), parts=pair))
        i = last + 1
    return found


def _runs_on(separator: str, first: Calendar, last: Calendar) -> bool:
    assert first.day is not None
    assert last.day is not None
    joint = separator.split()[0] if separator.split() else separator
    if joint in (",", "and", "&", ",and"):
        return last.day == first.day + 1
    return joint != "or" and last.day > first.day


def _month(match: re.Match[str], _: bool) -> list[Found]:
    year = year_told(match)
    spelling = match["month"].rstrip(".")
    if year is None and spelling.capitalize() in LEXICON.needs_day:
        return []
    return one(match, Calendar(year, month_of(match["month"])))


def _month_of_era(match: re.Match[str], _: bool) -> list[Found]:
    season = LEXICON.seasons.get(match["month"].lower())
    year = int(match["number"])
    if season:
        return one(match, Season(season, year, era="BC"))
    return one(match, Calendar(year, month_of(match["month"]), era="BC"))


def _iso(match: re.Match[str], _: bool) -> list[Found]:
    return one(match, Calendar(int(match["y"]), int(match["m"]), int(match["d"])))


def _numeric(match: re.Match[str], month_first: bool) -> list[Found]:
    """Day and month by the publisher's habit, unless only one order makes a date."""
    a, b = int(match["a"]), int(match["b"])
    month, day = (a, b) if month_first and match["sep"] != "." else (b, a)
    if month > 12:
        month, day = day, month
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return []
    return one(match, Calendar(full_year(match["y"]), month, day))


def _years(match: re.Match[str], _: bool) -> list[Found]:
    first = int(match["first"])
    start = (
        match.start("first") if match["lead"] and not match["lead"].lower().startswith("the year") else match.start()
    )
    if not match["last"]:
        return [Found(start, match.end(), Calendar(first))]
    last = full_year(match["last"], first) if len(match["last"]) == 2 else int(match["last"])
    if last <= first or last - first > 200:
        return []
    parts = (
        Found(start, match.end("first"), Calendar(first)),
        Found(match.start("last"), match.end("last"), Calendar(last)),
    )
    return [Found(start, match.end(), Range(Calendar(first), Calendar(last)), parts=parts)]


_YEAR_LEAD = re.compile(
    r"\b(?:in|of|since|until|till|by|from|to|before|after|early|late|mid|summer|spring|winter|fall)[ -]$"
)


def _short_year(match: re.Match[str], _: bool) -> list[Found]:
    """ "in '91"."""
    if not _YEAR_LEAD.search(match.string, max(0, match.start() - 8), match.start()):
        return []
    return one(match, Calendar(full_year(match["year"])))


def _era(match: re.Match[str], _: bool) -> list[Found]:
    last = Calendar(int(match["number"]), era="BC")
    if not match["first"]:
        return one(match, last)
    first = Calendar(int(match["first"]), era="BC")
    parts = (Found(match.start(), match.end("first"), first), Found(match.start("number"), match.end(), last))
    return [Found(match.start(), match.end(), Range(first, last), parts=parts)]


def _bracketed(match: re.Match[str], _: bool) -> list[Found]:
    """ "Tuesday (20)" of Brazilian releases: the weekday with its day of the month."""
    return one(match, Calendar(None, None, day_of(match["day"]), weekday_of(match["weekday"])))


def _bracketed_date(match: re.Match[str], _: bool) -> list[Found]:
    """ "Tuesday (December 3)"."""
    day, month = match["d1"] or match["d2"], match["m1"] or match["m2"]
    return one(match, Calendar(None, month_of(month), day_of(day), weekday_of(match["weekday"])))


def _day_and_relative_month(match: re.Match[str], _: bool) -> list[Found]:
    words = {"this": 0, "last": -1, "next": 1}
    shift = Shift("month", words[match["which"].lower()], "published")
    return one(match, Calendar(shift, None, day_of(match["day"])))


_MONTH_STARTS = frozenset(m.lower() for m in LEXICON.months)
_WEEKDAY_STARTS = frozenset(w.lower() for w in LEXICON.weekdays)
_SEASON_STARTS = frozenset(LEXICON.seasons)
_DAY_STARTS = starts(["#", "the"]) | _WEEKDAY_STARTS

RULES = (
    Rule(
        _DAY_STARTS,
        re.compile(
            rf"{_WEEKDAY}(?:[Tt]he{GAP})?{_DAYS}{GAP}?(?:of{GAP}|day{GAP}of{GAP}|{DASH})?{_MONTH}"
            rf"(?:,?(?:{GAP}(?:of{GAP}|in{GAP})?|{DASH})(?:{YEAR_TOLD}))?"
        ),
        _day_list,
    ),
    Rule(
        _MONTH_STARTS | _WEEKDAY_STARTS,
        re.compile(
            rf"{_WEEKDAY}{_MONTH}{GAP}?(?:the{GAP})?{_DAYS}"
            rf"(?:(?:,{GAP}?|{GAP}(?:of{GAP}|in{GAP})?)(?:{YEAR_TOLD}))?"
        ),
        _day_list,
    ),
    Rule(
        _MONTH_STARTS,
        re.compile(rf"{_MONTH}(?:(?:,?{GAP}(?:of{GAP}|in{GAP})?|{DASH})(?:{YEAR_TOLD}))?(?!{GAP}?\d{{1,2}}\b(?![:.]))"),
        _month,
    ),
    Rule(
        _MONTH_STARTS | _SEASON_STARTS,
        re.compile(
            rf"(?P<month>{MONTH}|{SEASON}){GAP}(?:of{GAP})?(?P<number>\d{{1,4}}){GAP}?(?:BCE?|B\.\s?C\.?(?:E\.)?)(?!\w)"
        ),
        _month_of_era,
    ),
    Rule(
        starts("#"),
        re.compile(
            r"(?P<y>(?:1[6-9]|20|21)\d\d)(?P<s>[-/.])(?P<m>0?[1-9]|1[0-2])(?P=s)(?P<d>3[01]|[12]\d|0?[1-9])(?![\w-])"
        ),
        _iso,
    ),
    Rule(
        starts("#"),
        re.compile(r"(?P<a>\d{1,2})(?P<sep>[/.-]| / )(?P<b>\d{1,2})(?P=sep)(?P<y>(?:19|20)\d\d)(?![\w/-])"),
        _numeric,
    ),
    Rule(
        starts("#"),
        re.compile(r"(?P<a>\d{1,2})(?P<sep>/)(?P<b>\d{1,2})/(?P<y>\d\d)(?![\w/-])"),
        _numeric,
    ),
    Rule(
        starts(["#", "the", "year", "years"]),
        re.compile(
            rf"(?P<lead>(?:[Tt]he{GAP})?[Yy]ears?{GAP})?(?P<first>{YEAR})"
            rf"(?:\s?(?:{DASH}|/)\s?(?P<last>{YEAR}|\d\d(?![\w%]|[.,:]\d|{DASH}\d)))?"
        ),
        _years,
    ),
    Rule(starts(["'"]), re.compile(r"['’](?P<year>\d\d)(?![\w'’])"), _short_year),
    Rule(
        starts("#"),
        re.compile(
            rf"(?:(?P<first>\d{{1,4}})\s?(?:{DASH}|to)\s?)?(?P<number>\d{{1,4}}){GAP}?(?:BCE?|B\.\s?C\.?(?:E\.)?)(?!\w)"
        ),
        _era,
    ),
    Rule(
        _WEEKDAY_STARTS,
        re.compile(rf"(?P<weekday>{WEEKDAY}){GAP}\((?P<day>{DAY})\)"),
        _bracketed,
    ),
    Rule(
        _WEEKDAY_STARTS,
        re.compile(
            rf"(?P<weekday>{WEEKDAY}){GAP}\((?:(?P<d1>{DAY}){GAP}(?P<m1>{MONTH})|(?P<m2>{MONTH}){GAP}(?P<d2>{DAY}))\)"
        ),
        _bracketed_date,
    ),
    Rule(
        starts(["the", "#"]),
        re.compile(
            rf"(?:[Tt]he{GAP})?(?P<day>\d{{1,2}}(?:st|nd|rd|th)){GAP}(?:of{GAP})?(?P<which>(?i:this|last|next)){GAP}month(?!\w)"
        ),
        _day_and_relative_month,
    ),
)
