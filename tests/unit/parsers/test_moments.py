from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

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


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("Monday, July 27, 2026 - 15:30", "15:30"),  # Drupal's long format
        ("27 July 2026 - 15:30", "15:30"),
        ("2026-07-27 - 15:30", "15:30"),
        ("July 27, 2026 | 3:30 pm", "15:30"),
        ("July 27, 2026 at 3:30 p.m.", "15:30"),  # WordPress
        ("July 27, 2026 3:30 PM", "15:30"),
        ("July 27, 2026 12:30 am", "00:30"),
        ("27 July 2026 15:30 EDT", "15:30"),
        ("27 July 2026 15:30 GMT-4", "15:30"),
        ("27 July 2026 19:30 (UTC)", "15:30"),
        ("27 July 2026 at 15.30 hrs", "15:30"),
        ("27. Juli 2026, 15:30 Uhr", "15:30"),
        ("lundi 27 juillet 2026 à 15h30", "15:30"),
        ("27 de julio de 2026 - 15:30", "15:30"),
        ("Mon Jul 27 2026 21:30:00 GMT+0200 (Central European Summer Time)", "15:30"),
        ("Mon, 27 Jul 26 19:30:00 +0000", "15:30"),
        ("July 27, 2026 3:30 pm IST", "day alone"),  # India's, Ireland's or Israel's
        ("July 27, 2026 13:30 pm", "day alone"),
        ("27 July 2026 - 99:99", "day alone"),
        ("Monday, July 27, 2026 - 00:00", "day alone"),
        ("Monday, July 27, 2026 (All day)", "day alone"),
        ("27th of July 2026", "day alone"),
        ("Mon, 07/27/2026 - 15:30", None),  # Drupal's medium format: only with a format of its own
        ("7/27/2026 3:30 PM", None),  # SharePoint's
        ("27.07.2026 - 15:30", None),
    ],
)
def test_a_time_behind_a_written_day(text: str, clock: str | None) -> None:
    moment = read_moment(text, NEW_YORK)
    if moment is None:
        assert clock is None
        return
    assert moment.day == date(2026, 7, 27)
    told = moment.at.astimezone(ZoneInfo(NEW_YORK)).strftime("%H:%M") if moment.at else "day alone"
    assert told == clock


def test_a_zone_is_the_publishers_own_where_its_letters_are() -> None:
    for timezone, text in (("Asia/Kolkata", "IST"), ("Europe/Berlin", "CEST"), ("Asia/Shanghai", "CST")):
        moment = read_moment(f"27 July 2026, 15:30 {text}", timezone)
        assert moment is not None
        assert moment.at == datetime(2026, 7, 27, 15, 30, tzinfo=ZoneInfo(timezone)), text


SHOWN = (
    "%A, %B %d, %Y - %H:%M", "%a, %d %b %Y - %H:%M", "%B %d, %Y at %I:%M %p", "%d %B %Y | %I:%M%p", "%Y/%m/%d %H:%M",
    "%d %B %Y %H:%M UTC", "%a, %d %b %Y %H:%M:00 +0000", "%A %d %B %Y – %H.%M",
)  # fmt: skip
"""Ways in which systems show a moment by default: Drupal, WordPress and others."""


@given(st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2090, 1, 1)), st.sampled_from(SHOWN))
def test_what_systems_show_is_read_back(moment: datetime, form: str) -> None:
    moment = moment.replace(second=0, microsecond=0)
    read = read_moment(moment.strftime(form), "UTC")
    assert read is not None
    assert read.day == moment.date()
    assert read.at is None if moment.time() == time(0) else read.at == moment.replace(tzinfo=UTC)


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


@pytest.mark.parametrize("filler", ["1 a", ", ", "a-", "1:00 "])
def test_a_text_that_is_no_date_costs_no_more_than_its_length(filler: str) -> None:
    assert read_moment("4 " + filler * 100_000) is None
