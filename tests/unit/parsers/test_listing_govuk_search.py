import json
from typing import Any

import pytest

from parsers.listings.govuk_search import parse
from parsers.records import Listing, ParseError
from tests.unit.parsers.pages import page

URL = "https://www.gov.uk/api/search.json?filter_organisations=invented&count=2&start=2"


def read(**answer: Any) -> Listing:
    results = [
        {"title": "One", "link": "/government/news/one", "public_timestamp": "2023-06-01T23:30:00Z"},
        {"title": "Elsewhere", "link": "https://other.example/two"},
    ]
    return parse(page(json.dumps({"results": results, "total": 5, "start": 2, **answer}), URL, "application/json"))


def test_results_become_addresses_of_the_content_api() -> None:
    [link] = read().links
    assert link.url == "https://www.gov.uk/api/content/government/news/one"
    assert str(link.date_hint) == "2023-06-02"


def test_pages_go_on_to_the_total() -> None:
    assert read().next_url == "https://www.gov.uk/api/search.json?filter_organisations=invented&count=2&start=4"
    assert read(total=4).next_url is None
    assert read(results=[]).next_url is None, "an empty page ends the listing, whatever the total says"


@pytest.mark.parametrize("answer", [{"total": "5"}, {"results": {}}, {"results": [{"title": "no link"}]}])
def test_other_answers_are_refused(answer: dict[str, Any]) -> None:
    with pytest.raises(ParseError):
        read(**answer)
