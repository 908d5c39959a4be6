"""European Commission Press Corner: search and documents of its API. All documents are invented."""

import json
from contextlib import suppress
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given

from parsers.documents.ec_press_corner import parse as read_document
from parsers.listings.ec_press_corner import parse as read_search
from parsers.records import Document, Listing, ParseError
from tests.unit.parsers.mutated_json import mutated
from tests.unit.parsers.pages import page

CORNER = "https://ec.europa.eu/commission/presscorner"
SEARCH = f"{CORNER}/api/search?language=en&pagesize=2&pagenumber=1"
URL = f"{CORNER}/api/documents?reference=IP/24/1&language=en"
FOUND: dict[str, Any] = {
    "totalNumber": 3,
    "pageSize": 2,
    "pageNumber": 1,
    "docuLanguageListResources": [
        {
            "refCode": "IP/24/1",
            "eventDate": "2024-03-04",
            "title": "Commission opens an invented case",
            "leadText": "Today …",
            "docutype": {"code": "IP", "description": "Press release"},
            "languageCode": "EN",
        },
        {"refCode": "SPEECH/24/2", "eventDate": "2024-03-01", "title": "Speech", "languageCode": "fr"},
    ],
}
DOCUMENT: dict[str, Any] = {
    "ky": 1,
    "refCd": "IP/24/1",
    "eventDate": "2024-03-04",
    "publishDate": "2024-03-04T11:42:10.000+01:00",
    "languages": ["EN", "FR", "DE"],
    "docutypeResource": {"code": "IP", "description": "Press release"},
    "placeResource": {"description": "Brussels"},
    "policiesResource": [{"code": "COMPETITION", "description": "Competition"}],
    "commissionerResource": [{"code": "a", "shortDescription": "Invented Commissioner"}],
    "docuLanguageResource": {
        "title": "Commission opens an invented case &amp; another",
        "subtitle": "Two harbours",
        "htmlContent": "<p>Today, the European Commission has <a href='/x'>opened</a> a case.</p><h2>Next steps</h2>",
        "language": "en",
        "attachmentResources": [],
    },
}


def searched(answer: Any) -> Listing:
    return read_search(page(json.dumps(answer), SEARCH, "application/json"))


def document(**changes: Any) -> Document:
    return read_document(page(json.dumps({**DOCUMENT, **changes}), URL, "application/json"))


def with_resource(**changes: Any) -> dict[str, Any]:
    return {"docuLanguageResource": {**DOCUMENT["docuLanguageResource"], **changes}}


def test_the_search_gives_addresses_of_documents_in_their_language() -> None:
    listing = searched(FOUND)
    assert [(link.url, link.date_hint) for link in listing.links] == [
        (URL, date(2024, 3, 4)),
        (f"{CORNER}/api/documents?reference=SPEECH/24/2&language=fr", date(2024, 3, 1)),
    ]
    assert listing.next_url == f"{CORNER}/api/search?language=en&pagesize=2&pagenumber=2"
    assert searched({**FOUND, "pageNumber": 2}).next_url is None
    assert searched({**FOUND, "docuLanguageListResources": []}).next_url is None


def test_a_document_is_read() -> None:
    read = document()
    assert read.title == "Commission opens an invented case & another"
    assert read.body == "Today, the European Commission has opened a case.\n\nNext steps"
    assert read.published_date == date(2024, 3, 4)
    assert read.published_at == datetime(2024, 3, 4, 11, 42, 10, tzinfo=timezone(timedelta(hours=1)))
    assert (read.language, read.kind) == ("en", "press_release")
    assert read.canonical_url == f"{CORNER}/detail/en/ip_24_1"
    assert read.translations == {"fr": f"{CORNER}/detail/fr/ip_24_1", "de": f"{CORNER}/detail/de/ip_24_1"}
    assert read.fields == {
        "reference": ("IP/24/1",),
        "subtitle": ("Two harbours",),
        "type": ("Press release",),
        "place": ("Brussels",),
        "policies": ("Competition",),
        "commissioners": ("Invented Commissioner",),
    }


def test_a_document_put_up_later_has_its_day_and_no_moment() -> None:
    read = document(publishDate="2024-03-09T11:42:10.000+01:00")
    assert (read.published_date, read.published_at) == (date(2024, 3, 4), None)


@pytest.mark.parametrize(
    ("code", "kind"), [("SPEECH", "speech"), ("STATEMENT", "statement"), ("QANDA", "press_release")]
)
def test_the_kind_is_the_commissions(code: str, kind: str) -> None:
    assert document(docutypeResource={"code": code}).kind == kind


@pytest.mark.parametrize(
    ("changes", "selector"),
    [
        ({"refCd": None}, "refCd"),
        ({"refCd": "../x"}, "refCd"),
        ({"eventDate": None}, "eventDate"),
        ({"docuLanguageResource": None}, "docuLanguageResource.title"),
        (with_resource(htmlContent=None), "docuLanguageResource.htmlContent"),
        (with_resource(htmlContent="<p> </p>"), "docuLanguageResource.htmlContent"),
    ],
)
def test_what_is_missing_is_named(changes: dict[str, Any], selector: str) -> None:
    with pytest.raises(ParseError) as caught:
        document(**changes)
    assert caught.value.selector == selector


@pytest.mark.parametrize("answer", [{}, {**FOUND, "totalNumber": "3"}, {**FOUND, "docuLanguageListResources": None}])
def test_other_answers_are_refused(answer: dict[str, Any]) -> None:
    with pytest.raises(ParseError, match="no answer of the Press Corner's search"):
        searched(answer)


@given(body=mutated(FOUND))
def test_damaged_searches(body: bytes) -> None:
    with suppress(ParseError):
        assert all(link.url.startswith(CORNER) for link in read_search(page(body, SEARCH)).links)


@given(body=mutated(DOCUMENT))
def test_damaged_documents(body: bytes) -> None:
    with suppress(ParseError):
        assert read_document(page(body, URL)).text
