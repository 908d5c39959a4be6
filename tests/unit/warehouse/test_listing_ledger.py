"""What listings named and how far the reading of each came."""

from datetime import date

from parsers.records import Link
from tests.unit.warehouse.invented import SOURCE, fetched, load, moment, release, rows
from warehouse.checks import run_checks

LISTING = "https://releases.invalid/news"
ONE, TWO = "https://releases.invalid/1", "https://releases.invalid/2"


def begin(warehouse, depth="new", days=0.0, reach=None):
    return warehouse.begin_listing(SOURCE.source_id, LISTING, depth, reach, moment(days))


def test_a_release_is_listed_once_with_its_first_and_last_moment(warehouse):
    progress = begin(warehouse)
    warehouse.record_listing_page(progress, LISTING, [Link(ONE, "One", date(2026, 3, 1)), Link(TWO)], moment(0))
    warehouse.record_listing_page(progress, f"{LISTING}?page=2", [Link(ONE)], moment(2))
    warehouse.record_listing_page(progress, LISTING, [Link(ONE)], moment(1))
    held = warehouse.listed(SOURCE.source_id, LISTING)
    assert set(held) == {ONE, TWO}
    assert (held[ONE].first_listed_at, held[ONE].last_listed_at) == (moment(0), moment(2)), "time does not run back"
    assert held[ONE].date_hint == date(2026, 3, 1), "a page that tells no day does not take the day away"
    assert warehouse.listed(SOURCE.source_id, f"{LISTING}/other") == {}
    assert run_checks(warehouse.connection) == []


def test_a_reading_that_was_cut_off_is_gone_on_with_until_it_ends(warehouse):
    first = begin(warehouse, reach=date(2026, 2, 1))
    assert not first.resumed
    later = begin(warehouse, days=3, reach=date(2026, 2, 20))
    assert (later.resumed, later.started_at, later.reach) == (True, moment(0), date(2026, 2, 1))
    assert not begin(warehouse, "2020-01-01/..", days=3).resumed, "each depth has a progress of its own"
    warehouse.finish_listing(later, moment(3), whole=False)
    assert not begin(warehouse, days=4).resumed
    assert warehouse.whole_listing_at(SOURCE.source_id, LISTING) is None
    assert run_checks(warehouse.connection) == []


def test_a_reading_of_long_ago_is_begun_anew(warehouse):
    begin(warehouse)
    assert not begin(warehouse, days=31).resumed


def test_the_whole_listing_read_leaves_nothing_to_go_on_with_and_is_remembered(warehouse):
    begin(warehouse, "new")
    warehouse.finish_listing(begin(warehouse, "all"), moment(1), whole=True)
    assert not begin(warehouse, "new", days=2).resumed
    assert warehouse.whole_listing_at(SOURCE.source_id, LISTING) == moment(1)


def test_pages_are_counted_once(warehouse):
    progress = begin(warehouse)
    warehouse.record_listing_page(progress, LISTING, [], moment(0))
    warehouse.record_listing_page(begin(warehouse, days=1), LISTING, [], moment(1), again=True)
    warehouse.record_listing_page(progress, f"{LISTING}?page=2", [], moment(1))
    assert rows(warehouse, "select pages, page_url, updated_at from listing_progress") == [
        (2, f"{LISTING}?page=2", moment(1))
    ]


def test_open_documents_by_the_day_they_were_listed_last(warehouse):
    """A document is listed as long as one of its addresses is: its own, or the one that redirected to it."""
    progress = begin(warehouse)
    load(warehouse, release(url=ONE), fetch_id=fetched(warehouse, url=f"{ONE}?old"))
    load(warehouse, release(url=TWO))
    warehouse.record_listing_page(progress, LISTING, [Link(ONE), Link(TWO)], moment(0))
    warehouse.record_listing_page(progress, LISTING, [Link(f"{ONE}?old")], moment(5))
    assert warehouse.documents_listed(SOURCE.source_id, LISTING) == {f"{ONE}?old": moment(5), TWO: moment(0)}
    warehouse.close_document(SOURCE.source_id, TWO, at=moment(6), reason="not listed")
    assert TWO not in warehouse.documents_listed(SOURCE.source_id, LISTING)


def test_what_was_closed_for_not_being_listed_is_told_by_all_its_addresses(warehouse):
    load(warehouse, release(url=ONE), fetch_id=fetched(warehouse, url=f"{ONE}?old"))
    load(warehouse, release(url=TWO))
    warehouse.close_document(SOURCE.source_id, TWO, at=moment(6), reason="HTTP status 404")
    warehouse.close_document(SOURCE.source_id, ONE, at=moment(6), reason="not listed since 2026-03-01")
    assert warehouse.closed_as_unlisted(SOURCE.source_id) == {ONE, f"{ONE}?old"}
