import gzip
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.records import Listing, ParseError
from parsers.registry import option_faults, read_listing
from tests.unit.parsers.pages import page

URL = "https://press.example/sitemap.xml"
SITEMAP = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc> https://press.example/news/one?a=1&amp;b=2#top </loc><lastmod>2024-03-05T23:30:00-05:00</lastmod>
<image:image><image:loc>https://press.example/photo.jpg</image:loc></image:image></url>
<url><loc>https://press.example/news/two</loc><lastmod>2024-05-01</lastmod><news:news><news:publication>
<news:name>Office</news:name><news:language>en</news:language></news:publication>
<news:publication_date>2024-04-30</news:publication_date><news:title>Two &amp; a half</news:title></news:news></url>
<url><loc>https://press.example/about</loc></url>
<url><loc>https://press.example/news/two</loc></url></urlset>"""
INDEX = """<sitemapindex xmlns="http://www.google.com/schemas/sitemap/0.84">
<sitemap><loc>/post-sitemap1.xml</loc><lastmod>2022-01-01T00:00:00+00:00</lastmod></sitemap>
<sitemap><loc>/post-sitemap2.xml.gz</loc></sitemap><sitemap><loc>/page-sitemap.xml</loc></sitemap></sitemapindex>"""


def read(body: str | bytes = SITEMAP, content_type: str = "application/xml", **options: Any) -> Listing:
    return read_listing("sitemap", page(body, URL, content_type), {"timezone": "UTC", **options})


def told(listing: Listing) -> list[tuple[str, str | None, str]]:
    return [(link.url.removeprefix("https://press.example"), link.title, str(link.date_hint)) for link in listing.links]


def test_pages_newest_first_with_what_is_told_of_them() -> None:
    listing = read()
    assert told(listing) == [
        ("/news/two", "Two & a half", "2024-04-30"),
        ("/news/one?a=1&b=2", None, "2024-03-06"),
        ("/about", None, "None"),
    ]
    assert listing.hints_are_changes, "the day of one is that of its latest change"
    assert listing.parts == ()


def test_only_addresses_that_match() -> None:
    assert told(read(pattern="/news/", exclude="one")) == [("/news/two", "Two & a half", "2024-04-30")]
    assert not read(pattern="/two$").hints_are_changes


def test_days_that_addresses_tell_go_before_those_of_changes() -> None:
    body = """<urlset><url><loc>/2023/07/04/a</loc><lastmod>2024-05-01</lastmod></url>
    <url><loc>/2023/13/04/b</loc></url></urlset>"""
    listing = read(body, date_in_url=r"/(?P<year>\d{4})/(?P<month>\d\d)/(?P<day>\d\d)/")
    assert [link.date_hint for link in listing.links] == [date(2023, 7, 4), None]
    assert not listing.hints_are_changes


def test_an_index_hands_on_its_sitemaps() -> None:
    listing = read(INDEX, parts="post-sitemap")
    assert [(part.url, str(part.newest)) for part in listing.parts] == [
        ("https://press.example/post-sitemap1.xml", "2022-01-01"),
        ("https://press.example/post-sitemap2.xml.gz", "None"),
    ]
    assert listing.links == ()


def test_gzip_files_are_unpacked_whatever_they_are_called() -> None:
    assert len(read(gzip.compress(SITEMAP.encode()), "application/gzip").links) == 3


def test_text_sitemaps() -> None:
    body = "\ufeffhttps://press.example/a\r\n\r\nhttps://press.example/b#x\nhttps://press.example/a\n"
    assert told(read(body, "text/plain")) == [("/a", None, "None"), ("/b", None, "None")]
    with pytest.raises(ParseError, match="line 2 is no address"):
        read("https://press.example/a\nsorry", "text/plain")


def test_prefixes_of_any_name_bare_ampersands_and_utf_16() -> None:
    assert told(read('<s:urlset xmlns:s="x"><s:url><s:loc>/a?b=1&c=2&copy=3</s:loc></s:url></s:urlset>')) == [
        ("/a?b=1&c=2&copy=3", None, "None")
    ]
    body = '<?xml version="1.0" encoding="utf-16"?><urlset><url><loc>/a</loc></url></urlset>'
    assert told(read(body.encode("utf-16"))) == [("/a", None, "None")]


@pytest.mark.parametrize("empty", ["<urlset/>", "<urlset></urlset>", "<sitemapindex xmlns='x'></sitemapindex>"])
def test_a_sitemap_without_entries_is_a_sitemap(empty: str) -> None:
    assert read(empty) == Listing(())


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("", "is empty"),
        ("<html><body>Not found</body></html>", "is no sitemap, but <html>"),
        ("<!DOCTYPE html><html></html>", "declares a document type"),
        (SITEMAP[:700], "is no whole XML"),
        ("<urlset><url><loc></loc></url><url><loc>mailto:a@b.example</loc></url></urlset>", "none of 2 entries"),
        ('{"urls": []}', "line 1 is no address"),
    ],
)
def test_what_is_no_sitemap_is_refused(body: str, reason: str) -> None:
    with pytest.raises(ParseError, match=reason):
        read(body)


def test_a_gzip_file_that_is_cut_off_or_unfolds_without_end_is_refused() -> None:
    packed = gzip.compress(SITEMAP.encode())
    with pytest.raises(ParseError, match="cut off"):
        read(packed[:-20])
    with pytest.raises(ParseError, match="unpacks to more than 60,000,000 bytes"):
        read(gzip.compress(b"<urlset>" + b" " * 70_000_000))


def test_entities_are_refused() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;">]>'
    with pytest.raises(ParseError, match="declares a document type or entities"):
        read(f"{bomb}<urlset><url><loc>/&b;</loc></url></urlset>")
    declared = f'<?xml version="1.0" encoding="utf-16"?>{bomb}<urlset><url><loc>/x&b;</loc></url></urlset>'
    with pytest.raises(ParseError, match="declares a document type or entities"):
        read(declared.encode("utf-16"))


def test_wrong_patterns_are_told_before_any_page_is_read() -> None:
    [(name, fault)] = option_faults("listing", "sitemap", {"pattern": "(news"})
    assert name == "pattern"
    assert "is no regular expression" in fault


def test_fifty_thousand_addresses() -> None:
    body = "".join(
        f"<url><loc>https://press.example/{n}</loc><lastmod>2024-01-01</lastmod></url>" for n in range(50_000)
    )
    assert len(read(f"<urlset>{body}</urlset>").links) == 50_000


@given(
    st.lists(
        st.tuples(
            st.text(st.characters(codec="utf-8", exclude_characters="#\\", exclude_categories=["C", "Z"]), min_size=1),
            st.none() | st.dates(date(1990, 1, 1), date(2100, 1, 1)),
        )
    )
)
def test_every_address_is_read_once_with_its_day(entries: list[tuple[str, date | None]]) -> None:
    from xml.sax.saxutils import escape

    body = "".join(
        f"<url><loc>https://press.example/x{escape(path)}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</url>"
        for path, day in entries
    )
    listing = read(f"<urlset>{body}</urlset>")
    days = {link.date_hint for link in listing.links}
    assert len(listing.links) == len({link.url for link in listing.links})
    assert days <= {day for _, day in entries}
    assert bool(listing.links) == bool(entries)
    hints = [link.date_hint or date.min for link in listing.links]
    assert hints == sorted(hints, reverse=True)
