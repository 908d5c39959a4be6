"""When a component that a page lists counts as named in its body, and as linked."""

import pytest

from pipelines.evaluation.components import is_linked, is_named, linked_components

TEXAS = "USAO - Texas, Northern"


@pytest.mark.parametrize(
    ("label", "body", "named"),
    [
        ("Tax Division", "Trial attorneys of the Tax Division prosecuted the case.", True),
        ("Tax Division", "The tax division of the firm was closed.", False),
        ("Criminal - Criminal Fraud Section", "said the chief of the Fraud Section", True),
        ("Federal Bureau of Investigation (FBI)", "The FBI investigated.", True),
        ("Office for Victims of Crime (OJP)", "a grant by OJP", False),
        (TEXAS, "said U.S. Attorney Jane Roe of the Northern District of Texas.", True),
        (TEXAS, "the United States Attorney’s Office for the Northern District of Texas", True),
        (TEXAS, "in the U.S. District Court for the Northern District of Texas", False),
        (TEXAS, "said U.S. Attorney Jane Roe. The Court for the Northern District of Texas agreed.", False),
        ("USAO - Kansas", "Acting U.S. Attorney John Doe for the District of Kansas", True),
    ],
)
def test_what_names_a_component(label, body, named):
    assert is_named(label, body) is named


@pytest.mark.parametrize(
    ("label", "agency", "linked"),
    [
        (TEXAS, "United States Attorney's Office for the Northern District of Texas", True),
        (TEXAS, "United States District Court for the Northern District of Texas", False),
        ("Tax Division", "Tax Division (United States Department of Justice)", True),
        ("Tax Division", "Civil Division (United States Department of Justice)", False),
        ("Criminal - Criminal Fraud Section", "Fraud Section (United States Department of Justice)", True),
    ],
)
def test_which_agency_is_the_component(label, agency, linked):
    assert is_linked(label, [agency]) is linked


def test_a_release_is_complete_when_all_that_it_names_are_linked():
    pages = [
        {"id": "a", "body": "The Tax Division and the FBI.", "components": ["Tax Division", "Civil Division"]},
        {
            "id": "b",
            "body": "The Tax Division and the Civil Division.",
            "components": ["Tax Division", "Civil Division"],
        },
        {"id": "c", "body": "Nothing.", "components": ["Tax Division"]},
    ]
    answers = {name: {"agencies": ["Tax Division (United States Department of Justice)"]} for name in "abc"}
    assert linked_components(pages, answers) == {"releases": 2, "complete": 1, "named": 3, "linked": 2}
