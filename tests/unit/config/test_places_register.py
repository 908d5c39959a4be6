"""The place register: complete, without contradictions, and readable by code."""

import pycountry
import pytest

from config.instruments import instruments
from config.places import Node, countries, country, country_name, gazetteer, key, keys, place_words


def senses(name: str) -> dict[str, str]:
    node: Node | None = gazetteer().root
    for word in keys(name):
        node = node.next.get(word) if node else None
    assert node is not None, f"{name} is not in the gazetteer"
    assert node.senses is not None, f"{name} only begins longer names"
    return {sense.country: sense.kind for sense in node.senses}


def test_every_code_of_iso_3166_has_a_row_and_kosovo_too() -> None:
    assert {c.code for c in countries()} == {c.alpha_2 for c in pycountry.countries} | {"XK"}


def test_parents_of_territories_are_countries_of_their_own() -> None:
    for territory in countries():
        if territory.parent:
            assert country(territory.parent).parent is None, territory


@pytest.mark.parametrize(
    ("code", "parent"), [("HK", "CN"), ("MO", "CN"), ("PR", "US"), ("JE", "GB"), ("TW", None), ("XK", None)]
)
def test_territories_name_their_parent(code: str, parent: str | None) -> None:
    assert country(code).parent == parent


def test_names_are_those_that_people_use() -> None:
    assert country_name("CZ") == "Czechia"
    assert country_name("KR") == "South Korea"
    with pytest.raises(KeyError):
        country_name("EU")


@pytest.mark.parametrize(
    ("name", "code", "kind"),
    [
        ("Islamic Republic of Iran", "IR", "country"),
        ("São Paulo", "BR", "city"),
        ("So Paulo", "BR", "city"),
        ("Nuevo León", "MX", "region"),
        ("Filipinos", "PH", "demonym"),
        ("Nigerien", "NE", "demonym"),
        ("Thimphu", "BT", "city"),
        ("Republic of the Congo", "CG", "country"),
        ("Republic of China", "TW", "country"),
        ("People's Republic of China", "CN", "country"),
    ],
)
def test_gazetteer_knows(name: str, code: str, kind: str) -> None:
    assert senses(name).get(code) == kind


def test_every_country_is_found_by_its_name() -> None:
    for row in countries():
        assert row.code in senses(row.name), row


def test_phrases_that_are_no_places_have_no_sense() -> None:
    assert senses("Gulf of Mexico") == {}


def test_every_sense_of_the_gazetteer_has_a_known_country() -> None:
    codes = {c.code for c in countries()}
    nodes = [gazetteer().root]
    while nodes:
        node = nodes.pop()
        nodes.extend(node.next.values())
        for sense in node.senses or ():
            assert sense.country in codes, sense


def test_folding_takes_case_accents_and_full_stops_away() -> None:
    assert key("Côte") == "cote"
    assert key("U.S.") == key("US")
    assert "mr" in place_words().titles


def test_instruments_have_one_name_each() -> None:
    names = [name.casefold() for instrument in instruments() for name in set(map(str.casefold, instrument.names))]
    assert len(names) == len(set(names)), sorted(n for n in names if names.count(n) > 1)
