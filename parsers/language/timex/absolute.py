"""Rules for dates that the calendar names: days, months, years, quarters, seasons, decades, holidays."""

from __future__ import annotations

import re
import string
from dataclasses import replace

from parsers.language.timex.expressions import (
    Calendar,
    Expression,
    FiscalYear,
    Found,
    Holiday,
    Numbered,
    Range,
    Season,
    Shift,
    WeekBy,
    Within,
)
from parsers.language.timex.words import (
    DASH,
    DAY,
    GAP,
    LEXICON,
    MONTH,
    ORDINAL,
    RELATIVE_YEAR,
    SEASON,
    WEEKDAY,
    YEAR,
    Rule,
    alternation,
    day_of,
    full_year,
    month_of,
    ordinal_of,
    starts,
    weekday_of,
)

YEAR_TOLD = rf"(?P<year>{YEAR}|['’]\d\d(?!\w))|{RELATIVE_YEAR}"
_SEPARATOR = rf"(?:{GAP})?(?:,(?:{GAP}and)?|and|&|or|to|through|until|till|{DASH})(?:{GAP})?(?:the{GAP})?"
_DAYS = rf"(?P<days>{DAY}(?:{_SEPARATOR}{DAY})*)"
_WEEKDAY = rf"(?:(?P<weekday>{WEEKDAY}),?{GAP}(?:the{GAP})?(?:morning{GAP}of{GAP})?)?"
_MONTH = rf"(?P<month>{MONTH})"
_SPLIT = re.compile(rf"(?P<day>{DAY})(?P<separator>{_SEPARATOR})?")
_YEARS_SHIFT = {
    "this": Shift("year", 0, "published"),
    "current": Shift("year", 0, "published"),
    "last": Shift("year", -1, "published"),
    "next": Shift("year", 1, "published"),
    "that": Shift("year", 0, "narrative"),
    "same": Shift("year", 0, "narrative"),
    "following": Shift("year", 1, "narrative"),
    "previous": Shift("year", -1, "narrative"),
}


def year_told(match: re.Match[str], near: int = 2000) -> int | Shift | None:
    """The year that a match tells in its groups ``year`` or ``relative``."""
    groups = match.groupdict()
    if groups.get("year"):
        return full_year(groups["year"], near)
    if groups.get("relative"):
        words = groups["relative"].lower().split()
        if words[:2] == ["the", "next"]:
            return Shift("year", 1, "narrative")
        return _YEARS_SHIFT[words[-2]]
    return None


def _one(match: re.Match[str], expression: Expression, mod: str | None = None) -> list[Found]:
    return [Found(match.start(), match.end(), expression, mod)]


def _day_list(match: re.Match[str], _: bool) -> list[Found]:
    """One day, several days or a range of days that share month and year."""
    month, year = month_of(match["month"]), year_told(match)
    weekday = weekday_of(match["weekday"]) if match["weekday"] else None
    offset = match.start("days")
    days = list(_SPLIT.finditer(match["days"]))
    told = [Calendar(year, month, day_of(day["day"]), weekday if i == 0 else None) for i, day in enumerate(days)]
    if len(told) == 1:
        return _one(match, told[0])
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
    assert first.day and last.day
    joint = separator.split()[0] if separator.split() else separator
    if joint in (",", "and", "&", ",and"):
        return last.day == first.day + 1
    return joint != "or" and last.day > first.day


def _month(match: re.Match[str], _: bool) -> list[Found]:
    year = year_told(match)
    spelling = match["month"].rstrip(".")
    if year is None and spelling.capitalize() in LEXICON.needs_day:
        return []
    return _one(match, Calendar(year, month_of(match["month"])))


def _month_of_era(match: re.Match[str], _: bool) -> list[Found]:
    season = LEXICON.seasons.get(match["month"].lower())
    year = int(match["number"])
    if season:
        return _one(match, Season(season, year, era="BC"))
    return _one(match, Calendar(year, month_of(match["month"]), era="BC"))


def _iso(match: re.Match[str], _: bool) -> list[Found]:
    return _one(match, Calendar(int(match["y"]), int(match["m"]), int(match["d"])))


def _numeric(match: re.Match[str], month_first: bool) -> list[Found]:
    """Day and month by the publisher's habit, unless only one order makes a date."""
    a, b = int(match["a"]), int(match["b"])
    month, day = (a, b) if month_first and match["sep"] != "." else (b, a)
    if month > 12:
        month, day = day, month
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return []
    return _one(match, Calendar(full_year(match["y"]), month, day))


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


