"""Candidates: every longest name of the gazetteer in a text, with the words around it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from config.place_names import STATE_WEIGHT
from config.places import WORD, Gazetteer, Node, Sense, gazetteer, key, place_words

_GAPS = frozenset((" ", "-", "–", "‑", "'", "’", ". ", ".", " & ", "\u00a0", " - "))
"""What may stand between the words of one name."""
_ZIP = re.compile(r"\.?,? \d{5}\b")
MAINLAND = "mainland"
"""Name of the candidate "Mainland", which is China on the pages of Hong Kong and Macao alone."""


@dataclass(slots=True)
class Word:
    """A word of the text."""

    start: int
    end: int
    surface: str
    key: str
    """Folded: lower case, no accents, no full stops."""
    gap: str
    """What stands between the word before and this one."""

    @property
    def capitalised(self) -> bool:
        """Begins with a capital letter."""
        return self.surface[0].isupper()


@dataclass(slots=True)
class Candidate:
    """A name in the text and all that it can mean."""

    start: int
    end: int
    senses: tuple[Sense, ...]
    name: str
    """The folded words of the name, joined by blanks."""
    words: list[Word]
    """All words of the text."""
    first: int
    last: int
    """Its first and last word in ``words``."""
    believed: bool = True
    """False for what only an explicit state or country behind it can make a place."""
    in_body: bool = False
    """Stands inside the name of an organisation."""
    told: bool = False
    """The state or country behind it has decided its meaning."""
    tags: set[str] = field(default_factory=set)
    """What stands around it: "located" behind a preposition of place or called a place by the entity recogniser."""

    @property
    def before(self) -> Word | None:
        """The word in front."""
        return self.words[self.first - 1] if self.first else None

    @property
    def behind(self) -> Word | None:
        """The word behind."""
        return self.words[self.last + 1] if self.last + 1 < len(self.words) else None

    @property
    def surface(self) -> str:
        """The name as the text writes it, its words joined by blanks."""
        return " ".join(word.surface for word in self.words[self.first : self.last + 1])


def scan(text: str) -> list[Candidate]:
    """All candidates of ``text`` in order, none overlapping, the longest name first."""
    register = gazetteer()
    words: list[Word] = []
    end = 0
    for match in WORD.finditer(text):
        surface = match.group()
        words.append(Word(match.start(), match.end(), surface, key(surface), text[end : match.start()]))
        end = match.end()
    found: list[Candidate] = []
    position = 0
    while position < len(words):
        word = words[position]
        if not word.capitalised:
            position += 1
            continue
        candidate = _state(text, words, position, register, found) or _longest(words, position, register.root)
        if candidate is None:
            position += 1
            continue
        if candidate.senses:
            found.append(candidate)
        position = candidate.last + 1
    return found


def _longest(words: list[Word], position: int, root: Node) -> Candidate | None:
    best: Candidate | None = None
    node = root
    for last in range(position, len(words)):
        word = words[last]
        if last > position and word.gap not in _GAPS and not (word.gap == ", " and word.key == "dc"):
            break
        following = node.next.get(word.key)
        if following is None:
            best = _possessive(words, position, last, node) or best
            break
        node = following
        if node.senses is not None and _fits(words, position, last, node):
            best = _candidate(words, position, last, node.senses)
    if best is None and words[position].key == MAINLAND:
        return _candidate(words, position, position, (Sense("CN", "country", "China", sure=False),))
    return best


def _possessive(words: list[Word], first: int, last: int, node: Node) -> Candidate | None:
    """A country or state whose apostrophe the text has lost: "Nigerias former minister"."""
    word = words[last]
    owner = node.next.get(word.key[:-1]) if word.surface.endswith("s") and len(word.key) > 2 else None
    if owner is None or not owner.senses:
        return None
    if owner.exact:
        known = word.surface[:-1] in owner.exact
    else:
        great = any(s.kind in ("country", "region") and s.weight >= STATE_WEIGHT for s in owner.senses)
        known = great and len(word.key) > 4 and (first < last or word.key[:-1] not in place_words().persons)
    if not known:
        return None
    candidate = _candidate(words, first, last, owner.senses)
    candidate.end -= 1
    candidate.name = candidate.name.removesuffix("s")
    return candidate


def _fits(words: list[Word], first: int, last: int, node: Node) -> bool:
    """Abbreviations are asked for as they are; a name of one word is capitalised, not an initial or a clipped word."""
    if node.exact:
        surface = "".join(word.surface for word in words[first : last + 1]).replace(".", "").replace(" ", "")
        return surface in node.exact
    if first == last:
        # Two letters are never a name: codes are abbreviations, and those are asked for in the register.
        return len(words[first].key) > 2
    # "in Delaware. County officials": a full stop joins only what is abbreviated.
    return all(words[i].gap not in (". ", ".") or len(words[i - 1].key) <= 2 for i in range(first + 1, last + 1))


def _state(
    text: str, words: list[Word], position: int, register: Gazetteer, found: list[Candidate]
) -> Candidate | None:
    """A state or province told by its abbreviation behind the comma that follows a place."""
    word = words[position]
    if not position or word.gap not in (", ", ","):
        return None
    last = position
    surface = word.surface.replace(".", "")
    if position + 1 < len(words) and words[position + 1].gap in (". ", "."):
        joined = f"{word.surface}. {words[position + 1].surface}".replace(".", "")
        if (
            joined in register.state_abbreviations
            and text[words[position + 1].end : words[position + 1].end + 1] == "."
        ):
            surface, last = joined, position + 1
    state = register.state_abbreviations.get(surface)
    before = words[position - 1]
    if state is None or not before.capitalised:
        return None
    end = words[last].end
    stop = text[end : end + 1] == "." or "." in words[last].surface
    code = surface.isupper() and len(surface) == 2 and "." not in word.surface
    behind_place = bool(found) and found[-1].end == before.end
    if code:
        # "Jane Doe, MD" is a doctor: a bare code needs a place in front or a postal code behind.
        if not behind_place and not _ZIP.match(text, end):
            return None
        if before.surface.isupper() and len(before.surface) > 2 and not _ZIP.match(text, end):
            return None
    elif not stop:
        return None
    candidate = _candidate(
        words, position, last, (Sense(state[1][:2], "region", state[0], 10_000_000, True, state[1]),)
    )
    if stop and text[end : end + 1] == ".":
        candidate.end = end + 1
    return candidate


def _candidate(words: list[Word], first: int, last: int, senses: tuple[Sense, ...]) -> Candidate:
    name = " ".join(word.key for word in words[first : last + 1])
    return Candidate(words[first].start, words[last].end, senses, name, words, first, last)
