"""Matching the register's rules: which event types a token and its frame tell."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from config.event_types import EventRegister, EventType, Trigger
from parsers.language.events.clauses import PARTITIVES
from parsers.language.events.frames import ATTENDING, Frame, noun_frame, phrase, verb_frame
from parsers.language.events.lexicon import word_set
from parsers.language.events.lost_clauses import headline_frame, headline_lemma, lost_clause
from parsers.language.events.mentions import Mentions

COURT_WORDS = frozenset({"court", "courts", "tribunal", "judge", "magistrate", "bench", "jury"})
CURRENCY = frozenset("$£€¥")
CURRENCY_CODES = frozenset({"USD", "EUR", "GBP", "CHF", "JPY", "AUD", "RM", "US$", "S$", "HK$", "A$", "NZ$", "R$"})
MONEYS = word_set(
    "euro dollar pound yen franc krone krona kroner kronor rupee rand shilling naira peso ringgit yuan renminbi won",
    "dirham dinar zloty forint leu lei real lira ruble rouble hryvnia kwacha cedi birr baht dong crore lakh",
)
"""Words for sums, beside the marks and codes of currencies."""
ACTORS = re.compile(
    r"(?i)^(?:.*(?:officer|official|staff|team|delegat|representative|counterpart|investigator|prosecutor|agent|expert|member|"
    r"group|guest|visitor|head|leader|minister|secretary|director|chair|president|commissioner|colleague|general|spokes|"
    r"namesake|institution|evaluator|inspector|lawyer|auditor|force|unit|office|authorit|agenc|division|section|squad)\w*)$"
)
"""Nouns for those who act; only they, not a body's report or award, stand for the body."""
ORDINALS = frozenset({"first", "second", "third", "final"})
NOMINAL = frozenset({"nsubj", "nsubjpass", "dobj", "pobj"})
PERSON_WORDS = word_set(
    "he she they him her them who whom man woman men women person people individual suspect defendant accused",
    "national citizen official officer employee executive businessman businesswoman director manager resident",
    "minister president chairman secretary commissioner ambassador mayor councillor governor prosecutor officials",
    "officers colonel captain lawyer attorney accountant contractor trader inspector doctor senator lawmaker",
    "soldier member leader mr. mr mrs ms mrs. ms. dr dr.",
    "fraudster fugitive offender convict criminal gangster trafficker smuggler launderer hacker ringleader",
    "perpetrator accomplice kingpin conspirator co-conspirator co-accused co-defendant codefendant mastermind thief",
    "terrorist militant fighter insurgent extremist pirate dealer broker courier brother sister couple wife husband",
    "son daughter father mother spouse relative associate teenager juvenile boy girl clerk treasurer cashier",
    "auditor engineer architect surveyor nurse pharmacist physician dentist surgeon teacher lecturer professor",
    "principal headmaster student driver pilot guard warden cop policeman policewoman constable sergeant detective",
    "deputy sheriff commander general lieutenant major brigadier judge magistrate solicitor barrister notary",
    "bailiff registrar administrator supervisor superintendent coordinator consultant adviser advisor lobbyist",
    "banker financier investor developer entrepreneur industrialist oligarch tycoon founder chief ceo cfo bishop",
    "pastor priest monk journalist editor politician legislator parliamentarian congressman congresswoman alderman",
    "vice-mayor regent premier worker labourer laborer foreman farmer fisherman subcontractor salesman saleswoman",
    "merchant bookkeeper receptionist secretary assistant technician migrant foreigner alien veteran recruiter",
    "landlord diplomat envoy consul operative combatant",
)


TERM = re.compile(r"\b(?:imprisonment|prison|jail|detention|custody|sentence|term|years|months)\W*(?:\w+ly)?$")
"""What is before "suspended" where a term in prison is, and not a person."""
NAMED = frozenset({"operation", "operations", "exercise", "chamber", "force", "project", "campaign"})
"""Words that stand before the name of the thing that they say it is."""
PLACED = frozenset({"in", "at", "on", "to", "from", "into", "under", "for"})
"""Prepositions whose noun, where a rule asks for it by word, belongs to the trigger ("put under arrest")."""


@dataclass(frozen=True, slots=True)
class Match:
    """One rule that fired."""

    event_type: EventType
    trigger: Trigger
    frame: Frame
    words: tuple[Token, ...]
    """The trigger's words: the verb or noun and the fillers that its rule asked for by word."""
    detail: int
    """How many words the rule matched; of two rules on one trigger the more detailed is right."""

    @property
    def token(self) -> Token:
        """The verb or noun itself."""
        return self.frame.token

    @property
    def name(self) -> str:
        """``visit/verb:pay+visit``."""
        return f"{self.event_type.code}/{self.trigger.name}"

    @property
    def weight(self) -> tuple[float, int]:
        """Order of rules on the same words: the more a rule asks for, the better."""
        return self.detail + (1 if self.trigger.verbs else 0) + self.trigger.prior / 10, -self.token.i


