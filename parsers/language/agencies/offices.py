"""Office-holders and the bodies that every country has: a title or kind, and the country that goes with it."""

from __future__ import annotations

from config.agencies import Agency, agencies
from config.agency_names import key
from config.agency_patterns import Body, agency_patterns
from parsers.language.agencies.found import Found
from parsers.language.agencies.geography import country_after, country_at, country_before, with_article
from parsers.language.agencies.surroundings import Surroundings
from parsers.language.agencies.words import Text

_LONGEST_TITLE = 6
_REGIONAL = frozenset(
    {"Parliament", "Supreme Court", "Attorney General's Office", "Office of the Director of Public Prosecutions"}
)
"""Bodies that a part of a country has too; in a page by a body of that part they are its own."""
_SMALL = frozenset({"of", "for", "and"})
_MINISTRIES = frozenset({"ministry", "department"})
_FORCES = frozenset({"navy", "army", "force", "corps"})


def body_of(body: Body, country: str, words: str) -> tuple[Agency | None, str]:
    """The register's body of that kind in ``country``, or the plain name to give it ("Government of Iraq")."""
    agency_id = body.countries.get(country)
    if agency_id:
        return agencies().get(agency_id), ""
    plain = body.body or words
    return None, f"{plain} of {with_article(country)}" if body.of else plain


def find_offices(text: Text, around: Surroundings) -> list[Found]:
    """Offices with their country; where the words tell none it is the publisher's, or what the text speaks of."""
    patterns = agency_patterns()
    found: list[Found] = []
    openings = {name[0] for name in (*patterns.office_holders, *patterns.national)}
    for index, form in enumerate(text.forms):
        if form == "minister" and index + 2 < len(text.forms):
            hit = None if text.headline(text.words[index].start) else _minister(text, index, around)
            if hit:
                found.append(hit)
        if form in openings and text.capital(index):
            found += _told(text, index, around)
    return found


def _told(text: Text, index: int, around: Surroundings) -> list[Found]:
    """The longest office and the longest national body that begin at ``index``."""
    patterns = agency_patterns()
    found: list[Found] = []
    for table, holder in ((patterns.office_holders, True), (patterns.national, False)):
        for last in range(min(index + _LONGEST_TITLE, len(text.forms)), index, -1):
            body = table.get(tuple(text.forms[index:last]))
            if body and all(text.joins(i) for i in range(index + 1, last)):
                hit = _office(text, index, last, body, around, holder)
                if hit:
                    found.append(hit)
                break
    return found


def _office(
    text: Text,
    first: int,
    last: int,
    body: Body,
    around: Surroundings,
    holder: bool,
) -> Found | None:
    patterns = agency_patterns()
    before = text.forms[first - 1] if first else ""
    after = text.forms[last] if last < len(text.forms) else ""
    start, end = text.words[first].start, text.words[last - 1].end
    if holder and after in ("designate", "elect"):
        return None
    if holder and (before in ("vice", "assistant", "former", "deputy") and text.joins(first) and before != "deputy"):
        return None
    if (
        holder
        and text.forms[first:last] == ["attorney", "general"]
        and (before in ("state", "district") or (after in ("s", "office", "of") and _no_country(text, last)))
    ):
        return None
    if holder and "president" in text.forms[first:last] and not _presidential(text, first, last):
        return None
    country = None
    told = country_before(text, first)
    if told:
        country, start = told[0], text.words[told[1]].start
    elif first and text.joins(first) and text.capital(first - 1) and not holder and before not in patterns.never_first:
        return None  # "Mundarra High Court" is read as a name
    else:
        next_to = country_after(text, last)
        if next_to and not text.gap(last).startswith(" ("):
            country, end = next_to[0], text.words[next_to[1] - 1].end
    if country is None and body.only_with_country:
        return None
    if not holder and _longer(text, last, end):
        return None
    if country is None and before in ("un.", "eu.", "vice"):
        return None
    explicit = country
    home = around.home
    if country is None and (home in body.never_at or around.international):
        country = around.spoken_of(start) if around.international else around.elsewhere(start)
        explicit = None if around.international else country
    country = country or home or ("US" if body.countries.keys() == {"US"} and body.only == {"US"} else None)
    if country is None or (body.only and country not in body.only):
        return None
    agency, name = body_of(body, country, text.span(first, last))
    if told and text.forms[last - 1] in _FORCES and not text.possessive(first):
        name = text.span(told[1], last)  # "Indian Navy" is what it is called
    elif around.region and explicit is None and body.body in _REGIONAL:
        if body.of:
            return Found(start, end, "pattern", name=f"{body.body} of {around.region}", national=True)
        return Found(start, end, "pattern", name=body.body, place=around.region, national=True)
    elif explicit is None and holder and _heads(around.publisher, text.forms[first:last]):
        agency, name = around.publisher, ""
    return Found(
        start,
        end,
        "pattern",
        (agency,) if agency else (),
        name=name,
        country=country if explicit or agency is None else agency.country,
        generic=not body.of,
        place=None,
    )


