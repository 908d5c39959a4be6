import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse.text_diff import Piece, line_diff, text_diff

BEFORE = """The Audit Office visited Fiji in March 2026. It was hot.

The report counts eleven visits.

Copies are free."""
AFTER = """The Audit Office of Norland visited Fiji in April 2026. It was hot.

A new paragraph was added here.

Copies are free."""


def told(paragraph):
    marks = {"same": "{}", "added": "{{+{}+}}", "removed": "[-{}-]"}
    return "".join(marks[piece.change].format(piece.text) for piece in paragraph.pieces)


def test_changes_are_told_word_by_word_within_their_paragraphs():
    diff = text_diff(BEFORE, AFTER)
    assert [told(paragraph) for paragraph in diff.paragraphs] == [
        "The Audit Office {+of Norland +}visited Fiji in [-March-]{+April+} 2026. It was hot.",
        "[-The report counts eleven visits.-]",
        "{+A new paragraph was added here.+}",
        "Copies are free.",
    ]
    assert (diff.added, diff.removed) == (11 + 5 + 31, 5 + 32)


def test_a_title_reads_as_one_line():
    assert line_diff("Three officials charged", "Four officials charged").pieces == (
        Piece("removed", "Three"),
        Piece("added", "Four"),
        Piece("same", " officials charged"),
    )


def test_neighbouring_words_that_change_are_one_change():
    diff = line_diff("He met Ann Lee today", "He met Bo Chan today")
    assert told(diff) == "He met [-Ann Lee-]{+Bo Chan+} today"


TEXTS = st.lists(st.sampled_from(["a", "b", "c. ", "d\n\n", " ", "e;", "\n\n", "f g", "-"]), max_size=60).map("".join)


def paragraphs(text):
    return [part for part in re.split(r"\n\s*\n", text) if part.strip()]


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_back_from_the_difference(before, after):
    diff = text_diff(before, after)
    for text, other in ((before, "added"), (after, "removed")):
        read = ["".join(p.text for p in one.pieces if p.change != other) for one in diff.paragraphs]
        assert [one for one in read if one] == paragraphs(text)


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text):
    diff = text_diff(text, text)
    assert (diff.added, diff.removed) == (0, 0)
    assert all(paragraph.is_same for paragraph in diff.paragraphs)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (["a"] * 50_000, ["b", "a"] * 25_000),
        (["ab", "cd"] * 17_000, ["cd", "ab", "e"] * 12_000),
        (["ab\n\n", "cd"] * 12_000, ["cd", "ab", "e\n\n"] * 9_000),
        ([f"w{n % 3000}" for n in range(18_000)], [f"w{n * 7 % 3000}" for n in range(18_000)]),
    ],
    ids=["one word", "two words", "short paragraphs", "many words"],
)
def test_long_texts_without_any_order_are_told_apart_all_the_same(before, after):
    diff = text_diff(" ".join(before), " ".join(after))
    assert diff.added > 0
    assert diff.removed > 0


def test_few_changes_in_a_long_text_are_found_exactly():
    words = random.Random(7).choices([f"word{n}" for n in range(400)], k=15_000)
    changed = list(words)
    for place in range(100, len(words), 1000):
        changed[place] = "CHANGED"
    diff = text_diff(" ".join(words), " ".join(changed))
    assert sum(p.text.count("CHANGED") for one in diff.paragraphs for p in one.pieces if p.change == "added") == 15
    assert diff.added == 15 * len("CHANGED")
