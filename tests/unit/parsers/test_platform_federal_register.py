"""US Federal Register: records of its API, from the listing to the document. All documents are invented."""

import json
from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from hypothesis import given

from parsers.documents.federal_register import parse as read_record
from parsers.listings.federal_register import parse as read_answer
from parsers.records import Document, Listing, ParseError
from tests.unit.parsers.mutated_json import mutated
from tests.unit.parsers.pages import page

API = "https://www.federalregister.gov/api/v1/documents.json?order=newest&per_page=1"
NEXT = "https://www.federalregister.gov/api/v1/documents?format=json&page=2&search_after_cursor=WzFd"
RECORD: dict[str, Any] = {
    "document_number": "2024-00001",
    "title": "Invented Berths &amp; Fees; Final Determination",
    "abstract": "The Invented Maritime Office determines that fees of berths\nwere subsidised.",
    "action": "Final rule.",
    "dates": "Applicable March 4, 2024.",
    "publication_date": "2024-03-04",
    "type": "Rule",
    "citation": "89 FR 1",
    "html_url": "https://www.federalregister.gov/documents/2024/03/04/2024-00001/invented-berths",
    "pdf_url": "https://www.govinfo.gov/content/pkg/FR-2024-03-04/pdf/2024-00001.pdf",
    "agencies": [
        {"raw_name": "DEPARTMENT OF INVENTION", "name": "Invention Department", "id": 1, "slug": "invention"},
        {"raw_name": "Invented Maritime Office"},
    ],
    "docket_ids": ["IMO-2024-1"],
    "page_views": {"count": 7, "last_updated": "2024-03-05 01:00:00 -0500"},
    "excerpts": "the <span class='match'>berths</span>",
}
ANSWER: dict[str, Any] = {"count": 2, "total_pages": 2, "next_page_url": NEXT, "results": [RECORD]}


def answered(answer: Any) -> Listing:
    return read_answer(page(json.dumps(answer), API, "application/json"))


def document(**changes: Any) -> Document:
    [link] = answered({**ANSWER, "results": [{**RECORD, **changes}]}).links
    return read_record(page(link.item or b"", link.url, link.item_type), kind="other")


def test_a_record_is_read_from_what_the_listing_hands_over() -> None:
    read = document()
    assert read.url == RECORD["html_url"]
    assert read.title == "Invented Berths & Fees; Final Determination"
    assert read.body == (
        "The Invented Maritime Office determines that fees of berths were subsidised.\n\nApplicable March 4, 2024."
    )
    assert (read.published_date, read.published_at, read.kind) == (date(2024, 3, 4), None, "other")
    assert [(one.url, one.media_type) for one in read.attachments] == [(RECORD["pdf_url"], "application/pdf")]
    assert read.fields == {
        "document_number": ("2024-00001",),
        "citation": ("89 FR 1",),
        "type": ("Rule",),
        "action": ("Final rule.",),
        "agencies": ("Invention Department", "Invented Maritime Office"),
        "dockets": ("IMO-2024-1",),
    }


def test_the_listing_goes_on_with_the_cursor_of_the_answer() -> None:
    listing = answered(ANSWER)
    assert listing.next_url == NEXT
    assert [(link.title, link.date_hint) for link in listing.links] == [(RECORD["title"], date(2024, 3, 4))]
    assert answered({**ANSWER, "next_page_url": None}).next_url is None
    assert answered({"count": 0}).links == ()


def test_counts_of_readers_make_no_other_item() -> None:
    [first], [again] = (
        answered({**ANSWER, "results": [{**RECORD, "page_views": {"count": views}}]}).links for views in (7, 8)
    )
    assert first.item == again.item


def test_a_document_without_summary_has_its_action_for_text() -> None:
    assert document(abstract=None, dates=None).body == "Final rule."


@pytest.mark.parametrize(
    ("changes", "selector"),
    [
        ({"abstract": None, "dates": "", "action": None}, "abstract, dates, action"),
        ({"publication_date": None}, "publication_date"),
        ({"publication_date": "soon"}, "publication_date"),
        ({"title": ""}, "title"),
    ],
)
def test_what_is_missing_is_named(changes: dict[str, Any], selector: str) -> None:
    with pytest.raises(ParseError) as caught:
        document(**changes)
    assert caught.value.selector == selector


def test_an_error_of_the_api_is_told_in_its_words() -> None:
    with pytest.raises(ParseError, match="Pagination limit exceeded"):
        answered({"status": 400, "message": "Pagination limit exceeded"})


@given(body=mutated(ANSWER))
def test_damaged_answers(body: bytes) -> None:
    with suppress(ParseError):
        assert all(link.item for link in read_answer(page(body, API)).links)


@given(body=mutated(RECORD))
def test_damaged_records(body: bytes) -> None:
    with suppress(ParseError):
        assert read_record(page(body, RECORD["html_url"])).text
