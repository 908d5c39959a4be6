"""Companies, by the legal form at the end of their name ("Embraer S.A.")."""

from __future__ import annotations

from config.agency_patterns import agency_patterns
from parsers.language.agencies.found import Found
from parsers.language.agencies.geography import country_at
from parsers.language.agencies.words import Text

_LONGEST = 9
_OPENING = frozenset({"pt", "cv"})
_SMALL_FORMS = frozenset({"plc", "ltd", "d.o.o.", "s.r.o.", "a.s.", "d.d.", "o.o.", "mbH"})
"""Forms that their own houses or languages write with a small letter."""
_ONLY_CAPITALS = frozenset({"se", "kg", "as", "sa", "co"})
"""Words of two letters that are a form only in capitals ("Airbus SE"), or with a full stop."""
_STOPPED = frozenset({"inc", "corp", "ltd", "co", "kft", "zrt", "nyrt", "ltda", "sp", "sa"})
"""Forms that are written with a full stop, which then is part of the name: "Kék Duna Kft."."""
_TAILS = (("de", "cv"), ("de", "rl"), ("de", "rl", "de", "cv"), ("and", "co", "kg"), ("and", "co", "kgaa"))
"""What may follow a form: "S.A. de C.V.", "GmbH & Co. KG"."""
_SMALL_WORDS = frozenset(
    {"de", "do", "da", "dos", "das", "del", "du", "des", "di", "della", "la", "und", "y", "e", "et"}
)
_ABROAD = frozenset(
    {"sa", "sas", "sarl", "srl", "spa", "ltda", "ag", "gmbh", "kg", "nv", "bv", "lda", "sapi", "sal", "eirl"}
)
"""Forms of houses whose names may hold small words of their languages: "Holz und Bau AG"."""
_PARTNERS = frozenset({"llp", "plc", "llc", "ltd", "limited"})
"""Forms of houses that bear their partners' names: "Brook and Vale LLP"."""


def find_companies(text: Text) -> list[Found]:
    """Capitalised names that end in a legal form; the form belongs to the name."""
    found: list[Found] = []
    for index in range(1, len(text.forms)):
        form = _form_at(text, index)
        if form is None:
            continue
        begun, last = form
        if last < len(text.words) and _form_at(text, last) and text.joins(last):
            continue
        first = _leftward(text, begun)
        if first == begun or text.forms[first] in agency_patterns().company_suffixes or "\n" in text.span(first, last):
            continue
        end = text.words[last - 1].end
        abbreviated = text.forms[last - 1] in _STOPPED or "." in text.gap(last - 1)
        if abbreviated and text.text[end : end + 1] == "." and "." not in text.raw(last - 1):
            end += 1
        start = text.words[first].start
        found.append(Found(start, end, "pattern", name=text.text[start:end], kind="company"))
    return [*found, *_with_opening_form(text)]


def _with_opening_form(text: Text) -> list[Found]:
    """Companies whose legal form stands first, as in Indonesia: "PT Sinar Abadi"."""
    found: list[Found] = []
    for index, form in enumerate(text.forms):
        if form not in _OPENING or text.raw(index) not in ("PT", "CV"):
            continue
        last = index + 1
        while last < len(text.words) and last - index < 5 and text.gap(last) in (" ", ". ") and text.capital(last):
            last += 1
        if last - index > 2:
            start, end = text.words[index].start, text.words[last - 1].end
            found.append(Found(start, end, "pattern", name=text.text[start:end], kind="company"))
    return found


def _form_at(text: Text, index: int) -> tuple[int, int] | None:
    """First and last (exclusive) word of the legal form that begins at ``index``, or None."""
    form, raw = text.forms[index], text.raw(index)
    last = index + 1
    if form == "a" and text.forms[last : last + 1] == ["s"] and text.text[text.words[index].start :][:3] == "A/S":
        return index, last + 1
    if raw == "&" and text.forms[last : last + 1] == ["co"] and text.raw(last) == "Co":
        return index, last + 1  # "Brook & Co."
    if form not in agency_patterns().company_suffixes:
        return None
    if not (text.capital(index) or raw in _SMALL_FORMS):
        return None
    if form in _ONLY_CAPITALS and raw not in _SMALL_FORMS:
        shouted = last < len(text.words) and text.gap(last) == " " and text.raw(last).isupper()
        if not raw.isupper() or shouted:
            return None
    if form == "limited" and text.forms[last : last + 1] in (["liability"], ["edition"], ["partnership"]):
        return None
    if form == "sp":  # "Sp. z o.o."
        return (index, last + 2) if text.forms[last : last + 2] == ["z", "oo"] else None
    for tail in sorted(_TAILS, key=len, reverse=True):
        if tuple(text.forms[last : last + len(tail)]) == tail:
            return index, last + len(tail)
    return index, last


def _leftward(text: Text, begun: int) -> int:
    """Index of the first word of the name whose legal form begins at ``begun``."""
    patterns = agency_patterns()
    suffixes = patterns.company_suffixes
    first = begun
    while first and begun - first < _LONGEST:
        before = first - 1
        gap = text.gap(first)
        if text.forms[before] == "," and text.forms[first] in suffixes and before and text.capital(before - 1):
            first = before
            continue
        if gap.strip(" -&(") and not gap.strip().startswith((")", ".")):
            break
        if text.forms[begun] in _ABROAD and text.forms[before] in _SMALL_WORDS and _goes_on(text, before):
            first = before
            continue
        if text.forms[before] in ("and", "of") and before and text.capital(before - 1):
            ampersand = "&" in text.span(before, before + 1) + gap
            if ampersand or _partners(text, before, begun):
                first = before
                continue
        if not text.capital(before) or text.forms[before] in patterns.never_first:
            break
        first = before
    return first


def _goes_on(text: Text, small: int) -> bool:
    """True where a capitalised word stands before the small one at ``small``."""
    return small > 0 and text.gap(small) == " " and text.capital(small - 1) and not country_at(text, small - 1)


def _partners(text: Text, conjunction: int, begun: int) -> bool:
    """True where "and" joins the names of two partners, one word each, and not two companies."""
    left = conjunction - 1
    if text.forms[conjunction] != "and" or text.forms[begun] not in _PARTNERS or begun - conjunction > 2:
        return False
    alone = left == 0 or text.gap(left) != " " or not text.capital(left - 1)
    known = text.forms[left] in agency_patterns().company_suffixes or text.forms[left] in agency_patterns().never_first
    return alone and text.gap(conjunction) == " " and not known and not text.upper(left) and not country_at(text, left)
