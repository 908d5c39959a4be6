"""The agency register is what its sources give, and a fault in them is named."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from config.agencies import REGISTER, agencies
from config.build_agencies import CURATED, build
from config.errors import ConfigError
from config.us_districts import check_districts, district_rows
from tests.shared_data import SHARED, needs_shared

COLLECTED = "name,acronyms,country,subdivision,website,kind,source\n"


@needs_shared
def test_the_committed_register_is_what_the_sources_give() -> None:
    built = build(SHARED / "data" / "agencies.csv")
    assert built == REGISTER.read_text(encoding="utf-8"), "run make registers and commit what it changes"


def test_each_row_of_the_register_is_curated_or_of_a_district() -> None:
    with CURATED.open(encoding="utf-8", newline="") as stream:
        curated = [row["agency_id"] for row in csv.DictReader(stream)]
    assert curated == sorted(set(curated))
    assert {*curated, *(row["agency_id"] for row in district_rows())} == {body.agency_id for body in agencies()}


def _curated(tmp_path: Path, **cells: str) -> Path:
    with CURATED.open(encoding="utf-8") as stream:
        columns = stream.readline().strip().split(",")
    path = tmp_path / "curated.csv"
    path.write_text(f"{','.join(columns)}\n{','.join(cells.get(column, '') for column in columns)}\n", encoding="utf-8")
    return path


def test_cells_are_taken_from_the_list_unless_curated(tmp_path: Path) -> None:
    collected = tmp_path / "collected.csv"
    collected.write_text(f"{COLLECTED}Saltby Anti-Graft Board,SAGB,NZ,,https://sagb.invalid,aca,some-register\n")
    told = {"agency_id": "nz-sagb", "shared_name": "Saltby Anti-Graft Board", "kind": "oversight", "status": "current"}
    built = build(collected, _curated(tmp_path, **told, website="-"))
    [row] = [row for row in csv.DictReader(built.splitlines()) if row["agency_id"] == "nz-sagb"]
    assert (row["acronyms"], row["country"], row["kind"], row["website"]) == ("SAGB", "NZ", "oversight", "")
    assert row["source"] == "some-register"
    assert built == build(collected, tmp_path / "curated.csv"), "the same input must give the same bytes"


def test_bodies_that_only_one_side_holds_are_named(tmp_path: Path) -> None:
    collected = tmp_path / "collected.csv"
    collected.write_text(f"{COLLECTED}Saltby Anti-Graft Board,SAGB,NZ,,,aca,some-register\n")
    with pytest.raises(ConfigError, match="Saltby Anti-Graft Board"):
        build(collected, _curated(tmp_path, agency_id="nz-other", name="Other", country="NZ"))
    with pytest.raises(ConfigError, match="Gull Harbour Board"):
        build(collected, _curated(tmp_path, agency_id="nz-gull", shared_name="Gull Harbour Board"))


def test_a_district_that_the_list_of_courts_lacks_is_named(tmp_path: Path) -> None:
    courts = tmp_path / "courts.json"
    courts.write_text('[{"name": "District Court, D. Maine"}]')
    with pytest.raises(ConfigError, match="holds no District Court"):
        check_districts(courts)


def test_successors_began_when_or_after_their_predecessors_did() -> None:
    register = agencies()
    wrong = [
        (body.agency_id, body.successor)
        for body in register
        if body.successor
        and (heir := register.get(body.successor)).valid_from
        and body.valid_from
        and heir.valid_from < body.valid_from
    ]
    assert wrong == []
