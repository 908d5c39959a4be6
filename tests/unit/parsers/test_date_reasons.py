"""Each date says why it is what it is, by the decision that made it."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from parsers.language.reader import Reader
from parsers.records import Context, Event, Timex

PUBLISHED = date(2023, 9, 4)
"""A Monday."""


@cache
def reader() -> Reader:
    return Reader()


def timexes(text: str, published: date | None = PUBLISHED) -> dict[str, Timex]:
    return {text[t.start : t.end]: t for t in reader().read_one(text, Context(published)).timexes}


@pytest.mark.parametrize(
    ("text", "words", "value", "reason", "anchor"),
    [
        ("The court sat on 4 March 2021.", "4 March 2021", "2021-03-04", "told", None),
        ("The clerk resigned in March.", "March", "2023-03", "year_past", PUBLISHED),
        ("The court will sit in March.", "March", "2024-03", "year_to_come", PUBLISHED),
        ("A fair on 12 August.", "12 August", "2023-08-12", "year_nearest", PUBLISHED),
        ("It was lost in May 2019 and found in July.", "July", "2019-07", "year_of_story", date(2019, 5, 1)),
        ("The clerk resigned on Friday.", "Friday", "2023-09-01", "day_past", PUBLISHED),
        ("The court will sit on Friday.", "Friday", "2023-09-08", "day_to_come", PUBLISHED),
        ("The clerk resigned two weeks ago.", "two weeks ago", "2023-W34", "counted", PUBLISHED),
        ("The clerk resigned last March.", "last March", "2023-03", "counted", PUBLISHED),
        (
            "The fair was held from 4 to 6 March 2021. On the second day it rained.",
            "the second day",
            "2021-03-05",
            "nth_day",
            date(2021, 3, 4),
        ),
    ],
)
def test_an_expression_knows_what_gave_it_its_days(
    text: str, words: str, value: str, reason: str, anchor: date | None
) -> None:
    found = timexes(text).get(words)
    assert found is not None, timexes(text)
    assert (found.value, found.reason, found.anchor) == (value, reason, anchor)


def test_without_a_publication_date_the_year_is_the_paragraphs() -> None:
    found = timexes("The fair opened on 4 March 2021. It closed on 9 March.", None)
    assert (found["9 March"].value, found["9 March"].reason) == ("2021-03-09", "year_of_paragraph")
    assert found["4 March 2021"].reason == "told"


def test_what_has_no_days_has_no_reason() -> None:
    for text, words in (("The clerk was ill for three weeks.", "three weeks"), ("It rained on 9 March.", "9 March")):
        found = timexes(text, None)[words]
        assert (found.reason, found.anchor) == (None, None), found


LEAD = "The Commission published its annual report.\n\n"


@pytest.mark.parametrize(
    ("text", "kind", "reason", "words"),
    [
        ("The Commission arrested two traders on 4 March 2023.", "arrest", "clause", "4 March 2023"),
        ("The Commission arrested two traders for bribing a customs officer.", "arrest", "publication", None),
        (
            f"{LEAD}The traders were arrested last week. Officers searched their homes.",
            "search",
            "carried",
            "last week",
        ),
        ("The two-week training course began on 3 May.", "training", "first_day_and_length", "3 May"),
        (
            "The Commission held a forum in Suva on 8 and 9 May 2023.\n\nAt the forum, the Commission and the Ministry "
            "of Justice of Fiji signed a memorandum of understanding.",
            "agreement",
            "occasion",
            "8 and 9 May 2023",
        ),
        (
            "The Commissioner visited the Ministry of Justice of Fiji on 8 May 2023.\n\nThe Commission also signed a "
            "memorandum of understanding with the Ministry.",
            "agreement",
            "news",
            "8 May 2023",
        ),
        (
            "The clerk resigned on 8 May 2023, two days after the Commission had arrested him.",
            "arrest",
            "counted",
            "8 May 2023",
        ),
    ],
)
def test_an_event_knows_what_gave_it_its_days(text: str, kind: str, reason: str, words: str | None) -> None:
    event = _only(text, kind)
    quoted = text[event.date_words.start : event.date_words.end] if event.date_words else None
    assert (event.date_reason, quoted) == (reason, words)
    assert (event.basis == "publication") == (reason == "publication")


@pytest.mark.parametrize(
    ("text", "kind", "status", "reason", "words"),
    [
        ("The Commission arrested two traders.", "arrest", "occurred", "words", "arrested"),
        ("The Commission will host a seminar on Friday.", "outreach", "planned", "words", "will host"),
        ("A trial is expected to begin in October.", "hearing", "planned", "words", "is expected"),
        ("The hearing scheduled for 12 June was postponed.", "hearing", "called_off", "words", "was postponed"),
    ],
)
def test_an_event_knows_what_told_its_status(text: str, kind: str, status: str, reason: str, words: str) -> None:
    event = _only(text, kind)
    told = [text[e.start : e.end] for e in event.evidence if e.about == "status"]
    assert (event.status, event.status_reason, told) == (status, reason, [words])


def test_days_ahead_of_the_publication_tell_the_status() -> None:
    event = _only("The Commissioner visited Brunei on 4 March 2024.", "visit")
    assert (event.status, event.status_reason) == ("planned", "calendar")


def _only(text: str, kind: str) -> Event:
    found = reader().read_one(text, Context(PUBLISHED, "hk-icac")).events
    matching = [event for event in found if event.type == kind]
    assert matching, f"no {kind} among {[e.type for e in found]}"
    return matching[0]
