from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.moments import read_moment

NEW_YORK, LONDON = "America/New_York", "Europe/London"


@pytest.mark.parametrize(
    ("text", "timezone", "day"),
    [
        ("2018-04-13", NEW_YORK, date(2018, 4, 13)),
        ("2018-04-13T00:00:00-04:00", NEW_YORK, date(2018, 4, 13)),
        ("2018-04-13T00:00:00Z", NEW_YORK, date(2018, 4, 13)),  # midnight is how a system writes a day
        ("2018-06-01T23:00:01+00:00", LONDON, date(2018, 6, 2)),  # summer time
        ("2024-03-04T10:30:00.123+13:00", NEW_YORK, date(2024, 3, 3)),
        ("2024-03-04 10:30", NEW_YORK, date(2024, 3, 4)),
        ("20240304T103000Z", LONDON, date(2024, 3, 4)),
        ("Fri, 13 Apr 2018 21:30:00 -0400", NEW_YORK, date(2018, 4, 13)),
        ("Fri, 13 Apr 2018 21:30:00 -0400", LONDON, date(2018, 4, 14)),
        ("Friday, December 8, 2017", NEW_YORK, date(2017, 12, 8)),
        ("8 December 2017", LONDON, date(2017, 12, 8)),
        ("8th Dec. 2017", LONDON, date(2017, 12, 8)),
        ("Sept. 3, 2019", NEW_YORK, date(2019, 9, 3)),
        ("4 de marzo de 2024", LONDON, date(2024, 3, 4)),
        ("le 1er août 2024", LONDON, date(2024, 8, 1)),
        ("Montag, 4. März 2024", LONDON, date(2024, 3, 4)),
        ("quarta-feira, 6 de março de 2024", LONDON, date(2024, 3, 6)),
        ("aktualisiert 4. März 2024", LONDON, None),
        ("Published", LONDON, None),
        ("03/04/2021", LONDON, None),  # the third of April or the fourth of March
        ("December 2017", LONDON, None),
        ("2017-13-40", LONDON, None),
        ("", LONDON, None),
    ],
)
def test_the_day_in_the_publishers_zone(text: str, timezone: str, day: date | None) -> None:
    moment = read_moment(text, timezone)
    assert (moment.day if moment else None) == day


def test_a_day_alone_has_no_moment() -> None:
    moment = read_moment("2018-04-13T00:00:00-04:00", NEW_YORK)
    assert moment is not None
    assert moment.at is None


def test_a_time_without_zone_is_the_publishers() -> None:
    moment = read_moment("2024-07-04T10:30:00", NEW_YORK)
    assert moment is not None
    assert moment.at is not None
    assert moment.at.astimezone(UTC) == datetime(2024, 7, 4, 14, 30, tzinfo=UTC)


@given(st.text(max_size=60))
def test_any_text_is_a_moment_or_none(text: str) -> None:
    moment = read_moment(text, NEW_YORK)
    assert moment is None or isinstance(moment.day, date)


@given(st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2090, 1, 1)), st.integers(-12, 12))
def test_what_is_written_in_iso_is_read_back(moment: datetime, hours: int) -> None:
    sign = "-" if hours < 0 else "+"
    read = read_moment(f"{moment:%Y-%m-%dT%H:%M:%S}{sign}{abs(hours):02d}:00", "UTC")
    assert read is not None
    if read.at is not None:
        assert read.at.replace(tzinfo=None) == moment.replace(microsecond=0)
        assert read.day == read.at.astimezone(UTC).date()
    else:
        assert read.day == moment.date()
