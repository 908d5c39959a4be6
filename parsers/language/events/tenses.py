"""The tense of a verb with its auxiliaries."""

from __future__ import annotations

from spacy.tokens import Token


def tense(verb: Token | None) -> str:
    """The tense of ``verb`` with its auxiliaries: "past", "perfect", "pluperfect", "future", "present" …"""
    if verb is None:
        return "none"
    helpers = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    if helpers & {"will", "shall", "'ll", "’ll"}:
        return "future"
    if "had" in helpers:
        return "pluperfect"
    if helpers & {"has", "have", "'ve", "’ve"}:
        return "perfect"
    if verb.tag_ == "VBD" or helpers & {"was", "were"}:
        return "past"
    if verb.tag_ in ("VBZ", "VBP") or helpers & {"is", "are"}:
        return "present"
    return "to" if "to" in helpers else verb.tag_
