"""Verbs with a hyphenated prefix are read as verbs."""

from __future__ import annotations

from datetime import date

import pytest

from parsers.language.reader import Reader
from parsers.records import Context

DAY = date(2024, 6, 12)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.mark.parametrize(
    ("text", "word", "lemma"),
    [
        ("The Saeima re-elected Jan Ozols as Head of the Bureau.", "re-elected", "re-elect"),
        ("The ministers co-chaired the session in Rome.", "co-chaired", "co-chair"),
        ("The forum was co-led by two agencies.", "co-led", "co-lead"),
        ("Re-opened on 3 May, the office serves the north.", "Re-opened", "re-open"),
        ("They were re-admitted to the network.", "re-admitted", "re-admit"),
        ("The Office pre-notifies nobody but re-certifies laboratories.", "re-certifies", "re-certify"),
    ],
)
def test_one_token_with_its_lemma(reader: Reader, text: str, word: str, lemma: str) -> None:
    found = {t.text: t.lemma_ for t in reader.nlp(text)}
    assert word in found, f"{word!r} was split: {list(found)}"
    assert found[word] == lemma


def test_other_hyphens_still_part_words(reader: Reader) -> None:
    assert [t.text for t in reader.nlp("a re-examination of e-learning")][1:4] == ["re", "-", "examination"]


def test_tells_what_the_verb_without_prefix_tells(reader: Reader) -> None:
    events = reader.read_one("The embassy re-opened on 3 May 2024.", Context(DAY)).events
    assert [e.type for e in events] == ["institution"]
