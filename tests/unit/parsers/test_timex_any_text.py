"""What holds for any text and any publication date: offsets in order, sound intervals, dates read as written."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config.timex import timex_lexicon
from parsers.language.calendar import interval_of
from parsers.records import Timex
from tests.unit.parsers.timex_texts import timexes

SLOW = settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow])
DAYS = st.dates(min_value=date(1800, 1, 1), max_value=date(2099, 12, 31))
PUBLISHED = st.none() | st.dates()
COUNTRIES = st.sampled_from([None, "US", "GB", "AU", "TZ", "XX"])
WORDS = st.sampled_from(
    [
        *timex_lexicon().months,
        *timex_lexicon().weekdays,
        *timex_lexicon().seasons,
        *timex_lexicon().units,
        *timex_lexicon().numbers,
        *timex_lexicon().ordinals,
        *(name.title() for name in timex_lexicon().holidays),
        *[
            "from",
            "to",
            "between",
            "and",
            "or",
            "of",
            "in",
            "on",
            "the",
            "this",
            "last",
            "next",
            "that",
            "same",
            "following",
            "-",
            "–",
            ",",
            ".",
            "(",
            ")",
            "/",
            ":",
            "'",
            "FY",
            "Q1",
            "H2",
            "BC",
            "a.m.",
            "pm",
        ],
        *[
            "today",
            "yesterday",
            "tomorrow",
            "ago",
            "later",
            "earlier",
            "early",
            "late",
            "mid",
            "end",
            "ending",
            "until",
            "since",
            "every",
            "each",
            "week",
            "day",
            "year",
        ],
        *[
            "\n\n",
            "\n",
            "29",
            "30",
            "31",
            "1",
            "0",
            "9999",
            "2024",
            "1789",
            "20",
            "24/02/2024",
            "2024-02-30",
            "22nd",
            "'99",
            "1990s",
        ],
        *[
            "will",
            "was",
            "is",
            "arrested",
            "scheduled",
            "visited",
            "opened",
            "due",
            "Act",
            "no",
            "10:30",
            "century",
            "decades",
            "quarter",
            "half",
            "year-earlier",
            "o'clock",
            "former",
            "overnight",
            "02-27-98",
            "morning",
            "night",
        ],
    ]
)


def check(text: str, found: list[Timex], published: date | None) -> None:
    """Fails with the text and the expression at fault."""
    end = 0
    for timex in found:
        about = f"{text!r} published {published}: {timex}"
        assert end <= timex.start < timex.end <= len(text), f"offsets overlap or leave the text in {about}"
        assert text[timex.start : timex.end].strip(), f"empty quote in {about}"
        end = timex.end
        assert timex.value, f"no value in {about}"
        for part in timex.parts:
            assert timex.start <= part.start < part.end <= timex.end, f"a part leaves its expression in {about}"
        interval = timex.interval
        if interval is None:
            continue
        assert (interval.start is None) == (interval.end is None), f"half an interval in {about}"
        if interval.start is None or interval.end is None:
            assert (interval.precision, timex.basis) == ("unknown", "none"), (
                f"an open date claims to be known in {about}"
            )
        else:
            assert interval.start <= interval.end, f"ends before it begins in {about}"
            assert interval.edtf, f"days without EDTF in {about}"
            assert timex.basis in ("explicit", "resolved"), f"basis missing in {about}"


@SLOW
@given(st.text(max_size=300), PUBLISHED, COUNTRIES)
def test_any_characters(text: str, published: date | None, country: str | None) -> None:
    check(text, timexes(text, published, country), published)


@SLOW
@given(st.lists(WORDS, max_size=40), PUBLISHED, COUNTRIES)
def test_any_words_of_the_calendar(words: list[str], published: date | None, country: str | None) -> None:
    text = " ".join(words)
    check(text, timexes(text, published, country), published)


FORMATS = {
    "22 March 2024": lambda d: f"{d.day} {d:%B} {d.year}",
    "March 22, 2024": lambda d: f"{d:%B} {d.day}, {d.year}",
    "22 MAR 2024": lambda d: f"{d.day} {d:%b} {d.year}".upper(),
    "22nd of March, 2024": lambda d: f"{d.day}{ending(d.day)} of {d:%B}, {d.year}",
    "the 22nd March 2024": lambda d: f"the {d.day}{ending(d.day)} {d:%B} {d.year}",
    "Mar. 22, 2024": lambda d: f"{d:%b}. {d.day}, {d.year}" if d.month != 5 else f"May {d.day}, {d.year}",
    "Friday, 22 March 2024": lambda d: f"{d:%A}, {d.day} {d:%B} {d.year}",
    "Friday, March 22, 2024": lambda d: f"{d:%A}, {d:%B} {d.day}, {d.year}",
    "2024-03-22": lambda d: d.isoformat(),
    "22.03.2024": lambda d: f"{d.day:02}.{d.month:02}.{d.year}",
    "22/03/2024": lambda d: f"{d.day:02}/{d.month:02}/{d.year}",
}


def ending(day: int) -> str:
    """The ending of the ordinal: 1st, 2nd, 3rd, 11th."""
    return "th" if day in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


@pytest.mark.parametrize("shape", FORMATS)
@settings(max_examples=25)
@given(day=st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)), published=PUBLISHED)
def test_a_full_date_is_read_as_written(shape: str, day: date, published: date | None) -> None:
    written = FORMATS[shape](day)
    text = f"The Commission met on {written} in Geneva."
    found = timexes(text, published, "GB")
    assert [(text[t.start : t.end], t.value, t.basis) for t in found] == [(written, day.isoformat(), "explicit")]


@settings(max_examples=60)
@given(published=DAYS, back=st.integers(0, 300))
def test_a_past_day_without_its_year_is_the_nearest_past(published: date, back: int) -> None:
    day = published - timedelta(back)
    if (day.month, day.day) == (2, 29):
        return
    found = timexes(f"The officer was arrested on {day.day} {day:%B}.", published, "GB")
    assert [t.interval.start for t in found if t.interval] == [day]


@settings(max_examples=60)
@given(published=DAYS, ahead=st.integers(1, 250))
def test_a_planned_day_without_its_year_is_the_nearest_to_come(published: date, ahead: int) -> None:
    day = published + timedelta(ahead)
    if (day.month, day.day) == (2, 29):
        return
    found = timexes(f"The trial will begin on {day.day} {day:%B}.", published, "GB")
    assert [t.interval.start for t in found if t.interval] == [day]


@settings(max_examples=60)
@given(first=DAYS, length=st.integers(1, 40))
def test_a_range_covers_both_its_ends(first: date, length: int) -> None:
    last = first + timedelta(length)
    text = f"It ran from {first.day} {first:%B} {first.year} to {last.day} {last:%B} {last.year}."
    (timex,) = timexes(text, None, "GB")
    assert timex.value == f"{first}/{last}"
    assert timex.interval is not None
    assert (timex.interval.start, timex.interval.end, timex.interval.precision) == (first, last, "span")
    assert [part.value for part in timex.parts] == [first.isoformat(), last.isoformat()]


@given(
    st.from_regex(r"(\d{4}|XXXX)(-(\d\d|W\d\d|Q\d|H\d|SP|SU|FA|WI))?(-\d\d)?(T\d\d:\d\d)?", fullmatch=True),
    st.booleans(),
)
def test_any_value_has_a_sound_interval_or_none(value: str, southern: bool) -> None:
    interval = interval_of(value, southern=southern)
    if interval is not None and interval.start is not None and interval.end is not None:
        assert interval.start <= interval.end


@given(DAYS)
def test_intervals_hold_their_day(day: date) -> None:
    iso = day.isocalendar()
    for value in (
        day.isoformat(),
        f"{day:%Y-%m}",
        f"{day.year}",
        f"{iso.year}-W{iso.week:02}",
        f"{day.year}-Q{(day.month + 2) // 3}",
        f"{day.year}-H{1 if day.month < 7 else 2}",
        f"{day.year // 10}",
    ):
        interval = interval_of(value)
        assert interval is not None, value
        assert interval.start is not None
        assert interval.end is not None
        assert interval.start <= day <= interval.end, f"{value} does not hold {day}"
