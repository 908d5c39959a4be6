"""Bodies of the register that a name may mean, by the words and initials that they share. For people to judge."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher

from config.agencies import Agencies, Agency
from config.agency_names import key

_SMALL = frozenset({"of", "for", "and", "on", "in", "to", ",", "de", "la"})
_LEAST = 0.45
"""Names that share less than this of their words' weight are no help to the operator."""
_ALIKE = 0.82
"""Two words that differ in little more than an ending or a slip: "prosecutor", "prosecutors"."""


class Likeness:
    """The register's names by their words; rare words weigh more (inverse document frequency, Spärck Jones 1972)."""

    def __init__(self, register: Agencies) -> None:
        """Index all names of ``register``."""
        self._names: list[tuple[Agency, frozenset[str]]] = []
        self._by_word: dict[str, list[int]] = defaultdict(list)
        self._acronyms: dict[str, list[Agency]] = defaultdict(list)
        self._weights: dict[str, float] = {}
        for agency in register:
            for name in dict.fromkeys((agency.plain_name, *agency.aliases, agency.native_name or "")):
                words = _content(name)
                for word in words:
                    self._by_word[word].append(len(self._names))
                self._names.append((agency, words))
            for acronym in agency.acronyms:
                self._acronyms[acronym.casefold()].append(agency)
        counts = Counter(word for _, words in self._names for word in words)
        self._weights = {word: math.log(len(self._names) / count) + 0.1 for word, count in counts.items()}
        self._rarest = max(self._weights.values(), default=1.0)

    def nearest(self, name: str, country: str | None, most: int = 3) -> list[tuple[Agency, float]]:
        """At most ``most`` bodies with their score (0 to 1), the likeliest first; of another country only at half."""
        plain = name.partition(" (")[0]
        asked = {self._known(word) for word in _content(plain)}
        scores: dict[str, tuple[float, Agency]] = {}
        for agency, score in (*self._by_words(asked), *self._by_initials(plain)):
            if country and agency.country and agency.country != country:
                score /= 2
            if score > scores.get(agency.agency_id, (0.0, agency))[0]:
                scores[agency.agency_id] = (score, agency)
        best = sorted(scores.values(), key=lambda pair: (-pair[0], pair[1].agency_id))
        return [(agency, round(score, 2)) for score, agency in best[:most] if score >= _LEAST]

    def _by_words(self, asked: set[str]) -> Iterator[tuple[Agency, float]]:
        total = sum(self._weight(word) for word in asked)
        for number in {number for word in asked for number in self._by_word.get(word, ())}:
            agency, words = self._names[number]
            shared = sum(self._weight(word) for word in asked & words)
            yield agency, 2 * shared / (total + sum(self._weight(word) for word in words))

    def _by_initials(self, name: str) -> Iterator[tuple[Agency, float]]:
        initials = "".join(word[0] for word in key(name) if word not in _SMALL)
        told = {word.casefold() for word in name.split() if word.isupper()}
        for acronym in {*told, initials}:
            for agency in self._acronyms.get(acronym, ()) if len(acronym) > 2 else ():
                yield agency, 0.9 if name.casefold() == acronym else 0.5

    def _weight(self, word: str) -> float:
        return self._weights.get(word, self._rarest)

    def _known(self, word: str) -> str:
        """``word``, or the register's word that it is a slip or another form of."""
        if word in self._weights or len(word) < 5:
            return word
        near = [other for other in self._weights if other[:3] == word[:3] and abs(len(other) - len(word)) < 3]
        best = max(near, key=lambda other: SequenceMatcher(None, word, other).ratio(), default=word)
        return best if SequenceMatcher(None, word, best).ratio() >= _ALIKE else word


def _content(name: str) -> frozenset[str]:
    return frozenset(key(name)) - _SMALL
