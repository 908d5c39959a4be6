from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from parsers.records import Attachment, Change, Document, Link, Listing, Part
from pipelines.workbench.field_diff import differences, plain_document, plain_listing

RELEASE = Document(
    "https://office.example/1",
    "A title",
    "First.\n\nSecond.\n\nThird.\n\nFourth.",
    date(2024, 6, 1),
    datetime(2024, 6, 1, 9, tzinfo=UTC),
    links=("https://office.example/a",),
    attachments=(Attachment("https://office.example/a.pdf", "A file"),),
    fields={"topics": ("Ports", "Ships")},
    history=(Change(datetime(2024, 6, 2, tzinfo=UTC), "corrected"),),
)


def changed(**fields) -> dict[str, tuple]:
    found = differences(plain_document(RELEASE), plain_document(replace(RELEASE, **fields)))
    return {one.place: one.lines for one in found}


def test_what_is_the_same_differs_in_nothing():
    assert changed() == {}


def test_each_field_that_differs_is_told_with_what_it_was_and_is():
    assert changed(title="Another", published_date=None) == {
        "title": (("-", "A title"), ("+", "Another")),
        "published_date": (("-", "2024-06-01"),),
    }


def test_of_a_body_only_the_paragraphs_that_differ_are_shown_with_their_neighbours():
    assert changed(body="First.\n\nSecond.\n\n3rd.\n\nFourth.")["body"] == (
        (" ", "Second."),
        ("-", "Third."),
        ("+", "3rd."),
        (" ", "Fourth."),
    )


def test_nested_fields_are_named_by_their_place():
    assert changed(fields={"topics": ("Ports",)}) == {"fields.topics": ((" ", "Ports"), ("-", "Ships"))}
    assert changed(attachments=(Attachment("https://office.example/a.pdf", "The file"),)) == {
        "attachments[0].title": (("-", "A file"), ("+", "The file"))
    }


def test_listings_are_compared_link_by_link_without_the_releases_in_them():
    one = Listing((Link("https://x.example/1", "One", date(2024, 6, 1), b"{}"),), parts=(Part("https://x.example/p"),))
    other = replace(one, links=(replace(one.links[0], title="Two", item=b"{1}"),))
    found = list(differences(plain_listing(one), plain_listing(other)))
    assert [(difference.place, difference.lines) for difference in found] == [
        ("links[0].title", (("-", "One"), ("+", "Two")))
    ]


PLAIN = st.recursive(
    st.one_of(st.none(), st.text(max_size=5), st.integers(), st.booleans()),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=3), inner, max_size=3)),
    max_leaves=12,
)


@given(PLAIN, PLAIN)
def test_any_two_values_are_compared(one, other):
    assert list(differences(one, one)) == []
    assert all(difference.lines is not None for difference in differences(one, other))
    if isinstance(one, str) and isinstance(other, str) and one != other:
        assert list(differences(one, other))
