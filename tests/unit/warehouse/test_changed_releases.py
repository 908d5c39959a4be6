"""Releases that change: copies, addresses that show another release, closures, embargoes; all of them invented."""

from datetime import UTC, date, datetime, timedelta

import pytest

from parsers.records import Document, Withdrawal
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
from warehouse.address_key import address_key
from warehouse.another_release import is_another_text, is_another_title
from warehouse.checks import run_checks
from warehouse.copies import mark_copies, words_digest
from warehouse.records import Fetch
from warehouse.warehouse import Warehouse

OTHER = SOURCE.model_copy(update={"source_id": "invented-wire", "name": "Invented Wire"})
LONG = "The Audit Office visited Fiji in March 2026. " + " ".join(
    f"It met the staff of ministry number {n} and spoke about the audits of roads and schools there." for n in range(9)
)
SECOND = "The Audit Office visited Fiji in March 2026. " + " ".join(
    f"Grant {n} of the harbour fund was paid to a company that nobody knows, the auditors write." for n in range(9)
)
FEED = "select document_id from event_feed"
TODAY = datetime.now(UTC)


@pytest.fixture(autouse=True)
def consistent(warehouse):
    """Whatever happened, the checks find nothing; dates in the future, which are kept, are their finding."""
    yield
    assert [f.message for f in run_checks(warehouse.connection) if f.check != "publication_dates"] == []


def load_from(warehouse, source, document, *, days):
    warehouse.load_source(source)
    fetch = Fetch(
        source.source_id, document.url, "document", 200, moment(days), "stored", payload_digest=f"sha1:{days}"
    )
    page = warehouse.record_fetch(fetch)
    return warehouse.load_document(document, source=source, fetch_id=page, parser="plain_text", parser_version="p1")


def marked(warehouse):
    with warehouse.transaction() as con:
        mark_copies(con)
    return dict(rows(warehouse, "select document_id, same_as from document where same_as is not null"))


# --- copies ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "other",
    [
        "http://releases.invalid/1",
        "https://www.releases.invalid/1/",
        "https://releases.invalid/1?utm_source=feed&utm_medium=rss",
        "https://releases.invalid/1?print=1",
        "https://releases.invalid/1?view=print",
        "https://releases.invalid/1/print",
        "https://releases.invalid:443/1/index.html",
    ],
)
def test_a_release_under_another_spelling_of_its_address_counts_once(warehouse, other):
    first = load(warehouse, release())
    second = load(warehouse, release("The Audit Office visited Fiji in March 2026. Print.", url=other), days=1)
    extract_all(warehouse)
    assert marked(warehouse) == {second.document_id: first.document_id}
    assert rows(warehouse, FEED) == [(first.document_id,)]
    assert rows(warehouse, "select count(*) from current_document") == [(2,)], "both stay"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://a.invalid/news?id=1", "https://a.invalid/news?id=2"),
        ("https://a.invalid/news/1", "https://b.invalid/news/1"),
        ("https://a.invalid/en/1", "https://a.invalid/fr/1"),
        ("https://a.invalid/1", "https://a.invalid:8080/1"),
        ("https://a.invalid/printers", "https://a.invalid/"),
        ("https://a.invalid/?view=full", "https://a.invalid/?view=short"),
    ],
)
def test_other_addresses_are_not_taken_for_one(one, other):
    assert address_key(one) != address_key(other)


