from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from config.errors import ConfigError
from parsers import registry
from parsers.records import Document, Page, ParseError
from tests.unit.parsers.pages import page


@pytest.fixture
def two_layouts() -> Iterator[None]:
    @registry.document_parser("invented", valid_until="2020-12-31")
    def before(page: Page, *, shift: int = 0) -> Document:
        if b"old" not in page.body:
            raise ParseError("is not the old layout", url=page.url)
        return Document(page.url, "old", "x" * shift)

    @registry.document_parser("invented")
    def since(page: Page, *, shift: int = 0) -> Document:
        if b"new" not in page.body:
            raise ParseError("is not the new layout", url=page.url)
        return Document(page.url, "new", "")

    yield
    del registry._DOCUMENTS["invented"]


def fetched(body: bytes, year: int) -> Page:
    return Page("https://press.example/1", body, datetime(year, 6, 1, tzinfo=UTC))


@pytest.mark.usefixtures("two_layouts")
class TestVersionsOfAParser:
    def test_the_layout_of_the_day_of_fetching_is_tried_first(self) -> None:
        assert registry.read_document("invented", fetched(b"old new", 2019), {}).title == "old"
        assert registry.read_document("invented", fetched(b"old new", 2021), {}).title == "new"

    def test_the_other_layout_is_tried_next(self) -> None:
        assert registry.read_document("invented", fetched(b"old", 2024), {}).title == "old"

    def test_the_error_is_that_of_the_layout_of_the_day(self) -> None:
        with pytest.raises(ParseError, match="not the new layout"):
            registry.read_document("invented", fetched(b"", 2024), {})

    def test_the_newest_is_listed(self) -> None:
        assert registry.document_parsers()["invented"].valid_until is None


@pytest.mark.usefixtures("two_layouts")
def test_what_a_page_leaves_open_is_filled_from_the_options() -> None:
    options = {"timezone": "Asia/Tokyo", "language": "ja", "kind": "news", "published": "2024-02-03"}
    document = registry.read_document("invented", fetched(b"new", 2024), options)
    assert (document.timezone, document.language, document.published_date) == ("Asia/Tokyo", "ja", date(2024, 2, 3))


@pytest.mark.usefixtures("two_layouts")
@pytest.mark.parametrize(
    ("name", "options", "message"),
    [
        ("nobody", {}, "no document parser 'nobody'; there are .*generic,"),
        ("invented", {"shfit": 1}, "shfit: parser 'invented': there is no such option"),
        ("invented", {"shift": "far"}, "shift: parser 'invented': Input should be a valid integer"),
    ],
)
def test_wrong_names_and_options_are_configuration_errors(name: str, options: dict[str, object], message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        registry.read_document(name, fetched(b"new", 2024), options)


def test_a_crash_of_a_parser_costs_one_page() -> None:
    @registry.document_parser("crashing")
    def crash(page: Page) -> Document:
        return Document(page.url, {}["title"], "")  # type: ignore[index]

    try:
        with pytest.raises(ParseError, match="parser 'crashing' failed: KeyError: 'title' at"):
            registry.read_document("crashing", page("x"), {})
    finally:
        del registry._DOCUMENTS["crashing"]


def test_every_parser_says_what_it_reads() -> None:
    for parser in [*registry.document_parsers().values(), *registry.listing_parsers().values()]:
        assert len(parser.summary) > 10, f"{parser.name} has no docstring"
