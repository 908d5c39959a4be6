"""Names of bodies that the register does not hold, read by their head noun ("Luna County Sheriff's Office")."""

from __future__ import annotations

import re

from config.agency_patterns import agency_patterns
from parsers.language.agencies.found import Found
from parsers.language.agencies.geography import country_after, country_at
from parsers.language.agencies.name_bounds import leftward, rightward, seat_of_court
from parsers.language.agencies.words import Text

_LONGEST = 14
_NO_NAMES = frozenset(
    {
        "board of directors",
        "board of trustees",
        "audit committee",
        "foreign terrorist organization",
        "foreign terrorist organizations",
        "conference center",
    }
)
_FIRST_AFTER_COUNTRY = frozenset(
    {
        *("ministry", "department", "office", "federal", "embassy", "parliament", "directorate", "foreign", "supreme"),
        *("prosecutor", "attorney", "auditor"),
    }
)
"""Names that begin so lose the country before them: "Iraqi Ministry of Culture", not "Haitian National Police"."""
_OF_COUNTIES = frozenset({"sheriff", "police", "district", "prosecutor"})
_COUNTY = re.compile(r"(?P<county>(?:(?!The )[A-Z][\w.’'-]* ){1,3}County)(?:, | \()[A-Z][a-z]+(?: [A-Z][a-z]+)?\)? $")
_ENGLISH = frozenset({"of", "for", "on", "against", "in", "and", "to", "with"})
"""Small words before which a name in another language ends: "Guardia di Finanza of Italy"."""
_AND = frozenset({"y", "e", "et", "und"})
_ANY = {
    "court": frozenset({"competent", "lower", "trial", "appellate", "same", "first"}),
    "network": frozenset({"global", "international", "regional", "national", "wide"}),
    "authority": frozenset({"competent", "local", "contracting", "central"}),
    "committee": frozenset({"organizing", "steering", "technical", "joint"}),
    "service": frozenset({"public", "civil"}),
}
"""Words before a head that make no name of it: "the Competent Court"."""
_PREFIXES = frozenset({"non", "sub", "inter"})


def find_names(text: Text) -> list[Found]:
    """Capitalised names around the head noun of a body, none overlapping; headlines are left out."""
    patterns = agency_patterns()
    found: list[Found] = []
    done = 0
    for index, form in enumerate(text.forms):
        head = form in patterns.heads or form.removesuffix("s") in patterns.heads
        if index < done or not (head or form in patterns.foreign_heads) or not text.capital(index):
            continue
        if _head_follows(text, index) or (len(form) > 3 and text.raw(index).isupper()):
            continue
        if form in patterns.heads or (head and _owns(text, index)):
            hit = _english(text, index)
        else:
            hit = _foreign(text, index) if form in patterns.foreign_heads else None
        if hit and not text.headline(hit[1].start):
            while found and hit[1].start <= found[-1].start:
                found.pop()  # "Combined Joint Forces" within "Combined Joint Forces Land Component Command"
            found.append(hit[1])
            done = hit[0]
    return found


def _owns(text: Text, index: int) -> bool:
    """True where the word's s is a possessive that lost its apostrophe: "the American Bar Associations biennial"."""
    following = index + 1
    if following >= len(text.words) or not text.lost_apostrophes:
        return False
    return text.lost_possessive(following) or (
        text.gap(following) == " "
        and not text.capital(following)
        and text.forms[following] not in agency_patterns().words.after_plurals
    )


def _head_follows(text: Text, index: int) -> bool:
    """True where the next word is the true head: "Prosecution Unit", "Police Department"."""
    following = index + 1
    if following >= len(text.words) or text.gap(following) != " " or text.possessive(following):
        return False
    return text.forms[following] in agency_patterns().heads and text.capital(following)


