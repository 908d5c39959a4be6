"""What pages say of themselves in their heads; all pages are invented."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.head import head_of
from parsers.records import Page
from parsers.registry import read_document

URL = "https://www.office.invalid/en/news/7?utm_source=feed"
LINKS = """
<link rel="canonical" href="/en/news/7">
<link rel='alternate' hreflang='en' href='https://www.office.invalid/en/news/7'>
<link rel="alternate" hreflang="x-default" href="https://www.office.invalid/en/news/7">
<link href="/zh-hk/news/7" hreflang="zh-HK" rel="alternate">
<link href="/zh-cn/news/7" hreflang="zh_CN" rel="alternate">
<link rel="alternate" type="application/rss+xml" href="/feed">
<link rel=alternate hreflang=fr href=/fr/news/7?a=1&amp;b=2 >
"""
WORDS = "The Audit Office of Norland visited Fiji in March 2026 and met the staff of three ministries. "
BODY = f"<article><h1>A visit to Fiji by the office</h1><p>{WORDS * 2}</p><p>{WORDS}</p><p>{WORDS * 3}</p></article>"


def page(head=LINKS, body=BODY, url=URL, headers=None, lang="en"):
    markup = f'<!doctype html><html lang="{lang}"><head>{head}</head><body>{body}</body></html>'
    told = {"content-type": "text/html; charset=utf-8"} if headers is None else headers
    return Page(url, markup.encode(), datetime(2026, 3, 1, tzinfo=UTC), headers=told)


def test_the_head_tells_the_canonical_address_and_the_other_languages():
    head = head_of(page().body.decode(), URL)
    assert (head.canonical, head.language) == ("https://www.office.invalid/en/news/7", "en")
    assert head.translations == {
        "zh-hk": "https://www.office.invalid/zh-hk/news/7",
        "zh-cn": "https://www.office.invalid/zh-cn/news/7",
        "fr": "https://www.office.invalid/fr/news/7?a=1&b=2",
    }


def test_regional_spellings_of_the_own_language_are_no_translations_but_chinese_scripts_are():
    links = '<link rel="alternate" hreflang="{}" href="/other">'
    assert head_of(f'<html lang="en-US"><head>{links.format("en-GB")}', URL).translations == {}
    assert set(head_of(f'<html lang="zh-Hant"><head>{links.format("zh-Hans")}', URL).translations) == {"zh-hans"}


def test_home_pages_are_no_translations_of_a_release():
    homes = ("https://fr.office.invalid/", "/fr", "/fr/", "/pt-br/index.html", "/de/home", "/it/default.aspx")
    links = "".join(f'<link rel="alternate" hreflang="fr" href="{href}">' for href in homes)
    assert head_of(f'<html lang="en"><head>{links}', URL).translations == {}
    release = '<link rel="alternate" hreflang="fr" href="/fr/?p=7">'
    assert head_of(f'<html lang="en"><head>{links}{release}', URL).translations == {
        "fr": "https://www.office.invalid/fr/?p=7"
    }


def test_a_base_address_counts_for_relative_ones():
    head = head_of('<head><base href="https://cdn.invalid/a/"><link rel="canonical" href="b">', URL)
    assert head.canonical == "https://cdn.invalid/a/b"


@pytest.mark.parametrize(
    "hidden",
    [
        "<!-- {} -->",
        "<script>var s = '{}';</script>",
        "<SCRIPT type='x'>{}</SCRIPT >",
        "<style>{}</style>",
        "<noscript>{}</noscript>",
        "</head><body>{}",
        "<body class='x'>{}",
    ],
)
def test_links_that_are_no_part_of_the_head_do_not_count(hidden):
    link = '<link rel="canonical" href="https://other.invalid/">'
    assert head_of(f"<html><head>{hidden.format(link)}", URL).canonical is None


def test_html_documents_are_completed_and_what_their_parser_told_stands():
    document = read_document("generic", page(), {})
    assert document.canonical_url == "https://www.office.invalid/en/news/7"
    assert set(document.translations) == {"zh-hk", "zh-cn", "fr"}
    assert document.charset == "utf-8 (header)"


def test_an_address_that_names_itself_is_not_repeated():
    url = "https://www.office.invalid/en/news/7"
    document = read_document("generic", page(url=url), {})
    assert document.translations
    assert document.canonical_url in (None, url)


@pytest.mark.parametrize(
    ("body", "headers", "charset"),
    [
        ("Caf\u00e9 opens".encode(), {}, "utf-8 (bytes)"),
        ("\ufeffCaf\u00e9 opens".encode(), {}, "utf-8 (mark)"),
        ("Caf\u00e9 opens".encode("cp1252"), {"content-type": "text/plain; charset=ISO-8859-1"}, "cp1252 (header)"),
        (("\u041e\u0442\u0447\u0451\u0442 " * 60).encode("cp1251"), {}, "cp1251 (guess)"),
    ],
)
def test_what_told_the_encoding_is_kept(body, headers, charset):
    headers = headers or {"content-type": "text/plain"}
    at = datetime(2026, 3, 1, tzinfo=UTC)
    assert read_document("plain_text", Page(URL, body, at, headers=headers), {}).charset == charset


def test_the_declaration_in_a_page_is_told_as_such():
    markup = page(head='<meta charset="iso-8859-1">').body.replace(b"Fiji", "Cura\u00e7ao".encode("cp1252"))
    told = Page(URL, markup, datetime(2026, 3, 1, tzinfo=UTC), headers={"content-type": "text/html"})
    assert read_document("generic", told, {}).charset == "cp1252 (meta)"


def test_notices_become_part_of_the_document():
    notices = "<p>This release has been withdrawn.</p><p>Embargoed until 10:00 5 March 2026</p>"
    body = BODY.replace("<p>", notices + "<p>", 1) + "<p>Correction: not in the article</p>"
    document = read_document("generic", page(body=body), {"timezone": "Asia/Tokyo"})
    assert document.withdrawn is not None
    assert document.embargoed_until == datetime(2026, 3, 5, 1, tzinfo=UTC)
    corrected = read_document("generic", page(body=BODY.replace("</p>", "</p><p>Correction: it was Samoa.</p>", 1)), {})
    assert corrected.fields["notice"] == ("Correction: it was Samoa.",)


MARKUP = st.lists(
    st.sampled_from(
        ["<link ", "<!--", "\u00e9", " ", "-->", "<script", "</script>", "href='", '"', ">", "<html ", "<base href=",
         "hreflang=", "<body", "https://[", "<title>", "</TITLE>", "rel=alternate", "x=", 'rel="canonical"']
    ),
    max_size=200,
)  # fmt: skip


@given(MARKUP.map("".join))
def test_any_markup_is_read_without_an_error(markup):
    head_of(markup, URL)


@pytest.mark.parametrize(
    "piece", ["<!--", "<script ", "<link ", "<link rel='", '<link "', "<html lang='", "<title>", "<"]
)
def test_unclosed_tags_cost_no_more_than_their_length(piece):
    head_of(piece * 100_000, URL)


@pytest.mark.parametrize(
    "text", ["<link canonical " + "a" * 390_000, "<SCRIPT></SCRIPT>" * 20_000], ids=["a long name", "capitals"]
)
def test_hostile_markup_costs_no_more_than_its_length(text):
    assert head_of(text, URL).canonical is None