class Matcher:
    """The register indexed by lemma, so that each token costs one look-up."""

    def __init__(self, register: EventRegister) -> None:
        self.register = register
        self.verbs: dict[str, list[tuple[EventType, Trigger]]] = defaultdict(list)
        self.nouns: dict[str, list[tuple[EventType, Trigger]]] = defaultdict(list)
        for kind in register.values():
            for trigger in kind.triggers:
                for verb in trigger.verbs:
                    self.verbs[_spelt(verb)].append((kind, trigger))
                for head in {_head_word(noun) for noun in trigger.nouns}:
                    self.nouns[head].append((kind, trigger))

    def matches(self, token: Token, mentions: Mentions) -> Iterator[Match]:
        """Rules that fire on ``token``."""
        nominal = _is_nominal(token)
        lemma = _spelt(token.lower_ if nominal and token.tag_ == "VBG" else token.lemma_.lower())
        verbs = self.verbs.get(lemma) if token.pos_ in ("VERB", "AUX") or token.tag_ in ("VBN", "VBD", "VBG") else None
        if verbs is None and lemma in self.verbs and token.pos_ == "ADJ":
            verbs = self.verbs[lemma]
        if verbs and lemma == "suspend" and TERM.search(token.doc[max(token.sent.start, token.i - 4) : token.i].text):
            return  # "eighteen months' imprisonment, suspended for three years"
        if verbs is None and "-" in lemma:
            verbs = self.verbs.get(lemma.split("-", 1)[1])  # "re-opened" is opened
        if verbs is None and (lost := headline_lemma(token)) in self.verbs:
            for kind, trigger in self.verbs[str(lost)]:
                match = self._fit(kind, trigger, headline_frame(token), mentions)
                if match:
                    yield match
        if verbs and not nominal:
            frame = lost_clause(token) or verb_frame(token)
            for kind, trigger in verbs:
                match = self._fit(kind, trigger, frame, mentions)
                if match:
                    yield match
        elif (
            (token.pos_ in ("NOUN", "PROPN") or nominal)
            and lemma in self.nouns
            and token.dep_ != "compound"
            and token.i not in mentions.agency
        ):
            frame = noun_frame(token, self.register.light_verbs)
            for kind, trigger in self.nouns[lemma]:
                if any(_ends_with(token, noun) for noun in trigger.nouns):
                    match = self._fit(kind, trigger, frame, mentions)
                    if match:
                        yield match

    def _fit(self, kind: EventType, trigger: Trigger, frame: Frame, mentions: Mentions) -> Match | None:
        filled = _fill(trigger, frame, mentions)
        if filled is None:
            return None
        words, detail = filled
        detail += max((len(_words(n)) - 1 for n in trigger.nouns if _ends_with(frame.token, n)), default=0)
        for never in kind.never:
            lemma = _spelt(frame.token.lemma_.lower())
            named = (
                lemma in {_spelt(v) for v in never.verbs}
                if never.verbs
                else any(_ends_with(frame.token, n) for n in never.nouns)
            )
            if named and bool(never.verbs) == bool(trigger.verbs) and _fill(never, frame, mentions) is not None:
                return None
        return Match(kind, trigger, frame, words, detail)


def _head_word(phrase: str) -> str:
    """The word that a phrase of the register hangs on: the last, or the one before "of" ("plea of guilty")."""
    words = phrase.split()
    return words[words.index("of") - 1] if "of" in words[1:-1] else words[-1].split("-")[-1]


def _words(phrase: str) -> list[str]:
    return phrase.replace("-", " ").split()


def _is_nominal(token: Token) -> bool:
    """Whether what passes for a verb is the noun that opens a headline or an item ("Visit of the Minister to …")."""
    if token.tag_ == "VBG" and token.i + 1 < len(token.doc):  # "the signing of", "in the third reading"
        before = token.nbor(-1).lower_ if token.i > token.sent.start else ""
        return token.nbor(1).lower_ == "of" or before in ORDINALS
    if token.tag_ in ("VBD", "VBN") and token.dep_ in NOMINAL and any(c.dep_ == "det" for c in token.lefts):
        return True  # "the accused"
    if token.i != token.sent.start or not token.text[0].isupper() or token.i + 1 >= len(token.doc):
        return False
    after = token.nbor(1).lower_
    return token.tag_ in ("VB", "VBP", "VBD", "NN", "NNP") and after in ("of", "by", "between")


def _spelt(lemma: str) -> str:
    """British and American spelling as one: "organize" is "organise"."""
    return lemma[:-3] + "ise" if len(lemma) > 5 and lemma.endswith("ize") else lemma


def _fill(trigger: Trigger, frame: Frame, mentions: Mentions) -> tuple[tuple[Token, ...], int] | None:
    """The trigger's words and how many a slot asked for, if every slot is filled, else None."""
    if trigger.voice and trigger.voice != _voice(frame, trigger):
        return None
    words = [frame.token]
    detail = 0
    for slot, fillers in trigger.needs.items():
        found: Token | None = None
        for part in slot.split("|"):
            for head in frame.slots.get(part, ()):
                length = max((_length(f) for f in fillers if fills(head, f, mentions)), default=0)
                if length:
                    found = head
                    detail += length
                    # a named gathering at which something is done is an event of its own: "spoke at the Lisbon Forum"
                    named = head.pos_ == "PROPN" and part in ATTENDING
                    if part in ("object", "particle", "complement", *PLACED) and not (
                        named or all(f.startswith("<") for f in fillers)
                    ):
                        words.append(head)
                    break
            if found is not None:
                break
        if found is None:
            return None
    return tuple(sorted(words, key=lambda t: t.i)), detail


