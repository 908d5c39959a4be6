"""Citations: which words cite which article, case by case (``cases/citations.yaml``); what holds for any text."""

from pathlib import Path

import pytest
import spacy
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from config.instruments import instruments
from parsers.language.citations import find_citations
from parsers.records import Context

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "citations.yaml").read_text(encoding="utf-8"))
BLANK = spacy.blank("en")
FRAGMENTS = """Article Section section 7 (1) (d) of the Convention UNCAC Act Prevention Bribery Ordinance and , to
paragraph 18 U.S.C. § Title United States Code 2009 FCPA (FCPA) s. Law on II ."""


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
def test_citation_case(case: dict[str, object]) -> None:
    text = str(case["text"])
    got = [[text[c.start : c.end], c.instrument, c.article] for c in find_citations(BLANK(text), Context())]
    assert got == case["citations"]


@settings(max_examples=200)
@given(st.one_of(st.text(max_size=200), st.lists(st.sampled_from(FRAGMENTS.split()), max_size=40).map(" ".join)))
def test_any_text_gives_ordered_citations_with_valid_offsets(text: str) -> None:
    end = 0
    for citation in find_citations(BLANK(text), Context()):
        assert end <= citation.start < citation.end <= len(text)
        assert citation.instrument
        end = citation.end


def test_a_long_run_of_capitalised_words_takes_no_long_time() -> None:
    # Not timed: it would not come back within the test run's patience if the patterns backtracked without bound.
    assert find_citations(BLANK("the " + "Alpha Beta " * 20_000), Context()) == []
    assert find_citations(BLANK("Section 1" + ", 2" * 20_000), Context()) == []


def test_every_instrument_of_the_register_is_found_by_each_of_its_names() -> None:
    for instrument in instruments():
        for name in instrument.names:
            found = find_citations(BLANK(f"It breached article 3 of the {name} twice."), Context())
            assert [(c.instrument, c.article) for c in found] == [(instrument.name, "3")], name