def _heads(publisher: Agency | None, title: list[str]) -> bool:
    """True where the publisher's name holds the title: "Attorney General" in a page by a state's attorney general."""
    if publisher is None:
        return False
    rank, name = set(title) - _SMALL, set(key(publisher.plain_name))
    return rank - {"minister"} <= name and bool(rank) and ("minister" not in rank or bool(name & _MINISTRIES))


def _longer(text: Text, last: int, end: int) -> bool:
    """True where the name goes on after the national body: "Parliament Street", "Supreme Court of Transnistria"."""
    if last + 1 >= len(text.words) or end > text.words[last - 1].end:
        return False
    if text.forms[last] == "of" and text.gap(last) == " " and text.forms[last + 1] != "republic":
        return text.capital(last + 1) and text.joins(last + 1) and country_at(text, last + 1) is None
    follows = text.capital(last) and text.gap(last) == " "
    return follows and text.forms[last] not in agency_patterns().words.days_and_months


def _no_country(text: Text, last: int) -> bool:
    return text.forms[last] != "of" or country_after(text, last) is None


def _presidential(text: Text, first: int, last: int) -> bool:
    """A head of state, not of a company: told with a country, a style, or a name right after it."""
    if country_before(text, first) or text.forms[first] == "excellency":
        return True
    if first and text.forms[first - 1] in ("excellency", "he", "h"):
        return True
    if last >= len(text.words):
        return False
    if text.forms[last] == "of":
        republic = text.forms[last + 1 : last + 2] == ["republic"] and text.forms[last + 2 : last + 3] != ["of"]
        return republic or bool(country_after(text, last))
    gap = text.gap(last)
    starts_alone = first == 0 or not text.capital(first - 1) or bool(text.gap(first).strip(" "))
    follows_name = gap == " " and text.capital(last) and text.forms[last] not in agency_patterns().never_first
    return starts_alone and follows_name and (not first or text.forms[first - 1] not in ("and", "company", "bank", "s"))


def _minister(text: Text, index: int, around: Surroundings) -> Found | None:
    """ "Minister for Trade" → Ministry of Trade; a foreign ministry's "Minister for Asia" stands for that ministry."""
    if not text.capital(index) or text.forms[index + 1] not in ("for", "of") or not text.joins(index + 1):
        return None
    at = index + 2
    if not text.capital(at) or not text.joins(at):
        return None
    last = at
    while (
        last < len(text.words)
        and last - at < 7
        and (last == at or (text.joins(last) and text.gap(last).strip() in ("", "the")))
    ):
        if last > at and text.words[last].start in text.persons:
            break
        if text.capital(last):
            last += 1
        elif (
            text.forms[last] == "and" and last + 1 < len(text.words) and text.capital(last + 1) and text.joins(last + 1)
        ):
            last += 2
        else:
            break
    told = country_before(text, index)
    begun = told[1] if told else index
    start = text.words[begun].start
    country = told[0] if told else None
    after = country_after(text, last)
    end = text.words[last - 1].end
    if country is None and after:
        country, end = after[0], text.words[after[1] - 1].end
    lone = around.home in agency_patterns().no_ministries or around.international
    own = country or (around.elsewhere(text.words[index].start) if lone else around.home)
    foreign = agency_patterns().foreign_ministry.get(own or "")
    regions = agency_patterns().words.regions
    region = country_at(text, at) or text.forms[at] in regions or text.forms[last - 1] in regions
    if country is None and region and around.home in agency_patterns().foreign_ministry:
        own, foreign = around.home, agency_patterns().foreign_ministry[around.home or ""]
    if foreign and region:
        return Found(
            start, text.words[at].end if region is True else end, "pattern", (agencies().get(foreign),), country=own
        )
    if region:
        return None
    if {"former", "as"} & {text.forms[i - 1] for i in (index, begun) if i}:
        return None  # who once was a minister acts for no ministry
    if text.forms[at] == "state" or text.upper(at) or text.forms[at] in agency_patterns().heads:
        return None
    topic = text.span(at, last)
    return Found(start, end, "pattern", name=f"Ministry of {topic}", country=country, generic=True)
