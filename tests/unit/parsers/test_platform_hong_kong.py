"""info.gov.hk and ICAC Hong Kong: pages invented in the markup that public programs read."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from parsers.records import Attachment, Document, ParseError
from parsers.registry import read_document, read_listing
from tests.unit.parsers.pages import page

DAY = "https://www.info.gov.hk/gia/general/202206/21.htm"
RELEASE = "https://www.info.gov.hk/gia/general/202206/21/P2022062100648.htm"
INDEX = """<body><a href="/gia/general/202206/20.htm">Yesterday's Press Releases</a><div id="contentBody">
<div class="leftBody"><ul class="list fontSize1">
<li><a href="/gia/general/202206/21/P2022062100648.htm">An invented office opens (with photo)</a></li>
<li><a href="http://www.info.gov.hk/gia/general/202206/21/P2022062100207.htm?fontSize=1">Invented tide tables</a></li>
<li><a href="/gia/general/202206/21/P2022062100648p.htm">Photo</a><a href="P2022.htm">none</a></li></ul></div></div>"""
TEXT = "&nbsp;&nbsp;&nbsp;&nbsp; The invented Harbour Office opened a house today (June 21).<br />\r\n&nbsp;<br />\r\n"
TEXT += "&nbsp;&nbsp;&nbsp;&nbsp; A spokesman said that all of this is invented.<br />\r\n"
END = """<div class="mB15 f15"><br>Ends/Tuesday, June 21, 2022<br>Issued at HKT 20:16<br><br>NNNN</div>"""


def release(inside: str = "", below: str = END, headline: str = "An invented office opens") -> str:
    return f"""<html><head><title>An invented office opens</title></head><body><div id="contentBody">
    <div class="f20" id="PRHeadline"><span id="PRHeadlineSpan">{headline}</span></div>
    <span id="pressrelease">{TEXT}{inside}</span>{below}<a href="/gia/annex.pdf">Annex</a></div>
    <a href="/gia/plan.pdf">Site</a></body></html>"""


def read(markup: str, url: str = RELEASE) -> Document:
    return read_document("info_gov_hk", page(markup, url), {"timezone": "Asia/Hong_Kong"})


def test_a_day_index_names_its_releases_once():
    links = read_listing("info_gov_hk", page(INDEX, DAY), {}).links
    assert [(link.url, link.title, link.date_hint) for link in links] == [
        (RELEASE, "An invented office opens (with photo)", date(2022, 6, 21)),
        (RELEASE.replace("648", "207"), "Invented tide tables", date(2022, 6, 21)),
    ]


def test_addresses_of_earlier_years_count_too_and_a_page_without_any_is_no_index():
    links = read_listing("info_gov_hk", page('<a href="/gia/general/200207/24/0724130.htm">x</a>', DAY), {}).links
    assert [link.date_hint for link in links] == [date(2002, 7, 24)]
    with pytest.raises(ParseError, match="names no release"):
        read_listing("info_gov_hk", page("<a href='/gia/general/202206/20.htm'>Yesterday</a>", DAY), {})


@pytest.mark.parametrize("inside", [False, True])
def test_a_release_of_info_gov_hk(inside):
    document = read(release(END, "") if inside else release())
    assert document.title == "An invented office opens"
    assert document.body == (
        "The invented Harbour Office opened a house today (June 21).\n\nA spokesman said that all of this is invented."
    )
    assert document.published_date == date(2022, 6, 21)
    assert document.published_at == datetime(2022, 6, 21, 20, 16, tzinfo=ZoneInfo("Asia/Hong_Kong"))
    assert document.attachments == (Attachment("https://www.info.gov.hk/gia/annex.pdf", "Annex", "application/pdf"),)
    assert document.fields == {"number": ("P2022062100648",)}


def test_a_chinese_release():
    end = "<div>完</div><div>2022年6月21日（星期二）<br>香港時間20時16分</div>"
    document = read(release(end, ""))
    assert document.published_at == datetime(2022, 6, 21, 20, 16, tzinfo=ZoneInfo("Asia/Hong_Kong"))
    assert "完" not in document.body


def test_without_a_closing_line_the_address_tells_the_day():
    assert read(release(below="")).published_date == date(2022, 6, 21)
    with pytest.raises(ParseError, match="days of issue"):
        read(release(below=""), "https://www.info.gov.hk/other.htm")


def test_earlier_pages_have_the_headline_in_the_title_alone():
    markup = release().replace('id="PRHeadlineSpan"', "").replace("An invented office opens</span>", "</span>")
    assert read(markup.replace(TEXT, "An invented office opens<br><br>" + TEXT)).title == "An invented office opens"


@pytest.mark.parametrize("markup", ["<p>gone</p>", release().replace(TEXT, ""), release(headline="")])
def test_what_is_no_release_of_info_gov_hk_says_so(markup):
    with pytest.raises(ParseError):
        read(markup)


ICAC = "https://www.icac.org.hk/en/press/index.html"
ITEMS = """<div class="pressItem clearfix"><div class="date">21 Jun 2022</div><div class="hd">
<a href="/en/press/index_id_807.html">Two clerks charged</a></div></div>
<div class="pressItem clearfix"><div class="date">June</div><div class="hd"><a href="index_id_806.html">A talk</a></div>
</div><a href="index_p2.html">2</a> <a href="index_p9.html">Last</a>"""


def test_the_index_of_the_icac_and_its_next_page():
    found = read_listing("icac_hk", page(ITEMS, ICAC), {})
    assert [(link.url, link.title, link.date_hint) for link in found.links] == [
        ("https://www.icac.org.hk/en/press/index_id_807.html", "Two clerks charged", date(2022, 6, 21)),
        ("https://www.icac.org.hk/en/press/index_id_806.html", "A talk", None),
    ]
    assert found.next_url == "https://www.icac.org.hk/en/press/index_p2.html"
    assert read_listing("icac_hk", page(ITEMS, found.next_url), {}).next_url is None, "it links to no third page"


WORDS = "The invented Office charged two clerks of the harbour today. " * 4
RELEASE_OF_ICAC = f"""<title>Two clerks charged | Office</title><main><h2>Press</h2><h1>Two clerks charged</h1>
<div class="date">21 Jun 2022</div><div class="pressContent full"><p>{WORDS}</p><a class="btn_download" href="/a.pdf">
Download</a></div></main>"""


@pytest.mark.parametrize("day", ["21 Jun 2022", "2022年6月21日"])
def test_a_release_of_the_icac(day):
    markup = RELEASE_OF_ICAC.replace("21 Jun 2022", day)
    document = read_document("icac_hk", page(markup, "https://www.icac.org.hk/en/press/index_id_807.html"), {})
    assert document.title == "Two clerks charged"
    assert document.body == WORDS.strip()
    assert document.published_date == date(2022, 6, 21)
    assert [file.url for file in document.attachments] == ["https://www.icac.org.hk/a.pdf"]
    with pytest.raises(ParseError, match="tells 0 days"):
        read_document("icac_hk", page(markup.replace(day, "soon"), ICAC), {})
