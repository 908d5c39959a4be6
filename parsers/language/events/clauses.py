"""The verb of a clause and its subject: passives, shared subjects, antecedents, subjects that a parse has lost."""

from __future__ import annotations

from spacy.tokens import Token

from parsers.language.events.lexicon import word_set

SUBJECTS = frozenset({"nsubj", "csubj"})
PASSIVES = frozenset({"nsubjpass", "csubjpass"})
OBJECTS = frozenset({"dobj", "obj", "dative"})
PARTITIVES = word_set(
    "series number round range count pair group team couple set variety lot piece part copy form type kind one two",
    "three four five six seven eight nine ten several some many most all both each dozen rest spate total dozens",
    "hundred hundreds thousand thousands batch handful majority remainder pound kilogram kilo gram ounce litre tonne",
    "month year week day phase stage edition final leg volume",
)
NUMBER_WORDS = frozenset({"no", "no.", ".", "nr", "nr.", "number", "n°", "nº", "№"})
DONE_TO = word_set(
    "accuse acquit appoint arraign arrest award ban bar charge confiscate convict debar deport detain disbar dismiss",
    "elect expel extradite fine forfeit freeze hold indict jail launch name nominate prosecute publish raid recover",
    "release remand repatriate reprimand sanction search seize sentence sign strike sue summons surrender suspend",
    "unveil",
)
"""Verbs that a headline's noun before them, without an object behind, can only undergo."""
MAX_CLIMB = 6
"""Longest chain of heads that is followed; real ones are short, broken parses are not."""


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


def outer_antecedent(verb: Token, noun: Token) -> Token | None:
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


def left_neighbour(verb: Token) -> Token | None:
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
