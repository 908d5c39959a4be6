"""Persons of a document: their full names, whom a pronoun or a surname means, and for which body they stand."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Span, Token

from parsers.language.events.frames import phrase
from parsers.language.events.lexicon import word_set
from parsers.language.events.mentions import Mentions
from parsers.records import AgencyMention

HONORIFICS = word_set(
    "mr mrs ms miss dr sir dato datuk tan sri hon justice judge magistrate prof professor he ratu madam attorney",
    "minister secretary director commissioner president chairman chairperson general officer agent",
)
OFFICES = re.compile(
    r"\b(?:Minister|Secretary|Commissioner|Chair(?:man|woman|person)?|Director|President|Ombudsman|Auditor|"
    r"Advis[eo]r|Envoy|Counsel|Superintendent|"
    r"Attorney General|Prosecutor|Head|Chief|Deputy|Ambassador|Governor|Commander|Spokes(?:man|woman|person)|General|"
    r"officers?|officials?|staff|investigators?|agents?|delegation|team|experts?|representatives?|specialists?|lawyers?|"
    r"prosecutors?)\b"
)
"""Words for those who act for a body."""
FIRM = re.compile(r"\b(?:Ltd|Limited|Inc|plc|PLC|LLC|Corp|GmbH)\b")
NOT_NAMES = frozenset({"guilty", "court", "district", "united", "state", "states"})


class Persons:
    """Names and stand-ins of one document."""

    def __init__(self, doc: Doc, mentions: Mentions) -> None:
        self.mentions = mentions
        self.full: dict[str, str] = {}
        """Surname in small letters → the longest form of the name."""
        self.body: dict[str, AgencyMention] = {}
        """Surname → the body that the person stands for."""
        for entity in doc.ents:
            if entity.label_ != "PERSON" or any(t.i in mentions.agency for t in entity):
                continue
            surname = surname_of(entity.text)
            if not surname or FIRM.search(entity.text):
                continue
            if len(entity.text) > len(self.full.get(surname, "")):
                self.full[surname] = entity.text.replace("\n", " ")
            if surname not in self.body:
                body = self._body_of(entity.root)
                if body is not None:
                    # some names put the family name first
                    for word in entity.text.split():
                        self.body.setdefault(surname_of(word), body)

    def _body_of(self, name: Token) -> AgencyMention | None:
        """The body in the name's own phrase: "Jane Doe of the Bureau", "the Bureau's Director, Jane Doe"."""
        heads = [name]
        if name.dep_ in ("appos", "compound", "nmod") and name.head.pos_ in ("NOUN", "PROPN"):
            heads.append(name.head)
        heads.extend(c for c in name.children if c.dep_ == "appos")
        for head in heads:
            words = [t for t in phrase(head) if t.i in self.mentions.agency]
            office = any(OFFICES.search(t.text) for t in phrase(head))
            if words and (office or head == name):
                main = next((t for t in words if t.dep_ == "pobj"), words[0])
                named = self.mentions.agency[main.i]
                # "of the Department's Antitrust Division": the part, not the whole
                whole = named.name.split(" (")[0]
                parts = (m for m in self.mentions.agencies_in(words) if m is not named and whole in m.name)
                return next(parts, named)
        return None

    def name_of(self, head: Token) -> str | None:
        """The full name that the phrase of ``head`` gives, None where it names nobody."""
        if head.ent_type_ == "PERSON":
            text = entity_of(head).text
            return self.full.get(surname_of(text), text)
        if head.pos_ == "PROPN":
            known = self.full.get(surname_of(head.text))
            if known:
                return known
            if head.i not in self.mentions.agency and head.i not in self.mentions.place:
                words = [
                    t.text
                    for t in phrase(head)
                    if t.pos_ == "PROPN"
                    and t.dep_ in ("compound", "nsubj", "nsubjpass", "dobj", "pobj", "conj", "flat")
                ]
                if any(t.lower_.strip(".") in HONORIFICS for t in phrase(head)):
                    return " ".join(words) or head.text
        for child in head.children:
            if child.dep_ == "appos" and (child.ent_type_ == "PERSON" or self.full.get(surname_of(child.text))):
                return self.name_of(child)
        return None

    def stands_for(self, head: Token) -> AgencyMention | None:
        """The body for which the person of ``head`` acts."""
        for token in (head, *(c for c in head.children if c.dep_ in ("appos", "compound"))):
            body = self.body.get(surname_of(token.text))
            if body is not None:
                return body
        return None


def entity_of(token: Token) -> Span:
    """The words of the named entity of ``token``; found from the token, as listing a long text's entities is slow."""
    doc, label, start, end = token.doc, token.ent_type_, token.i, token.i + 1
    while start > 0 and doc[start].ent_iob_ == "I" and doc[start - 1].ent_type_ == label:
        start -= 1
    while end < len(doc) and doc[end].ent_iob_ == "I" and doc[end].ent_type_ == label:
        end += 1
    return doc[start:end]


def surname_of(name: str) -> str:
    """The last word of a name in small letters, '' where it is none."""
    words = [w for w in re.findall(r"[^\W\d_][\w’'-]*", name) if w.lower() not in ("jr", "sr", "ii", "iii", "s")]
    last = re.sub(r"['’]s$", "", words[-1]).lower() if words else ""
    return "" if len(last) < 2 or last in NOT_NAMES else last
