"""Shapes that are no places: names of persons, airlines and treaties, languages, currencies."""

from __future__ import annotations

from bisect import bisect_right

from spacy.tokens import Doc, Token

from config.places import place_words
from parsers.language.places.candidates import Candidate, Word

_CALLS_TO_US = frozenset(
    "join contact about follow with help tell let for to call visit email find give".split()  # noqa: SIM905
)
"""Before US in capitals these make it the pronoun."""
_LANGUAGE_NOUNS = frozenset(
    ("language", "languages", "version", "versions", "translation", "translations", "speaking", "speakers")
)
_LANGUAGE_VERBS = frozenset(("speak", "speaks", "spoke", "spoken", "speaking", "fluent", "into"))
WORLD_CITY = 3_000_000
"""Weight from which a city is not taken for a part of a longer name."""
_STATES = frozenset(
    ("state", "states", "province", "provinces", "region", "regions", "governorate", "prefecture", "oblast")
)
_PLACE_LABELS = frozenset(("GPE", "LOC", "FAC"))


def keep_places(doc: Doc, candidates: list[Candidate]) -> list[Candidate]:
    """The candidates that can be places; sets their ``tags``, ``in_body`` and ``believed``."""
    starts = [token.idx for token in doc]
    tokens = [doc[max(bisect_right(starts, c.start) - 1, 0)] for c in candidates]
    persons = _persons(candidates, tokens)
    kept = []
    language: Candidate | None = None
    for candidate, token in zip(candidates, tokens, strict=True):
        _look_around(candidate, token)
        if _is_language(candidate, token, language):
            language = candidate
            continue
        if _is_person(candidate, token, persons) or _is_company(candidate) or _is_other(candidate, token):
            continue
        kept.append(candidate)
    return kept


def _look_around(candidate: Candidate, token: Token) -> None:
    words = place_words()
    before, behind = candidate.before, candidate.behind
    if token.ent_type_ in _PLACE_LABELS or (before and before.key in words.place_prepositions and _adjacent(candidate)):
        candidate.tags.add("located")
    if behind and behind.gap == " " and behind.key in words.place_nouns and behind.capitalised:
        candidate.tags.add("located")
        if behind.key in _STATES:
            candidate.tags.add("state")
    candidate.believed = candidate.name not in words.common_words
    if behind and behind.gap == "-" and behind.key in ("based", "born"):
        candidate.tags.add("located")
    if behind and behind.gap == " " and behind.key in words.body_nouns and behind.capitalised:
        candidate.tags.update(("located", "body"))
    named_after = behind is not None and behind.gap == " " and behind.capitalised and behind.key in words.facility_nouns
    university = before is not None and before.key == "of" and _second_before(candidate) in words.facility_nouns
    if named_after or _prefixed(candidate):
        candidate.tags.add("facility")
    if university:
        candidate.tags.add("university")
    cased = candidate.surface.isupper() and len(candidate.name) > 3
    joined = behind is not None and behind.gap == " " and behind.capitalised and (not cased or behind.surface.isupper())
    candidate.in_body = token.ent_type_ == "ORG" or bool(joined)


def _prefixed(candidate: Candidate) -> bool:
    """Another town by its first word ("North Naples"), unless the city is known the world over ("South London")."""
    before = candidate.before
    if before is None or not before.capitalised or candidate.words[candidate.first].gap not in (" ", ". "):
        return False
    return before.key in place_words().name_prefixes and max(s.weight for s in candidate.senses) < WORLD_CITY


def _second_before(candidate: Candidate) -> str:
    return candidate.words[candidate.first - 2].key if candidate.first > 1 else ""


def _adjacent(candidate: Candidate) -> bool:
    return candidate.words[candidate.first].gap in (" ", " the ")


def _persons(candidates: list[Candidate], tokens: list[Token]) -> set[str]:
    """Names that the text uses for a person somewhere: "Chad Hurley", "Ms. Jordan"."""
    found = set()
    for candidate, token in zip(candidates, tokens, strict=True):
        placed = all(sense.kind == "city" for sense in candidate.senses)
        if (placed or candidate.name in place_words().persons) and (
            _titled(candidate) or _in_full_name(candidate, token)
        ):
            found.add(candidate.name)
    return found


def _titled(candidate: Candidate) -> bool:
    before = candidate.before
    gap = candidate.words[candidate.first].gap
    return bool(before and before.capitalised and gap in (" ", ". ") and before.key in place_words().titles)


def _in_full_name(candidate: Candidate, token: Token) -> bool:
    """The recogniser sees a person of several words here ("Judge Anatole France")."""
    if token.ent_type_ != "PERSON":
        return False
    before, behind = candidate.before, candidate.behind
    first = candidate.words[candidate.first]
    return _name_word(before, first.gap) or _name_word(behind, behind.gap if behind else "")


