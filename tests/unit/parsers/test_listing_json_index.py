import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.errors import ConfigError
from parsers.listings.json_index import at
from parsers.records import Listing, ParseError
from parsers.registry import read_listing
from tests.unit.parsers.pages import page

URL = "https://api.example/v1/releases?kind=press&page=2"
ITEMS = [
    {
        "id": 7,
        "slug": "two charged",
        "path": "/r/7#top",
        "head": "Two &amp; <b>more</b>",
        "day": "2024-03-04T23:30:00Z",
    },
    {"id": 8, "slug": "né", "path": "https://press.example/r/8", "head": None, "day": "soon"},
]


def read(answer: Any = None, url: str = URL, **options: Any) -> Listing:
    answer = {"data": {"list": ITEMS}} if answer is None else answer
    given = {"items": "data.list", "link": "path", "timezone": "Africa/Nairobi", **options}
    return read_listing("json_index", page(json.dumps(answer), url, "application/json"), given)


def test_items_by_their_paths() -> None:
    listing = read(title="head", date="day")
    assert [(link.url, link.title, str(link.date_hint), link.item) for link in listing.links] == [
        ("https://api.example/r/7", "Two & more", "2024-03-05", None),
        ("https://press.example/r/8", None, "None", None),
    ]
    assert listing.next_url is None


def test_addresses_made_from_fields() -> None:
    listing = read(link="https://press.example/{id}/{slug}")
    assert [link.url for link in listing.links] == [
        "https://press.example/7/two%20charged",
        "https://press.example/8/n%C3%A9",
    ]
    with pytest.raises(ParseError, match=r"has no value for the address \[data.list\[0\].missing\]"):
        read(link="/{missing}")


def test_a_list_alone_is_an_answer() -> None:
    assert len(read(ITEMS, items=".").links) == 2


def test_addresses_relative_to_another_host() -> None:
    listing = read(site="https://www.example.org/en/", link="path")
    assert [link.url for link in listing.links] == ["https://www.example.org/r/7", "https://press.example/r/8"]
    assert (
        read(site="https://www.example.org/en/", link="news/{id}").links[0].url == "https://www.example.org/en/news/7"
    )


def test_an_object_that_holds_each_release_under_its_id_is_an_answer() -> None:
    answer = {"total": 2, "documents": {"D7": ITEMS[0], "D8": ITEMS[1], "facets": {}}}
    listing = read(answer, items="documents", title="head", offset_parameter="os", total="total")
    assert [link.title for link in listing.links] == ["Two & more", None]
    assert listing.next_url is None, "the two are all that there are"
    assert read({"documents": {}}, items="documents").links == ()
    with pytest.raises(ParseError, match="is a JSON dict, expected a list"):
        read({"data": {"total": 2, "list": ITEMS}}, items="data")


def test_whole_items_are_handed_over_the_same_bytes_each_time() -> None:
    first = read(item=True).links[0].item or b""
    assert json.loads(first) == ITEMS[0]
    reordered = {"data": {"list": [dict(reversed(list(one.items()))) for one in ITEMS]}}
    assert read(reordered, item=True).links[0].item == first


@pytest.mark.parametrize(
    ("day", "options", "read_as"),
    [
        ("04/03/2024", {"date_format": "%d/%m/%Y"}, "2024-03-04"),
        (1709508600, {}, "2024-03-04"),
        (1709508600000, {}, "2024-03-04"),
        (True, {}, "None"),
        (1e300, {}, "None"),
        ({"a": 1}, {}, "None"),
    ],
)
def test_days(day: Any, options: dict[str, Any], read_as: str) -> None:
    answer = {"data": {"list": [{"path": "/r", "day": day}]}}
    assert str(read(answer, date="day", **options).links[0].date_hint) == read_as


def test_only_items_and_addresses_that_match() -> None:
    assert len(read(only={"id": [7, 9]}).links) == 1
    assert len(read(only={"head": [None]}).links) == 1
    assert len(read(exclude=r"/8$", pattern="/r/").links) == 1


