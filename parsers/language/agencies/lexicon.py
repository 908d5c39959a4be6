"""Names and acronyms of the register in a text: one word tree, longest match first."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from config.agencies import Agencies, Agency, agencies
from config.agency_names import key, words
from config.agency_patterns import agency_patterns
from parsers.language.agencies.found import Found
from parsers.language.agencies.words import Text


@dataclass(slots=True)
class _Node:
    next: dict[str, _Node] = field(default_factory=dict)
    names: list[tuple[Agency, str]] = field(default_factory=list)
    acronyms: list[tuple[Agency, str]] = field(default_factory=list)


class Lexicon:
    """The register as a tree of folded words."""

    def __init__(self, register: Agencies) -> None:
        """Index all names of ``register``."""
        self._root = _Node()
        for agency in register:
            for name in dict.fromkeys((agency.plain_name, *agency.aliases, agency.native_name or "")):
                for form in _spellings(name):
                    self._leaf(form).names.append((agency, name))
            if agency.subdivision and agency.qualifier:
                name = f"{agency.plain_name} of {agency.qualifier}"
                self._leaf(key(name)).names.append((agency, name))
            for acronym in agency.acronyms:
                self._leaf(key(acronym)).acronyms.append((agency, acronym))

    def _leaf(self, form: tuple[str, ...]) -> _Node:
        node = self._root
        for word in form:
            node = node.next.setdefault(word, _Node())
        return node if form else _Node()

    def find(self, text: Text) -> list[Found]:
        """Longest matches from left to right, none overlapping."""
        found: list[Found] = []
        index = 0
        while index < len(text.words):
            match = self._longest(text, index)
            if match is None:
                index += 1
                continue
            last, hit = match
            found.append(hit)
            index = last
        return found

    def _longest(self, text: Text, first: int) -> tuple[int, Found] | None:
        node, at = self._root, first
        best: tuple[int, Found] | None = None
        while at < len(text.words) and (at == first or text.joins(at)):
            form = text.forms[at]
            step, lost = node.next.get(form), 0
            if step is None and form.endswith("s") and len(form) > 2 and not _plural(text, at):
                step, lost = node.next.get(form[:-1]), 1  # "Attorneys Office", "the Departments efforts"
            if step is None:
                break
            node, at = step, at + 1
            if (node.names or node.acronyms) and (not lost or text.lost_apostrophes or _owns(text, at)):
                hit = _accept(text, first, at, lost, node)
                if hit:
                    best = (at, hit)
        return best


def _accept(text: Text, first: int, last: int, lost: int, node: _Node) -> Found | None:
    raw = text.span(first, last)
    raw = raw[: len(raw) - lost]
    start, end = text.words[first].start, text.words[last - 1].end - lost
    spelled = raw.replace("-", " ")
    if _thing(text, last):
        return None
    acronyms = [agency for agency, acronym in node.acronyms if acronym == raw or acronym.replace("-", " ") == spelled]
    if acronyms:
        candidates = [agency for agency, _ in node.names if agency not in acronyms] if text.capital(first) else []
        return Found(start, end, "acronym", tuple(dict.fromkeys([*acronyms, *candidates])), acronym=True)
    any_case = [agency for agency, name in node.names if name[0].islower()]
    as_written = [agency for agency, name in node.names if _no_less_capitals(text, first, last, name)]
    if any_case or as_written or _capitals(text, first, last):
        named = any_case or as_written or [agency for agency, _ in node.names]
        if named and not (last - first == 1 and raw.islower()):
            return Found(start, end, "register", tuple(dict.fromkeys(named)))
    return None


def _thing(text: Text, last: int) -> bool:
    """True where the name is the first part of a law's: "United Nations Convention against Corruption"."""
    return (
        last < len(text.words)
        and text.forms[last] in agency_patterns().words.instruments
        and text.gap(last) == " "
        and text.capital(last)
    )


def _plural(text: Text, index: int) -> bool:
    """True where "of" or "for" follows, as in "Departments of State", which no possessive stands before."""
    return index + 1 < len(text.words) and text.forms[index + 1] in ("of", "for")


def _owns(text: Text, following: int) -> bool:
    """True where a capitalised name comes next, as after a possessive."""
    return following < len(text.words) and text.gap(following) == " " and text.capital(following)


@lru_cache(maxsize=20_000)
def _name_capitals(name: str) -> tuple[bool, ...]:
    return tuple(name[word.start].isupper() or name[word.start].isdigit() for word in words(name))


def _no_less_capitals(text: Text, first: int, last: int, name: str) -> bool:
    """True where the text has a capital wherever ``name`` has one."""
    asked = _name_capitals(name)
    return len(asked) == last - first and all(text.capital(first + i) for i, capital in enumerate(asked) if capital)


def _capitals(text: Text, first: int, last: int) -> bool:
    """A name begins with a capital, and most of its other words do."""
    if not text.capital(first):
        return False
    small = agency_patterns().words.connectors
    content = [i for i in range(first, last) if text.forms[i] not in small and text.forms[i] != ","]
    return sum(map(text.capital, content)) * 2 > len(content)


def _spellings(name: str) -> set[tuple[str, ...]]:
    """``name``, and as texts spell it that lost all characters beyond ASCII ("Ministrio Pblico")."""
    forms = {key(name)} if name else set()
    if name and not name.isascii():
        bare = "".join(c for c in name if c.isascii() or c in "–—’")
        if len(bare) * 10 >= len(name) * 7:
            forms.add(key(bare))
    return forms - {()}


def lexicon() -> Lexicon:
    """The tree of this installation's register, built once."""
    return _lexicon(agencies())


@lru_cache(maxsize=2)
def _lexicon(register: Agencies) -> Lexicon:
    return Lexicon(register)
