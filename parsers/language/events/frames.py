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

from parsers.language.events.lexicon import word_set

SUBJECTS = frozenset({"nsubj", "csubj"})
PASSIVES = frozenset({"nsubjpass", "csubjpass"})
OBJECTS = frozenset({"dobj", "obj", "dative"})
CLAUSES = frozenset({"relcl", "acl", "advcl", "ccomp", "xcomp", "csubj", "parataxis"})
PARTITIVES = word_set(
    "series number round range count pair group team couple set variety lot piece part copy form type kind one two",
    "three four five six seven eight nine ten several some many most all both each dozen rest spate total dozens",
    "hundred hundreds thousand thousands batch handful majority remainder pound kilogram kilo gram ounce litre tonne",
    "month year week day phase stage edition final leg volume",
)
NUMBER_WORDS = frozenset({"no", "no.", ".", "nr", "nr.", "number", "n°", "nº", "№"})
ATTENDING = frozenset({"in", "at", "from", "to", "on", "during"})
"""Prepositions between a verb and the event noun that it is about ("took part in talks")."""
DONE_TO = word_set(
    "accuse acquit appoint arraign arrest award ban bar charge confiscate convict debar deport detain disbar dismiss",
    "elect expel extradite fine forfeit freeze hold indict jail launch name nominate prosecute publish raid recover",
    "release remand repatriate reprimand sanction search seize sentence sign strike sue summons surrender suspend",
    "unveil",
)
"""Verbs that a headline's noun before them, without an object behind, can only undergo."""
PARTICLES = frozenset({"over", "up", "off", "down", "out", "away", "in", "back"})
SOURCES = frozenset({"according", "due", "owing", "pursuant", "prior", "thanks", "contrary", "subject"})
"""First words of prepositions of two words whose phrase fills no slot ("according to the plea agreement")."""
MEASURES = word_set(
    "day week month year time morning afternoon evening night today tomorrow yesterday percent hour minute moment way",
    "deal bit lot home mile kilometre meter metre",
)
MAX_CLIMB = 6
"""Longest chain of heads that is followed; real ones are short, broken parses are not."""


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


def is_passive(verb: Token) -> bool:
    """Whether ``verb`` stands in the passive, reduced relative clauses ("talks held in Rome") included."""
    if any(c.dep_ in PASSIVES or c.dep_ == "auxpass" for c in verb.children):
        return True
    # "the agreement, signed this Tuesday by …": a participle after a noun may pass for a past tense
    reduced = (
        verb.dep_ in ("acl", "relcl", "advcl") if verb.tag_ == "VBN" else verb.tag_ == "VBD" and verb.dep_ == "acl"
    )
    if reduced and not any(c.dep_ == "aux" for c in verb.children):
        return not any(c.dep_ in OBJECTS for c in verb.children)
    if _is_headline(verb):
        return True
    return bool(
        verb.dep_ == "conj"
        and verb.tag_ == "VBN"
        and verb.head.pos_ in ("VERB", "AUX")
        and not any(c.dep_ in SUBJECTS or c.dep_ == "aux" for c in verb.children)
        and is_passive(verb.head)
    )


def _is_headline(verb: Token) -> bool:
    """Whether a headline has left out the helper of a passive ("Former mayor charged with fraud")."""
    if verb.tag_ not in ("VBN", "VBD") or any(c.dep_ in OBJECTS or c.dep_ in ("aux", "auxpass") for c in verb.children):
        return False
    if verb.dep_ != "ROOT" or not any(c.dep_ in SUBJECTS for c in verb.lefts):
        return False
    closed = any(t.text in (".", ";", ":", "!") for t in verb.sent[-3:])
    return verb.tag_ == "VBN" or (not closed and verb.lemma_ in DONE_TO)


def antecedent(pronoun: Token) -> Token:
    """The noun that a relative pronoun stands for, or the token itself."""
    if pronoun.tag_ in ("WP", "WDT", "WP$") or pronoun.lower_ == "that":
        verb = pronoun.head if pronoun.tag_ != "WP$" else pronoun.head.head
        for _ in range(MAX_CLIMB):
            if verb.dep_ == "relcl":
                return verb.head
            if verb.dep_ not in ("conj", "xcomp", "ccomp"):
                break
            verb = verb.head
    return pronoun


