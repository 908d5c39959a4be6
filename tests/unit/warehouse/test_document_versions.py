from datetime import date

import pytest

from parsers.records import Withdrawal
from tests.unit.warehouse.invented import (
    SOURCE,
    URL,
    extract_all,
    fetched,
    load,
    moment,
    release,
    rows,
)
from warehouse.records import WarehouseError

EDITED = "The Audit Office visited Fiji in March 2026. It stayed for two days."


def feed(warehouse):
    return [row[0] for row in rows(warehouse, "select quote from event_feed")]


def test_a_release_is_new_once_and_unchanged_ever_after(warehouse):
    first = load(warehouse, release())
    again = load(warehouse, release(), days=1)
    assert (first.version, first.outcome) == (1, "new")
    assert (again.document_id, again.version, again.outcome) == (first.document_id, 1, "unchanged")
    assert rows(warehouse, "select count(*) from document_version") == [(1,)]


def test_a_changed_text_makes_a_version_and_closes_the_events_of_the_older(warehouse):
    load(warehouse, release())
    extract_all(warehouse)
    changed = load(warehouse, release(EDITED), days=2)
    assert (changed.version, changed.outcome) == (2, "changed")
    assert feed(warehouse) == [], "events of the older version are no longer the present"
    assert extract_all(warehouse) == 1
    assert [quote.endswith("two days.") for quote in feed(warehouse)] == [True]
    assert rows(warehouse, "select document_version, superseded_at from event order by 1") == [
        (1, moment(2)),
        (2, None),
    ]


def test_as_of_shows_what_was_known_then(warehouse):
    load(warehouse, release())
    extract_all(warehouse)
    load(warehouse, release(EDITED), days=2)
    extract_all(warehouse)
    versions = {
        day: rows(warehouse, f"select document_version from events_as_of('{moment(day).isoformat()}')")
        for day in (-1, 1, 2, 3)
    }
    assert versions == {-1: [], 1: [(1,)], 2: [(2,)], 3: [(2,)]}


def test_a_changed_parser_replaces_the_version_that_it_read_from_the_same_page(warehouse):
    page = fetched(warehouse)
    load(warehouse, release("Share this page\n\nThe Audit Office visited Fiji in March 2026."), fetch_id=page)
    extract_all(warehouse)
    again = load(warehouse, release(), fetch_id=page, parser_version="p2")
    assert (again.version, again.outcome) == (1, "changed")
    assert rows(warehouse, "select count(*) from document_version") == [(1,)]
    assert rows(warehouse, "select count(*) from event") == [(0,)], "offsets into the older text must not stay"
    assert extract_all(warehouse) == 1


def test_a_page_older_than_the_one_last_read_becomes_a_version_of_its_own_time(warehouse):
    load(warehouse, release(EDITED), days=4)
    older = load(warehouse, release(), days=1)
    assert (older.version, older.outcome) == (2, "changed"), "versions count in the order of reading"
    (text, current, first), *_ = rows(warehouse, "select text, version, first_seen_at from document")
    assert (text.endswith("two days."), current, first) == (True, 1, moment(1)), "the present is what it was"
    stood = "select version, first_seen_at, superseded_at from document_version order by first_seen_at"
    assert rows(warehouse, stood) == [(2, moment(1), moment(4)), (1, moment(4), None)]
    between = load(warehouse, release("The Audit Office visited Fiji."), days=3)
    assert between.version == 3
    assert rows(warehouse, stood) == [(2, moment(1), moment(3)), (3, moment(3), moment(4)), (1, moment(4), None)]
    assert rows(warehouse, f"select version from documents_as_of('{moment(2).isoformat()}')") == [(2,)]
    assert rows(warehouse, f"select version from documents_as_of('{moment(3.5).isoformat()}')") == [(3,)]


def test_an_older_page_with_a_text_that_is_known_moves_its_beginning_only(warehouse):
    load(warehouse, release(), days=3)
    load(warehouse, release(EDITED), days=5)
    for days in (1, 2, 4):
        assert load(warehouse, release(), days=days).outcome == "unchanged"
    stood = "select version, first_seen_at, superseded_at from document_version order by first_seen_at"
    assert rows(warehouse, stood) == [(1, moment(1), moment(5)), (2, moment(5), None)]
    assert load(warehouse, release(EDITED), days=4.5).outcome == "unchanged"
    assert rows(warehouse, stood) == [(1, moment(1), moment(4.5)), (2, moment(4.5), None)]
    assert rows(warehouse, "select first_seen_at, changed_at from document") == [(moment(1), moment(4.5))]


def test_another_publication_date_has_the_same_words_read_again(warehouse):
    load(warehouse, release())
    extract_all(warehouse)
    load(warehouse, release(published_date=date(2026, 3, 2)), days=1)
    assert len(feed(warehouse)) == 1, "the rows stay until they are replaced"
    assert extract_all(warehouse) == 1
    assert rows(warehouse, "select count(*) from event") == [(1,)]


def test_a_withdrawn_release_is_closed_and_opens_when_the_notice_goes(warehouse):
    load(warehouse, release())
    extract_all(warehouse)
    load(warehouse, release(withdrawn=Withdrawal(None, "published in error")), days=1)
    assert rows(warehouse, "select withdrawn_at, closed_at, closed_reason from document") == [
        (moment(1), moment(1), "published in error")
    ]
    assert feed(warehouse) == []
    assert len(rows(warehouse, f"from events_as_of('{moment(0.5).isoformat()}')")) == 1
    load(warehouse, release(), days=2)
    assert rows(warehouse, "select withdrawn_at, closed_at from document") == [(None, None)]
    assert len(feed(warehouse)) == 1


def test_a_page_that_is_gone_closes_its_release_until_it_answers_again(warehouse):
    page = fetched(warehouse)
    load(warehouse, release(), fetch_id=page)
    extract_all(warehouse)
    assert warehouse.close_document(SOURCE.source_id, URL, at=moment(1), reason="404") is True
    assert warehouse.close_document(SOURCE.source_id, URL, at=moment(2), reason="404") is False
    assert feed(warehouse) == []
    load(warehouse, release(), fetch_id=page, parser_version="p2")
    assert feed(warehouse) == [], "parsing the old page again does not bring it back"
    fetched(warehouse, days=3, outcome="unchanged", status=304, digest="sha1:0")
    assert len(feed(warehouse)) == 1


def test_a_release_closes_and_opens_under_the_address_that_redirected_to_it(warehouse):
    short = "https://releases.invalid/short"
    load(warehouse, release(), fetch_id=fetched(warehouse, url=short))
    extract_all(warehouse)
    assert warehouse.close_document(SOURCE.source_id, short, at=moment(1), reason="410") is True
    assert feed(warehouse) == []
    fetched(warehouse, url=short, days=2, outcome="unchanged", status=304, digest="sha1:0")
    assert len(feed(warehouse)) == 1


def test_a_document_without_a_recorded_fetch_is_refused(warehouse):
    with pytest.raises(WarehouseError, match="record the fetch first"):
        load(warehouse, release(), fetch_id="f-unknown")
    assert rows(warehouse, "select count(*) from document") == [(0,)]


def test_fields_and_history_come_back_as_they_went_in(warehouse):
    load(warehouse, release(fields={"topic": ("Audit", "Visits"), "number": ("26-1",)}, links=("https://a.invalid/",)))
    assert rows(warehouse, "select fields['topic'][2], fields['number'], links from document") == [
        ("Visits", ["26-1"], ["https://a.invalid/"])
    ]