def test_a_syndicated_copy_counts_once_and_for_the_first_that_is_open(warehouse):
    first = load(warehouse, release(LONG))
    wire = load_from(
        warehouse,
        OTHER,
        release(LONG.upper().replace("THE AUDIT OFFICE VISITED FIJI IN MARCH 2026", LONG[:43]), url="https://w.invalid/9",
                title="Wire: a visit", published_date=date(2026, 3, 2)),
        days=1,
    )  # fmt: skip
    extract_all(warehouse)
    assert marked(warehouse) == {wire.document_id: first.document_id}
    assert rows(warehouse, FEED) == [(first.document_id,)]
    assert rows(warehouse, "select events, documents from agency_activity") == [(1, 1)]
    assert rows(warehouse, "select events from country_month") == [(1,)]
    share = "select source_id, share_with_events from source_health order by source_id"
    assert rows(warehouse, share) == [(SOURCE.source_id, 1.0), (OTHER.source_id, 1.0)], (
        "a copy tells what the first does"
    )
    warehouse.close_document(SOURCE.source_id, URL, at=moment(2), reason="410")
    assert rows(warehouse, FEED) == [(wire.document_id,)], "the first is gone: the next counts"
    fetched(warehouse, days=3, outcome="unchanged", status=304)
    assert rows(warehouse, FEED) == [(first.document_id,)]


def test_which_copy_is_the_first_does_not_depend_on_the_order_of_loading(warehouse):
    later = load(warehouse, release(LONG, url="https://releases.invalid/later"), days=5)
    first = load(warehouse, release(LONG, url="https://releases.invalid/early"), days=1)
    assert marked(warehouse) == {later.document_id: first.document_id}
    earliest = load(warehouse, release(LONG, url="https://releases.invalid/earliest"), days=0.5)
    assert set(marked(warehouse).values()) == {earliest.document_id}
    load(warehouse, release(SECOND, url="https://releases.invalid/later"), days=9)
    assert marked(warehouse) == {first.document_id: earliest.document_id}, "one that has become another is no copy"


def test_the_same_short_or_repeated_words_make_no_copies(warehouse):
    load(warehouse, release("See the attached file.", url="https://releases.invalid/a"))
    load(warehouse, release("See the attached file.", url="https://releases.invalid/b"))
    for day in (3, 4, 5):  # a notice that is issued again every day is issued every day
        load(warehouse, release(LONG, url=f"https://releases.invalid/day{day}", published_date=date(2026, 3, day)))
    assert marked(warehouse) == {}
    assert words_digest("x" * 300) == words_digest(" ".join("X" * 300) + "!")


def test_a_canonical_address_that_is_held_makes_a_copy_only_with_the_same_title(warehouse):
    first = load(warehouse, release())
    short = load(warehouse, release("Short form.", url="https://amp.invalid/x", canonical_url=URL), days=1)
    load(warehouse, release("Other.", title="Another", url="https://amp.invalid/y", canonical_url=URL), days=1)
    assert marked(warehouse) == {short.document_id: first.document_id}


@pytest.mark.parametrize(
    ("canonical", "releases"),
    [("https://releases.invalid/", 2), ("https://www.releases.invalid", 2), ("https://releases.invalid/newsroom", 7)],
    ids=["the home page", "the home page with www", "one page of the site for all"],
)
def test_a_canonical_address_that_stands_on_every_release_makes_no_copies(warehouse, canonical, releases):
    for number in range(releases):  # undated, and called alike: nothing else tells them apart
        load(
            warehouse,
            release(
                f"Number {number} of the notices.",
                title="Press release",
                url=f"https://releases.invalid/n/{number}",
                canonical_url=canonical,
                published_date=None,
            ),
        )
    assert marked(warehouse) == {}


def test_words_that_stand_in_place_of_releases_make_no_copies(warehouse):
    for number in range(4):
        load(warehouse, release(LONG, title=f"Statement {number}", url=f"https://releases.invalid/{number}"))
    assert marked(warehouse) == {}, "four titles above one text: it is no release, but what leads to its file"


def test_what_was_known_then_counts_copies_once_too(warehouse):
    first = load(warehouse, release(LONG))
    wire = load_from(warehouse, OTHER, release(LONG, url="https://w.invalid/9"), days=1)
    extract_all(warehouse)
    marked(warehouse)
    warehouse.close_document(SOURCE.source_id, URL, at=moment(2), reason="410")
    told = [
        rows(warehouse, f"select document_id from events_as_of('{moment(day).isoformat()}')") for day in (0.5, 1, 3)
    ]
    assert told == [[(first.document_id,)], [(first.document_id,)], [(wire.document_id,)]]


