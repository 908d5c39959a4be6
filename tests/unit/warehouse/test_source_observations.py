from tests.unit.warehouse.invented import SOURCE, load, moment, release
from warehouse.observations import Observation, filled_since, past_values, publication_days
from warehouse.observations import record_observations as record

NAME = SOURCE.source_id


def test_the_latest_row_of_each_check_makes_the_health_of_the_source(warehouse):
    broken = Observation("filled:published", 0.2, "1.0", "failed", "1 of 5 are dated", "https://x.invalid", "a.gz", 7)
    with warehouse.transaction() as con:
        record(con, NAME, [Observation("listing", 20, "1 or more", "ok"), broken], at=moment(0), origin="run")
        record(con, NAME, [Observation("listing", 0, "1 or more", "failed", "no link")], at=moment(1), origin="live")
    con = warehouse.connection
    health = con.execute("select observed_at, failing, warnings, failing_checks from source_health").fetchall()
    assert health == [(moment(1), 2, 0, "filled:published: 1 of 5 are dated; listing: no link")]
    with warehouse.transaction() as con:
        record(con, NAME, [Observation("listing", 3, "1 or more", "ok")], at=moment(2), origin="run")
    assert con.execute("select failing_checks from source_health").fetchall() == [
        ("filled:published: 1 of 5 are dated",)
    ]
    rows = con.execute("select verdict, archive_offset from source_observation where check_name like 'filled%'")
    assert rows.fetchall() == [("failed", 7)], "the page that broke it is named"


def test_told_again_of_one_moment_it_stands_once(warehouse):
    for value in (1, 2):
        with warehouse.transaction() as con:
            record(con, NAME, [Observation("listing", value, "1 or more", "ok")], at=moment(0), origin="run")
    assert con.execute("select value from source_observation").fetchall() == [(2.0,)]


def test_new_values_are_measured_against_the_latest_good_ones(warehouse):
    values = [(0.5, "ok"), (0.9, "ok"), (0.0, "failed"), (0.8, "warning")]
    for days, (value, verdict) in enumerate(values):
        with warehouse.transaction() as con:
            record(con, NAME, [Observation("agreement", value, "", verdict)], at=moment(days), origin="live")
    assert past_values(con, NAME, "live", most=2) == {"agreement": (0.9, 0.8)}
    assert past_values(con, NAME, "run") == {}


def test_a_source_that_was_never_checked_has_no_failing_check(warehouse):
    assert warehouse.connection.execute("select observed_at, failing from source_health").fetchall() == [(None, 0)]


def test_days_and_fields_of_what_is_held(warehouse):
    load(warehouse, release())
    load(warehouse, release(url="https://releases.invalid/2", published_date=None), days=1)
    assert list(publication_days(warehouse.connection, NAME).values()) == [1]
    recent = filled_since(warehouse.connection, NAME, moment(0.5))
    assert (recent.documents, recent.published, recent.title, recent.body) == (1, 0, 1, 1)
