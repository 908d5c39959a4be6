"""What a release says of itself as a publication: that it was corrected, withdrawn, or may not be used before a moment.

A notice stands where readers meet it: in the title, or as a paragraph of its own at the beginning or end of the body.
The same words inside the news ("the charges were withdrawn", "the arms embargo") are none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from parsers.records import Change, Withdrawal
from parsers.told_moments import MONTH, told_day, told_moment

_NEAR = 3
"""Paragraphs at the beginning and at the end in which a notice may stand."""
_SHORT = 600
"""Characters of the longest paragraph that is a notice."""
_RELEASE = (
    r"(?:(?:press|news|media)[ -])?(?:release|statement|notice|publication|document|page|article|announcement|story|"
    r"advisory|bulletin|news item)"
)
_WITHDRAWN_TITLE = re.compile(
    r"\W{0,2}(?:(?:withdrawn|retracted|retraction|rescinded)\s*[\])}]?\s*(?::|(?<=[\])}]))"
    r"|(?:withdrawn|retracted)\s*(?:–|—|-(?=\s)))",
    re.IGNORECASE,
)
_WITHDRAWN = re.compile(
    rf"\W{{0,3}}(?:(?:please note|note|notice|important|update)\b[^.]{{0,30}}?[:,–—-]\s*)?"
    rf"(?:this|the (?:above|following|below))\s+{_RELEASE}(?:\s+(?:of|dated|issued on|published on)[^.]{{0,40}})?\s+"
    r"(?:has (?:now )?been|was|is|is now|is hereby)\s+(?:formally\s+|officially\s+)?"
    r"(?:withdrawn|retracted|rescinded)\b(?!\s+(?:by|from (?!publication|circulation|(?:our|this) (?:web)?site))\b)",
    re.IGNORECASE,
)
_WITHDRAWN_ON = re.compile(
    r"\W{0,2}(?:withdrawn|retracted)\s+(?:by [^.;]{3,40} )?on\s+[^.;]{0,30}\d{4}\W{0,2}", re.IGNORECASE
)
_CORRECTED_TITLE = re.compile(
    r"\W{0,2}(?:correct(?:ion|ed)|erratum|errata|corrigendum)\s*[\])}]?\s*(?::|–|—|-(?=\s)|(?<=[\])}]))"
    r"|.*[\[(](?:correct(?:ed|ion)|corrected version|erratum)[\])]\W*$",
    re.IGNORECASE,
)
_CORRECTED = re.compile(
    r"\W{0,3}(?:"
    r"(?:corrections?(?: and clarifications?)?|clarification|corrected|erratum|errata|corrigendum)"
    r"(?:\s*[\[(][^\])]{0,40}[\])])?\s*(?::|–|—|-(?=\s))"
    r"|correct(?:ed|ion)\s+(?:on|of|made on)\s+[^.:]{0,20}\d{4}"
    rf"|an? (?:earlier|previous|prior|original) version of (?:this|the) {_RELEASE}\b"
    rf"|(?:this|the (?:above|following)) {_RELEASE} (?:has been|was|is)\s+(?:\w+ )?"
    r"(?:corrected|amended|(?:updated|revised|edited|changed)[^.]{0,60}?\bto (?:correct|clarify|reflect|fix|amend))\b"
    rf"|this is (?:a|the) (?:corrected|amended) (?:version|{_RELEASE})\b"
    r"|editor(?:[’']?s|s[’'])?[’']? note\b[^.]{0,20}[:–—-](?=[\s\S]{0,400}?\b(?:correct(?:ed|s|ion)|incorrect|error|"
    r"(?:earlier|previous|original) version|misstated|amended|revised)\b)"
    r")",
    re.IGNORECASE,
)
_MATERIAL = "information|material|report|story|news|figure|data|content|remark|speech|text|statistic"
_WHEN = rf"(?=\d|noon|midday|midnight|(?:mon|tue|wed|thu|fri|sat|sun)\w*\W|(?:{MONTH})\b)"
_EMBARGO = re.compile(
    r"\W{0,4}(?:"
    r"(?:(?:strictly|strict|under(?: strict)?|press|media|news)\s+){0,2}embargo(?:ed)?"
    r"(?:\s+for (?:release|publication|broadcast))?(?:\s*[:–—-]\s*(?:until|till|for release)?|\s+(?:until|till|til|to))"
    rf"\W*{_WHEN}"
    r"|(?:strictly )?not (?:for|to be) (?:publication|release|released|published|broadcast|use|used|reported)\b"
    rf"[\w ,/]{{0,50}}?\b(?:before|until|prior to)\W*{_WHEN}"
    r"|(?:sous )?embargo jusqu[’']|sperrfrist\s*:|embargad[oa] hasta|embargo (?:hasta|fino al?|até)\b"
    r")"
    rf"|[^.]{{0,80}}\b(?:this|these|the (?:following|attached)) (?:[\w-]+ ){{0,2}}?(?:{_RELEASE}|{_MATERIAL})s?\b"
    r"[^.]{0,80}\b(?:is|are|remains?) (?:strictly )?(?:under embargo|embargoed) until\b",
    re.IGNORECASE,
)
_LINE = 250
"""Characters of an embargo's paragraph in which its moment is told."""
_DAYS_APART = 90
"""Days between an embargo's end and the publication beyond which the day that was read is another one: a release that
waits for it would be lost."""


