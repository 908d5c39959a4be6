"""Bodies of the register that an unknown name may mean."""

from __future__ import annotations

import pytest

from config.agencies import agencies
from parsers.language.agencies.likeness import Likeness


@pytest.fixture(scope="module")
def likeness() -> Likeness:
    return Likeness(agencies())


@pytest.mark.parametrize(
    ("name", "country", "agency_id"),
    [
        ("Malaysia Anti-Corruption Commision", "MY", "my-macc"),
        ("Corrupt Practices Investigations Bureau (Singapore)", "SG", "sg-cpib"),
        ("Serious Fraud Office", "NZ", "nz-sfo"),
        ("UNODC Regional Office", None, "int-unodc"),
        ("KPK", "ID", "id-kpk"),
    ],
)
def test_the_likeliest_body_stands_first(likeness: Likeness, name: str, country: str | None, agency_id: str) -> None:
    found = likeness.nearest(name, country, 3)
    assert agency_id in [agency.agency_id for agency, _ in found[:2]], found


@pytest.mark.parametrize("name", ["", "()", "Blue Whale Circus", "…"])
def test_names_that_share_nothing_find_nothing(likeness: Likeness, name: str) -> None:
    assert likeness.nearest(name, None) == []
