"""Names of bodies that the register does not hold, read by their head noun ("Luna County Sheriff's Office")."""

from __future__ import annotations

from config.agency_patterns import agency_patterns
from parsers.language.agencies.found import Found
from parsers.language.agencies.geography import country_at
from parsers.language.agencies.words import CONNECTORS, Text

_AFTER = frozenset("of for on against to in de des du da do dos del della la contra".split())
_LIST_HEADS = frozenset("ministry department committee office bureau council".split())
_GENITIVE = frozenset(
    "attorney prosecutor magistrate sheriff judge minister president director people children peoples comptroller auditor chief".split()
)
_COURTS = frozenset("court courts tribunal".split())
_ORDINARY_END = frozenset(
    "act code law bill convention treaty agreement protocol report plan program project award prize day week case scheme".split()
)
_NUMBERED = frozenset("fleet battalion brigade regiment squadron division force corps".split())
_MILITARY = frozenset("command force forces fleet brigade".split())
_DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september "
    "october november december".split()
)
_NO_NAMES = frozenset(
    (
        "board of directors",
        "board of trustees",
        "audit committee",
        "foreign terrorist organization",
        "conference center",
        "field office",
    )
)
_LONGEST = 14


def find_names(text: Text) -> list[Found]:
    """Capitalised names with the head noun of a body, longest first from each head; overlaps are left to the caller."""
    patterns = agency_patterns()
    found: list[Found] = []
    done = 0
    for index, form in enumerate(text.forms):
        if index < done or not text.capital(index) or (len(form) > 4 and text.raw(index).isupper()):
            continue
        if form in patterns.foreign_heads and form not in patterns.heads:
            hit = _foreign(text, index)
        elif form in patterns.heads or (text.lost_apostrophes and form.removesuffix("s") in patterns.heads):
            hit = _english(text, index)
        else:
            continue
        if hit and not text.headline(hit[1].start):
            found.append(hit[1])
            done = hit[0]
    return found


def _english(text: Text, head: int) -> tuple[int, Found] | None:
    patterns = agency_patterns()
    first = _leftward(text, head)
    last, place = _rightward(text, head)
    form = text.forms[head].removesuffix("s") if text.forms[head] not in patterns.heads else text.forms[head]
    lost = text.forms[head] != form and last == head + 1
    own = [i for i in range(first, head) if text.forms[i] not in CONNECTORS]
    if form in patterns.open_heads and last == head + 1 and not own:
        return None
    if last == head + 1 and not own:
        return None
    if form in patterns.part_heads and not own and last - head < 3:
        return None
    if form in ("commissioner", "inspector") or {text.forms[i] for i in own} <= {"non", "sub", "inter"} and own:
        return None
    if form == "center" and len(own) < 2 and last == head + 1:
        return None
    if " ".join(text.forms[first:last]) in _NO_NAMES:
        return None
    if last < len(text.words) and text.joins(last) and text.forms[last] in _ORDINARY_END and text.capital(last):
        return None
    country, begin = None, first
    told = country_at(text, first)
    if told and told[1] <= head:
        country = told[0]
        rest = text.forms[told[1] : head + 1]
        if rest and rest[0] in {
            "ministry",
            "department",
            "office",
            "federal",
            "embassy",
            "parliament",
            "directorate",
            "foreign",
            "supreme",
        }:
            begin = told[1]
        elif told[1] == head and form in patterns.part_heads:
            return None
    start, end = text.words[first].start, text.words[last - 1].end - lost
    named_to = last - 1 if place else last
    if place:
        named_to = (
            next(i for i in range(last - 1, head, -1) if text.forms[i] in ("in", "at", "sitting", ","))
            if any(text.forms[i] in ("in", "at", "sitting", ",") for i in range(head + 1, last))
            else last
        )
        if named_to > head + 1 and text.forms[named_to - 1] == "sitting":
            named_to -= 1
    name = text.text[text.words[begin].start : text.words[named_to - 1].end - (lost and named_to == last)]
    generic = not own or all(text.forms[i] in _PLAIN for i in own)
    return last, Found(start, end, "pattern", name=_tidy(name), country=country, place=place, generic=generic)