def _english(text: Text, head: int) -> tuple[int, Found] | None:
    """The name around ``head`` and the index after it."""
    patterns = agency_patterns()
    form = text.forms[head]
    if form not in patterns.heads:
        form = form.removesuffix("s")
    first, named = leftward(text, head), rightward(text, head)
    seat = seat_of_court(text, named) if form in ("court", "tribunal") else None
    last = seat[0] if seat else named
    lost = text.forms[head] != form and named == head + 1 and text.forms[head - 1 : head] != ["law"]
    own = [i for i in range(first, head) if text.forms[i] not in patterns.words.connectors]
    if form == "police" and named == head + 1 and not own:
        return _police_of(text, head)
    if not _tells(text, head, form, own, first, named):
        return None
    begin, country = first, None
    told = country_at(text, first)
    if told and told[1] <= head:
        country = told[0]
        if text.forms[told[1]] in _FIRST_AFTER_COUNTRY or text.lost_possessive(told[1]):
            begin = told[1]
        elif told[1] == head and named == head + 1 and form in patterns.part_heads:
            return None
    name = text.text[text.words[begin].start : text.words[named - 1].end - lost]
    start = text.words[first].start
    county = _county_before(text, first, head)
    if county:
        start, name = county[0], f"{county[1]} {text.text[county[2] : text.words[named - 1].end - lost]}"
        country = None
    return last, Found(
        start,
        text.words[last - 1].end - (lost and last == named),
        "pattern",
        name=" ".join(name.split()),
        country=country if begin != first else None,  # told in the name: the place finder says which
        place=seat[1] if seat else None,
        national=form in patterns.public_heads and text.forms[first] not in patterns.words.of_no_country,
        generic=all(text.forms[i] in patterns.words.plain for i in own),
    )


def _county_before(text: Text, first: int, head: int) -> tuple[int, str, int] | None:
    """The county of an office told with its state between: "Luna County, New Mexico Sheriff's Office".

    Start, the county's name, and where the name goes on after the state.
    """
    for index in range(first, head + 1):
        if text.forms[index].removesuffix("s") in _OF_COUNTIES:
            goes_on = text.words[index].start
            match = _COUNTY.search(text.text, max(0, goes_on - 70), goes_on)
            return (match.start(), match["county"], goes_on) if match else None
    return None


def _police_of(text: Text, head: int) -> tuple[int, Found] | None:
    """ "Police of the Netherlands": a force named by its kind and country alone."""
    after = country_after(text, head + 1) if text.forms[head + 1 : head + 2] == ["of"] else None
    if after is None:
        return None
    start, end = text.words[head].start, text.words[after[1] - 1].end
    return after[1], Found(start, end, "pattern", name=text.text[start:end], country=after[0], national=True)


def _tells(text: Text, head: int, form: str, own: list[int], first: int, named: int) -> bool:
    """False where the words name no body: a lone noun, a board of directors, the first half of a law's name."""
    patterns = agency_patterns()
    alone = named == head + 1
    if alone and not own:
        return False
    if form in patterns.part_heads and not own and named - head < 3:
        return False
    if form in ("commissioner", "inspector") or (own and {text.forms[i] for i in own} <= _PREFIXES):
        return False
    before = text.forms[head - 1] if head else ""
    told_only = {text.forms[i] for i in own}
    if alone and told_only and told_only <= _ANY.get(form, frozenset()):
        return False
    if form == "center" and alone and (len(own) < 2 or before in patterns.words.venues):
        return False
    if form == "partnership" and alone and len(own) < 2:
        return False  # "Strategic Partnership"
    if form == "group" and alone and before not in patterns.words.groups_with_a_task:
        return False
    if text.forms[named - 1] in patterns.words.ordinary_ends and not alone and text.gap(named - 1) == " ":
        return text.forms[named - 2] in patterns.words.connectors
    if (
        alone
        and form in ("service", "services", "administration")
        and len(own) < 2
        and before not in patterns.words.served
    ):
        return False
    told = country_at(text, first)
    if told and told[1] >= named:
        return False  # "Russian Federation"
    if " ".join(text.forms[first:named]) in _NO_NAMES:
        return False
    following = named < len(text.words) and text.joins(named) and text.capital(named)
    return not (following and text.forms[named] in patterns.words.ordinary_ends)


def _foreign(text: Text, head: int) -> tuple[int, Found] | None:
    """A name that goes on from its head through small words: "Fiscalía General de la Nación"."""
    connectors = agency_patterns().words.connectors - _ENGLISH
    last = head + 1
    while last < len(text.words) and last - head < _LONGEST and text.joins(last):
        step = last
        while step < len(text.words) and text.forms[step] in connectors and text.joins(step):
            step += 1
        if step >= len(text.words) or not text.joins(step) or not text.capital(step):
            break
        if step - last > 1 and text.forms[last] in _AND:
            break  # "… y la Dirección": another body
        last = step + 1
    if last - head < 2:
        return None
    return last, Found(text.words[head].start, text.words[last - 1].end, "pattern", name=text.span(head, last))
