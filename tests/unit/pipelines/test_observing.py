"""What is observed of a source: its cadence and silence, shares of filled fields, drift against the past."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.records import Attachment, Document
from pipelines.workbench.cadence import cadence, staleness
from pipelines.workbench.observing import agreement, filled, links_found, observe
from pipelines.workbench.readings import Reading
from tests.unit.pipelines.test_source_checks import SOURCE

TODAY = date(2024, 6, 14)  # a Friday
STRICT = SOURCE.model_copy(update={"expect": SOURCE.expect.model_copy(update={"published": "always"})})
WORKDAYS = [day for n in range(200) if (day := TODAY - timedelta(days=n)).weekday() < 5]


def test_a_body_that_publishes_every_working_day():
    known = cadence(WORKDAYS)
    assert known is not None
    assert (known.usual, known.longest, known.limit) == (3, 3, 6), "weekends are its usual gap"
    assert 1.3 < known.mean < 1.5
    assert staleness(WORKDAYS, TODAY + timedelta(days=6)).verdict == "ok"
    stale = staleness(WORKDAYS, TODAY + timedelta(days=9))
    assert stale.verdict == "failed"
    assert stale.message == "publishes every 1.4 days, silent for 9"
    assert stale.value == 9


def test_a_silence_that_it_had_before_is_a_warning():
    holidays = [day for day in WORKDAYS if not date(2024, 3, 28) < day < date(2024, 4, 10)]
    assert staleness(holidays, TODAY + timedelta(days=9)).verdict == "warning"
    assert staleness(holidays, TODAY + timedelta(days=14)).verdict == "failed"


def test_habits_of_years_ago_do_not_count():
    monthly = [date(2014 + n // 12, n % 12 + 1, 1) for n in range(96)]
    assert staleness([*monthly, *WORKDAYS], TODAY + timedelta(days=9)).verdict == "failed"


@pytest.mark.parametrize("days", [[], [TODAY], [TODAY - timedelta(days=n) for n in range(5)]])
def test_few_days_tell_no_cadence(days):
    assert staleness(days, TODAY + timedelta(days=90)).verdict in ("ok", "warning")


def test_releases_of_tomorrow_are_not_counted_as_news():
    found = staleness([*WORKDAYS, TODAY + timedelta(days=300)], TODAY + timedelta(days=9))
    assert found.value == 9


@given(st.lists(st.dates(date(1990, 1, 1), date(2030, 1, 1))), st.dates(date(1990, 1, 1), date(2030, 1, 1)))
def test_any_days_are_judged(days, today):
    found = staleness(days, today)
    assert found.verdict in ("ok", "warning", "failed")
    assert found.value is None or found.value >= 0
    known = cadence(days)
    assert known is None or known.usual <= known.longest


def documents(*days: date | None) -> list[Document]:
    return [Document(f"https://office.example/{n}", "A title", "A body.", day) for n, day in enumerate(days)]


def observed(found) -> dict[str, tuple]:
    return {one.check_name: (one.verdict, one.value) for one in found}


def test_fields_that_must_be_there_fail_with_the_first_page_that_lacks_them():
    found = list(filled(STRICT, documents(TODAY, None, None, TODAY), {}))
    assert observed(found)["filled:title"] == ("ok", 1)
    [dated] = [one for one in found if one.check_name == "filled:published"]
    assert (dated.verdict, dated.value, dated.url) == ("failed", 0.5, "https://office.example/1")
    assert dated.message == "2 of 4 releases have published"
    assert observed(filled(SOURCE, documents(TODAY, None), {}))["filled:published"] == ("ok", 0.5), "only sometimes"
    assert list(filled(STRICT, [], {})) == []


def test_a_label_or_attachments_that_vanish_are_drift():
    rich = [
        replace(one, fields={"topics": ("Ports",)}, attachments=(Attachment("https://office.example/a.pdf"),))
        for one in documents(TODAY, TODAY, TODAY)
    ]
    assert observed(filled(SOURCE, rich, {}))["filled:topics"] == ("ok", 1)
    past = {"filled:topics": (1.0, 1.0), "filled:attachments": (0.6, 0.4)}
    found = observed(filled(SOURCE, documents(TODAY, TODAY, TODAY), past))
    assert found["filled:topics"] == ("failed", 0), "always there before, nowhere now"
    assert found["filled:attachments"] == ("warning", 0)
    assert observed(filled(SOURCE, rich, past))["filled:topics"] == ("ok", 1)


def test_agreement_with_the_generic_parser_fails_where_it_falls():
    assert agreement(0.95, {}).verdict == "ok"
    assert agreement(0.6, {}).verdict == "warning"
    assert agreement(0.6, {"agreement": (0.55, 0.6)}).verdict == "warning", "it was never higher"
    assert agreement(0.6, {"agreement": (0.95, 0.98)}).verdict == "failed"


def test_a_site_without_any_answer_is_judged_by_what_is_known():
    found = observe(SOURCE, Reading((), (), "HTTP status 503"), WORKDAYS, {}, datetime(2024, 6, 15, tzinfo=UTC))
    assert observed(found) == {"links": ("failed", 0), "staleness": ("ok", 1), "listing": ("failed", 1)}
    assert links_found(SOURCE, 1).verdict == "ok"
