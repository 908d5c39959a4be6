"""Every reason that rows can carry has words of its own."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import Any, get_args

import pytest

from parsers.records import DateReason, Status, StatusReason, TimexReason
from warehouse.reasons import quoted, why_country, why_date, why_participant, why_status

PUBLISHED = date(2024, 3, 5)


def event(**more: Any) -> dict[str, Any]:
    return {"date_reason": "clause", "date_words": "in  March", "trigger": "visited", "status": "occurred"} | more


def timex(reason: str | None, anchor: date | None = PUBLISHED) -> dict[str, Any]:
    return {"timex_reason": reason, "timex_anchor": anchor}


def test_every_reason_of_a_date_reads_differently() -> None:
    told = [why_date(event(date_reason=reason), timex("told"), PUBLISHED) for reason in get_args(DateReason)]
    assert len(set(told)) == len(told)
    assert all(one.endswith(".") for one in told), told


def test_every_reason_of_an_expression_reads_differently() -> None:
    told = [why_date(event(), timex(reason), PUBLISHED) for reason in get_args(TimexReason)]
    assert len(set(told)) == len(told)
    assert all("“in March”" in one for one in told), "the words stand in each, on one line"


@pytest.mark.parametrize(
    ("anchor", "told"),
    [(PUBLISHED, "publication on 2024-03-05"), (date(2023, 5, 12), "2023-05-12, which the text told before")],
)
def test_what_a_date_is_reckoned_from_is_named(anchor: date, told: str) -> None:
    assert told in why_date(event(), timex("year_past", anchor), PUBLISHED)


def test_a_date_without_days_says_so() -> None:
    told = why_date(event(), timex(None, None), None)
    assert "does not tell days in full, and the release has no publication date" in told
    assert "publication" not in why_date(event(), timex(None, None), PUBLISHED)


def test_rows_of_older_readings_say_what_renews_them() -> None:
    assert "communique run" in why_date(event(date_reason=None), None, PUBLISHED)


def test_every_status_has_words_for_every_reason() -> None:
    for status, reason, words in product(get_args(Status), get_args(StatusReason), ("will visit", None)):
        told = why_status(event(status=status, status_reason=reason), words, PUBLISHED)
        assert told
        assert words is None or quoted(words) in told


@pytest.mark.parametrize(
    ("party", "told"),
    [
        ({"quote": None, "name": "Office"}, "the release is its own"),
        ({"quote": None, "name": "Court"}, "taken over from what was told before"),
        ({"method": "anaphor"}, "points back"),
        ({"method": "register", "agency_id": "x-zz-office"}, "the publisher's own name"),
        ({"method": "register", "agency_id": "hk-icac"}, "agency register"),
        ({"kind": "person", "words": "Moana Tait"}, "a person"),
        ({"kind": "person", "words": "Moana Tait", "quote": "She"}, "a person, to whom these words point back"),
        ({"kind": "state", "words": "Fiji", "quote": "Suva"}, "the country itself (for “Fiji”)"),
        ({"words": "Tait"}, "stands for the body"),
    ],
)
def test_why_a_party_takes_part(party: dict[str, Any], told: str) -> None:
    whole = {"name": "Body", "quote": "Tait", "words": None, "method": None, "kind": "agency", "agency_id": "x-body"}
    assert told in why_participant(whole | party, "Office")


def test_why_a_country_is_told() -> None:
    here = {"role": "location", "quote": None, "start_char": None}
    assert "court" in why_country(here, [], "court")
    assert why_country(here | {"quote": "Fiji", "start_char": 3}, [{"start_char": 9}], "told") == "named in the text"
    assert "participant" in why_country(here | {"quote": "Fiji", "start_char": 9}, [{"start_char": 9}], "told")
