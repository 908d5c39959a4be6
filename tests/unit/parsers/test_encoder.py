"""The quick word encoder gives spaCy's own vectors, entities and parses; memory is given back after a batch."""

from __future__ import annotations

import numpy as np
import pytest
import spacy

from parsers.language import reader as reader_module
from parsers.language.encoder import quicken
from parsers.language.reader import DEFAULT_MODEL, Reader
from parsers.records import Context

TEXTS = [
    "",
    "Two words",
    "The Ministry of Justice won't comment.\n\nOn 3 May 2024, Ms. O'Neil (Acme Inc.) was arrested in Nairobi for $5m.",
    "The commission met the auditors, and the auditors met the commission. " * 60,
]
"""Invented: an empty one, one shorter than a window, one of headings and clitics, one longer than a block of rows."""


@pytest.fixture(scope="module")
def slow():
    return spacy.load(DEFAULT_MODEL)


@pytest.fixture(scope="module")
def quick():
    nlp = spacy.load(DEFAULT_MODEL)
    assert quicken(nlp) == ["tok2vec", "ner"], "the default model's encoders are not recognised: it reads at half speed"
    return nlp


def test_the_vectors_are_those_of_spacy(slow, quick):
    docs = [slow.make_doc(text) for text in TEXTS]
    expected = slow.get_pipe("tok2vec").predict(docs)
    found = quick.get_pipe("tok2vec").predict([quick.make_doc(text) for text in TEXTS])
    assert [v.shape for v in found] == [v.shape for v in expected]
    for text, a, b in zip(TEXTS, expected, found, strict=True):
        assert np.allclose(a, b, atol=1e-4), f"other vectors for {text[:40]!r}"


def test_the_annotations_are_those_of_spacy(slow, quick):
    for expected, found in zip(slow.pipe(TEXTS), quick.pipe(TEXTS), strict=True):
        assert [(t.tag_, t.dep_, t.head.i, t.ent_type_) for t in found] == [
            (t.tag_, t.dep_, t.head.i, t.ent_type_) for t in expected
        ]


def test_an_encoder_of_another_build_is_left_alone():
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    assert quicken(nlp) == []


def test_words_are_forgotten_and_a_failure_leaves_the_reader_whole(monkeypatch):
    monkeypatch.setattr(reader_module, "WORDS_KEPT", 0)
    reader, context = Reader(), Context()
    list(reader.read([("Zorgulonia has a commission.", context)]))
    assert "Zorgulonia" not in reader.nlp.vocab.strings, "the vocabulary keeps the words of every text"

    def fail(*_):
        raise ValueError("no such luck")

    with monkeypatch.context() as patched:
        patched.setattr(reader_module, "code_events", fail)
        with pytest.raises(ValueError, match="no such luck"):
            list(reader.read([("Brezzonia has one too.", context)]))
    (found,) = reader.read([("The minister visited Kenya on 3 May 2024.", context)])
    assert [place.country for place in found.places] == ["KE"]
