"""US Department of Justice: news API and the pages since the end of 2022. All releases are invented."""

import json
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given

from parsers.documents.us_doj_api import parse as read_release
from parsers.documents.us_doj_release_since_2022 import parse as read_page
from parsers.listings.us_doj_api import parse as read_answer
from parsers.listings.us_doj_news import parse as read_index
from parsers.records import Document, Listing, Page, ParseError
from parsers.registry import document_parsers, read_document
from tests.unit.parsers import test_document_us_doj_release as old
from tests.unit.parsers.mutated_json import mutated
from tests.unit.parsers.pages import SOURCE, page

API = "https://www.justice.gov/api/v1/press_releases.json?pagesize=2&sort=date&direction=DESC"
RELEASE: dict[str, Any] = {
    "uuid": "00000000-0000-4000-8000-000000000001",
    "title": "Invented Ferry Operator&#039;s Owner Pleads Guilty",
    "body": '<p>The owner pleaded guilty today.</p>\r\n<p><a href="/opa/media/1/plea.pdf">Plea</a></p>',
    "teaser": "<p>The owner&hellip;</p>",
    "date": "1709553600",
    "created": "1709560000",
    "changed": "1709646400",
    "number": "24-1",
    "url": "https://www.justice.gov/opa/pr/invented-ferry-operators-owner-pleads-guilty",
    "component": [{"uuid": "a", "name": "Criminal Division"}, {"uuid": "b", "name": "USAO - Invented"}],
    "topic": {"uuid": "c", "name": "Public Corruption"},
    "image": [],
    "attachment": [],
}
ANSWER: dict[str, Any] = {
    "metadata": {
        "responseInfo": {"status": 200, "developerMessage": "OK"},
        "resultset": {"count": "5", "pagesize": 2, "page": 0},
        "executionTime": 0.2,
    },
    "results": [RELEASE, {**RELEASE, "uuid": "2", "url": "/opa/pr/two", "title": "Two"}],
}
HTML = """<html lang="en"><body><main><h1 class="page-title"><span class="field-formatter--string">
Invented Ferry Operator Fined</span></h1>
<div class="node-content node-press-release"><div class="node-subtitle"><div class="field_subtitle">Berths</div></div>
<div class="node-info-box"><div class="node-date"><div class="field-formatter--datetime-default field_date">
<time datetime="2024-03-04T12:00:00Z">Monday, March 4, 2024</time></div></div>
<div class="node-office">Office of Public Affairs</div></div>
<div class="node-body"><div class="field-formatter--text-default text-formatted field_body">
<p>The operator was fined <a href="/x">today</a>.</p><p>It had paid for berths.</p></div></div>
<div class="node-attachments"><a class="downloadable-src" href="/opa/media/1/dl">Order</a></div>
<div class="node-updated-date">Updated February 6, 2025</div>
<div class="node-topics"><div class="field__items"><div class="field__item">Public Corruption</div></div></div>
<div class="node-component"><div class="field__item"><a href="/tax">Tax Division</a></div></div>
<div><span>Press Release Number:</span> 24-1</div></div>
<div class="views-row"><article class="news-content-listing node-press-release"><h2><a href="/y">Y</a></h2>
<div class="node-date"><time datetime="2019-01-01T12:00:00Z">2019</time></div></article></div></main></body></html>"""
INDEX = """<div class="rows-wrapper"><div class="views-row"><article class="news-content-listing node-press-release">
<div class="node-content"><h2 class="news-title"><a href="/opa/pr/one"><span class="field-formatter--string">One
</span></a></h2><div class="node-date"><time datetime="2024-03-04T12:00:00Z">March 4</time></div>
<div class="field_teaser">Teaser</div></div></article></div>
<div class="views-row"><article class="news-content-listing node-speech"><h2 class="news-title">
<a href="/opa/speech/two">Two</a></h2></article></div></div>
<nav class="usa-pagination"><ul class="usa-pagination__list"><li><a href="?page=1" aria-label="Next page">Next</a></li>
</ul></nav>"""
URL = "https://www.justice.gov/opa/pr/invented"


def answered(answer: Any, url: str = API) -> Listing:
    return read_answer(page(json.dumps(answer), url, "application/json"))


def released(**changes: Any) -> Document:
    return read_release(page(json.dumps({**RELEASE, **changes}), RELEASE["url"], "application/json"))


def test_the_api_hands_whole_releases_over() -> None:
    first, second = answered(ANSWER).links
    assert (first.url, first.date_hint) == (RELEASE["url"], date(2024, 3, 4))
    assert first.title == "Invented Ferry Operator's Owner Pleads Guilty"
    assert json.loads(first.item or b"") == RELEASE
    assert second.url == "https://www.justice.gov/opa/pr/two"


def test_a_release_of_the_api_is_read() -> None:
    read = released()
    assert read.title == "Invented Ferry Operator's Owner Pleads Guilty"
    assert read.body == "The owner pleaded guilty today.\n\nPlea"
    assert (read.published_date, read.published_at) == (date(2024, 3, 4), None)
    assert [one.url for one in read.attachments] == ["https://www.justice.gov/opa/media/1/plea.pdf"]
    assert read.fields == {
        "uuid": (RELEASE["uuid"],),
        "number": ("24-1",),
        "changed": ("2024-03-05T13:46:40+00:00",),
        "topics": ("Public Corruption",),
        "components": ("Criminal Division", "USAO - Invented"),
    }