_PLAIN = frozenset(
    "national federal state supreme high central general special public independent royal justice foreign civil criminal "
    "anticorruption district county magistrate magistrates sessions crown appeal appeals audit prosecution attorney "
    "general's police internal financial intelligence integrity ethics human rights competition".split()
)


def _leftward(text: Text, head: int) -> int:
    """Where the name begins whose head is at ``head``."""
    patterns = agency_patterns()
    first = head
    while first and head - first < _LONGEST and text.joins(first):
        before = first - 1
        form = text.forms[before]
        if text.possessive(first) and form not in _GENITIVE:
            break
        if text.gap(first).strip(" -–'’s/") in ("the", "The"):
            break
        if form in ("and", "of", "for") and before:
            left = text.forms[before - 1]
            if (
                form == "and"
                and text.joins(before)
                and text.capital(before - 1)
                and not text.upper(before - 1)
                and left not in patterns.never_first
                and left not in patterns.heads
                and country_at(text, before - 1) is None
            ):
                first = before - 1
                continue
            break
        if (
            not text.capital(before)
            or form == ","
            or form in patterns.never_first
            and not _adjective(text, before, head)
        ):
            break
        if (
            form in patterns.heads
            and form
            not in (
                "court",
                "police",
                "university",
                "state",
                "city",
                "service",
                "foundation",
                "board",
                "bank",
                "services",
                "force",
            )
            and text.forms[head] not in ("office", "department")
        ):
            break
        if text.lost_apostrophes and form.endswith("s") and form.removesuffix("s") in patterns.heads:
            break
        first = before
    return first


def _adjective(text: Text, index: int, head: int) -> bool:
    """Words like "Special", "Trial" or "Justice" belong to a name where they are not at a title's place."""
    return text.forms[index] in (
        "special",
        "justice",
        "chief",
        "attorney",
        "prosecutor",
        "magistrate",
        "inspector",
        "minister",
        "first",
        "new",
        "law",
        "judge",
        "agents",
        "officers",
        "president",
        "director",
    ) and (
        index + 1 == head
        or text.forms[index + 1]
        in (
            "general",
            "investigation",
            "court",
            "courts",
            "affairs",
            "enforcement",
            "minister",
            "operations",
            "york",
            "zealand",
            "jersey",
            "mexico",
            "delhi",
            "prosecutor",
            "investigating",
            "tribunal",
            "crime",
            "crimes",
            "investigations",
            "litigation",
            "counsel",
            "inspector",
        )
    )


def _rightward(text: Text, head: int) -> tuple[int, str | None]:
    """Where the name ends whose head is at ``head``, and the seat of a court told with it."""
    last = head + 1
    if text.forms[head] in _COURTS and last < len(text.words):
        seat = _seat(text, last)
        if seat:
            return seat
    patterns = agency_patterns()
    while last < len(text.words) and last - head < _LONGEST:
        form = text.forms[last]
        if text.possessive(last):
            break
        if form in _AFTER and text.joins(last) and last + 1 < len(text.words) and text.joins(last + 1):
            if form == "in" or (form == "to" and text.forms[head] not in ("mission", "commission")):
                break
            if country_at(text, last + 1):
                country = country_at(text, last + 1)
                if (
                    country
                    and form == "of"
                    and country[2] == "country"
                    and text.forms[head] in ("university", "bank", "museum", "institute", "society", "association")
                ):
                    last = country[1]
                break
            if not text.capital(last + 1) or text.forms[last + 1][0].isdigit() or text.forms[last + 1] in _DAYS:
                break
            last += 2
            continue
        if (
            form == "and"
            and last > head + 1
            and last + 1 < len(text.words)
            and text.joins(last)
            and text.joins(last + 1)
        ):
            if text.capital(last + 1) and not text.upper(last + 1) and not _new_name(text, last + 1):
                last += 2
                continue
            break
        if form == "," and text.forms[head] in _LIST_HEADS and last > head + 2:
            end = _list_end(text, last)
            if end:
                last = end
                continue
            break
        if (
            last > head + 1
            and text.joins(last)
            and text.capital(last)
            and not form[0].isdigit()
            and form not in patterns.heads
        ):
            last += 1
            continue
        break
    if text.forms[head] in _COURTS and last > head + 1 and last < len(text.words):
        seat = _seat(text, last)
        if seat:
            return seat
    return last, None


