"""Finite verbs that a parser took for nouns or attributes: the frames of clauses that it has lost."""

from __future__ import annotations

from spacy.tokens import Token

from parsers.language.events.frames import Frame, add_prepositions

MARKS = frozenset({"-", "–", "•", "*", "■", "▪", "·"})
FINITE = frozenset({"VBZ", "VBD", "VBP", "MD"})
NAMED = frozenset({"NOUN", "PROPN"})
INSIDE = frozenset({"DET", "ADJ", "NUM", "NOUN", "PROPN", "PART", "PRON"})
"""Parts of speech of the words of a noun phrase."""
LOST_ROOTS = frozenset({"ROOT", "dep", "ccomp"})
LOST_NAMES = LOST_ROOTS | {"appos", "nsubj", "parataxis", "dobj"}
"""What the object of a lost verb has become in the parse."""
LONGEST_HEADLINE = 30
"""Words; what is longer and has no finite verb is a list."""


def lost_clause(verb: Token) -> Frame | None:
    """The frame of a verb that a parser took for an attribute of the noun behind it, None where it is none.

    "The Plenary selected Ana Ruiz as President", "- elected Ana Ruiz as President;".
    """
    name = verb.head
    if verb.dep_ != "amod" or verb.tag_ not in ("VBN", "VBD") or name.i < verb.i or name.pos_ not in NAMED:
        return None
    if name.dep_ not in (LOST_ROOTS if name.pos_ == "NOUN" else LOST_NAMES):
        return None
    doc, at = verb.doc, verb.i - 1
    if verb.i > 0 and not doc[at].whitespace_ and not doc[at].is_space:
        return None  # "Senate-confirmed Members"
    while at >= verb.sent.start and (doc[at].text in MARKS or doc[at].lower_ == "also"):
        at -= 1
    frame = Frame(verb, verb, repaired=True)
    if at >= verb.sent.start:
        subject = doc[at]
        own = subject.head == verb or (subject.head == name and name.pos_ == "PROPN")
        if subject.pos_ not in NAMED or not own or subject.dep_ == "poss":
            return None
        frame.add("subject", subject)
    elif verb.is_title or name.pos_ != "PROPN":
        return None  # "Convicted Mayor Smith", "- detained migrants"
    frame.add("object", name)
    add_prepositions(frame, verb)
    add_prepositions(frame, name)
    return frame


def headline_lemma(token: Token) -> str | None:
    """The verb that ``token`` is where a parser took it for a plural, None where it is a noun.

    "Auditor General releases report on procurement", "CPIB clarifies that …".
    """
    if token.tag_ not in ("NNS", "NNPS") or token.i == token.sent.start or not token.lower_.endswith("s"):
        return None
    if token.i + 1 >= token.sent.end or token.nbor(-1).pos_ not in NAMED:
        return None
    says = any(c.dep_ == "ccomp" and any(m.dep_ == "mark" for m in c.children) for c in token.children)
    if not says and (token.nbor(1).pos_ not in INSIDE or not _is_headline(token)):
        return None
    word = token.lower_
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-2] if word.endswith(("ches", "shes", "sses", "xes", "zzes")) else word[:-1]


def _is_headline(token: Token) -> bool:
    sentence = token.sent
    if len(sentence) > LONGEST_HEADLINE or sentence.text.rstrip().endswith((".", ":", ";", "?")):
        return False
    return not any(t.tag_ in FINITE for t in sentence)


def headline_frame(token: Token) -> Frame:
    """The frame of the verb of a headline: the name before it, the noun phrase behind it, the phrases behind that."""
    frame = Frame(token, token, repaired=True)
    frame.add("subject", token.nbor(-1))
    at = token.i + 1
    behind = None
    while at < token.sent.end and token.doc[at].pos_ in INSIDE:
        behind = token.doc[at] if token.doc[at].pos_ in NAMED else behind
        at += 1
    if behind is not None:
        frame.slots["object"].append(behind)
    for word in token.doc[at : token.sent.end]:
        if word.dep_ == "prep":
            for inner in word.children:
                if inner.dep_ == "pobj":
                    frame.add(word.lower_, inner)
    frame.slots["complement"].extend(c for c in token.children if c.dep_ == "ccomp")
    return frame