def test_an_older_capture_that_is_imported_late_waits_for_the_parser(warehouse):
    load(warehouse, release(LONG), days=4)
    page = fetched(warehouse, days=1, kind="import")
    assert [waiting.fetch_id for waiting in warehouse.pending_pages([SOURCE.source_id], "p1")] == [page]
    load(warehouse, release(LONG + " Said then."), fetch_id=page)
    assert warehouse.pending_pages([SOURCE.source_id], "p1") == []
    assert rows(warehouse, "select version, first_seen_at from document_version order by first_seen_at") == [
        (2, moment(1)),
        (1, moment(4)),
    ]
    again = load(warehouse, release("Another parser reads it otherwise."), fetch_id=page, parser_version="p2")
    assert (again.version, again.outcome) == (1, "unchanged"), "older pages are not read again by another parser"


# --- another release at the same address -----------------------------------------------------------------

WEEKS = [
    release(LONG, title="Audit of roads and schools", published_date=date(2026, 3, 1)),
    release(SECOND, title="Harbour fund paid to unknown company", published_date=date(2026, 3, 8)),
    release("The Audit Office visited Fiji in March 2026. " + "Nine bridges were closed after the storm. " * 9,
            title="Storm damage counted", published_date=date(2026, 3, 15)),
]  # fmt: skip


def play(warehouse, documents):
    return [load(warehouse, document, days=7 * n) for n, document in enumerate(documents)]


def test_an_address_that_shows_another_release_makes_another_document_and_the_older_one_stays(warehouse):
    loaded = play(warehouse, WEEKS)
    extract_all(warehouse)
    assert len({one.document_id for one in loaded}) == 3
    assert [one.outcome for one in loaded] == ["new"] * 3
    assert len(rows(warehouse, FEED)) == 3, "a release whose address moved on was not withdrawn"
    shown = "select title, replaced_at, replaced_by from document order by first_seen_at"
    assert rows(warehouse, shown) == [
        (WEEKS[0].title, moment(7), loaded[1].document_id),
        (WEEKS[1].title, moment(14), loaded[2].document_id),
        (WEEKS[2].title, None, None),
    ]
    assert rows(warehouse, "select kind, changed_at, reason from document_change order by 2") == [
        ("replaced", moment(7), loaded[1].document_id),
        ("replaced", moment(14), loaded[2].document_id),
    ]


def test_playing_the_pages_again_gives_the_same_ids(warehouse, empty_file, tmp_path):
    first = [one.document_id for one in play(warehouse, WEEKS)]
    again = [one.document_id for one in play(warehouse, WEEKS)]
    assert again == first, "into the same warehouse"
    assert rows(warehouse, "select count(*) from document_version") == [(3,)]
    path = tmp_path / "other.duckdb"
    path.write_bytes(empty_file.read_bytes())
    with Warehouse.open(path) as other:
        assert [one.document_id for one in play(other, WEEKS)] == first, "into an empty one"


def test_an_address_that_is_gone_closes_what_it_showed_last(warehouse):
    play(warehouse, WEEKS[:2])
    extract_all(warehouse)
    assert warehouse.close_document(SOURCE.source_id, URL, at=moment(20), reason="404")
    assert rows(warehouse, "select title from event_feed") == [(WEEKS[0].title,)]


def test_a_release_that_was_gone_does_not_come_back_with_its_address(warehouse):
    play(warehouse, WEEKS[:1])
    warehouse.close_document(SOURCE.source_id, URL, at=moment(2), reason="404")
    load(warehouse, WEEKS[1], days=7)
    assert rows(warehouse, "select title, closed_at from document order by first_seen_at") == [
        (WEEKS[0].title, moment(2)),
        (WEEKS[1].title, None),
    ]
    assert rows(warehouse, "select reopened_at from document_closure") == [(None,)]