@dataclass(frozen=True, slots=True)
class Notices:
    """What a release says of itself; None and empty where it says nothing."""

    correction: str | None = None
    """The paragraph or title that tells of a correction."""
    history: tuple[Change, ...] = ()
    """The same with its day, where it tells one (midnight in the publisher's zone)."""
    withdrawn: Withdrawal | None = None
    embargoed_until: datetime | None = None


def read_notices(title: str, body: str, timezone: str | None = None, published: date | None = None) -> Notices:
    """The notices of a release. Moments without a zone are in ``timezone`` (IANA; UTC where None or unknown); days
    without a year are near ``published``."""
    zone = _zone(timezone)
    paragraphs = _ends(body)
    correction = _first(_CORRECTED_TITLE, _CORRECTED, title, paragraphs)
    day = told_day(correction, published) if correction else None
    changes = (Change(datetime.combine(day, time(0), zone), correction),) if correction and day else ()
    return Notices(
        correction, changes, _withdrawal(title, paragraphs, zone), _embargo(title, paragraphs, zone, published)
    )


def _withdrawal(title: str, paragraphs: list[str], zone: ZoneInfo) -> Withdrawal | None:
    told = next((p for p in paragraphs if _WITHDRAWN.match(p) or _WITHDRAWN_ON.fullmatch(p)), None)
    if told is None and not _WITHDRAWN_TITLE.match(title):
        return None
    day = told_day(told) if told else None
    return Withdrawal(datetime.combine(day, time(0), zone) if day else None, told or title)


def _embargo(title: str, paragraphs: list[str], zone: ZoneInfo, published: date | None) -> datetime | None:
    for text in (title, *paragraphs):
        found = _EMBARGO.match(text)
        if found is None:
            continue
        moment = told_moment(text[found.end() : found.end() + _LINE], zone, published)
        if moment and (published is None or abs((moment.date() - published).days) <= _DAYS_APART):
            return moment.astimezone(UTC)
    return None


def _first(of_title: re.Pattern[str], of_text: re.Pattern[str], title: str, paragraphs: list[str]) -> str | None:
    return next((text for text in paragraphs if of_text.match(text)), title if of_title.match(title) else None)


def _ends(body: str) -> list[str]:
    """The short paragraphs at the beginning and at the end, without cutting the whole body into paragraphs."""
    found: list[str] = []
    start, rest = 0, len(body)
    for _ in range(_NEAR):
        end = body.find("\n\n", start)
        found.append(body[start:] if end < 0 else body[start:end])
        if end < 0:
            return [text for text in found if 0 < len(text) <= _SHORT]
        start = end + 2
    last: list[str] = []
    for _ in range(_NEAR):
        begin = body.rfind("\n\n", start, rest)
        last.append(body[max(start, begin + 2 if begin >= 0 else start) : rest])
        if begin < 0:
            break
        rest = begin
    return [text for text in (*found, *reversed(last)) if 0 < len(text) <= _SHORT]


def _zone(timezone: str | None) -> ZoneInfo:
    try:
        return ZoneInfo(timezone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
