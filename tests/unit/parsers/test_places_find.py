"""Places: which words stand for which country, case by case (``cases/places.yaml``); what holds for any text."""

from functools import cache
from pathlib import Path

import pytest
import spacy
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Span

from config.places import countries
from config.settings import Settings
from parsers.language.places import find_places
from parsers.records import Context

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "places.yaml").read_text(encoding="utf-8"))
CODES = {country.code for country in countries()}


@cache
def model() -> Language:
    return spacy.load(Settings().model)


def found(text: str, country: str | None) -> dict[str, str]:
    return {text[p.start : p.end]: p.country for p in find_places(model()(text), Context(country=country))}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
def test_place_case(case: dict[str, object]) -> None:
    text = str(case["text"])
    places = find_places(model()(text), Context(country=case.get("country")))  # type: ignore[arg-type]
    got = {text[p.start : p.end]: p.country for p in places}
    wanted: dict[str, str] = case["places"]  # type: ignore[assignment]
    if case.get("loose"):
        # Only the countries are certain, not how much of the name is marked.
        assert set(got.values()) == set(wanted.values()), f"{text}\n  found {got}"
    else:
        assert got == wanted, text
    for surface, kind in case.get("kinds", {}).items():  # type: ignore[attr-defined]
        kinds = {p.kind for p in places if text[p.start : p.end] == surface}
        assert kinds == {kind}, f"{surface} in {text}"


FRAGMENTS = """Georgia Paris , Texas U.S. N.Y. MD the Mainland of Côte d’Ivoire Hong Kong Congo W. Va. - Jordan Mr. (
St. Washington D.C. é İ ß 12345 English and New"""
WORDS = st.sampled_from([*FRAGMENTS.split(), "U. S.", ", ", "\n\n", "\u0301"])
TEXTS = st.one_of(
    st.text(max_size=200), st.lists(WORDS, max_size=30).map(" ".join), st.lists(WORDS, max_size=30).map("".join)
)


@settings(max_examples=300, suppress_health_check=list(HealthCheck))
@given(
    TEXTS,
    st.sampled_from([None, "US", "HK", "GE", "GB"]),
    st.sampled_from([None, "PERSON", "ORG", "GPE"]),
    st.integers(1, 4),
)
def test_any_text_gives_ordered_places_with_valid_offsets(
    text: str, country: str | None, label: str | None, words: int
) -> None:
    doc = BLANK(text)
    if label:  # whatever a recogniser may see there
        doc.ents = [Span(doc, i, min(i + words, len(doc)), label) for i in range(0, len(doc), words + 1)]
    places = find_places(doc, Context(country=country))
    end = 0
    for place in places:
        assert end <= place.start < place.end <= len(text), places
        assert text[place.start : place.end].strip() == text[place.start : place.end]
        assert place.country in CODES
        end = place.end


BLANK = spacy.blank("en")
"""Tokens alone: neither entities nor parts of speech; places are found without them too."""


def test_places_are_found_without_an_entity_recogniser() -> None:
    text = "The Kenyan commission met its peers in Paris, Texas."
    places = find_places(BLANK(text), Context())
    assert [p.country for p in places] == ["KE", "US", "US"]


def test_a_state_gives_its_subdivision() -> None:
    text = "The court sat in Reno, Nevada."
    assert [p.subdivision for p in find_places(BLANK(text), Context(country="US"))] == ["US-NV", "US-NV"]


def test_the_text_decides_before_the_publisher() -> None:
    text = "Tbilisi hosts the talks. Georgia will sign on Monday."
    assert found(text, "US") == {"Tbilisi": "GE", "Georgia": "GE"}


def test_a_town_far_off_the_publisher_is_not_taken_alone() -> None:
    assert found("The clerk lives in Oshakati with his wife.", "NA") == {"Oshakati": "NA"}
    assert found("The clerk read the Oshakati again.", "FR") == {}
