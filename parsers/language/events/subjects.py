"""Persons and firms as the subjects of an event: whom a phrase names or describes, each in clean words of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Token

from parsers.language.events.frames import phrase
from parsers.language.events.lexicon import word_set
from parsers.language.events.matching import PERSON_WORDS
from parsers.language.events.mentions import Mentions
from parsers.language.events.parties import CASE_WORDS
from parsers.language.events.persons import Persons, entity_of, surname_of
from parsers.records import Participant

LEGAL_FORMS = word_set(
    "ltd limited inc corp corporation plc llc llp lp sa s.a s.a. ag gmbh srl s.r.l bv b.v nv n.v spa s.p.a pte",
    "pty sdn bhd co oy ab asa sarl sl kk pjsc jsc ooo holdings holding",
)
"""Last words of the names of firms."""
PEOPLE = re.compile(
    r"(?:er|or|ist|ian|ant|ee|eer|yst|man|men|woman|women|person|ecutive|ficial|sentative|spouse|wife|husband|brother|sister|son|"
    r"daughter|chief|head|aide|guard|clerk|judge|boss|priest|couple|duo|trio|individual|people|national|student|agent|president|"
    r"chair|secretary|deputy|mp|other|ally|associate|relative|partner|dentist|nurse|pilot|spokesman|ceo|cfo|captain|sheriff)s?$",
    re.I,
)
"""How nouns for persons end."""
THINGS = word_set(
    "matter order letter paper number computer charter power water register newsletter transfer offer answer quarter",
    "corner counter murder disorder border danger manner chapter shelter sector factor error vector behavior behaviour",
    "favor favour labor labour honor honour tumor motor monitor mirror tractor warrant grant plant payment attachment",
    "fee guarantee committee jubilee wonder tender winter summer center theater container server amount quantity",
    "poster weather dinner cover endeavor endeavour trailer laser layer cluster reason prison season lesson comparison",
    "poison user",
)
"""Nouns with such an ending that name no person."""
ALIASES = frozenset({"aka", "a.k.a", "a.k.a.", "a/k/a", "alias", "as", "(", "“", '"', "‘", "nicknamed", "called"})
"""What stands before a second name of the same person."""
KEPT = frozenset({"of", "from", "at"})
"""Prepositions that belong to the description of a person ("an officer of the council")."""
BENCH = frozenset({"judge", "magistrate", "justice"})
NO_PERSON = frozenset(
    {
        "DATE",
        "TIME",
        "MONEY",
        "GPE",
        "LOC",
        "FAC",
        "PERCENT",
        "LAW",
        "EVENT",
        "PRODUCT",
        "QUANTITY",
        "ORDINAL",
        "WORK_OF_ART",
    }
)


class Subjects:
    """Reads the phrases in the place of a person; keeps the names of the firms that the document has told."""

    def __init__(self, mentions: Mentions, persons: Persons) -> None:
        self.mentions, self.persons = mentions, persons
        self.firms: dict[str, Participant] = {}
        """First word of a firm's name in small letters → the firm, as first told."""

    def of(self, head: Token, role: str) -> Iterator[Participant]:
        """The persons, bodies and firms of the phrase of ``head``: apposed and coordinated names are each their own."""
        nodes = list(_chain(head))
        names = [n for n in nodes if self._is_name(n) and not _is_alias(n)]
        for node in nodes:
            if any(c.lower_ in BENCH for c in (node, *node.children)):
                continue  # who sits in judgment is no subject of the case
            if node in names:
                if node == head or self.persons.stands_for(node) is None:
                    yield self._named(node, role)
            elif node.i in self.mentions.agency and node.dep_ != "appos":
                continue
            elif node.ent_type_ == "ORG" or self._is_firm(node):
                if node == head or node.dep_ == "conj":
                    yield self._firm(node, role)
            elif node == head and any(n.dep_ == "appos" and n.head == node for n in names):
                continue
            elif (node == head or (node.dep_ == "conj" and _has_article(node))) and self.describes(node):
                words = described(node)
                yield Participant("person", role, "person", text=words, start=node.idx, end=node.idx + len(node.text))

    def has_name(self, head: Token) -> bool:
        """Whether a name of its own stands in the phrase of ``head`` ("the company Prodvial")."""
        return any(c.dep_ == "appos" and c.pos_ == "PROPN" for c in head.children) or (
            head.pos_ == "PROPN" and head.i > 0 and head.nbor(-1).pos_ == "PROPN"
        )

    def firm_of(self, token: Token) -> Participant | None:
        """The firm that the document has told whose name ``token`` shortens ("Kestrel" for Kestrel Rotor Systems)."""
        return self.firms.get(re.sub(r"['’]s$", "", token.lower_)) if token.pos_ == "PROPN" else None

    def remember(self, firm: Participant) -> None:
        """Note a firm for its short name."""
        for word in re.findall(r"[\w’'-]+", firm.name)[:1]:
            if len(word) > 3:
                self.firms.setdefault(word.lower(), firm)

    def _is_name(self, token: Token) -> bool:
        if token.i in self.mentions.agency or token.i in self.mentions.place or self._is_firm(token):
            return False
        if token.ent_type_ in NO_PERSON or token.lemma_.lower() in CASE_WORDS:
            return False
        if token.ent_type_ == "PERSON":
            return token.pos_ in ("PROPN", "NOUN", "ADJ") and token.text[:1].isupper()
        return token.pos_ == "PROPN" and self.persons.name_of(token) is not None

    def _named(self, head: Token, role: str) -> Participant:
        words = self.persons.name_of(head) or head.text
        return Participant("person", role, "person", text=words, start=head.idx, end=head.idx + len(head.text))

    def _is_firm(self, token: Token) -> bool:
        if token.lower_.strip(".,") in LEGAL_FORMS and token.pos_ == "PROPN":
            return True
        return self.firm_of(token) is not None and surname_of(token.text) not in self.persons.full

    def _firm(self, head: Token, role: str) -> Participant:
        """An organisation that no register knows: most are firms."""
        known = self.firm_of(head)
        if known is not None:
            return Participant(
                known.name, role, "company", known.agency_id, known.country, head.text, head.idx, head.idx + len(head)
            )
        span = entity_of(head) if head.ent_type_ == "ORG" else head.doc[_first_of_name(head) : head.i + 1]
        name = span.text.strip()  # an entity may run into the blank line behind a headline
        start = span.start_char + span.text.index(name)
        firm = Participant(name.split("\n")[0], role, "company", text=name, start=start, end=start + len(name))
        self.remember(firm)
        return firm

    def describes(self, head: Token) -> bool:
        """Whether the phrase describes a person or several, as nouns for acts, papers and sums do not."""
        word, lemma = head.lower_, head.lemma_.lower()
        if head.ent_type_ in NO_PERSON or lemma in CASE_WORDS or lemma in THINGS or head.i in self.mentions.timex:
            return False
        if head.i in self.mentions.place or self._goes_on_about(head):
            return False
        if head.pos_ == "NUM" or head.like_num:
            return head.is_alpha and not any(t.ent_type_ in ("MONEY", "DATE", "PERCENT") for t in phrase(head))
        return (
            word in PERSON_WORDS
            or lemma in PERSON_WORDS
            or (head.pos_ in ("NOUN", "PROPN", "ADJ") and bool(PEOPLE.search(lemma)))
        )

    def _goes_on_about(self, head: Token) -> bool:
        """Whether ``head`` only says more of a person named before ("John Smith, a lawyer, former lobbyist and …")."""
        if head.dep_ not in ("conj", "appos") or head.pos_ != "NOUN" or _has_article(head):
            return False
        first = head
        for _ in range(4):
            if first.dep_ not in ("conj", "appos"):
                break
            first = first.head
        return self.persons.name_of(first) is not None


