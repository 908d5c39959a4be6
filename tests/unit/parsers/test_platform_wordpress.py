"""WordPress: posts of the REST API, from the listing to the document. All releases are invented."""

import json
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given

from parsers.documents.wordpress import parse as read_post
from parsers.documents.wordpress_content import without_shortcodes
from parsers.listings.wordpress import parse as read_index
from parsers.records import Document, Listing, Page, ParseError
from tests.unit.parsers.mutated_json import mutated
from tests.unit.parsers.pages import page

API = "https://office.example/wp-json/wp/v2/posts?per_page=2&_embed=wp:term"
PERMALINK = "https://office.example/2024/03/two-clerks-charged/"
POST: dict[str, Any] = {
    "id": 7,
    "date": "2024-03-05T00:30:00",
    "date_gmt": "2024-03-04T21:30:00",
    "modified": "2024-03-06T10:00:00",
    "modified_gmt": "2024-03-06T07:00:00",
    "slug": "two-clerks-charged",
    "status": "publish",
    "type": "post",
    "link": PERMALINK,
    "title": {"rendered": "Two clerks charged &#8211; harbour &amp; customs"},
    "content": {
        "rendered": """<p>Two invented clerks were charged on Monday.</p>
<figure class="wp-block-image"><img src="/a.jpg"><figcaption>The clerks&#8217; office</figcaption></figure>
<ul><li>The <a href="/act">Act</a></li></ul>
<p><a href="https://office.example/files/charges.pdf">The charges</a></p>
<div class="sharedaddy sd-sharing-enabled"><h3>Share this:</h3><a href="?share=x">X</a></div>
<div id="jp-relatedposts" class="jp-relatedposts"><h3><em>Related</em></h3></div>""",
        "protected": False,
    },
    "excerpt": {"rendered": "<p>Two invented clerks&hellip;</p>"},
    "lang": "en",
    "yoast_head": "<meta name=time content=17:03:22>",
    "post_views": 481,
    "_links": {"self": []},
    "_embedded": {
        "author": [{"name": "admin"}],
        "wp:term": [
            [{"id": 3, "name": "Press &amp; media", "slug": "press", "taxonomy": "category", "count": 12}],
            [{"id": 4, "name": "bribery", "slug": "bribery", "taxonomy": "post_tag"}],
        ],
        "wp:attachment": [
            [
                {"source_url": "/files/annex.pdf", "mime_type": "application/pdf", "title": {"rendered": "Annex"}},
                {"source_url": "/a.jpg", "mime_type": "image/jpeg"},
            ]
        ],
    },
}


def index(posts: Any, url: str = API, **headers: str) -> Listing:
    answer = page(json.dumps(posts), url, "application/json")
    return read_index(Page(url, answer.body, answer.fetched_at, 200, headers), timezone="Africa/Nairobi")


def document(**changes: Any) -> Document:
    [link] = index([{**POST, **changes}]).links
    assert link.item is not None
    return read_post(page(link.item, link.url, link.item_type), timezone="Africa/Nairobi", language="sw")


def test_a_post_is_read_from_what_the_listing_hands_over() -> None:
    read = document()
    assert read.url == PERMALINK
    assert read.title == "Two clerks charged – harbour & customs"
    assert read.body == "Two invented clerks were charged on Monday.\n\nThe Act\n\nThe charges"
    assert (read.published_date, read.published_at) == (date(2024, 3, 5), datetime(2024, 3, 4, 21, 30, tzinfo=UTC))
    assert read.language == "en"
    assert read.links == ("https://office.example/act", "https://office.example/files/charges.pdf")
    assert [one.url for one in read.attachments] == [
        "https://office.example/files/charges.pdf",
        "https://office.example/files/annex.pdf",
    ]
    assert read.fields == {
        "modified": ("2024-03-06T07:00:00Z",),
        "categories": ("Press & media",),
        "tags": ("bribery",),
    }


def test_blocks_that_are_buttons_and_widgets_are_no_text() -> None:
    blocks = """<p>The report.</p><div class="wp-block-file"><a href="/r.pdf">Annual report</a>
<a class="wp-block-file__button" href="/r.pdf" download>Download</a></div>
<ul class="wp-block-latest-posts"><li><a href="/other/">Another release</a></li></ul>"""
    read = document(content={"rendered": blocks})
    assert read.body == "The report.\n\nAnnual report"
    assert read.links == ("https://office.example/r.pdf",)


def test_what_differs_at_each_request_makes_no_other_item() -> None:
    [first], [again] = (index([{**POST, **more}]).links for more in ({}, {"post_views": 482, "yoast_head": "17:04"}))
    assert first.item == again.item
    assert b"yoast" not in (first.item or b"")