def _era(match: re.Match[str], _: bool) -> list[Found]:
    last = Calendar(int(match["number"]), era="BC")
    if not match["first"]:
        return _one(match, last)
    first = Calendar(int(match["first"]), era="BC")
    parts = (Found(match.start(), match.end("first"), first), Found(match.start("number"), match.end(), last))
    return [Found(match.start(), match.end(), Range(first, last), parts=parts)]


def _season(match: re.Match[str], _: bool) -> list[Found]:
    code = LEXICON.seasons[match["season"].lower()]
    return _one(match, Season(code, year_told(match)))


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
        number = last if groups["nth"].lower() in ("last", "final") else ordinal_of(groups["nth"])
    else:
        number = int(told)
    if not 1 <= number <= last:
        return []
    year = year_told(match)
    if year is None and re.search(r"\bthe year$", match[0]):
        year = Shift("year", 0, "free")
    if year is None and letter == "H":
        return []
    return _one(match, Season(f"{letter}{number}", year))


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
    return _one(match, Range(Calendar(year, 1), Calendar(year, number)))


def _within(match: re.Match[str], _: bool) -> list[Found]:
    nth = match["nth"].lower()
    month = Calendar(year_told(match), month_of(match["month"]))
    if match["unit"].lower() == "day" and nth in ("first", "1st"):
        return _one(match, replace(month, day=1))
    mod = {"first": "START", "last": "END", "second": "MID", "third": "MID"}.get(nth)
    return _one(match, Within(month), mod)


def _decade(match: re.Match[str], _: bool) -> list[Found]:
    groups = match.groupdict()
    if groups.get("digits"):
        digits = groups["digits"]
        value = digits[:3] if len(digits) == 4 else f"{19 if int(digits) >= 20 else 20}{digits[0]}"
        if groups.get("bc"):
            return _one(match, Numbered(f"0{digits[:2]}" if len(digits) == 3 else digits[:3], "BC"))
        if len(digits) == 3:
            return []
        return _one(match, Numbered(value))
    return _one(match, Numbered(f"19{LEXICON.decades[groups['word'].lower()] // 10}"))


def _century(match: re.Match[str], _: bool) -> list[Found]:
    number = ordinal_of(match["nth"])
    if match["bc"]:
        return _one(match, Numbered(f"{number - 1:02}", "BC"))
    return _one(match, Numbered(f"{number - 1:02}"))


def _fiscal(match: re.Match[str], _: bool) -> list[Found]:
    groups = match.groupdict()
    quarter = groups.get("q")
    nth = groups.get("nth")
    told = f"Q{quarter}" if quarter else f"Q{ordinal_of(nth)}" if nth else None
    if groups.get("rel"):
        words = {"last": -1, "previous": -1, "past": -1, "this": 0, "current": 0, "next": 1, "coming": 1}
        return _one(match, FiscalYear(shift=words[groups["rel"].lower().split()[-1]], quarter=told))
    first = full_year(groups["first"])
    last = groups.get("last")
    if last is None:
        return _one(match, FiscalYear(last=first, quarter=told))
    end = full_year(last, first)
    if end != first + 1:
        return _one(match, Range(FiscalYear(last=first), FiscalYear(last=end))) if end > first else []
    return _one(match, FiscalYear(first, end, quarter=told))


def _holiday(match: re.Match[str], _: bool) -> list[Found]:
    return _one(match, Holiday(re.sub(r"['’]", "", match["name"].lower()), year_told(match)))


def _week_by(match: re.Match[str], _: bool) -> list[Found]:
    ends = match["how"].lower() in ("ending", "ended", "to")
    return _one(match, WeekBy(Calendar(year_told(match), month_of(match["month"]), day_of(match["day"])), ends))


def _bracketed(match: re.Match[str], _: bool) -> list[Found]:
    """ "Tuesday (20)" of Brazilian releases: the weekday with its day of the month."""
    return _one(match, Calendar(None, None, day_of(match["day"]), weekday_of(match["weekday"])))


def _day_and_relative_month(match: re.Match[str], _: bool) -> list[Found]:
    words = {"this": 0, "last": -1, "next": 1}
    shift = Shift("month", words[match["which"].lower()], "published")
    return _one(match, Calendar(shift, None, day_of(match["day"])))


