"""Datelines: place, day and dash at the head of a release."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.dateline import dateline_day


@pytest.mark.parametrize(
    "text",
    [
        "NAIROBI, 14 March 2024 – The Office charged two clerks.",
        "Lantern Bay (14 March 2024) – The Office charged two clerks.",
        "St. John's, March 14, 2024 — The Office charged two clerks.",
        "WASHINGTON, Mar. 14, 2024 (Press service) -- The Office charged two clerks.",
        "Wien, 14. März 2024 – Das Amt hat zwei Beschäftigte angeklagt.",
        "Port-au-Prince, le 14 mars 2024 - Le bureau a inculpé deux agents.",
        "Suva (2024-03-14): The Office charged two clerks.",
        "Ciudad de las Islas, 14 de marzo de 2024. La oficina acusó a dos agentes.",
    ],
)
def test_the_day_of_a_dateline(text):
    assert dateline_day(["PRESS RELEASE", text]) == date(2024, 3, 14)


@pytest.mark.parametrize(
    "text",
    [
        "NAIROBI, 14 March – The Office charged two clerks.",
        "The Office charged two clerks on 14 March 2024 – the day of the harbour feast – with taking gifts.",
        "The Office charged two clerks, 14 March 2024 – the day of the harbour feast – being theirs.",
        "Updated: 14 March 2024",
        "NAIROBI, 31 February 2024 – The Office charged two clerks.",
        "",
    ],
)
def test_what_is_no_dateline_tells_no_day(text):
    assert dateline_day([text]) is None


def test_only_the_first_paragraphs_can_have_one():
    assert dateline_day(["A paragraph."] * 6 + ["NAIROBI, 14 March 2024 – The Office."]) is None


@given(st.lists(st.text(max_size=200), max_size=8))
def test_any_text_is_taken(paragraphs):
    dateline_day(paragraphs)
