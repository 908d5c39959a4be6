"""Companies, by the legal form at the end of their name ("Embraer S.A.")."""

from __future__ import annotations

from config.agency_patterns import agency_patterns
from parsers.language.agencies.found import Found
from parsers.language.agencies.words import Text

_LONGEST = 9


def find_companies(text: Text) -> list[Found]:
    """Capitalised names that end in a legal form; the form belongs to the name."""
    patterns = agency_patterns()
    found: list[Found] = []
    for index, form in enumerate(text.forms):
        small = text.raw(index) in ("plc", "ltd")  # written small by their own houses
        if form not in patterns.company_suffixes or not (small or text.capital(index)) or not index:
            continue
        last = index + 1
        if last < len(text.words) and text.forms[last] in patterns.company_suffixes and text.joins(last):
            continue
        first = index
        while first and index - first < _LONGEST:
            before = first - 1
            gap = text.gap(first)
            if (
                text.forms[before] == ","
                and text.forms[first] in patterns.company_suffixes
                and before
                and text.capital(before - 1)
            ):
                first = before
                continue
            if gap.strip(" -&(") and not gap.strip().startswith((")", ".")):
                break
            if (
                text.forms[before] in ("and", "of")
                and before
                and text.capital(before - 1)
                and "&" in text.span(before, before + 1) + gap
            ):
                first = before
                continue
            if not text.capital(before) or text.forms[before] in patterns.never_first:
                break
            first = before
        if text.forms[first] in patterns.company_suffixes or "\n" in text.span(first, last):
            continue
        end = text.words[index].end
        if form != "limited" and text.text[end : end + 1] == "." and len(form) <= 4 and "." not in text.raw(index):
            end += 1
        name = text.text[text.words[first].start : end]
        found.append(Found(text.words[first].start, end, "pattern", name=name, kind="company"))
    return found
