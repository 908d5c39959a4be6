"""Verbs with a hyphenated prefix ("re-elected", "co-chaired") are one word, so that the parser sees a verb in them.

spaCy's English tokens end at each hyphen; of the three that a prefixed verb gives, the models make anything. As one
word that is normalised to the verb without its prefix it is parsed like that verb. Its lemma keeps the prefix.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.language import Language
from spacy.symbols import NORM, ORTH

PREFIXES = {
    "re": "elect appoint open launch establish nominate introduce organise organize issue arrest sentence enter "
    "affirm start instate evaluate examine assess assign name activate admit register constitute deploy engage "
    "convene join publish state schedule designate certify accredit",
    "co": "host chair organise organize sponsor finance fund found operate author sign opt present ordinate lead "
    "convene facilitate produce",
    "pre": "announce register approve",
}
"""Prefix → verbs with regular forms that public bodies write with it."""


def join_prefixed_verbs(nlp: Language) -> None:
    """Make the verbs of :data:`PREFIXES` single tokens of ``nlp``, in all their forms."""
    ruler = nlp.get_pipe("attribute_ruler") if nlp.has_pipe("attribute_ruler") else None
    for prefix, verbs in PREFIXES.items():
        for verb in verbs.split():
            for form in _forms(verb):
                for word in (f"{prefix}-{form}", f"{prefix.capitalize()}-{form}"):
                    nlp.tokenizer.add_special_case(word, [{ORTH: word, NORM: form}])  # type: ignore[union-attr]
            if ruler is not None:
                words = {"LOWER": {"IN": [f"{prefix}-{form}" for form in _forms(verb)]}}
                ruler.add([[words]], {"LEMMA": f"{prefix}-{verb}"})  # type: ignore[attr-defined]


def _forms(verb: str) -> Iterator[str]:
    """The regular forms of ``verb``: "open, opens, opened, opening"."""
    yield verb
    if verb == "lead":
        yield from ("leads", "led", "leading")
        return
    if verb.endswith("y"):
        yield from (f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing")
        return
    stem = verb.removesuffix("e")
    doubled = f"{verb}{verb[-1]}" if verb == "admit" else stem
    sibilant = verb.endswith(("s", "sh", "ch", "x"))
    yield from (f"{verb}es" if sibilant else f"{verb}s", f"{doubled}ed", f"{doubled}ing")
