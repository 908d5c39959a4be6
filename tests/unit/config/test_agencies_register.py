"""The agency register: its form, its look-ups, and what a wrong row says."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from config.agencies import COLUMNS, REGISTER, Agencies, agencies, read_register
from config.agency_names import key, words
from config.agency_patterns import REGISTER as PATTERNS
from config.agency_patterns import agency_patterns, read_patterns
from config.errors import ConfigError
from config.places import countries


@pytest.fixture(scope="module")
def register() -> Agencies:
    return agencies()


def test_it_holds_more_than_a_thousand_bodies(register: Agencies) -> None:
    assert len(register) >= 1000


def test_ids_begin_with_the_country(register: Agencies) -> None:
    wrong = [
        (agency.agency_id, agency.country)
        for agency in register
        if agency.agency_id.split("-")[0] != (agency.country.lower() if agency.country else "int")
        and not (agency.country is None and agency.agency_id.startswith("eu-"))
    ]
    assert wrong == []


def test_countries_are_those_of_the_place_register(register: Agencies) -> None:
    known = {country.code for country in countries()}
    assert {agency.country for agency in register} - known - {None} == set()


def test_homonyms_are_told_apart_by_their_display_names(register: Agencies) -> None:
    doubled = [name for name, times in Counter(agency.name.casefold() for agency in register).items() if times > 1]
    assert doubled == []
    plain = Counter(key(agency.plain_name) for agency in register)
    bare = [agency.name for agency in register if plain[key(agency.plain_name)] > 1 and not agency.qualifier]
    assert bare == [], "homonyms need a qualifier"


def test_years_are_in_order(register: Agencies) -> None:
    wrong = [a.agency_id for a in register if a.valid_from and a.valid_to and a.valid_from > a.valid_to]
    assert wrong == []


def test_unverified_rows_say_so(register: Agencies) -> None:
    assert not register.get("hk-ombudsman").verified
    assert register.get("hk-icac").verified


def test_each_federal_district_has_an_attorneys_office_and_a_court(register: Agencies) -> None:
    offices = {a.agency_id.removeprefix("us-usao-") for a in register if a.agency_id.startswith("us-usao-")}
    courts = {a.agency_id.removeprefix("us-court-") for a in register if a.agency_id.startswith("us-court-")}
    assert len(offices) == 94
    assert offices == courts


@pytest.mark.parametrize(
    ("name", "country", "agency_id"),
    [
        ("Department of Foreign Affairs and Trade (Australia)", None, "au-dfat"),
        ("Department of Justice (United States)", "US", "us-doj"),
        ("Independent Commission Against Corruption (New South Wales)", "AU", "au-nsw-icac"),
        ("Independent Commission Against Corruption", "PG", "pg-icac"),
        ("independent commission against corruption (hong kong)", None, "hk-icac"),
        ("MACC", None, "my-macc"),
        ("SFO", None, "gb-sfo"),
        ("SFO", "NZ", "nz-sfo"),
        ("U.S. Attorney's Office for the District of Nevada", None, "us-usao-d-nv"),
        ("Organization for Economic Cooperation and Development", None, "int-oecd"),
    ],
)
def test_a_body_is_found_by_its_names(register: Agencies, name: str, country: str | None, agency_id: str) -> None:
    found = register.by_name(name, country)
    assert found is not None, name
    assert found.agency_id == agency_id


@pytest.mark.parametrize("name", ["Ministry of Silly Walks", "Anti-Corruption Commission", "", "()"])
def test_an_unknown_or_ambiguous_name_finds_nothing(register: Agencies, name: str) -> None:
    assert register.by_name(name) is None


def test_an_unknown_id_is_a_key_error(register: Agencies) -> None:
    with pytest.raises(KeyError):
        register.get("zz-nobody")


def test_spellings_of_a_name_are_one() -> None:
    assert key("U.S. Department of Defence") == key("the United States Department of Defense")
    assert key("Anti-Corruption Bureau") == key("Anticorruption Bureau")
    assert key("Fiscalía General") == key("Fiscalia General")


def test_words_keep_their_place_in_the_text() -> None:
    text = "The United States' “Office” & co."
    assert [text[w.start : w.end] for w in words(text)] == ["United States", "Office", "&", "co"]


def _row(**changes: str) -> str:
    cells = {
        "agency_id": "zz-test",
        "name": "Test Body",
        "kind": "aca",
        "status": "current",
        "source": "test",
    } | changes
    return ",".join(cells.get(column, "") for column in COLUMNS)


@pytest.mark.parametrize(
    ("row", "field"),
    [
        (_row(agency_id="Test Body"), "agency_id"),
        (_row(name=""), "name"),
        (_row(country="Ghana"), "country"),
        (_row(kind="club"), "kind"),
        (_row(status="gone"), "status"),
        (_row(valid_from="long ago"), "valid_from"),
        (_row(source=""), "source"),
        (_row(parent="zz-nobody"), "parent"),
        (_row(successor="zz-nobody"), "successor"),
        (_row(default_for="XYZ"), "default_for"),
    ],
)
def test_a_wrong_row_is_named_by_file_line_and_field(tmp_path: Path, row: str, field: str) -> None:
    path = tmp_path / "agencies.csv"
    path.write_text(f"{','.join(COLUMNS)}\n{_row(agency_id='zz-good', name='Good')}\n{row}\n", encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        read_register(path)
    assert (caught.value.line, caught.value.field) == (3, field)
    assert "agencies.csv:3" in str(caught.value)


def test_an_id_that_stands_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "agencies.csv"
    path.write_text(f"{','.join(COLUMNS)}\n{_row()}\n{_row(name='Other')}\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="line 2 too"):
        read_register(path)


def test_a_row_with_too_few_fields_or_wrong_columns_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "agencies.csv"
    path.write_text(f"{','.join(COLUMNS)}\nzz-test,Test\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="fields"):
        read_register(path)
    path.write_text("id,name\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="columns"):
        read_register(path)
    with pytest.raises(ConfigError, match="cannot be read"):
        read_register(tmp_path / "none.csv")


def test_the_shipped_register_reads(register: Agencies) -> None:
    assert len(read_register(REGISTER)) == len(register)


def test_patterns_name_only_bodies_of_the_register(register: Agencies) -> None:
    patterns = agency_patterns()
    bodies = [*patterns.national.values(), *patterns.office_holders.values()]
    named = {agency_id for body in bodies for agency_id in body.countries.values()} | set(
        patterns.foreign_ministry.values()
    )
    assert [agency_id for agency_id in sorted(named) if agency_id not in register] == []


def test_a_word_that_yaml_takes_for_a_truth_value_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "patterns.yaml"
    text = PATTERNS.read_text(encoding="utf-8")
    path.write_text(text.replace("heads: [commission,", "heads: [yes, commission,", 1), encoding="utf-8")
    with pytest.raises(ConfigError, match="quotes"):
        read_patterns(path)
    path.write_text("heads: [a]", encoding="utf-8")
    with pytest.raises(ConfigError, match="national"):
        read_patterns(path)
