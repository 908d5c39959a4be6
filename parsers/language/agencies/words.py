"""A text as the agency finders see it: words with offsets, gaps, capitals, sentences."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property

from spacy.tokens import Doc

from config.agency_names import Word, words
from config.agency_patterns import agency_patterns

_BREAK = re.compile(r"\n\s*")
_POSSESSIVE = re.compile(r"[^\W\d_]{3}['’]s\b")
_LOST = re.compile(r"\b(?:Attorneys Office|Departments [A-Z]|Divisions [A-Z]|[A-Z]{3,}s [A-Z])")


class Text:
    """One text, cut into words once; all finders work on word indices (end exclusive)."""

    def __init__(self, doc: Doc, *, has_headlines: bool = True) -> None:
        """``doc`` must have sentence bounds (any parser); without them the text is one sentence.

        ``has_headlines`` is False for forms, whose short rows are names.
        """
        self.text: str = doc.text
        self.has_headlines = has_headlines
        self.words: list[Word] = words(self.text)
        self.forms: list[str] = [word.form for word in self.words]
        # Over the array, since ``doc.sents`` makes an object of every token first.
        starts = [doc[i].idx for i, begins in enumerate(doc.to_array(["SENT_START"]).tolist()) if begins == 1]
        self._doc = doc
        self.countries: dict[int, tuple[str, int, str] | None] = {}
        """What ``geography.country_at`` has read at a word."""
        breaks = (match.end() for match in _BREAK.finditer(self.text))
        self._sentence_starts: list[int] = sorted({0, *starts, *breaks})

    @cached_property
    def persons(self) -> frozenset[int]:
        """The characters at which the model sees the names of persons begin."""
        return frozenset(span.start_char for span in self._doc.ents if span.label_ == "PERSON")

    @cached_property
    def lost_apostrophes(self) -> bool:
        """True where the text has possessives without their apostrophe ("the Departments Criminal Division")."""
        told = len(_POSSESSIVE.findall(self.text))
        if told == 0 and "'" not in self.text and "’" not in self.text:
            return True
        return told <= 3 and _LOST.search(self.text) is not None

    @cached_property
    def _capitalised(self) -> frozenset[str]:
        return frozenset(self.forms[i] for i in range(len(self.words)) if self.capital(i))

    @cached_property
    def _small(self) -> frozenset[str]:
        return frozenset(self.forms[i] for i in range(len(self.words)) if not self.capital(i))

    def written_small(self, form: str) -> bool:
        """True where the text writes the word with a small letter too."""
        return form in self._small

    def raw(self, index: int) -> str:
        """The word as written."""
        word = self.words[index]
        return self.text[word.start : word.end]

    def span(self, first: int, last: int) -> str:
        """The characters of the words ``first`` to ``last`` (exclusive)."""
        return self.text[self.words[first].start : self.words[last - 1].end]

    def gap(self, index: int) -> str:
        """What stands between the word and the one before it, articles and possessives included."""
        return self.text[self.words[index - 1].end : self.words[index].start] if index else ""

    def joins(self, index: int) -> bool:
        """True where the word may continue a name that the one before it began."""
        if not index:
            return False
        gap = self.gap(index)
        if gap in (" ", "-", ""):
            return True
        if "." in gap:
            return gap == ". " and self.words[index - 1].end - self.words[index - 1].start == 1
        return gap.strip(" -–—'’s/") in ("", "the", "The") and "\n" not in gap and len(gap) < 9

    def possessive(self, index: int) -> bool:
        """True where the word before ``index`` ends in a possessive."""
        gap = self.gap(index)
        if "'" in gap or "’" in gap:
            return True
        form = self.forms[index - 1] if index else ""
        if not self.lost_apostrophes or len(form) < 4 or not form.endswith("s") or not self.capital(index - 1):
            return False
        if form in agency_patterns().heads:
            return False  # "Forces", "Services" are plurals
        raw = self.raw(index - 1)
        return raw[:-1].isupper() or (form[:-1] in self._capitalised and form[:-1] not in self._small)

    def lost_possessive(self, index: int) -> bool:
        """True where the word before ``index`` has an s that its possessive left behind ("South Koreas")."""
        return bool(index) and self.possessive(index) and not {"'", "’"} & set(self.gap(index))

    def headline(self, char: int) -> bool:
        """True in a sentence that writes nearly all its words with capitals, so that they tell no names."""
        if not self.has_headlines:
            return False
        start, end = self.sentence(char)
        inside = range(self.first_at(start), self.first_at(end))
        line = self.text[start:end].strip()
        if len(inside) > 30 or line.endswith((".", "!", "?", ":", ";", ",")) or "; " in line or line[:1] in "•–-*·":
            return False
        content = [i for i in inside if len(self.forms[i]) > 3]
        return len(content) >= 4 and sum(map(self.capital, content)) >= 0.75 * len(content)

    def capital(self, index: int) -> bool:
        """True where the word begins with a capital or a digit."""
        first = self.text[self.words[index].start]
        return first.isupper() or first.isdigit()

    def upper(self, index: int) -> bool:
        """True for acronyms: two capitals or more."""
        return any(sum(c.isupper() for c in part) >= 2 for part in self.raw(index).replace(" ", "-").split("-"))

    def sentence(self, char: int) -> tuple[int, int]:
        """Character bounds of the sentence that holds ``char``."""
        at = bisect_right(self._sentence_starts, char)
        start = self._sentence_starts[max(0, at - 1)]
        end = self._sentence_starts[at] if at < len(self._sentence_starts) else len(self.text)
        return start, end

    def first_at(self, char: int) -> int:
        """Index of the first word that begins at or after ``char``."""
        return bisect_right(self._starts, char - 1)

    @cached_property
    def _starts(self) -> list[int]:
        return [word.start for word in self.words]
