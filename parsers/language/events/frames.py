"""Grammar around a trigger: which phrases fill its subject, object and prepositional slots.

A frame is made once for each candidate trigger and is all that the register's rules look at. It undoes the passive
(its subject is the frame's object), finds shared subjects of coordinated and controlled verbs and the antecedents of
relative clauses, and takes over what a light verb or a participle beside an event noun says.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Token

from parsers.language.events.clauses import (
    MAX_CLIMB,
    OBJECTS,
    PARTITIVES,
    SUBJECTS,
    antecedent,
    governing_subject,
    is_passive,
    left_neighbour,
    outer_antecedent,
)
from parsers.language.events.lexicon import word_set

CLAUSES = frozenset({"relcl", "acl", "advcl", "ccomp", "xcomp", "csubj", "parataxis"})
ATTENDING = frozenset({"in", "at", "from", "to", "on", "during"})
"""Prepositions between a verb and the event noun that it is about ("took part in talks")."""
PARTICLES = frozenset({"over", "up", "off", "down", "out", "away", "in", "back"})
SOURCES = frozenset({"according", "due", "owing", "pursuant", "prior", "thanks", "contrary", "subject"})
"""First words of prepositions of two words whose phrase fills no slot ("according to the plea agreement")."""
MEASURES = word_set(
    "day week month year time morning afternoon evening night today tomorrow yesterday percent hour minute moment way",
    "deal bit lot home mile kilometre meter metre",
)


@dataclass(slots=True)
class Frame:
    """The slots of one trigger, each with the head tokens of its phrases."""

    token: Token
    verb: Token | None
    """The verb that carries tense and negation: the trigger itself, or the light verb over an event noun."""
    passive: bool = False
    repaired: bool = False
    """Whether the parse had lost the clause, so that its tense says nothing."""
    slots: dict[str, list[Token]] = field(default_factory=lambda: defaultdict(list))

    def add(self, slot: str, token: Token) -> None:
        """Put ``token`` and what is coordinated with it into ``slot``."""
        for head in (token, *conjuncts(token)):
            if head not in self.slots[slot]:
                self.slots[slot].append(head)


def conjuncts(token: Token) -> Iterator[Token]:
    """What is coordinated with ``token`` to its right."""
    todo = [token]
    while todo:
        for child in todo.pop().rights:
            if child.dep_ == "conj" and child.pos_ != "VERB":
                yield child
                todo.append(child)


def phrase(head: Token) -> list[Token]:
    """The words of the noun phrase of ``head`` without clauses and coordinated heads, in order."""
    found: list[Token] = []
    todo = [head]
    while todo:
        token = todo.pop()
        found.append(token)
        for child in token.children:
            if child.dep_ in CLAUSES or child.dep_ == "punct" or (token == head and child.dep_ == "conj"):
                continue
            if child.dep_ == "appos" and token != head:
                continue
            todo.append(child)
    return sorted(found, key=lambda t: t.i)


def verb_frame(verb: Token) -> Frame:
    """The frame of a verb."""
    frame = Frame(verb, verb, is_passive(verb))
    subject, _ = governing_subject(verb)
    if subject is None:
        subject = left_neighbour(verb)
    if subject is not None and subject != verb:
        frame.add("object" if frame.passive else "subject", subject)
        outer = outer_antecedent(verb, subject)
        if outer is not None:
            frame.slots["object" if frame.passive else "subject"].append(outer)
        if frame.passive:
            add_prepositions(frame, subject)
    for child in verb.children:
        if child.dep_ in OBJECTS:
            frame.add("object", child)
            add_prepositions(frame, child)
            if child.lemma_.lower() in PARTITIVES:  # "released two of the suspects on bail"
                for inner in (i for c in child.children if c.lower_ == "of" for i in c.children):
                    add_prepositions(frame, inner)
            # "held the two guilty": a parser hangs the predicate on the object
            frame.slots["complement"].extend(c for c in child.rights if c.dep_ in ("amod", "acomp"))
            # "reached an agreement to resolve": what it is for
            frame.slots["complement"].extend(c for c in child.rights if c.dep_ == "acl" and c.tag_ == "VB")
        elif child.dep_ in ("xcomp", "ccomp", "oprd", "attr", "acomp"):
            frame.slots["complement"].extend([child, *(c for c in child.children if c.dep_ == "conj")])
            if child.dep_ == "xcomp":
                for inner in child.children:
                    if inner.dep_ in OBJECTS:
                        frame.add("object", inner)
            elif child.dep_ == "ccomp" and child.pos_ in ("NOUN", "PROPN"):  # "made public the list"
                frame.add("object", child)
                frame.slots["complement"].extend(c for c in child.lefts if c.dep_ == "acomp")
        elif child.dep_ in ("advmod", "dep") and child.pos_ in ("NOUN", "PROPN") and child.i > verb.i:
            frame.add("object", child)  # "delivered a ten-day investigations course", as a parser may have it
            add_prepositions(frame, child)
        elif child.dep_ == "npadvmod" and child.tag_ in ("NN", "NNS") and child.i > verb.i and not _tells_time(child):
            frame.add("object", child)  # "confirmed, by majority, the conviction"
            add_prepositions(frame, child)
        elif child.dep_ in ("advmod", "npadvmod"):
            frame.slots["modifier"].append(child)
            if child.lower_ in PARTICLES:
                frame.slots["particle"].append(child)
            add_prepositions(frame, child)
        elif child.dep_ == "prt" or (child.dep_ == "prep" and _is_bare(child)):
            frame.slots["particle"].append(child)
            add_prepositions(frame, child)
        elif child.dep_ == "advcl" and any(c.lower_ == "for" and c.i == verb.i + 1 for c in child.lefts):
            # "left for Kinshasa to verify …", where the place passes for the one who verifies
            for inner in (c for c in child.lefts if c.dep_ in SUBJECTS):
                frame.add("for", inner)
    add_prepositions(frame, verb)
    if not frame.slots["object"] and not frame.passive:
        late = _late_object(verb)
        if late is not None:
            frame.add("object", late)
    if verb.dep_ == "conj" and not frame.slots["object"] and verb.head.pos_ == "VERB":
        # "arrested and charged two men": the object stands beside the last verb or the first
        for child in verb.head.children:
            if child.dep_ in OBJECTS and child.i > verb.i:
                frame.add("object", child)
    if not frame.slots["object"]:
        for other in verb.children:
            if other.dep_ == "conj" and other.pos_ == "VERB" and not any(c.dep_ in SUBJECTS for c in other.children):
                for child in other.children:
                    if child.dep_ in OBJECTS and not frame.passive:
                        frame.add("object", child)
    return frame


def _tells_time(noun: Token) -> bool:
    """Whether it says when, how often or how much ("the same day", "three times", "a great deal")."""
    return noun.ent_type_ in ("DATE", "TIME", "PERCENT", "QUANTITY", "CARDINAL") or noun.lemma_ in MEASURES


def _is_bare(preposition: Token) -> bool:
    """Whether it governs no phrase and so is a particle ("handed him over to the police")."""
    below = {c.dep_ for c in preposition.children}
    return preposition.lower_ in PARTICLES and not below & {"pobj", "pcomp", "prep"}


def _late_object(verb: Token) -> Token | None:
    """The object behind a phrase of place or time, which a parser takes for its apposition.

    "The Minister received in her office the Attorney General of Ecuador."
    """
    for preposition in verb.rights:
        if preposition.dep_ != "prep":
            continue
        for place in preposition.children:
            for child in place.rights:
                before = child.left_edge.i - 1
                if child.dep_ == "appos" and child.left_edge.pos_ == "DET" and not child.doc[before].is_punct:
                    return child
    return None


def add_prepositions(frame: Frame, head: Token, *, deep: bool = True) -> None:
    """Put what the prepositions under ``head`` govern into the slots of their names."""
    for child in head.children:
        if child.dep_ in ("prep", "agent", "dative", "prt") and child.pos_ in ("ADP", "SCONJ", "VERB"):
            word = child.lower_
            for inner in child.children:
                if inner.dep_ in ("pobj", "pcomp") or (word == "as" and inner.dep_ in ("amod", "acomp")):
                    frame.add("subject" if child.dep_ == "agent" or (word == "by" and frame.passive) else word, inner)
                    if word == "by":
                        frame.add("by", inner)
                    if deep and word in ATTENDING:
                        add_prepositions(frame, inner, deep=False)
                elif inner.dep_ == "prep" and word not in SOURCES:
                    for innermost in inner.children:
                        if innermost.dep_ == "pobj":
                            frame.add(inner.lower_, innermost)


def noun_frame(noun: Token, light_verbs: frozenset[str]) -> Frame:
    """The frame of an event noun, with what the light verb over it adds."""
    frame = Frame(noun, None)
    for child in noun.children:
        if child.dep_ == "poss":
            frame.add("subject", antecedent(child))
            if child.tag_ == "PRP$":
                frame.slots["modifier"].append(child)
        elif child.dep_ in ("amod", "compound", "nmod", "det", "npadvmod", "nummod"):
            frame.slots["modifier"].append(child)
        elif child.dep_ in ("acl", "relcl") and child.lemma_ in light_verbs:
            _take_over(frame, child, own=False)
    add_prepositions(frame, noun)
    for actor in frame.slots.get("by", []):
        frame.add("subject", actor)
    verb = light_verb(noun)
    if verb is not None:
        frame.verb = verb
        if verb.lemma_ in light_verbs:
            _take_over(frame, verb, own=True)
    return frame


def _take_over(frame: Frame, verb: Token, *, own: bool) -> None:
    inner = verb_frame(verb)
    for slot, tokens in inner.slots.items():
        for token in tokens:
            below = own and (token == frame.token or frame.token in token.subtree or token in frame.token.subtree)
            if slot != "object" and not below and token != frame.token:
                frame.slots[slot].append(token) if token not in frame.slots[slot] else None
    if not own and frame.verb is None:
        frame.verb = verb


def light_verb(noun: Token) -> Token | None:
    """The verb over an event noun as its subject, object or prepositional object."""
    token = noun
    for _ in range(MAX_CLIMB):
        head = token.head
        if head == token:
            return None
        if head.pos_ in ("VERB", "AUX"):
            return head
        counted = head.dep_ == "prep" and head.lower_ == "of" and head.head.lemma_.lower() in PARTITIVES
        if token.dep_ == "pobj" and not counted and head.lower_ not in ATTENDING:
            return None
        if token.dep_ in ("pobj", "prep", "conj", "appos", "compound", "pcomp"):
            token = head
            continue
        return None
    return None