_MONTH_STARTS = frozenset(m.lower() for m in LEXICON.months)
_WEEKDAY_STARTS = frozenset(w.lower() for w in LEXICON.weekdays)
_SEASON_STARTS = frozenset(LEXICON.seasons)
_ORDINALS = frozenset(LEXICON.ordinals)
_DAY_STARTS = starts(["#", "the"]) | _WEEKDAY_STARTS
_HOLIDAY = alternation(string.capwords(name) for name in LEXICON.holidays).replace("'", "['’]?")
_FISCAL = r"(?:FYs?|(?i:fiscal(?:[ -]years?)?|financial years?|tax years?))"
_WEEK_BY = (
    rf"(?:[Tt]he{GAP})?[Ww]eek{GAP}(?:that{GAP})?(?P<how>ending|ended|to|of|beginning|commencing|starting){GAP}(?:on{GAP})?"
    rf"(?:{WEEKDAY},?{GAP})?"
)
_NUMBERS = r"(?P<first>(?:19|20)\d\d|\d\d)(?:\s?[-/–—]\s?(?P<last>(?:19|20)\d\d|\d\d))?(?![\w%])"

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
        re.compile(r"(?P<a>\d{1,2})(?P<sep>[/.-])(?P<b>\d{1,2})(?P=sep)(?P<y>(?:19|20)\d\d)(?![\w/-])"),
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
    Rule(
        starts("#"),
        re.compile(
            rf"(?:(?P<first>\d{{1,4}})\s?(?:{DASH}|to)\s?)?(?P<number>\d{{1,4}}){GAP}?(?:BCE?|B\.\s?C\.?(?:E\.)?)(?!\w)"
        ),
        _era,
    ),
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
        starts("#"),
        re.compile(rf"(?P<year>{YEAR}){GAP}(?P<season>{SEASON})"),
        _season,
    ),
    Rule(
        _ORDINALS | starts(["the", "#", "last", "final"]),
        re.compile(
            rf"(?i:the{GAP})?(?P<nth>{ORDINAL}|(?i:last|final))(?:{GAP}|-)(?i:quarter|half)"
            rf"(?:,?{GAP}(?:of{GAP}|in{GAP})?(?:(?:calendar year|the year){GAP}(?=\d))?(?:{YEAR_TOLD})|{GAP}of{GAP}the{GAP}year(?!\w))?"
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
            rf"(?i:the{GAP})?(?P<nth>{ORDINAL}|(?i:last|final))(?:{GAP}(?:two|three|few))?{GAP}(?P<unit>(?i:weeks?|half|weekend|days?|part|decade)){GAP}of{GAP}"
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
        starts(["the", "#", "'"]),
        re.compile(
            rf"(?:[Tt]he{GAP})?['’](?P<digits>\d0)['’]?s(?!\w)|(?:[Tt]he{GAP})(?P<word>(?i:{alternation(LEXICON.decades)}))(?!\w)"
        ),
        _decade,
    ),
    Rule(
        _ORDINALS | starts(["the", "#"]),
        re.compile(rf"(?:[Tt]he{GAP})?(?P<nth>{ORDINAL})[- ](?i:century|centuries)(?!\w)(?P<bc>{GAP}B\.?C\.?)?"),
        _century,
    ),
    Rule(
        starts(["fy", "fys", "fiscal", "financial", "the", "tax"]) | frozenset(f"fy{n}" for n in range(2100)),
        re.compile(rf"(?:[Tt]he{GAP})?{_FISCAL}['’ -]?{GAP}?(?:ending{GAP}|of{GAP})?{_NUMBERS}"),
        _fiscal,
    ),
    Rule(
        starts(["the", "#"]),
        re.compile(rf"(?:[Tt]he{GAP})?{_NUMBERS}{GAP}{_FISCAL}(?!\w)"),
        _fiscal,
    ),
    Rule(
        starts(["the", "this", "last", "next", "current"]),
        re.compile(
            rf"(?P<rel>(?i:(?:the{GAP})?(?:last|previous|past|this|current|next|coming))){GAP}{_FISCAL}(?!\w|{GAP}\d)"
        ),
        _fiscal,
    ),
    Rule(
        _ORDINALS | starts(["the", "#"]),
        re.compile(
            rf"(?i:the{GAP})?(?P<nth>{ORDINAL})(?:{GAP}|-)(?i:quarter){GAP}(?:of{GAP})?(?:the{GAP})?{_FISCAL}{GAP}?{_NUMBERS}"
        ),
        _fiscal,
    ),
    Rule(
        starts(LEXICON.holidays),
        re.compile(
            rf"(?P<name>{_HOLIDAY})(?!\w)"
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
    Rule(
        _WEEKDAY_STARTS,
        re.compile(rf"(?P<weekday>{WEEKDAY}){GAP}\((?P<day>{DAY})\)"),
        _bracketed,
    ),
    Rule(
        starts(["the", "#"]),
        re.compile(
            rf"(?:[Tt]he{GAP})?(?P<day>\d{{1,2}}(?:st|nd|rd|th)){GAP}(?:of{GAP})?(?P<which>(?i:this|last|next)){GAP}month(?!\w)"
        ),
        _day_and_relative_month,
    ),
)
