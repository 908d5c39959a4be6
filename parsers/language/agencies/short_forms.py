"""Later short forms of bodies named in full: defined acronyms, the first word of a company's name ("Embraer")."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from config.agency_names import key
from config.agency_patterns import agency_patterns
from config.places import gazetteer
from config.places import key as place_key
from parsers.language.agencies.spans import Spans
from parsers.language.agencies.words import Text
from parsers.records import AgencyMention


def find_short_forms(
    text: Text, mentions: list[AgencyMention], meanings: Mapping[tuple[str, ...], AgencyMention]
) -> list[AgencyMention]:
    """Mentions by a short form that the text has defined, or by the telling part of a company's name."""
    shorts = {form: m for form, m in meanings.items() if 1 <= len(form) <= 3}
    told_short: set[tuple[str, ...]] = set()
    for mention in mentions:
        if mention.kind == "company":
            form = key(mention.name)
            while form and (form[-1] in agency_patterns().company_suffixes or form[-1] == ","):
                form = form[:-1]
            if form:
                shorts.setdefault(form, mention)
            for length in range(2, len(form)):
                shorts.setdefault(form[:length], mention)
            if len(form) > 1 and form[:1] not in shorts and _distinctive(text, form[0], mention):
                shorts[form[:1]] = mention
                told_short.add(form[:1])
    by_first: dict[str, list[tuple[tuple[str, ...], AgencyMention]]] = {}
    for form, mention in shorts.items():
        by_first.setdefault(form[0], []).append((form, mention))
    taken = Spans((m.start, m.end) for m in mentions)
    found: list[AgencyMention] = []
    for index, word in enumerate(text.forms):
        bare = word[:-1] if text.lost_apostrophes and word.endswith("s") else word
        if word not in by_first and bare not in by_first:
            continue
        for form, mention in sorted(
            (*by_first.get(word, ()), *(by_first.get(bare, ()) if bare != word else ())), key=lambda p: -len(p[0])
        ):
            last = index + len(form)
            seen = tuple(text.forms[index:last])
            if not text.capital(index) or len(seen) < len(form):
                continue
            lost = seen != form and seen[-1] == form[-1] + "s" and text.lost_apostrophes
            if seen != form and not lost:
                continue
            start, end = text.words[index].start, text.words[last - 1].end - lost
            if len(form) == 1 and not text.upper(index) and mention.kind != "company":
                continue
            if form in told_short and (start < mention.start or _in_longer(text, index)):
                continue
            if taken.free(start, end):
                found.append(replace(mention, start=start, end=end, method="acronym"))
            break
    return found


def _distinctive(text: Text, word: str, company: AgencyMention) -> bool:
    """True where the first word of a company's name tells it alone: no place, no common word, nobody's surname."""
    patterns = agency_patterns()
    if len(word) < 5 or word in patterns.heads or word in patterns.words.plain or text.written_small(word):
        return False
    first = text.first_at(company.start)
    if place_key(text.raw(first)) in gazetteer().root.next:
        return False
    others = (index for index, form in enumerate(text.forms) if form == word and index and index != first)
    return not any(text.gap(index) == " " and text.capital(index - 1) and not _begins(text, index) for index in others)


def _begins(text: Text, index: int) -> bool:
    """True where the capital before ``index`` is that of a sentence's first word."""
    return text.words[index - 1].start == text.sentence(text.words[index].start)[0]


def _in_longer(text: Text, index: int) -> bool:
    """True where the word is part of a longer name."""
    following = index + 1
    after = following < len(text.words) and text.gap(following) in (" ", "-") and text.capital(following)
    before = index > 0 and text.gap(index) in (" ", "-") and text.capital(index - 1) and not _begins(text, index)
    return after or before