def _chain(head: Token) -> Iterator[Token]:
    """``head`` with all that is apposed to it or coordinated below its appositions."""
    todo = [head]
    seen: set[int] = set()
    while todo and len(seen) < 40:
        token = todo.pop(0)
        if token.i in seen:
            continue
        seen.add(token.i)
        yield token
        todo.extend(
            c for c in token.children if c.dep_ == "appos" or (c.dep_ == "conj" and token != head and c.pos_ != "VERB")
        )


def _is_alias(token: Token) -> bool:
    start = entity_of(token).start if token.ent_type_ else token.i
    if start == 0:
        return False
    before = token.doc[start - 1].lower_
    return before in ("aka", "alias") or (token.dep_ == "appos" and before in ALIASES)


def _has_article(head: Token) -> bool:
    return any(
        c.lower_ in ("a", "an", "the", "another", "other", "several") or c.like_num
        for c in head.children
        if c.i < head.i
    )


def _first_of_name(head: Token) -> int:
    start = head.i
    while start > 0 and (head.doc[start - 1].pos_ == "PROPN" or head.doc[start - 1].text in ("&", "-", ".")):
        start -= 1
    return start


def described(head: Token) -> str:
    """The description of a person: the noun with what stands before it and what "of", "from" or "at" adds."""
    kept: set[int] = set()
    todo = [head]
    while todo:
        token = todo.pop()
        kept.add(token.i)
        for child in phrase_children(token):
            if child.i < head.i or child.dep_ != "prep" or child.lower_ in KEPT:
                todo.append(child)
    start = end = head.i
    doc = head.doc
    while start - 1 in kept or (start - 2 in kept and doc[start - 1].text in ("-", "–", "/", "’", "'")):
        start -= 1
    while end + 1 in kept or (end + 2 in kept and doc[end + 1].text in ("-", "–", "/")):
        end += 1
    return doc[start : end + 1].text


def phrase_children(token: Token) -> Iterator[Token]:
    """Children of a noun that belong to its own phrase: no clauses, marks, coordinated or apposed nouns."""
    for child in token.children:
        if child.dep_ not in (
            "relcl",
            "acl",
            "advcl",
            "appos",
            "conj",
            "cc",
            "punct",
            "ccomp",
            "parataxis",
            "nsubj",
            "advmod",
        ):
            yield child
