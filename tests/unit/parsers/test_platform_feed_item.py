"""Feed items with full text; all of them invented."""

import json
from datetime import date

import pytest

from parsers.records import Attachment, Document, ParseError
from parsers.registry import read_document, read_listing
from tests.unit.parsers.pages import page

ITEM = {
    "title": "Two clerks charged &amp; one builder",
    "url": "https://fair.example/2024/03/two-clerks",
    "published": "Thu, 14 Mar 2024 23:30:00 -0400",
    "html": "<p>The Office charged two clerks.</p>\n<p>The hearing is on 3&nbsp;May. <a href='/court#top'>More</a> of "
    "it is invented.</p><p>The post <a href='x'>Two clerks</a> appeared first on <a href='/'>Fair Contracts</a>.</p>",
    "categories": ["Courts", "Harbour &amp; sea", "Courts"],
    "author": "Press office",
    "enclosures": [
        {"url": "https://fair.example/order.pdf", "type": "application/pdf", "title": "The order"},
        {"url": "https://fair.example/photo.jpg", "type": "image/jpeg"},
    ],
    "language": "en-GB",
}


def read(item: object, **options: object) -> Document:
    body = json.dumps(item) if not isinstance(item, str) else item
    return read_document(
        "feed_item", page(body, "https://fair.example/2024/03/two-clerks", "application/json"), options
    )


def test_an_item_is_a_release():
    document = read(ITEM, timezone="Europe/London")
    assert document.title == "Two clerks charged & one builder"
    assert document.body == "The Office charged two clerks.\n\nThe hearing is on 3 May. More of it is invented."
    assert document.published_date == date(2024, 3, 15)
    assert document.links[0] == "https://fair.example/court"
    assert document.attachments == (Attachment("https://fair.example/order.pdf", "The order", "application/pdf"),)
    assert document.fields == {"categories": ("Courts", "Harbour & sea"), "author": ("Press office",)}
    assert document.language == "en"


def test_all_but_title_and_text_may_be_missing():
    document = read({"title": "A title", "text": "First paragraph.\n\nSecond paragraph.", "html": None})
    assert document.body == "First paragraph.\n\nSecond paragraph."
    assert document.published_date is None
    assert document.attachments == ()


def test_the_date_of_a_change_is_that_of_publication_only_where_the_source_says_so():
    item = {"title": "A title", "text": "Some text.", "updated": "2024-03-14T10:00:00Z"}
    assert read(item).published_date is None
    assert read(item, date="updated").published_date == date(2024, 3, 14)


@pytest.mark.parametrize(
    "end",
    [
        "[&hellip;]",
        "[…]",
        "…",
        "<a href='/x'>Read more</a>",
        "<a href='/x'>Continue reading Two clerks charged →</a>",
        "Lire la suite »",
    ],
)
def test_a_teaser_is_no_release(end):
    item = {"title": "Two clerks charged", "html": f"<p>The Office charged two clerks of the harbour {end}</p>"}
    with pytest.raises(ParseError, match="only a teaser"):
        read(item)
    assert read(item, teaser=True).body.startswith("The Office charged")


def test_a_long_text_that_ends_so_is_whole():
    text = "The Office charged two clerks of the harbour office today. " * 40
    assert read({"title": "Two clerks", "html": f"<p>{text}</p><p><a href='/x'>Read more</a></p>"}).body


def test_what_the_feed_hands_over_is_read():
    feed = """<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Press</title>
    <item><title>Two clerks &amp;amp; a builder charged</title><link>https://fair.example/two-clerks#top</link>
    <pubDate>Thu, 14 Mar 2024 23:30:00 -0400</pubDate><category>Courts</category>
    <enclosure url="https://fair.example/order.pdf" type="application/pdf" length="9"/><description>The Office […]
    </description><content:encoded>&lt;p&gt;The Office charged two clerks.&lt;/p&gt;</content:encoded></item>
    <item><title>A talk</title><link>https://fair.example/talk</link><description>The Director spoke […]</description>
    </item></channel></rss>"""
    options = {"full_text": True, "timezone": "Europe/London"}
    whole, teaser = read_listing("feed", page(feed, "https://fair.example/feed", "application/rss+xml"), options).links
    assert whole.item is not None
    document = read_document("feed_item", page(whole.item, whole.url, whole.item_type), {"timezone": "Europe/London"})
    assert document.title == "Two clerks & a builder charged"
    assert document.body == "The Office charged two clerks."
    assert document.published_date == date(2024, 3, 15)
    assert [file.url for file in document.attachments] == ["https://fair.example/order.pdf"]
    assert document.fields == {"categories": ("Courts",)}
    with pytest.raises(ParseError, match="only a teaser"):
        read_document("feed_item", page(teaser.item or b"", teaser.url, teaser.item_type), {})


@pytest.mark.parametrize("item", [{}, {"title": "x"}, {"title": "x", "html": "<p></p>"}, [], "", {"title": 7}])
def test_what_is_no_item_says_so(item):
    with pytest.raises(ParseError):
        read(item)
