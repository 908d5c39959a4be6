from typing import Any

import pytest

from config.errors import ConfigError
from parsers.records import Listing, ParseError
from parsers.registry import option_faults, read_listing
from tests.unit.parsers.pages import page

URL = "https://press.example/releases?year=2024"
INDEX = """<main><ul><li class=release><img><a href="/r/1"><img></a><a href="/r/1#top">One charged</a>
<time datetime="2024-03-04">4 March</time></li>
<li class=release><a href="2">Two charged</a><span class=day>04.03.2024</span></li>
<li class=release><a href="/r/1">One charged (again)</a></li></ul>
<a class=next href="?year=2024&page=2">Older</a></main>"""


def read(body: str = INDEX, url: str = URL, **options: Any) -> Listing:
    return read_listing("html_index", page(body, url), {"item": "li.release", "timezone": "UTC", **options})


def test_items_by_selector_without_repeats() -> None:
    listing = read(date="time", date_attribute="datetime", next="a.next", link="a:not(:has(img))")
    assert [(link.url, link.title, str(link.date_hint)) for link in listing.links] == [
        ("https://press.example/r/1", "One charged", "2024-03-04"),
        ("https://press.example/2", "Two charged", "None"),
    ]
    assert listing.next_url == "https://press.example/releases?year=2024&page=2"


def test_days_in_the_publishers_own_format() -> None:
    assert [str(link.date_hint) for link in read(date=".day", date_format="%d.%m.%Y", link="a:last-of-type").links][
        1
    ] == "2024-03-04"


def test_pages_counted_in_a_parameter_end_with_the_empty_one() -> None:
    assert read(page_parameter="page").next_url == "https://press.example/releases?year=2024&page=2"
    assert (
        read(url=f"{URL}&page=2", page_parameter="page").next_url == "https://press.example/releases?year=2024&page=3"
    )
    assert read("<main></main>", f"{URL}&page=9", page_parameter="page").next_url is None
    with pytest.raises(ParseError, match=r"found 0 times, expected 1 \[li.release\]"):
        read("<main></main>", page_parameter="page")


def test_links_count_from_the_base_element() -> None:
    listing = read('<base href="https://press.example/en/"><li class=release><a href="r/1">x</a></li>')
    assert listing.links[0].url == "https://press.example/en/r/1"


def test_only_addresses_that_match() -> None:
    assert len(read(url_pattern="/r/").links) == 1


def test_an_item_with_two_different_links_must_say_which() -> None:
    with pytest.raises(ParseError, match=r"found 2 times, must be there once \[a\[href\]\]"):
        read('<li class=release><a href="/topic">Topic</a><a href="/r/1">One</a></li>')


def test_an_item_may_itself_be_the_link() -> None:
    assert read('<a class=card href="/r/1">One</a>', item="a.card").links[0].url == "https://press.example/r/1"


@pytest.mark.parametrize(
    ("options", "field", "message"),
    [
        ({}, "item", "is missing"),
        ({"item": "li["}, "item", "is no CSS selector"),
        ({"item": "li", "tiem": "x"}, "tiem", "there is no such option"),
        ({"item": "li", "first_page": "two"}, "first_page", "integer"),
    ],
)
def test_wrong_options_are_told_before_any_page_is_read(options: dict[str, Any], field: str, message: str) -> None:
    [(name, fault)] = option_faults("listing", "html_index", options)
    assert name == field
    assert message in fault
    with pytest.raises(ConfigError, match="html_index"):
        read_listing("html_index", page(INDEX), options)


def test_marks_within_a_word_of_a_title_do_not_part_it() -> None:
    body = '<ul><li><a href="/1"><span class="sr-only">Link: </span>Re<b>port</b> <i>out</i></a></li></ul>'
    (link,) = read(body, item="li").links
    assert link.title == "Report out"
