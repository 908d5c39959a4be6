from typing import Any

import pytest

from parsers.documents.json_record import document_of, parse
from parsers.records import ParseError
from tests.unit.parsers.pages import page

URL = "file:///releases.jsonl/line-1"


@pytest.mark.parametrize(
    ("record", "title", "body"),
    [
        ({"title": "Two charged", "body": "First.\n\nSecond."}, "Two charged", "First.\n\nSecond."),
        ({"title": "Two charged", "text": "Two charged\n\nFirst."}, "Two charged", "First."),
        ({"text": "Two charged\n\nFirst."}, "Two charged", "First."),
        ({"headline": "Two charged", "content": "<p>First.</p><p>Second.</p>"}, "Two charged", "First.\n\nSecond."),
    ],
)
def test_records_of_several_makers(record: dict[str, Any], title: str, body: str) -> None:
    document = document_of(record, URL)
    assert (document.title, document.body, document.url) == (title, body, URL)


def test_what_a_record_tells_beside_its_text() -> None:
    record = {
        "url": "https://press.example/7#x", "text": "Two charged\n\nFirst.", "published": "2024-03-04T23:30:00Z",
        "language": "fr", "kind": "speech", "topics": ["Fraud", " Ports "], "number": 7, "events": [{"type": "charge"}],
    }  # fmt: skip
    document = document_of(record, URL, timezone="Europe/Paris", language="en")
    assert document.url == "https://press.example/7"
    assert str(document.published_date) == "2024-03-05"
    assert (document.language, document.kind) == ("fr", "speech")
    assert document.fields == {"topics": ("Fraud", "Ports"), "number": ("7",)}


@pytest.mark.parametrize(
    "body",
    ["{}", '{"title": "No text"}', '{"text": ""}', '{"text": 3}', '{"text": "a", "published": "soon"}', "[1]", "no"],
)
def test_a_record_that_is_none_is_refused(body: str) -> None:
    with pytest.raises(ParseError):
        parse(page(body, content_type="application/json"))
