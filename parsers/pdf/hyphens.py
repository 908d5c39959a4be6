"""Lines to running text: words that a line end divided are whole again, words with a hyphen of their own keep it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_ENDS_BROKEN = re.compile(r"(?<=\w)[-\u2010\u00ad]$")
_LAST = re.compile(r"[\w'’\u2010-]+$")
_LONGEST = 80
"""Characters of the longest word that a line end divides."""
_FIRST = re.compile(r"[\w'’]+(?:[-\u2010][\w'’]+)*")
_WORDS = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
OWN_HYPHEN = frozenset(
    """all anti co counter cross eight fast fifth first five four fourth full half high intra large long low medium mid
    multi nine non one open post quasi second self semi seven short single six small socio third three two ultra vice
    well world""".split()  # noqa: SIM905
)
"""First parts that usually keep their hyphen ("anti-corruption", "two-year") where the text itself does not tell.
Left out are those that begin as many words without one: pre(sent), inter(national), state(ment), part(ner)."""
_ENDINGS = frozenset("age ary ed er est ing ly ness part parts teen".split())  # noqa: SIM905
_SUSPENDED = frozenset("and or to und oder et ou y o e".split())  # noqa: SIM905
"""Words before which a hyphen stands for a second part that follows: "short- and long-term"."""


class Vocabulary:
    """The words that stand within the lines of a document: they tell how a divided word is written."""

    def __init__(self, lines: Iterable[str]) -> None:
        """``lines`` as they are, divided words included."""
        self._words: set[str] = set()
        for line in lines:
            self._words.update(word.replace("\u2010", "-") for word in _WORDS.findall(line.casefold()))

    def joined(self, above: str, below: str) -> str:
        """Two lines of a paragraph as one."""
        if not above or not below:
            return above or below
        if not _ENDS_BROKEN.search(above[-2:]):
            return above + ("" if _is_wide(above[-1]) and _is_wide(below[0]) else " ") + below
        first = _FIRST.match(below)
        if first is not None and first[0] in _SUSPENDED:
            return f"{above} {below}"
        return (above if self._keeps(above, below) else above[:-1]) + below

    def _keeps(self, above: str, below: str) -> bool:
        if above.endswith("\u00ad"):
            return False
        last, first = _LAST.search(above[-_LONGEST:]), _FIRST.match(below)
        if last is None or first is None:
            return True
        head, tail = last[0][:-1].casefold().replace("\u2010", "-"), first[0].casefold()
        if not below[0].islower() or head[-1:].isdigit() or "-" in head:
            return True
        if f"{head}-{tail}" in self._words:
            return True
        return f"{head}{tail}" not in self._words and head in OWN_HYPHEN and tail not in _ENDINGS


def _is_wide(character: str) -> bool:
    """Whether the script of a character sets no blanks between words (Chinese, Japanese)."""
    return unicodedata.east_asian_width(character) in "WF"
