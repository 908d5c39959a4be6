"""The written form of agency names as look-ups see it: one sequence of folded words for all spellings of a name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_TOKEN = re.compile(
    r"(?P<abbr>(?:[^\W\d_]\.){2,}|\b(?:U\.[SKN]|E\.U)\b)|['’](?P<poss>s)\b|(?P<word>[^\W_]+)|(?P<mark>[&,])"
)
_SPELLINGS = (("isation", "ization"), ("programme", "program"), ("centre", "center"), ("defence", "defense"))
_WHOLE = {"labour": "labor", "counsellor": "counselor"}
_JOINED = {
    ("anti", "corruption"): "anticorruption",
    ("co", "operation"): "cooperation",
    ("co", "ordination"): "coordination",
    ("counter", "terrorism"): "counterterrorism",
    ("united", "states"): "us.",
    ("united", "nations"): "un.",
    ("united", "kingdom"): "uk.",
    ("united", "kingdoms"): "uk.",
    ("european", "union"): "eu.",
}
_STATES = {
    "US": "us.",
    "U.S.": "us.",
    "UN": "un.",
    "U.N.": "un.",
    "UK": "uk.",
    "U.K.": "uk.",
    "EU": "eu.",
    "E.U.": "eu.",
    "U.S": "us.",
    "U.K": "uk.",
    "U.N": "un.",
    "E.U": "eu.",
}
_ARTICLES = frozenset({"the"})


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text or name."""

    start: int
    end: int
    """Character offsets, end exclusive; a joined word ("United States") covers both parts."""
    form: str
    """Folded: lower case, no accents, one spelling ("center"), "us." for "U.S.", "and" for "&", "," for a comma."""


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """``word`` in lower case without accents, British and American spellings made one."""
    folded = word.casefold()
    if not folded.isascii():
        folded = "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c))
    for british, american in _SPELLINGS:
        if british in folded:
            folded = folded.replace(british, american)
    return _WHOLE.get(folded, folded)


def words(text: str) -> list[Word]:
    """The words of ``text`` in order; articles and the possessive 's are left out, fixed pairs are joined."""
    found: list[Word] = []
    for word in _scan(text):
        if found:
            pair = _JOINED.get((found[-1].form, word.form))
            if pair and word.start - found[-1].end == 1 and text[found[-1].start].isupper():
                found[-1] = Word(found[-1].start, word.end, pair)
                continue
        found.append(word)
    return found


@lru_cache(maxsize=65536)
def key(name: str) -> tuple[str, ...]:
    """What all spellings of ``name`` have in common."""
    return tuple(word.form for word in words(name))


def _scan(text: str) -> Iterator[Word]:
    for match in _TOKEN.finditer(text):
        raw = match.group()
        if match.lastgroup == "poss":
            continue
        if match.lastgroup == "mark":
            yield Word(match.start(), match.end(), "and" if raw == "&" else raw)
            continue
        form = _STATES.get(raw) or fold(raw.replace(".", ""))
        if form not in _ARTICLES:
            yield Word(match.start(), match.end(), form)
