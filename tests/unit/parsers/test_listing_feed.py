import pytest

from parsers.listings.feed import parse
from parsers.records import ParseError
from tests.unit.parsers.pages import page

URL = "https://press.example/feed.xml"
RSS = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Invented</title>
<item><title>Fish &amp;amp; ships: &lt;b&gt;two&lt;/b&gt; charged</title><link>/releases/1#top</link>
<pubDate>Mon, 04 Mar 2024 21:30:00 -0500</pubDate></item>
<item><title>By its guid</title><guid isPermaLink="true">https://press.example/releases/2</guid></item>
<item><title>No address</title><guid isPermaLink="false">77</guid></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Invented</title><link rel="next" href="?page=2"/>
<entry><title type="html">Report &lt;i&gt;out&lt;/i&gt;</title><link rel="alternate" href="https://press.example/a"/>
<published>2024-03-04T10:00:00+13:00</published></entry></feed>"""


def test_rss() -> None:
    links = parse(page(RSS, URL, "application/rss+xml"), timezone="America/New_York").links
    assert [(link.url, link.title, str(link.date_hint)) for link in links] == [
        ("https://press.example/releases/1", "Fish & ships: two charged", "2024-03-04"),
        ("https://press.example/releases/2", "By its guid", "None"),
    ]


def test_atom_with_a_next_page() -> None:
    listing = parse(page(ATOM, URL, "application/atom+xml"), timezone="Pacific/Auckland")
    assert [(link.url, link.title, str(link.date_hint)) for link in listing.links] == [
        ("https://press.example/a", "Report out", "2024-03-04")
    ]
    assert listing.next_url == "https://press.example/feed.xml?page=2"


def test_only_titles_that_match() -> None:
    assert len(parse(page(RSS, URL), title_pattern="^By ").links) == 1


def test_entities_of_the_feeds_own_are_not_unfolded() -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    text = RSS.replace('<?xml version="1.0" encoding="utf-8"?>', bomb).replace("By its guid", "&b;")
    titles = [link.title for link in parse(page(text, URL, "application/rss+xml")).links]
    assert not any("aaaa" in (title or "") for title in titles)


@pytest.mark.parametrize("body", ["", "<html><body><h1>Not found</h1></body></html>", '{"a": 1}', "\x00\x01"])
def test_what_is_no_feed_is_refused(body: str) -> None:
    with pytest.raises(ParseError, match="is no feed"):
        parse(page(body, URL))


def test_a_feed_without_entries_is_a_feed() -> None:
    assert parse(page('<rss version="2.0"><channel><title>x</title></channel></rss>', URL)).links == ()
