"""The decisions of discovery one by one: addresses, days of pages, ranges, when a listing is known or has no end."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.sources import ListingSpec
from parsers.records import Link
from pipelines.stages.discovery.canonical import canonical, distinct
from pipelines.stages.discovery.dated import address_on, days_back, is_dated
from pipelines.stages.discovery.depth import Depth
from pipelines.stages.discovery.enough import Enough
from pipelines.stages.discovery.guards import STILL_PAGES, EndGuard

DAY = date(2024, 3, 1)


def links(*ages: int | None, prefix: str = "") -> list[Link]:
    return [
        Link(f"https://x.example/{prefix}{n}", date_hint=None if age is None else DAY - timedelta(days=age))
        for n, age in enumerate(ages)
    ]


@pytest.mark.parametrize(
    ("url", "plain"),
    [
        ("https://x.example/a?utm_source=n&id=1&UTM_Medium=m", "https://x.example/a?id=1"),
        ("https://x.example/a?fbclid=x#part", "https://x.example/a"),
        ("https://x.example/a?id=%C3%A9&b=&utm_id", "https://x.example/a?id=%C3%A9&b="),
        ("https://x.example/a?ref=utm_source", "https://x.example/a?ref=utm_source"),
        ("https://x.example/a?gclid=1&Page=2", "https://x.example/a?gclid=1&Page=2"),
        ("https://x.example/utm_source=1", "https://x.example/utm_source=1"),
        ("https://x.example/a?", "https://x.example/a?"),
    ],
)
def test_only_parameters_that_count_clicks_are_taken_off(url, plain):
    assert canonical(url) == plain


@given(st.text("ab?&=#utm_fclid/", max_size=30))
def test_a_canonical_address_stays_as_it_is(tail):
    plain = canonical(f"https://x.example/{tail}")
    assert canonical(plain) == plain
    assert "#" not in plain


def test_links_to_one_address_are_one():
    found = distinct([Link("https://x.example/1?utm_a=1", "first"), Link("https://x.example/1", "second")])
    assert found == [Link("https://x.example/1", "first")]


def listing(url: str, every: str = "day") -> ListingSpec:
    return ListingSpec.model_validate({"parser": "html_index", "url": url, "every": every})


def test_addresses_of_days():
    assert address_on(listing("https://x.example/{%Y%m}/{%d}.htm"), DAY) == "https://x.example/202403/01.htm"
    assert address_on(listing("https://x.example/{%Y-%m-%d}?a={b}"), DAY) == "https://x.example/2024-03-01?a={b}"
    assert not is_dated(listing("https://x.example/{slug}?q=100%25"))


@given(st.dates(date(1990, 1, 1), date(2040, 1, 1)), st.integers(0, 900), st.sampled_from(["day", "month", "year"]))
def test_every_day_of_a_range_lies_on_one_page(newest, days, every):
    template = {"day": "{%Y-%m-%d}", "month": "{%Y-%m}", "year": "{%Y}"}[every]
    spec, oldest = listing(f"https://x.example/{template}", every), newest - timedelta(days=days)
    pages = [address_on(spec, day) for day in days_back(spec, newest, oldest)]
    wanted = [address_on(spec, newest - timedelta(days=ago)) for ago in range(days + 1)]
    assert pages == list(dict.fromkeys(wanted))


def test_a_range_holds_its_ends_and_what_has_no_date():
    depth = Depth(since=date(2023, 1, 1), until=date(2023, 12, 31))
    days = [date(2022, 12, 31), date(2023, 1, 1), date(2023, 12, 31), date(2024, 1, 1), None]
    assert [depth.holds(day) for day in days] == [False, True, True, False, True]
    assert [depth.holds(day, of_change=True) for day in days] == [False, True, True, True, True]
    assert [Depth().name, Depth(past_known=True).name, depth.name] == ["new", "all", "2023-01-01/2023-12-31"]
    assert Depth(until=DAY).name == "../2024-03-01"


def test_a_listing_with_dates_is_left_when_it_is_older_than_the_overlap():
    enough = Enough(lambda url: "new" not in url, 2)
    assert not enough.reached([*links(0, prefix="new"), *links(0, 1)])
    assert not enough.reached(links(1, 2)), "two days back from the newest known one"
    assert enough.reached(links(2, 3))


def test_a_listing_without_dates_is_left_one_page_after_a_known_one():
    enough = Enough(lambda url: "new" not in url, 2)
    pages = [links(None), links(None, prefix="new"), links(None), links(None)]
    assert [enough.reached(page) for page in pages] == [False, False, False, True]


def test_without_overlap_the_first_known_page_is_the_last():
    assert Enough(lambda url: True, 0).reached(links(0, 0))


def test_dates_that_get_older_slowly_are_no_trap():
    guard = EndGuard(resumed=False, dates_count=True)
    for page in range(200):
        found = links(page // 10, page // 10, prefix=f"{page}-")
        assert guard.fault(found, found) is None, f"page {page}"


def test_dates_that_stand_still_are_a_trap_unless_they_are_of_changes():
    for dates_count, faults in ((True, 1), (False, 0)):
        guard = EndGuard(resumed=False, dates_count=dates_count)
        found = [guard.fault(one, one) for n in range(STILL_PAGES + 1) if (one := links(0, prefix=f"{n}-"))]
        assert sum(fault is not None for fault in found) == faults


def test_a_reading_gone_on_with_may_meet_what_it_read_before():
    found = links(1, 2)
    fresh, resumed = EndGuard(resumed=False, dates_count=True), EndGuard(resumed=True, dates_count=True)
    assert fresh.fault(found, found) is None
    assert fresh.fault(found, []) == "the pagination repeats the links of earlier pages"
    assert [resumed.fault(found, []) for _ in range(5)] == [None] * 5
