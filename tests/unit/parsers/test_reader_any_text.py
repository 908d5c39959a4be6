"""What holds for the whole reader, whatever text, publisher and day: no crash, offsets that quote, days in order."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from functools import cache

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from config.event_types import event_types
from parsers.language.reader import Reader
from parsers.language.shape import gold_shape
from parsers.records import Context, Extraction, Interval


def examples(count: int) -> settings:
    """``count`` examples in the profile of every run; the profile that seeks new ones asks for more."""
    times = settings.default.max_examples // 100 if settings.default else 1
    return settings(
        max_examples=count * max(1, times),
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )


SENTENCES = (
    "The Independent Commission Against Corruption (ICAC) today (31 August) charged two former bank managers.",
    "In March this year, a delegation led by the Commissioner visited Guangdong Province and the Macao SAR.",
    "John Doe, 47, of Springfield, Illinois, pleaded guilty to violating 18 U.S.C. § 1956; he is sentenced May 3.",
    "From 22nd to 24th May, 2019 the Ministry held a workshop in Vienna for officers of Senegal, Fiji.",
    "The Minister met his counterpart from the Democratic Republic of the Congo; talks resume next Monday, 10.30 a.m.",
    "“We welcome the verdict,” said the Prosecutor General’s Office, which had appealed in the winter of 1999/2000.",
    "The trial, scheduled to begin on the 29th of February, has been postponed until further notice.",
    "Under UNCAC Article 7(1)(d) and Section 9 of the Prevention of Bribery Ordinance, States parties shall …",
    "The U.S. Attorney’s Office for the Eastern District of Virginia and the FBI’s Field Office investigated the case.",
    "FOR IMMEDIATE RELEASE\n\nTuesday, 24/02/2024\n\nSFO opens Q3 inquiry into Acme S.A., Acme Ltd. and others",
    "A memorandum of understanding was signed by both a year earlier, in the late 1990s, three weeks before Easter.",
)
"""Invented sentences of the kinds that releases are made of."""
SPECKS = st.sampled_from(
    [
        *" \t\n\r\u00a0\u200b\u2028\u202e\x00\x0b\x1f",
        "\n\n",
        "🙂",
        "é",
        "´",
        "’",
        "“",
        "(",
        ")",
        "…",
        "§",
        "ﬁ",
        "٣",
        "İ",
    ]
)
"""Characters that pages hold and tokenisers stumble over; lower case of the last is longer than itself."""


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A few of the sentences with characters cut out, doubled, put in or changed in case."""
    sentences = draw(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4))
    text = draw(st.sampled_from([" ", "\n\n", "\n", ""])).join(sentences)
    for _ in range(draw(st.integers(0, 8))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 30)))
        before, piece, after = text[:start], text[start:end], text[end:]
        changes = {
            "cut": before + after,
            "double": before + piece + piece + after,
            "upper": before + piece.upper() + after,
            "lower": before + piece.lower() + after,
            "put": before + draw(SPECKS) + piece + after,
            "reverse": before + piece[::-1] + after,
            "move": piece + before + after,
        }
        text = changes[draw(st.sampled_from(sorted(changes)))]
    return text