def test_the_listing_names_title_and_day() -> None:
    [link] = index([POST]).links
    assert (link.title, link.date_hint) == ("Two clerks charged – harbour & customs", date(2024, 3, 5))


@pytest.mark.parametrize(
    ("url", "headers", "following"),
    [
        (API, {"link": f'<{API}&page=2>; rel="next"'}, f"{API}&page=2"),
        (API, {"link": f'<{API}&page=1>; rel="prev", <{API}&page=3>; rel="next"'}, f"{API}&page=3"),
        ("https://o.example/p?per_page=2&page=2", {"x-wp-totalpages": "3"}, "https://o.example/p?per_page=2&page=3"),
        ("https://o.example/p?per_page=2&page=3", {"x-wp-totalpages": "3"}, None),
        ("https://o.example/p?per_page=1", {}, "https://o.example/p?per_page=1&page=2"),
        ("https://o.example/p?per_page=2", {}, None),
    ],
    ids=["link header", "several links", "total pages", "last page", "a full page", "not a full page"],
)
def test_pages_go_on(url: str, headers: dict[str, str], following: str | None) -> None:
    assert index([POST], url, **headers).next_url == following


def test_an_error_of_wordpress_is_told_in_its_words() -> None:
    with pytest.raises(ParseError, match="'rest_no_route': 'No route was found"):
        index({"code": "rest_no_route", "message": "No route was found matching the URL", "data": {"status": 404}})


def test_a_day_is_that_of_the_publisher_and_midnight_is_no_moment() -> None:
    assert document(date="2015-06-01T00:00:00", date_gmt="2015-05-31T21:00:00").published_at is None
    assert document(date="2015-06-01T00:00:00", date_gmt="2015-05-31T21:00:00").published_date == date(2015, 6, 1)
    at_midnight_of_utc = document(date="2024-03-05T03:00:00", date_gmt="2024-03-05T00:00:00")
    assert at_midnight_of_utc.published_at == datetime(2024, 3, 5, tzinfo=UTC)
    unknown_to_utc = document(date="2024-03-05T09:00:00", date_gmt="0000-00-00T00:00:00")
    assert unknown_to_utc.published_at == datetime(2024, 3, 5, 6, tzinfo=UTC)


def test_languages_of_both_plugins() -> None:
    wpml = {"lang": None, "wpml_current_locale": "fr_FR"}
    other = {"locale": "en_GB", "href": "https://office.example/en/two-clerks-charged/"}
    for translations in ([other], {"en_GB": other}):
        read = document(**wpml, wpml_translations=translations)
        assert read.language == "fr"
        assert read.translations == {"en-gb": "https://office.example/en/two-clerks-charged/"}
    assert document(lang=None).language == "sw", "the source's language, where the post tells none"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"content": {"rendered": "<form></form>", "protected": True}}, "protected by a password"),
        ({"content": {"rendered": "", "protected": False}}, r"holds no text \[content.rendered\]"),
        ({"content": {"rendered": "<p> </p>"}}, r"holds no text \[content.rendered\]"),
        ({"content": {"rendered": "<p>[gallery ids='1,2']</p>"}}, "nothing but shortcodes"),
        ({"title": {"rendered": "<b></b>"}}, r"holds no text \[title.rendered\]"),
        ({"date": None, "date_gmt": None}, r"holds no date \[date\]"),
    ],
)
def test_what_is_missing_is_named(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(ParseError, match=message):
        document(**changes)


def test_other_fields_can_be_named() -> None:
    post = {**POST, "acf": {"text": "<p>Of a field.</p>", "day": "4 March 2024"}}
    answer = page(json.dumps([post]), API, "application/json")
    [link] = read_index(answer, extra_fields=("acf",)).links
    read = read_post(page(link.item or b"", link.url), body_field="acf.text", date_field="acf.day")
    assert (read.body, read.published_date) == ("Of a field.", date(2024, 3, 4))


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ('[vc_row][vc_column width="1/2"]Words stay.[/vc_column][/vc_row]', "Words stay."),
        ("Before [gallery ids=”1,2”] after.", "Before after."),
        ('[caption id="a" width="300"]A seal[/caption]\n\nThe body.', "The body."),
        ("He said that [the company] had [sic] paid [1].", "He said that [the company] had [sic] paid [1]."),
        ("[toc]\n\nThe body.", "The body."),
    ],
)
def test_shortcodes_go_and_the_authors_brackets_stay(text: str, kept: str) -> None:
    assert without_shortcodes(text) == kept


@given(body=mutated([POST]))
def test_damaged_listings(body: bytes) -> None:
    try:
        listing = read_index(page(body, API))
    except ParseError:
        return
    assert all(link.url.startswith("http") and link.item for link in listing.links)


@given(body=mutated(POST))
def test_damaged_posts(body: bytes) -> None:
    with suppress(ParseError):
        assert read_post(page(body, PERMALINK)).text