def test_an_address_that_goes_back_shows_the_older_release_again(warehouse):
    a, b = play(warehouse, WEEKS[:2])
    back = load(warehouse, WEEKS[0], days=21)
    assert (back.document_id, back.outcome) == (a.document_id, "unchanged")
    assert rows(warehouse, "select document_id, replaced_by from document where replaced_by is not null") == [
        (b.document_id, a.document_id)
    ]


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Harbour fund paid"},
        {"published_date": date(2026, 3, 8)},
        {"body": SECOND},
        {"title": "Harbour fund paid", "body": SECOND},
        {"title": "Harbour fund paid", "published_date": None, "body": SECOND},
        {"title": "Harbour fund paid", "published_date": date(2026, 3, 8)},
        {"published_date": date(2026, 3, 8), "body": SECOND},
    ],
    ids=str,
)
def test_without_another_title_day_and_text_it_is_the_same_release(warehouse, change):
    first = load(warehouse, WEEKS[0])
    told = {"body": LONG, "title": WEEKS[0].title, "published_date": WEEKS[0].published_date} | change
    assert load(warehouse, Document(url=URL, **told), days=7).document_id == first.document_id


def test_a_short_text_that_stands_under_every_release_does_not_make_them_one(warehouse):
    words = "See the attached file."
    told = [("A visit to Fiji", date(2026, 3, 1)), ("Harbour fund paid", date(2026, 3, 8))]
    loaded = [load(warehouse, release(words, title=t, published_date=d), days=d.day) for t, d in told]
    assert [one.outcome for one in loaded] == ["new", "new"]
    again = load(warehouse, release(words, title=told[1][0], published_date=date(2026, 3, 9)), days=9)
    assert again.document_id == loaded[1].document_id, "another day alone makes no other release"


def test_another_parser_on_the_same_page_makes_no_other_release(warehouse):
    page = fetched(warehouse)
    first = load(warehouse, WEEKS[0], fetch_id=page)
    again = load(warehouse, WEEKS[1], fetch_id=page, parser_version="p2")
    assert (again.document_id, again.version, again.outcome) == (first.document_id, 1, "changed")


def test_titles_and_texts_are_alike_after_a_correction():
    assert not is_another_title("Three officials charged in Fiji", "Four officials charged in Fiji")
    assert is_another_title("Three officials charged in Fiji", "Minister opens school")
    assert not is_another_text(LONG, LONG + " More was said later on.")
    assert is_another_text(LONG, SECOND)


# --- closures and what was known then --------------------------------------------------------------------


def test_a_release_that_came_back_is_left_out_of_the_time_between(warehouse):
    load(warehouse, release())
    extract_all(warehouse)
    warehouse.close_document(SOURCE.source_id, URL, at=moment(2), reason="404")
    fetched(warehouse, days=4, outcome="unchanged", status=304)
    load(warehouse, release(withdrawn=Withdrawal(None, "in error")), days=6)
    load(warehouse, release(), days=8)
    known = [
        len(rows(warehouse, f"from events_as_of('{moment(day).isoformat()}')")) for day in (1, 2, 3, 4, 5, 6, 7, 8, 9)
    ]
    assert known == [1, 0, 0, 1, 1, 0, 0, 1, 1]
    assert rows(warehouse, "select closed_at, reopened_at, kind, reason from document_closure order by 1") == [
        (moment(2), moment(4), "gone", "404"),
        (moment(6), moment(8), "withdrawn", "in error"),
    ]
    assert rows(warehouse, "select kind, changed_at from document_change order by 2") == [
        ("gone", moment(2)),
        ("reopened", moment(4)),
        ("withdrawn", moment(6)),
        ("reopened", moment(8)),
    ]