@st.composite
def long_lines(draw: st.DrawFn) -> str:
    """One line of thousands of characters without an end: what a page's menu, table or list of names can become."""
    piece = draw(
        st.sampled_from([*SENTENCES, "a", " ", ".", "-", "(", "“", "1 May 2020, ", "ICAC and ", "of the ", "no. 5; "])
    )
    return (piece.rstrip(".") + draw(st.sampled_from(["", " ", ", "]))) * (draw(st.integers(1, 3000)) // len(piece) + 1)


TEXTS = st.one_of(
    mutated(),
    st.text(max_size=300),
    st.text(alphabet=st.characters(codec="utf-8"), max_size=120),
    st.lists(SPECKS, max_size=60).map("".join),
)
PUBLISHED = (
    st.none() | st.sampled_from([date.min, date(1, 12, 31), date(9999, 1, 1), date.max, date(2024, 2, 29)]) | st.dates()
)
PUBLISHERS = st.sampled_from(
    [
        (None, None, None),
        ("hk-icac", "Independent Commission Against Corruption (Hong Kong)", "HK"),
        ("us-doj", "Department of Justice (United States)", "US"),
        (None, "Office of Nowhere", "XK"),
        (None, "", "ZZ"),
        (None, None, "FR"),
    ]
)
CONTEXTS = st.builds(
    lambda published, publisher, kind, title: Context(published, *publisher, kind=kind, title_end=title),
    PUBLISHED,
    PUBLISHERS,
    st.sampled_from(["press_release", "speech", "questionnaire", "statement", "anything"]),
    st.integers(0, 60),
)


@cache
def reader() -> Reader:
    return Reader()


def spans(found: Extraction) -> Iterator[tuple[str, int, int]]:
    """(what it is, start, end) of everything that points into the text."""
    for timex in found.timexes:
        for part in (timex, *timex.parts):
            yield "timex", part.start, part.end
    for name, mentions in (("place", found.places), ("agency", found.agencies), ("citation", found.citations)):
        for mention in mentions:
            yield name, mention.start, mention.end
    for event in found.events:
        for evidence in (event.trigger, *event.evidence):
            yield f"{evidence.about} of {event.rule}", evidence.start, evidence.end
        for what, parts in (("participant", event.participants), ("country", event.countries)):
            for part in parts:
                assert (part.start is None) == (part.end is None), f"half an offset: {part}"
                if part.start is not None and part.end is not None:
                    yield f"{what} of {event.rule}", part.start, part.end


def check(text: str, found: Extraction) -> None:
    """Fails with what is wrong and the words that it points to."""
    for what, start, end in spans(found):
        assert 0 <= start < end <= len(text), f"{what} {start}–{end} leaves a text of {len(text)} characters"
        assert text[start:end].strip(), f"{what} {start}–{end} quotes nothing but {text[start:end]!r}"
    intervals = [t.interval for t in found.timexes if t.interval] + [event.dates for event in found.events]
    for interval in intervals:
        check_interval(interval)
    for event in found.events:
        kind = event_types()[event.type]
        assert event.status in ("occurred", "ongoing", "planned", "called_off")
        assert {party.role for party in event.participants} <= set(kind.roles)
        assert 0 < event.confidence < 1
        assert (event.dates.start is None) or event.basis != "none", f"days without a reason: {event}"
    shape = gold_shape("a", text, found)
    assert json.loads(json.dumps(shape)) == shape, "the answer of `communique extract` is no plain JSON"
    for told in shape["dates"]:
        assert text[told["char"] :].startswith(told["quote"])


def check_interval(interval: Interval) -> None:
    assert (interval.start is None) == (interval.end is None), f"half an interval: {interval}"
    if interval.start is not None and interval.end is not None:
        assert interval.start <= interval.end, f"ends before it begins: {interval}"
        assert interval.edtf, f"days without EDTF: {interval}"


@examples(120)
@given(TEXTS, CONTEXTS)
@example("", Context())
@example(" \n\n ", Context(date.min, "hk-icac", None, "HK"))
def test_any_text_any_publisher_any_day(text: str, context: Context) -> None:
    check(text, reader().read_one(text, context))


@examples(15)
@given(long_lines(), CONTEXTS)
def test_very_long_lines(text: str, context: Context) -> None:
    check(text, reader().read_one(text, context))


@examples(30)
@given(st.lists(st.tuples(TEXTS, CONTEXTS), min_size=2, max_size=4))
def test_a_text_is_read_alike_alone_and_among_others(items: list[tuple[str, Context]]) -> None:
    together = list(reader().read(items))
    assert [reader().read_one(text, context) for text, context in items] == together


@pytest.mark.parametrize("published", [date.min, date.max, None])
@pytest.mark.parametrize("text", SENTENCES)
def test_the_ends_of_the_calendar(text: str, published: date | None) -> None:
    words = (
        " He returned ten years earlier, last week, the following weekend, next quarter, and will come back in 90 days."
    )
    check(text + words, reader().read_one(text + words, Context(published, country="US")))
