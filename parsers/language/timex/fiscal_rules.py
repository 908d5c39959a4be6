"""Rules for financial years: FY2023/24, fiscal 1989, the last financial year, the second quarter of fiscal 2024."""

from __future__ import annotations

import re

from parsers.language.timex.expressions import FiscalYear, Found, Range
from parsers.language.timex.words import GAP, LEXICON, ORDINAL, Rule, full_year, one, ordinal_of, starts

_FISCAL = r"(?:FYs?|(?i:fiscal(?:[ -]years?)?|financial years?|tax years?))"
_NUMBERS = r"(?P<first>(?:19|20)\d\d|\d\d)(?:\s?[-/–—]\s?(?P<last>(?:19|20)\d\d|\d\d))?(?![\w%])"
_ORDINALS = frozenset(LEXICON.ordinals)


def _fiscal(match: re.Match[str], _: bool) -> list[Found]:
    groups = match.groupdict()
    quarter = groups.get("q")
    nth = groups.get("nth")
    told = f"Q{quarter}" if quarter else f"Q{ordinal_of(nth)}" if nth else None
    if groups.get("rel"):
        words = {"last": -1, "previous": -1, "past": -1, "this": 0, "current": 0, "next": 1, "coming": 1}
        return one(match, FiscalYear(shift=words[groups["rel"].lower().split()[-1]], quarter=told))
    first = full_year(groups["first"])
    last = groups.get("last")
    if last is None:
        return one(match, FiscalYear(last=first, quarter=told))
    end = full_year(last, first)
    if end != first + 1:
        return one(match, Range(FiscalYear(last=first), FiscalYear(last=end))) if end > first else []
    return one(match, FiscalYear(first, end, quarter=told))


RULES = (
    Rule(
        starts(["fy", "fys", "fiscal", "financial", "the", "tax"]) | frozenset(f"fy{n}" for n in range(2100)),
        re.compile(
            rf"(?:[Tt]he{GAP})?{_FISCAL}['’ -]?{GAP}?(?:ending{GAP}|of{GAP})?{_NUMBERS}"
            rf"(?:,?{GAP}(?P<nth>{ORDINAL}){GAP}(?i:quarter)(?!\w))?"
        ),
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
)
