"""Whether a sentence tells its date as past or to come: tense of the governing verb, scheduling words, prepositions."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import Literal

from spacy.attrs import IDX
from spacy.tokens import Doc, Token

from config.timex import timex_lexicon

LEXICON = timex_lexicon()
Direction = Literal[-2, -1, 0, 1, 2]
"""-2 past, 2 to come; -1 and 1 the same by a weak sign, which a much nearer day outweighs; 0 no sign."""

_STRETCH = re.compile(r"(?i)quarter|half|season|months")
"""What sums are told "for", whether past or to come."""
_AFTER = frozenset(["after", "following", "despite", "since"])
_ARTICLES = frozenset(["the", "a", "an", "its", "his", "her", "their", "this", "that", "another"])
_MODALS = LEXICON.future["modals"]
_WEAK_MODALS = LEXICON.future["weak"]
_PLANNED = LEXICON.future["planned"]
_BEFORE_FUTURE = LEXICON.future["before"]
_BEFORE_PAST = LEXICON.past["before"]
_SCHEDULED = re.compile(
    r"(?i)(?:\b(?:scheduled|planned|set|due|slated|listed|fixed|adjourned|postponed|deferred|put (?:off|back)|"
    r"rescheduled|expected|remanded|returnable|bail(?:ed)?|earmarked|foreseen|awaited|tentatively|registration|"
    r"deadline|effective|effect|expir\w+|as of|until|till|in time for|ahead of|upcoming|forthcoming|"
    r"next (?:meeting|session|hearing))\b[^.;]{0,40})$"
)
_CLAUSE_END = frozenset([";", "–", "—"])


class Tenses:
    """Tells how the sentences of one document put their dates."""

    def __init__(self, doc: Doc, text: str) -> None:
        """``text`` is that of ``doc``; the offsets of its tokens are kept, so that a question costs little."""
        self.doc = doc
        self._text = text
        self._parsed: bool = doc.has_annotation("DEP")

    @cached_property
    def _offsets(self) -> list[int]:
        return self.doc.to_array([IDX]).tolist()  # type: ignore[no-any-return]

    def __call__(self, start: int, end: int) -> Direction:
        """How the text tells the date at characters ``start`` to ``end``."""
        first = max(0, bisect_right(self._offsets, start) - 1)
        last = max(first + 1, bisect_left(self._offsets, end))
        span = self.doc[first:last]
        word = self.doc[first - 1].lower_ if first else ""
        if word in _BEFORE_FUTURE:
            return 2
        if word in _BEFORE_PAST or span[0].lower_ in _BEFORE_PAST:
            return -2
        if word in ("for", "to") and not _STRETCH.search(span.text):
            return 1
        if word in _AFTER and last < len(self.doc) and self.doc[last].lower_ in ("'s", "’s"):
            return -2  # "after Friday's fall"
        moved_from = word == "from"
        if not self._parsed:
            return _by_words(self._text[max(0, start - 120) : start], self._text[end : end + 80])
        root = span.root
        if root.dep_ in ("dobj", "attr", "oprd") and root.head.lemma_ in _PLANNED:
            return 2  # "the court set 7 April as the day of the trial"
        modifies = last < len(self.doc) and self.doc[last].pos_ == "NOUN" and any(token.like_num for token in span)
        if modifies and (word in _ARTICLES or span[0].lower_ == "the"):
            return 0  # "the 1 May deadline": the verb is told of the deadline
        verb = _governor(root)
        scheduled = not moved_from and bool(_SCHEDULED.search(_clause_before(self.doc, first)))
        if verb is None:
            return 1 if scheduled else 0
        found = _tense(verb)
        return 2 if scheduled and abs(found) < 2 else found


def _governor(token: Token) -> Token | None:
    """The verb that the date hangs on, over prepositions and nouns."""
    for ancestor in [token, *token.ancestors]:
        if ancestor.pos_ in ("VERB", "AUX"):
            return ancestor
    return None


def _tense(verb: Token, depth: int = 0) -> Direction:
    """The tense of a verb group; participles and infinitives take the tense of what governs them."""
    for _ in range(6):
        helpers = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
        words = {child.lower_ for child in helpers}
        if words & _MODALS or (words & {"'ll", "wo"}):
            return 2
        if verb.lemma_ in _PLANNED and verb.tag_ in ("VBN", "JJ", "VBZ", "VBP"):
            present = words & {"is", "are", "'s", "'re", "has", "have", "be"} or not words
            return 2 if present else 1
        if verb.tag_ == "VBD" or words & {"was", "were", "had", "did"}:
            return -2
        if verb.tag_ == "VBN" and words & {"has", "have", "'ve", "been"}:
            return -2
        if words & _WEAK_MODALS and "have" not in words:
            return 1
        if "to" in words or (verb.tag_ == "VB" and not helpers):
            head = verb.head
            if head is verb or head.pos_ not in ("VERB", "AUX", "ADJ"):
                return 2 if "be" in words and verb.dep_ in ("acl", "relcl") else 1  # "a forum to be held on 3 May"
            governing = _tense(head, depth + 1) if depth < 4 else 0
            if head.lemma_ in _PLANNED or head.lemma_ == "be" or head.pos_ == "ADJ":
                return 2
            return 1 if governing >= 0 else -1
        if verb.tag_ in ("VBZ", "VBP"):
            return 1
        if helpers and words & {"is", "are", "'s", "'re", "am"}:
            return 1 if verb.tag_ == "VBG" else -1
        if verb.tag_ == "VBN" and verb.head is not verb and verb.dep_ in ("acl", "amod", "advcl"):
            main = _governor(verb.head)
            return -2 if main is not None and main is not verb and main.tag_ == "VBD" else -1
        if verb.head is verb or verb.head.pos_ not in ("VERB", "AUX", "NOUN", "PROPN", "ADP"):
            return -1 if verb.tag_ == "VBN" else 0
        verb = verb.head
    return 0


def _clause_before(doc: Doc, position: int) -> str:
    first = position
    while first > 0 and position - first < 14:
        token = doc[first - 1]
        if (token.is_space and "\n" in token.text) or token.text in _CLAUSE_END or doc[first].is_sent_start:
            break
        first -= 1
    return doc[first:position].text


_AUXILIARIES = r"(?:\s+(?:be|have|been|not|also|now|then|again|soon|still|likely))*\s+\w+"
_NO_VERB = (
    "the|an?|his|her|its|their|our|my|your|this|that|these|those|some|all|more|less|about|nearly|almost|both|date|court|"
    r"[A-Z0-9]\S*"
)
_FUTURE_WORDS = (
    rf"(?:will|shall|won['’]t|\w+['’]ll|(?:is|are|was|were|expected|due|set|planned|scheduled|slated) to)"
    rf"{_AUXILIARIES}|"
    r"scheduled|due|expected|planned|slated|listed|adjourned|postponed|awaited|foreseen|upcoming"
)
_PAST_WORDS = "|".join(sorted(LEXICON.past["verbs"]))
_NEXT_WORDS = "|".join(sorted(LEXICON.future["verbs"] | LEXICON.future["weak"] - {"'d", "ca"}))
_CUES = re.compile(
    rf"\b(?:(?P<future>{_FUTURE_WORDS})|(?P<past>since|{_PAST_WORDS}|(?!need|feed|speed|indeed|embed)\w{{3,}}ed)|"
    rf"(?P<next>{_NEXT_WORDS}|to(?!\s+(?:{_NO_VERB})\b){_AUXILIARIES}))\b"
)
_OPENS_CLAUSE = re.compile(r"(?:^|[,;:–—]\s*(?:and|but|or|while)?)\s*(?:(?:in|on|by|at|from)\s+)?(?:the\s+)?$")
_SENTENCE = re.compile(r"[.;!?\n][\"”’)]?\s")
_DIRECTIONS: dict[str | None, Direction] = {"future": 2, "past": -2, "next": 1, None: 0}


def _by_words(before: str, after: str) -> Direction:
    """Without a parse: the last verb before the date in its sentence, or the first one after it."""
    clause = _SENTENCE.split(before)[-1]
    cues = [] if _OPENS_CLAUSE.search(clause) else list(_CUES.finditer(clause))
    cue = cues[-1] if cues else _CUES.search(_SENTENCE.split(after)[0])
    return _DIRECTIONS[cue.lastgroup if cue else None]