@pytest.mark.parametrize(
    ("more", "options", "following"),
    [
        ({"next": "/v1/releases?page=3"}, {"next": "next"}, "https://api.example/v1/releases?page=3"),
        ({"links": [{"href": "?page=9"}]}, {"next": "links.0.href"}, "https://api.example/v1/releases?page=9"),
        ({"next": None}, {"next": "next"}, None),
        ({"next": ""}, {"next": "next"}, None),
        ({}, {"next": "next"}, None),
        ({"c": "a+b="}, {"next": "c", "next_parameter": "after"}, f"{URL}&after=a%2Bb%3D"),
        ({"c": 5}, {"next": "c", "next_template": "/v2/{cursor}?x=1"}, "https://api.example/v2/5?x=1"),
        ({}, {"page_parameter": "page"}, "https://api.example/v1/releases?kind=press&page=3"),
        (
            {"pages": 3},
            {"page_parameter": "page", "pages": "pages"},
            "https://api.example/v1/releases?kind=press&page=3",
        ),
        ({"pages": "2"}, {"page_parameter": "page", "pages": "pages"}, None),
        ({"pages": 3}, {"page_parameter": "page", "first_page": 0, "pages": "pages"}, None),
        ({"total": 3}, {"offset_parameter": "start", "total": "total"}, f"{URL}&start=2"),
        ({"total": 2}, {"offset_parameter": "start", "total": "total"}, None),
        ({}, {"offset_parameter": "start"}, f"{URL}&start=2"),
    ],
)
def test_the_next_page(more: dict[str, Any], options: dict[str, Any], following: str | None) -> None:
    assert read({"data": {"list": ITEMS}, **more}, **options).next_url == following


@pytest.mark.parametrize("style", [{"page_parameter": "page"}, {"offset_parameter": "start"}])
def test_an_empty_page_is_the_last(style: dict[str, Any]) -> None:
    assert read({"data": {"list": []}, "total": 99}, **style).next_url is None


@pytest.mark.parametrize(
    ("answer", "options", "reason"),
    [
        ({"data": {}}, {}, r"is missing, expected a list \[data.list\]"),
        ({"error": "no such index"}, {}, r"is missing, expected a list \[data.list\]"),
        ({"data": {"list": "x"}}, {}, "is a JSON str, expected a list"),
        ({"data": {"list": []}}, {"minimum": 1}, "holds 0 items, expected 1"),
        ({"data": {"list": [{}]}}, {}, r"is no web address \[data.list\[0\].path\]"),
        ({"data": {"list": [5]}}, {}, r"is no web address"),
        (
            {"data": {"list": ITEMS}, "next": {"a": 1}},
            {"next": "next"},
            r"is a JSON dict, expected an address",
        ),
        ({"data": {"list": ITEMS}, "next": "mailto:x"}, {"next": "next"}, "leads to no next page"),
        (
            {"data": {"list": ITEMS}, "n": "many"},
            {"offset_parameter": "start", "total": "n"},
            "expected a whole number",
        ),
    ],
)
def test_other_answers_are_refused(answer: Any, options: dict[str, Any], reason: str) -> None:
    with pytest.raises(ParseError, match=reason):
        read(answer, **options)


def test_what_is_no_json_is_refused() -> None:
    with pytest.raises(ParseError, match="is no JSON"):
        read_listing("json_index", page("<html>", URL), {"items": "a", "link": "b"})


def test_missing_options_are_told() -> None:
    with pytest.raises(ConfigError, match="is missing"):
        read_listing("json_index", page("{}", URL), {"items": "a"})


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from("abcd"), inner, max_size=4),
    max_leaves=20,
)


@given(
    answer=JSON,
    items=st.sampled_from([".", "a", "a.b", "a.0.b"]),
    link=st.sampled_from(["a", "b.c", "/{a}/{b}"]),
    style=st.sampled_from(
        [
            {"next": "b"},
            {"next": "b", "next_parameter": "c"},
            {"next": "b", "next_template": "/x/{cursor}"},
            {"page_parameter": "p", "pages": "c"},
            {"offset_parameter": "o", "total": "c"},
        ]
    ),
)
def test_any_json_is_read_or_refused(answer: Any, items: str, link: str, style: dict[str, Any]) -> None:
    try:
        listing = read(answer, items=items, link=link, title="b", date="c", item=True, **style)
    except ParseError:
        return
    assert all(one.url.startswith("http") and "#" not in one.url and one.item for one in listing.links)
    assert listing.next_url is None or listing.next_url.startswith("http")


@given(JSON, st.text("abc.019"))
def test_a_path_leads_to_a_value_or_nowhere(value: Any, path: str) -> None:
    at(value, path)