def _seat(text: Text, last: int) -> tuple[int, str] | None:
    """The seat of a court that ends before ``last``: "in Hamilton", "at Nairobi", "sitting in Ikeja", ", Accra"."""
    at = last
    if text.forms[at] == "sitting" and at + 1 < len(text.words):
        at += 1
    if text.forms[at] not in ("in", "at", ",") or at + 1 >= len(text.words) or not text.capital(at + 1):
        return None
    gap = text.gap(at + 1)
    if "\n" in gap or gap.strip():
        return None
    end = at + 2
    if text.forms[at] == ",":
        follower = text.forms[end] if end < len(text.words) else "."
        if (
            text.upper(at + 1)
            or text.forms[at + 1] in agency_patterns().never_first
            or (end < len(text.words) and text.joins(end) and text.capital(end) and follower != ",")
        ):
            return None
    return end, text.span(at + 1, end)


def _new_name(text: Text, index: int) -> bool:
    """True where a name of its own begins at ``index``, so that an "and" before it joins two bodies."""
    patterns = agency_patterns()
    at = index
    while at < len(text.words) and at - index < 7 and (at == index or text.joins(at)) and text.capital(at):
        if text.forms[at] in patterns.heads:
            return True
        at += 1
    return country_at(text, index) is not None


def _list_end(text: Text, comma: int) -> int | None:
    """Index after a list that goes on with ``comma``: ", Youth and Sport"; None where it is no part of the name."""
    at = comma
    while at + 1 < len(text.words) and text.forms[at] == "," and at - comma < 8:
        at += 1
        words = 0
        while (
            at < len(text.words)
            and text.capital(at)
            and words < 3
            and text.gap(at).strip() == ""
            and text.forms[at] != ","
        ):
            if text.forms[at] in agency_patterns().heads:
                return None
            at += 1
            words += 1
        if not words:
            return None
    if (
        at + 1 < len(text.words)
        and text.forms[at] == "and"
        and text.capital(at + 1)
        and not _new_name(text, at + 1)
        and not text.upper(at + 1)
    ):
        at += 2
        while at < len(text.words) and text.joins(at) and text.capital(at) and text.gap(at) == " ":
            at += 1
        return at
    return None


def _foreign(text: Text, head: int) -> tuple[int, Found] | None:
    last = head + 1
    while last < len(text.words) and last - head < _LONGEST and text.joins(last):
        if text.capital(last):
            last += 1
        elif text.forms[last] in CONNECTORS and last + 1 < len(text.words) and text.joins(last + 1):
            step = last + 1
            while step < len(text.words) and text.forms[step] in CONNECTORS and text.joins(step):
                step += 1
            if step < len(text.words) and text.capital(step) and text.joins(step):
                last = step + 1
            else:
                break
        else:
            break
    if last - head < 2:
        return None
    first = head
    while first and text.joins(first) and text.capital(first - 1) and country_at(text, first - 1):
        first -= 1
    return last, Found(text.words[head].start, text.words[last - 1].end, "pattern", name=text.span(head, last))


def _tidy(name: str) -> str:
    return " ".join(name.split())
