import json
from datetime import UTC, date, datetime
from typing import Any

import pytest

from parsers.documents.govuk_content import parse
from parsers.records import Document, ParseError
from tests.shared_data import SHARED, needs_shared
from tests.unit.parsers.pages import page

INVENTED: dict[str, Any] = {
    "base_path": "/government/news/invented",
    "document_type": "press_release",
    "first_published_at": "2023-06-01T23:30:00.000+00:00",
    "public_updated_at": "2024-02-01T10:00:00.000+00:00",
    "updated_at": "2024-03-01T10:00:00.000Z",
    "locale": "en",
    "title": "Invented director disqualified",
    "description": "The ban follows an inquiry.",
    "details": {
        "body": '<div><p>An invented director.</p><ul><li>One</li></ul><p><a href="/x">Act</a></p></div>',
        "change_history": [
            {"public_timestamp": "2024-02-01T10:00:00Z", "note": "Corrected a name."},
            {"public_timestamp": "2023-06-01T23:30:00Z", "note": "First published."},
        ],
        "attachments": [{"title": "Order", "url": "/media/order.pdf", "content_type": "application/pdf"}],
    },
    "links": {"organisations": [{"title": "Invented Service"}]},
}
URL = "https://www.gov.uk/api/content/government/news/invented"


def read(**changes: Any) -> Document:
    return parse(page(json.dumps({**INVENTED, **changes}), URL, "application/json"))


def test_a_release_is_read() -> None:
    document = read()
    assert document.title == "Invented director disqualified"
    assert document.body == "The ban follows an inquiry.\n\nAn invented director.\n\nOne\n\nAct"
    assert document.published_date == date(2023, 6, 2), "a day in British summer time"
    assert document.published_at == datetime(2023, 6, 1, 23, 30, tzinfo=UTC)
    assert [(change.at.date().isoformat(), change.note) for change in document.history] == [
        ("2023-06-01", "First published."),
        ("2024-02-01", "Corrected a name."),
    ]
    assert document.links == ("https://www.gov.uk/x",)
    assert document.attachments[0].url == "https://www.gov.uk/media/order.pdf"
    assert document.fields["organisations"] == ("Invented Service",)
    assert document.canonical_url == "https://www.gov.uk/government/news/invented"
    assert document.withdrawn is None


def test_a_withdrawal_is_told_with_its_moment_and_reason() -> None:
    notice = {"explanation": "<p>No longer <b>current</b>.</p>", "withdrawn_at": "2024-03-01T09:00:00+00:00"}
    withdrawn = read(withdrawn_notice=notice).withdrawn
    assert withdrawn is not None
    assert withdrawn.reason == "No longer current."
    assert withdrawn.at == datetime(2024, 3, 1, 9, tzinfo=UTC)


def test_the_kind_is_the_publishers() -> None:
    assert read(document_type="speech").kind == "speech"
    assert read(document_type="world_news_story").kind == "news"


@pytest.mark.parametrize(
    ("changes", "selector"),
    [
        ({"title": ""}, "title"),
        ({"title": ["a"]}, "title"),
        ({"first_published_at": None}, "first_published_at"),
        ({"first_published_at": "yesterday"}, "first_published_at"),
        ({"details": {"body": "<p> </p>"}}, "details.body"),
        ({"details": "none"}, "details.body"),
        ({"document_type": "redirect"}, "document_type"),
    ],
)
def test_what_is_missing_is_named(changes: dict[str, Any], selector: str) -> None:
    with pytest.raises(ParseError) as caught:
        read(**changes)
    assert caught.value.selector == selector


@pytest.mark.parametrize("body", ["", "[]", "<html>", '{"title": ', "null", '{"title": "a", "links": 3}'])
def test_other_answers_are_refused(body: str) -> None:
    with pytest.raises(ParseError):
        parse(page(body, URL, "application/json"))


@needs_shared
def test_the_real_documents_are_read() -> None:
    documents = {
        path.stem: parse(page(path.read_bytes(), URL, "application/json"))
        for path in sorted((SHARED / "corpora" / "govuk").glob("*.json"))
    }
    assert len(documents) == 13
    for name, document in documents.items():
        told = json.loads((SHARED / "corpora" / "govuk" / f"{name}.json").read_text("utf-8"))
        assert document.title == " ".join(told["title"].split())
        assert document.published_date == date.fromisoformat(told["first_published_at"][:10]), name
        assert document.language == told["locale"]
        assert "<" not in document.body
    assert [name for name, document in documents.items() if document.withdrawn] == ["news_article_withdrawn"]
    assert len(documents["best-practice-event"].history) == 3