def _among_persons(candidate: Candidate, token: Token) -> bool:
    """The next of several names: "Attorneys Ann Roe, Paris Wynn and Ireland Burke"."""
    behind = candidate.behind
    if token.i < 2 or not _name_word(behind, behind.gap if behind else ""):
        return False
    joint = token.nbor(-1).text in (",", "and", "&") and candidate.first > 0
    return joint and token.nbor(-2).ent_type_ == "PERSON" and candidate.words[candidate.first - 1].gap != ""


def _name_word(word: Word | None, gap: str) -> bool:
    return word is not None and gap in (" ", ". ") and word.capitalised and word.key not in place_words().place_nouns


def _is_person(candidate: Candidate, token: Token, persons: set[str]) -> bool:
    words = place_words()
    known_name = candidate.name in words.persons
    small = all(sense.kind == "city" or not sense.sure for sense in candidate.senses)
    if candidate.behind and candidate.behind.gap == "-" and candidate.behind.key in ("based", "born"):
        return False
    if _titled(candidate) and (known_name or all(sense.kind in ("city", "region") for sense in candidate.senses)):
        return True
    before = candidate.before
    country = any(sense.kind == "country" for sense in candidate.senses)
    behind_preposition = before is not None and _adjacent(candidate) and before.key in words.place_prepositions
    behind_preposition = behind_preposition or (country and before is not None and before.key == "of")
    if candidate.name in persons and not behind_preposition and token.ent_type_ not in _PLACE_LABELS:
        return not _before_comma(candidate)
    if not known_name and not small:
        return False
    if country and candidate.surface.isupper():
        return False
    if _in_full_name(candidate, token):
        return known_name or not behind_preposition
    if _among_persons(candidate, token):
        return True
    if token.ent_type_ == "PERSON" and not behind_preposition and not country:
        # The recogniser takes many a city for a person; what is sure stays a place.
        return known_name or not any(sense.sure for sense in candidate.senses)
    if known_name and token.ent_type_ == "" and not behind_preposition and "body" not in candidate.tags:
        behind = candidate.behind
        # "Chad Hurley told": a capitalised word that the recogniser sees in no organisation is a surname.
        return _name_word(behind, behind.gap if behind else "") and token.nbor().pos_ == "PROPN" if behind else False
    return False


def _before_comma(candidate: Candidate) -> bool:
    behind = candidate.behind
    return behind is not None and behind.gap == ", " and behind.capitalised


def _is_company(candidate: Candidate) -> bool:
    words = place_words()
    peoples = all(sense.kind == "demonym" for sense in candidate.senses)
    reach = 1 if peoples or candidate.name in ("us", "uk", "usa") else 3
    for word in candidate.words[candidate.last + 1 : candidate.last + 1 + reach]:
        if word.gap not in (" ", " & ", ", ") or not word.capitalised:
            return False
        if word.key in words.company_words:
            return word.gap != ", "
        if word.gap == ", ":
            return False
    return False


def _is_other(candidate: Candidate, token: Token) -> bool:
    """Currencies, calls to us, treaties, family names with a particle."""
    before, behind = candidate.before, candidate.behind
    words = place_words()
    best = max(candidate.senses, key=lambda s: s.weight)
    if best.kind == "city":
        if behind and behind.gap == " " and behind.capitalised and behind.key in words.paper_nouns:
            return True
        if before and before.key in words.name_particles and _adjacent(candidate) and best.weight < WORLD_CITY:
            return True
    if (
        before
        and before.surface.endswith("New")
        and best.kind != "demonym"
        and candidate.words[candidate.first].gap == " "
    ):
        return True
    following = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    if "$" in token.text or (following is not None and following.idx == candidate.end and following.text[0] == "$"):
        return True
    return candidate.surface == "US" and before is not None and before.surface.isupper() and before.key in _CALLS_TO_US


def _is_language(candidate: Candidate, token: Token, language: Candidate | None) -> bool:
    """The language of a people: "published in English, French and Spanish"; ``language`` is the one found last."""
    if any(sense.kind != "demonym" for sense in candidate.senses):
        return False
    before, behind = candidate.before, candidate.behind
    if behind and behind.gap in (" ", "-") and behind.key in _LANGUAGE_NOUNS:
        return True
    if before is None:
        return False
    listed = before.key in ("and", "or")
    if before.key in _LANGUAGE_VERBS or (listed and _second_before(candidate) == "english"):
        return True
    if language is not None and language.last + (2 if listed else 1) == candidate.first:
        return listed or candidate.words[candidate.first].gap == ", "
    if before.key == "in" and _adjacent(candidate):
        # "published in Spanish": no noun follows.
        following = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
        return following is None or following.pos_ not in ("NOUN", "PROPN", "ADJ", "PUNCT") or following.text in ",.;:)"
    return False