def test_a_notice_that_another_parser_does_not_find_was_none(warehouse):
    page = fetched(warehouse)
    load(warehouse, release(withdrawn=Withdrawal(None, "misread")), fetch_id=page)
    load(warehouse, release(), fetch_id=page, parser_version="p2")
    assert rows(warehouse, "select count(*) from document_closure") == [(0,)]
    assert len(rows(warehouse, f"from documents_as_of('{moment(1).isoformat()}')")) == 1


def test_a_new_version_tells_how_much_it_changed_and_whether_its_publisher_says_so(warehouse):
    load(warehouse, release(LONG))
    load(warehouse, release(LONG + "\n\nIt was hot."), days=1)
    corrected = release(LONG.replace("Fiji", "Samoa"), fields={"notice": ("Correction: it was Samoa.",)})
    load(warehouse, corrected, days=2)
    change = "select kind, from_version, to_version, characters_added, characters_removed, reason from document_change"
    assert rows(warehouse, f"{change} order by changed_at") == [
        ("edit", 1, 2, 11, 0, None),
        ("correction", 2, 3, 5, 15, "Correction: it was Samoa."),
    ]


# --- embargoes and future dates --------------------------------------------------------------------------


def test_a_release_under_an_embargo_waits_for_its_end(warehouse):
    ahead = TODAY + timedelta(hours=3)
    load(warehouse, release(embargoed_until=ahead))
    past = load(warehouse, release(url="https://releases.invalid/2", embargoed_until=TODAY - timedelta(hours=1)))
    extract_all(warehouse)
    assert rows(warehouse, FEED) == [(past.document_id,)]
    assert rows(warehouse, "select document_id from current_document") == [(past.document_id,)]
    assert rows(warehouse, "select count(*) from document") == [(2,)], "it is held"
    then = ahead + timedelta(seconds=1)
    assert len(rows(warehouse, f"from documents_as_of('{then.isoformat()}')")) == 2


def test_a_release_dated_well_after_its_fetch_is_kept_and_noted(warehouse):
    load(warehouse, release(published_date=date(2126, 3, 1)))
    load(warehouse, release(url="https://releases.invalid/2", published_date=date(2026, 3, 2)))
    extract_all(warehouse)
    (noted,) = rows(warehouse, "select url, noted, reason from rejected")
    assert noted[:2] == (URL, True)
    assert "dated 2126-03-01" in noted[2]
    assert [url for (url,) in rows(warehouse, "select url from event_feed")] == ["https://releases.invalid/2"]
    load(warehouse, release(), days=1)
    assert rows(warehouse, "select count(*) from rejected") == [(0,)]


# --- translations ----------------------------------------------------------------------------------------


def test_translations_are_linked_where_both_are_held(warehouse):
    french = "https://releases.invalid/fr/1"
    english = load(
        warehouse, release(translations={"fr": french, "es": "https://releases.invalid/es/1"}, language="en")
    )
    asked = "select language, translated_document_id, mutual from document_translation order by document_id, language"
    assert rows(warehouse, asked) == [("es", None, None), ("fr", None, None)]
    other = load(warehouse, release("La visite.", url=french + "/", translations={"en": URL}, language="fr"), days=1)
    linked = "select document_id, language, translated_document_id, mutual from document_translation"
    assert set(rows(warehouse, linked)) == {
        (english.document_id, "es", None, None),
        (english.document_id, "fr", other.document_id, True),
        (other.document_id, "en", english.document_id, True),
    }


def test_rows_of_older_warehouses_stay_valid(warehouse):
    loaded = load(warehouse, release())
    extract_all(warehouse)
    warehouse.connection.execute(
        "update document set charset = null, translations = null, address_key = null, words_digest = null"
    )
    assert marked(warehouse) == {}
    assert rows(warehouse, FEED) == [(loaded.document_id,)]
