from datetime import date

from tests.unit.warehouse.invented import SOURCE, URL, fetched, load, moment, release, rows
from warehouse.records import Rejection


def pending(warehouse, version="p1", sources=None):
    return [(page.url, page.fetched_at) for page in warehouse.pending_pages(sources, version)]


def rejection(reason, **more):
    return Rejection(SOURCE.source_id, URL, "parse", reason, **more)


def test_a_fetch_is_recorded_once(warehouse):
    assert fetched(warehouse) == fetched(warehouse)
    assert rows(warehouse, 'select count(*) from "fetch"') == [(1,)]


def test_the_state_of_a_url_keeps_the_validators_of_its_last_good_answer(warehouse):
    fetched(warehouse, etag='"one"', digest="sha1:one")
    fetched(warehouse, days=1, outcome="unchanged", status=304, digest="sha1:one")
    fetched(warehouse, days=2, outcome="failed", status=None, digest=None, reason="timed out")
    state = warehouse.fetch_states(SOURCE.source_id)[URL]
    assert (state.outcome, state.status, state.fetched_at) == ("failed", None, moment(2))
    assert (state.etag, state.payload_digest) == ('"one"', "sha1:one")


def test_validators_of_an_earlier_body_are_forgotten(warehouse):
    fetched(warehouse, etag='"one"', last_modified="Mon", digest="sha1:one")
    fetched(warehouse, days=1, last_modified="Tue", digest="sha1:two")
    fetched(warehouse, days=2, outcome="unchanged", status=304, digest="sha1:two")
    state = warehouse.fetch_states(SOURCE.source_id)[URL]
    assert (state.etag, state.last_modified, state.payload_digest) == (None, "Tue", "sha1:two")


def test_new_pages_wait_in_their_order_until_they_are_read(warehouse):
    fetched(warehouse, days=1)
    first = fetched(warehouse, days=0)
    fetched(warehouse, url=f"{URL}/listing", kind="listing")
    fetched(warehouse, url=f"{URL}/gone", outcome="gone", status=404)
    assert pending(warehouse) == [(URL, moment(0)), (URL, moment(1))]
    assert pending(warehouse, sources=["another"]) == []
    load(warehouse, release(), fetch_id=first)
    assert pending(warehouse) == [(URL, moment(1))]
    load(warehouse, release(), days=1)
    assert pending(warehouse) == []


def test_other_parsers_read_the_newest_page_again(warehouse):
    load(warehouse, release(), days=0)
    load(warehouse, release(), days=1)
    assert pending(warehouse, "p2") == [(URL, moment(1))]


def test_a_rejected_page_waits_for_other_parsers_only(warehouse):
    page = fetched(warehouse)
    warehouse.reject(rejection("no title", fetch_id=page, version="p1"))
    warehouse.reject(rejection("no date", fetch_id=page, version="p1"))
    assert rows(warehouse, "select reason from rejected") == [("no date",)], "the latest reason stands alone"
    assert pending(warehouse, "p1") == []
    assert pending(warehouse, "p2") == [(URL, moment(0))]
    load(warehouse, release(), fetch_id=page, parser_version="p2")
    assert rows(warehouse, "from rejected") == []


def test_a_run_that_was_cut_off_has_no_end(warehouse):
    done = warehouse.start_run("run", [SOURCE.source_id])
    warehouse.start_run("run", [SOURCE.source_id])
    warehouse.finish_run(done, status="done", counts={"new": 3})
    assert rows(warehouse, "select status, finished_at is null, counts from run_log order by status") == [
        ("done", False, {"new": 3}),
        ("running", True, {}),
    ]


def test_failures_are_counted_since_the_page_was_last_there(warehouse):
    fetched(warehouse, outcome="failed", digest="sha1:a")
    fetched(warehouse, days=1, outcome="gone", digest="sha1:b")
    assert warehouse.fetch_states(SOURCE.source_id)[URL].failures == 2
    fetched(warehouse, days=2)
    assert warehouse.fetch_states(SOURCE.source_id)[URL].failures == 0
    fetched(warehouse, days=3, outcome="failed", digest="sha1:c")
    assert warehouse.fetch_states(SOURCE.source_id)[URL].failures == 1


def test_documents_a_day_are_those_that_their_publisher_served(warehouse):
    load(warehouse, release())
    load(warehouse, release(url="https://releases.invalid/2"))
    load(warehouse, release(url="https://releases.invalid/old", published_date=date(2025, 3, 1)))
    imported = fetched(warehouse, url="https://releases.invalid/3", kind="import")
    load(warehouse, release(url="https://releases.invalid/3"), fetch_id=imported)
    assert warehouse.documents_per_day(SOURCE.source_id) == {date(2026, 3, 1): 2}