def _voice(frame: Frame, trigger: Trigger) -> str:
    """``passive``, ``active``, or ``intransitive`` where a rule asks for a verb without an object."""
    if frame.passive:
        return "passive"
    bare = not frame.slots.get("object") and frame.token.dep_ != "acl"
    return "intransitive" if trigger.voice == "intransitive" and bare else "active"


def _length(filler: str) -> int:
    return 1 if filler.startswith("<") else 1 + len(filler.split())


def fills(head: Token, filler: str, mentions: Mentions) -> bool:
    """Whether the phrase of ``head`` is what ``filler`` (a word, a phrase or a class) asks for."""
    if filler.startswith("<"):
        return _is_class(head, filler, mentions)
    if _ends_with(head, filler):
        return True
    if head.ent_type_ == "PERSON" and any(c.dep_ == "compound" and _ends_with(c, filler) for c in head.lefts):
        return True  # "Foreign Minister Aro"
    if head.pos_ in ("PROPN", "NUM") and any(
        c.dep_ in ("compound", "nmod") and c.lower_ in NAMED and c.text[0].isupper() and _ends_with(c, filler)
        for c in head.lefts
    ):
        return True  # "Operation Cedar", "Trial Chamber II"
    if head.lemma_.lower() in PARTITIVES or head.like_num or head.pos_ == "NUM":
        return any(
            _ends_with(inner, filler)
            for child in head.children
            if child.dep_ == "prep" and child.lower_ == "of"
            for inner in child.children
        )
    return False


def _ends_with(head: Token, words: str) -> bool:
    """Whether ``words`` stand in the text with their head on ``head``: the last word, or the one before "of"."""
    parts = _words(words)
    if len(parts) == 1:
        return _is_word(head, words)
    doc = head.doc
    anchor = parts.index("of") - 1 if "of" in parts[1:-1] else len(parts) - 1
    return _reads(doc, head.i, parts[anchor::-1], -1) and _reads(doc, head.i, parts[anchor:], 1)


def _is_word(token: Token, word: str) -> bool:
    """Whether ``token`` is a form of ``word``; the lemma of a name in the plural is the plural."""
    if word in (token.lemma_.lower(), token.lower_):
        return True
    return token.pos_ == "PROPN" and token.ent_type_ != "PERSON" and token.lower_ == f"{word}s"


def _reads(doc: Doc, at: int, parts: Sequence[str], step: int) -> bool:
    for part in parts:
        while 0 <= at < len(doc) and doc[at].text in ("-", "–"):
            at += step
        if not (0 <= at < len(doc) and _is_word(doc[at], part)):
            return False
        at += step
    return True


def _is_class(head: Token, filler: str, mentions: Mentions) -> bool:
    if filler == "<any>":
        return True
    words = phrase(head)
    if filler == "<party>":
        return any(_is_class(head, c, mentions) for c in ("<body>", "<person>", "<state>"))
    if filler == "<body>":
        acts = bool(ACTORS.search(head.text)) or head.like_num or _is_person(head)
        return head.i in mentions.agency or (acts and any(t.i in mentions.agency for t in words))
    if filler == "<state>":
        return bool(mentions.states_in([head, *words]))
    if filler == "<place>":
        return bool(mentions.places_in(words))
    if filler == "<date>":
        return any(t.i in mentions.timex for t in words)
    if filler == "<person>":
        return _is_person(head)
    if filler == "<money>":
        return any(
            t.text in CURRENCY
            or t.text in CURRENCY_CODES
            or t.ent_type_ == "MONEY"
            or t.lemma_.lower() in MONEYS
            or t.lower_ in ("million", "billion")
            for t in words
        )
    if filler == "<court>":
        return any(t.lower_ in COURT_WORDS for t in words)
    if filler == "<foreign body>":
        home = mentions.context.country
        bodies: Sequence[str | None] = [a.country for a in mentions.agencies_in(words)]
        places = [p.country for t in words if (p := mentions.place.get(t.i)) and t.i not in mentions.agency]
        return any(c and c != home for c in (*bodies, *places))
    return False


def _is_person(head: Token) -> bool:
    if head.tag_ == "CD" and head.is_alpha and head.lower_ not in ("million", "billion", "thousand"):
        return not any(t.text in CURRENCY for t in head.lefts)  # "the four were remanded"
    lower = head.lower_
    if head.ent_type_ == "PERSON" or head.lemma_.lower() in PERSON_WORDS or lower in PERSON_WORDS:
        return True
    return head.pos_ == "PROPN" and lower.endswith("s") and lower[:-1] in PERSON_WORDS  # "G7 Ambassadors"
