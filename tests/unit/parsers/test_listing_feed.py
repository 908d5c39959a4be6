import json

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


@pytest.mark.parametrize("piece", ["<!DOCTYPE ", "<!DOCTYPE [", "<!ENTITY "])
def test_declarations_without_end_cost_no_more_than_their_length(piece: str) -> None:
    with pytest.raises(ParseError, match="is no feed"):
        parse(page(piece * 100_000, URL))


@pytest.mark.parametrize("body", ["", "<html><body><h1>Not found</h1></body></html>", '{"a": 1}', "\x00\x01"])
def test_what_is_no_feed_is_refused(body: str) -> None:
    with pytest.raises(ParseError, match="is no feed"):
        parse(page(body, URL))


def test_a_feed_without_entries_is_a_feed() -> None:
    assert parse(page('<rss version="2.0"><channel><title>x</title></channel></rss>', URL)).links == ()


FULL = """<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>x</title><language>en-GB</language>
<atom:link rel="self" href="https://press.example/feed.xml"/><atom:link rel="prev-archive" href="/2023.xml"/>
<item><title>One charged</title><link>/releases/1</link><pubDate>Mon, 04 Mar 2024 21:30:00 -0500</pubDate>
<category>Courts</category><author>Press desk</author><description>Short.</description>
<content:encoded><![CDATA[<p>One clerk was <b>charged</b>.</p><script>x</script>]]></content:encoded>
<enclosure url="/files/1.pdf" type="application/pdf" length="9"/></item>
<item><title>Nothing more</title><link>/releases/2</link></item></channel></rss>"""
ATOM_TEXT = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><title>x</title>
<entry><title>Un</title><link href="/a"/><published>2024-03-04</published><updated>2024-03-05T10:00:00+01:00</updated>
<content type="text">Deux lignes.</content></entry></feed>"""


def test_full_text_is_handed_over() -> None:
    [one, two] = parse(page(FULL, URL, "application/rss+xml"), full_text=True, timezone="America/New_York").links
    assert one.item_type == "application/json"
    assert json.loads(one.item or b"") == {
        "title": "One charged",
        "url": "https://press.example/releases/1",
        "published": "2024-03-04T21:30:00-05:00",
        "updated": None,
        "html": "<p>One clerk was <b>charged</b>.</p><script>x</script>",
        "text": None,
        "categories": ["Courts"],
        "author": "Press desk",
        "enclosures": [{"url": "https://press.example/files/1.pdf", "type": "application/pdf", "title": None}],
        "language": "en-GB",
    }
    assert json.loads(two.item or b"")["html"] is None
    assert parse(page(FULL, URL)).links[0].item is None


def test_full_text_of_atom() -> None:
    [link] = parse(page(ATOM_TEXT, URL, "application/atom+xml"), full_text=True).links
    item = json.loads(link.item or b"")
    assert (item["text"], item["html"], item["language"]) == ("Deux lignes.", None, "fr")
    assert (item["published"], item["updated"]) == ("2024-03-04", "2024-03-05T10:00:00+01:00")


def test_older_documents_of_an_archived_feed() -> None:
    assert parse(page(FULL, URL)).next_url == "https://press.example/2023.xml"


def test_page_numbers_where_a_feed_does_not_link_to_older_pages() -> None:
    assert parse(page(RSS, URL), page_parameter="paged").next_url == f"{URL}?paged=2"
    assert parse(page(RSS, f"{URL}?paged=2"), page_parameter="paged").next_url == f"{URL}?paged=3"
    empty = '<rss version="2.0"><channel><title>x</title></channel></rss>'
    assert parse(page(empty, f"{URL}?paged=9"), page_parameter="paged").next_url is None


def test_only_addresses_that_match() -> None:
    assert [link.url[-1] for link in parse(page(RSS, URL), pattern="/releases/", exclude="/1$").links] == ["2"]
