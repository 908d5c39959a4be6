"""Calendar arithmetic over TIMEX3 values, and the register of calendar words."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from config.errors import ConfigError
from config.timex import timex_lexicon
from parsers.language.calendar import add_months, add_years, easter, interval_of, nth_weekday


@pytest.mark.parametrize(
    ("value", "southern", "days", "precision", "edtf"),
    [
        ("2024-02-29", False, ("2024-02-29", "2024-02-29"), "day", "2024-02-29"),
        ("2024-02-29T10:00", False, ("2024-02-29", "2024-02-29"), "day", "2024-02-29"),
        ("2024-02", False, ("2024-02-01", "2024-02-29"), "month", "2024-02"),
        ("2024-W01", False, ("2024-01-01", "2024-01-07"), "week", "2024-01-01/2024-01-07"),
        ("2024-W20-WE", False, ("2024-05-18", "2024-05-19"), "span", "2024-05-18/2024-05-19"),
        ("2024-Q3", False, ("2024-07-01", "2024-09-30"), "quarter", "2024-35"),
        ("2024-H2", False, ("2024-07-01", "2024-12-31"), "half", "2024-41"),
        ("2023-WI", False, ("2023-12-01", "2024-02-29"), "season", "2023-24"),
        ("2024-SP", True, ("2024-09-01", "2024-11-30"), "season", "2024-29"),
        ("199", False, ("1990-01-01", "1999-12-31"), "span", "199X"),
        ("2022-09/2023-02", False, ("2022-09-01", "2023-02-28"), "span", "2022-09/2023-02"),
    ],
)
def test_value_to_days(value: str, southern: bool, days: tuple[str, str], precision: str, edtf: str) -> None:
    interval = interval_of(value, southern=southern)
    assert interval is not None
    assert (str(interval.start), str(interval.end)) == days
    assert (interval.precision, interval.edtf) == (precision, edtf)


@pytest.mark.parametrize("value", ["P3D", "PXY", "PT10M", "PRESENT_REF", "BC0490", "2023-02-30", "2023-13", "", "XXXX"])
def test_what_covers_no_days(value: str) -> None:
    assert interval_of(value) is None


@pytest.mark.parametrize("value", ["XXXX-03-11", "XXXX-02", "XXXX-11-16/XXXX-11-17"])
def test_an_open_year_leaves_the_days_open(value: str) -> None:
    interval = interval_of(value)
    assert interval is not None
    assert (interval.start, interval.end, interval.precision, interval.edtf) == (None, None, "unknown", value)


def test_feasts_and_shifts() -> None:
    assert easter(2024) == date(2024, 3, 31)
    assert nth_weekday(2024, 11, 4, 4) == date(2024, 11, 28)
    assert nth_weekday(2024, 5, 1, -1) == date(2024, 5, 27)
    assert add_months(2024, 1, -1) == (2023, 12)
    assert add_years(date(2024, 2, 29), 1) == date(2025, 2, 28)


def test_a_broken_register_names_its_file(tmp_path: Path) -> None:
    register = tmp_path / "timex.yaml"
    register.write_text("months: {1: [January]}\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"timex\.yaml"):
        timex_lexicon(register)
