"""Rules for times of day: 7 pm, 10:30 a.m. EST, 9 o'clock, 0600 GMT, noon."""

from __future__ import annotations

import re

from parsers.language.timex.expressions import Calendar, Clock, Found
from parsers.language.timex.words import GAP, LEXICON, NUMBER_WORD, Rule, count_of, full_year, one, starts

_ZONE_NAME = (
    r"(?:[ECMP][SD]?T|GMT|UTC|BST|CES?T|EAT|WAT|SAST|IST|SGT|HKT|AE[DS]T|NZ[DS]T|"
    rf"[Ll]ocal{GAP}time|(?:[Ee]astern|[Cc]entral|[Mm]ountain|[Pp]acific){GAP}(?:[Ss]tandard|[Dd]aylight){GAP}[Tt]ime)"
)
_ZONE = rf"(?:{GAP}{_ZONE_NAME}(?!\w))?"


def _clock(match: re.Match[str], _: bool) -> list[Found]:
    groups = match.groupdict()
    told = groups["hour"]
    hour, minute = int(told) if told.isdigit() else int(count_of(told)), groups.get("minute")
    half = (groups.get("half") or "").lower().replace(".", "").replace(" ", "")
    if half and not 1 <= hour <= 12:
        return []
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 24 or (minute and int(minute) > 59):
        return []
    return one(match, Clock(f"T{hour:02}:{minute or '00'}"))


def _noon(match: re.Match[str], _: bool) -> list[Found]:
    return one(match, Clock("T24:00" if match[0].lower() == "midnight" else "T12:00"))


def _stamp(match: re.Match[str], _: bool) -> list[Found]:
    """The day and time at which a wire sent its story, written as the American wires do: "02-27-98 0802EST"."""
    month, day = int(match["month"]), int(match["day"])
    hour, minute = int(match["hour"]), int(match["minute"])
    if not (1 <= month <= 12 and 1 <= day <= 31 and hour < 24 and minute < 60):
        return []
    return one(match, Clock(f"T{hour:02}:{minute:02}", Calendar(full_year(match["year"]), month, day)))


_HOURS = starts(word for word, number in LEXICON.numbers.items() if number <= 12)

RULES = (
    Rule(
        starts(["#"]),
        re.compile(
            rf"(?P<hour>\d{{1,2}})(?:[:.](?P<minute>\d\d))?{GAP}?(?P<half>(?i:[ap]m(?!\w)|[ap]\.{GAP}?m\.?)){_ZONE}"
        ),
        _clock,
    ),
    Rule(
        starts(["#"]),
        re.compile(
            rf"(?P<hour>\d{{1,2}}):(?P<minute>\d\d)(?::\d\d)?(?![:\d]|-\d{{3}}|-\d\d?(?!\d|:))(?:{GAP}?(?i:hrs|hours)(?!\w))?{_ZONE}"
        ),
        _clock,
    ),
    Rule(
        starts(["#"]),
        re.compile(rf"(?P<hour>[01]\d|2[0-4])(?P<minute>[0-5]\d){GAP}?(?:{_ZONE_NAME}|(?i:hrs|hours){_ZONE})(?!\w)"),
        _clock,
    ),
    Rule(
        starts(["#"]) | _HOURS,
        re.compile(rf"(?P<hour>\d{{1,2}}|(?i:{NUMBER_WORD})){GAP}o['’]?clock(?!\w)"),
        _clock,
    ),
    Rule(
        starts(["#"]),
        re.compile(
            rf"(?P<month>\d\d)-(?P<day>\d\d)-(?P<year>\d\d){GAP}(?P<hour>\d\d)(?P<minute>\d\d)(?:{GAP}?[A-Z]{{3}})?(?!\w)"
        ),
        _stamp,
    ),
    Rule(starts(["noon", "midnight", "midday"]), re.compile(r"(?i:noon|midnight|midday)(?!\w)"), _noon),
)
