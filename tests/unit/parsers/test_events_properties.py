"""What holds for the coder whatever the text: no crash, offsets inside the text, days in order."""

from __future__ import annotations

from datetime import date
from functools import cache

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config.event_types import event_types
from parsers.language.events import code_events
from parsers.language.reader import Reader
from parsers.records import Context, Event

PIECES = [
    "The Commission", "ICAC", "a delegation of", "Mr Smith", "he", "we", "visited", "will train", "was sentenced",
    "arrested", "signed a memorandum with", "in Vienna", "on 4 May 2023", "yesterday", "from 3 to 5 June", "next week",
    "not", "if",
    ",", ".", "\n\n", "\n", "“", "”", "May", "the", "who", "pleaded guilty", "agreed to pay", "$3 million", "?", "’s",
    "postponed", "court", "of", "by", "and", "(", ")", "said:", "According to", "2023", "\t", "\u200b", "é", "🙂",
]  # fmt: skip
STATUSES = {"occurred", "ongoing", "planned", "called_off"}


@cache
def reader() -> Reader:
    return Reader()


def check(text: str, events: tuple[Event, ...]) -> None:
    for event in events:
        kind = event_types()[event.type]
        assert event.status in STATUSES
        assert event.rule.startswith(f"{event.type}/")
        assert 0 < event.confidence < 1
        assert {p.role for p in event.participants} <= set(kind.roles)
        for span in (event.trigger, *event.evidence):
            assert 0 <= span.start < span.end <= len(text), span
        spans = [(p.start, p.end) for p in event.participants] + [(c.start, c.end) for c in event.countries]
        for start, end in spans:
            assert (start is None) == (end is None)
            assert start is None or end is None or 0 <= start < end <= len(text)
        if event.dates.start and event.dates.end:
            assert event.dates.start <= event.dates.end
    assert [e.trigger.start for e in events] == sorted(e.trigger.start for e in events)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join),
    st.none() | st.dates(min_value=date(1, 1, 1)),
)
def test_any_words_and_any_date(text: str, published: date | None) -> None:
    context = Context(published, "hk-icac", "Independent Commission Against Corruption (Hong Kong)", "HK")
    check(text, reader().read_one(text, context).events)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=200))
def test_any_text_without_context(text: str) -> None:
    check(text, reader().read_one(text).events)


def test_without_other_mentions_triggers_still_tell() -> None:
    text = "A former clerk was sentenced to two years in prison."
    doc = reader().nlp.make_doc(text)
    for name, pipe in reader().nlp.pipeline:
        if not name.startswith("communique"):
            doc = pipe(doc)
    events = code_events(doc, Context(), [], [], [])
    assert [e.type for e in events] == ["sentence"]
    assert events[0].dates.start is None
    assert events[0].basis == "none"


def test_empty_text_tells_nothing() -> None:
    assert reader().read_one("").events == ()


def test_one_thing_told_twice_is_one_event_with_both_spans() -> None:
    text = (
        "Two men arrested\n\nThe Commission arrested two men on 3 May 2023.\n\n"
        "The men were arrested on 3 May 2023 at their homes."
    )
    context = Context(date(2023, 5, 4), "hk-icac", "Independent Commission Against Corruption (Hong Kong)", "HK")
    arrests = [e for e in reader().read_one(text, context).events if e.type == "arrest"]
    assert len(arrests) == 1
    assert sum(e.about == "trigger" for e in arrests[0].evidence) >= 2