def _outer_antecedent(verb: Token, noun: Token) -> Token | None:
    """The noun over ``noun`` that a clause after a comma may mean ("the report on Chile, which was released")."""
    if verb.dep_ not in ("relcl", "acl") or noun != verb.head or noun.dep_ != "pobj" or noun.pos_ != "PROPN":
        return None
    comma = any(t.text == "," for t in verb.doc[noun.i + 1 : verb.i])
    outer = noun.head.head
    return outer if comma and outer.pos_ == "NOUN" and outer.lower_ not in PARTITIVES else None


def numbered(token: Token) -> Token:
    """The noun whose number ``token`` is ("Law No. 19 of 2019"), or the token itself."""
    if not token.like_num:
        return token
    at = token.i - 1
    while at > token.sent.start and token.doc[at].lower_ in NUMBER_WORDS:
        at -= 1
    named = at < token.i - 1 and token.doc[at].pos_ in ("NOUN", "PROPN")
    return token.doc[at] if named else token


def governing_subject(verb: Token) -> tuple[Token | None, bool]:
    """The grammatical subject of ``verb``, its own or a shared one, and whether it belongs to a passive."""
    for _ in range(MAX_CLIMB):
        # a dateline before the sentence may pass for a second subject: the nearest one is right
        own = [c for c in verb.children if c.dep_ in SUBJECTS or c.dep_ in PASSIVES]
        if own:
            child = max(own, key=lambda c: (c.i < verb.i, c.i))
            return numbered(antecedent(child)), child.dep_ in PASSIVES
        if verb.dep_ in ("acl", "relcl"):
            return verb.head, verb.tag_ == "VBN"
        if verb.dep_ not in ("conj", "xcomp", "advcl", "pcomp", "ccomp", "prep", "dep"):
            return None, False
        verb = verb.head
        if verb.pos_ not in ("VERB", "AUX", "ADP", "SCONJ"):
            return None, False
    return None, False


def _left_neighbour(verb: Token) -> Token | None:
    """The noun right before a finite verb whose subject the parse has lost ("of the Bureau, the Senate adopted")."""
    if verb.tag_ == "VBN" and verb.dep_ == "advcl" and verb.i > verb.sent.start + 1 and verb.nbor(-1).text == ",":
        return _before_comma(verb)
    if verb.tag_ not in ("VBD", "VBZ", "VBP", "VBN") or (
        verb.tag_ == "VBN" and not any(c.dep_ in ("aux", "auxpass") for c in verb.children)
    ):
        return None
    at = verb.i - 1
    doc, start = verb.doc, verb.sent.start
    while at >= start and (
        doc[at].dep_ in ("aux", "auxpass", "advmod", "neg")
        or doc[at].ent_type_ in ("DATE", "TIME")
        or (doc[at].pos_ == "ADP" and doc[at + 1].ent_type_ == "DATE")
    ):
        at -= 1
    if at >= start and doc[at].pos_ in ("NOUN", "PROPN", "PRON"):
        return doc[at]
    return None


def _before_comma(verb: Token) -> Token | None:
    """The noun phrase before a participle between commas ("By its resolution 2629, adopted on 2 May, …")."""
    noun = verb.nbor(-2)
    for _ in range(MAX_CLIMB):
        if noun.head == noun or noun.head.pos_ not in ("NOUN", "PROPN") or noun.head.i > noun.i:
            break
        noun = noun.head
    return noun if noun.pos_ in ("NOUN", "PROPN") else None


def verb_frame(verb: Token) -> Frame:
    """The frame of a verb."""
    frame = Frame(verb, verb, is_passive(verb))
    subject, _ = governing_subject(verb)
    if subject is None:
        subject = _left_neighbour(verb)
    if subject is not None and subject != verb:
        frame.add("object" if frame.passive else "subject", subject)
        outer = _outer_antecedent(verb, subject)
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