def test_a_release_asked_for_alone_is_the_first_result() -> None:
    alone = page(json.dumps({"results": [RELEASE]}), "https://www.justice.gov/api/v1/press_releases/0.json")
    assert read_release(alone).canonical_url == RELEASE["url"]


@pytest.mark.parametrize(
    ("seconds", "day"),
    [
        ("1709553600", date(2024, 3, 4)),
        ("1709510400", date(2024, 3, 4)),
        (1709528400, date(2024, 3, 4)),
        ("1478059200", date(2016, 11, 2)),
    ],
    ids=["noon of UTC", "midnight of UTC", "midnight of Washington, a number", "midnight of Washington in summer"],
)
def test_days_however_the_api_writes_them(seconds: Any, day: date) -> None:
    assert released(date=seconds).published_date == day


@pytest.mark.parametrize(
    ("url", "resultset", "following"),
    [
        (API, {"count": "5", "pagesize": 2, "page": 0}, f"{API}&page=1"),
        (f"{API}&page=2", {"count": "5", "pagesize": 2, "page": 2}, None),
        (f"{API}&page=1", {"count": 4, "pagesize": "2", "page": 1}, None),
    ],
)
def test_pages_of_the_api_count_from_nought(url: str, resultset: dict[str, Any], following: str | None) -> None:
    assert answered({**ANSWER, "metadata": {"resultset": resultset}}, url).next_url == following


@pytest.mark.parametrize(
    ("changes", "selector"),
    [
        ({"title": ""}, "title"),
        ({"title": "<b> </b>"}, "title"),
        ({"body": None}, "body"),
        ({"body": "<p> </p>"}, "body"),
        ({"date": ""}, "date"),
        ({"date": "March 4"}, "date"),
        ({"date": "9" * 30}, "date"),
    ],
)
def test_what_a_release_of_the_api_misses_is_named(changes: dict[str, Any], selector: str) -> None:
    with pytest.raises(ParseError) as caught:
        released(**changes)
    assert caught.value.selector == selector


@pytest.mark.parametrize(
    "answer", [{}, {"results": []}, {**ANSWER, "results": None}, {**ANSWER, "metadata": {"resultset": {"count": "?"}}}]
)
def test_other_answers_are_refused(answer: dict[str, Any]) -> None:
    with pytest.raises(ParseError, match="no answer of the news API"):
        answered(answer)


@given(body=mutated(ANSWER))
def test_damaged_answers(body: bytes) -> None:
    with suppress(ParseError):
        assert all(link.item for link in read_answer(page(body, API)).links)


@given(body=mutated(RELEASE))
def test_damaged_releases_of_the_api(body: bytes) -> None:
    with suppress(ParseError):
        assert read_release(page(body, URL)).text


def test_a_page_of_the_present_layout_is_read() -> None:
    read = read_page(page(HTML, URL))
    assert read.title == "Invented Ferry Operator Fined"
    assert read.body == "The operator was fined today.\n\nIt had paid for berths."
    assert (read.published_date, read.published_at) == (date(2024, 3, 4), None)
    assert read.links == ("https://www.justice.gov/x",)
    assert [(one.url, one.title) for one in read.attachments] == [("https://www.justice.gov/opa/media/1/dl", "Order")]
    assert read.fields == {
        "subtitle": ("Berths",),
        "topics": ("Public Corruption",),
        "components": ("Tax Division",),
        "number": ("24-1",),
    }


@pytest.mark.parametrize(
    ("found", "put", "message"),
    [
        ('<h1 class="page-title">', "<h1>", "h1.page-title"),
        ('class="node-body"', "", ".node-body .field_body"),
        ('<div class="node-date"><div', "<div><div", ".node-date"),
        ("2024-03-04T12:00:00Z", "soon", "'soon' is no date"),
        ("<main>", '<main><script>"bm-verify": "x"</script>', "protection against machines"),
    ],
)
def test_a_page_of_another_layout_says_what_is_missing(found: str, put: str, message: str) -> None:
    with pytest.raises(ParseError, match=message):
        read_page(page(HTML.replace(found, put, 1), URL))


@pytest.mark.parametrize("year", [2018, 2024])
def test_both_layouts_are_read_whenever_they_were_fetched(year: int) -> None:
    assert document_parsers()["us_doj_release"].valid_until is None
    for html, title in (
        (old.INVENTED, "Invented Ferry Operator Pleads Guilty"),
        (HTML, "Invented Ferry Operator Fined"),
    ):
        fetched = Page(URL, html.encode(), datetime(year, 6, 1, tzinfo=UTC), 200, {"content-type": "text/html"})
        assert read_document("us_doj_release", fetched, SOURCE).title == title


def test_the_present_index_is_read() -> None:
    listing = read_index(page(INDEX, "https://www.justice.gov/news"))
    assert [(link.url[-4:], link.title, link.date_hint) for link in listing.links] == [
        ("/one", "One", date(2024, 3, 4)),
        ("/two", "Two", None),
    ]
    assert listing.next_url == "https://www.justice.gov/news?page=1"
    only = read_index(page(INDEX, "https://www.justice.gov/news"), item="article.node-press-release")
    assert len(only.links) == 1


def test_a_page_without_releases_is_no_index() -> None:
    with pytest.raises(ParseError, match="news-content-listing"):
        read_index(page("<h1>Not found</h1>", "https://www.justice.gov/news"))
