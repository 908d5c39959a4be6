"""The body text of real pages: nothing of the release missing, nothing of the page around it taken in."""

from __future__ import annotations

from statistics import mean

import pytest

from benchmarks import bodies, material
from tests.shared_data import needs_shared

EVERY = 9
"""Of the 613 pages one in so many is read here; ``python -m benchmarks bodies`` reads all."""


@pytest.fixture(scope="module")
def scores():
    return bodies.scores(material.pages()[::EVERY])


@needs_shared
def test_the_justice_parser_gives_the_words_of_the_body_container(scores):
    worst = min(scores["us_doj_release"])
    assert worst >= 0.99, f"a Justice page's body has a token F1 of only {worst:.4f} against its container"


@needs_shared
def test_the_generic_parser_is_no_worse_than_trafilatura(scores):
    ours, theirs = mean(scores["generic"]), max(mean(scores["trafilatura"]), mean(scores["trafilatura fast"]))
    assert ours >= theirs, f"generic has a mean token F1 of {ours:.4f}, trafilatura {theirs:.4f}"
