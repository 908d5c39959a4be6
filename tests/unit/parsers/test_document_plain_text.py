from datetime import date

import pytest

from parsers.documents.plain_text import parse
from parsers.records import ParseError
from tests.shared_data import SHARED, needs_shared
from tests.unit.parsers.pages import page

LONG = (
    "The office told the press about the case at length, and said that more would be told when the court has heard it. "
)


def test_the_first_line_is_the_title() -> None:
    document = parse(page(f"\ufeff\n Two charged \r\n\r\n{LONG}\r\n{LONG}", content_type="text/plain; charset=utf-8"))
    assert document.title == "Two charged"
    assert document.body == f"{LONG.strip()}\n\n{LONG.strip()}"
    assert document.published_date is None


@pytest.mark.parametrize(
    ("lines", "day"),
    [
        ("4 March 2024", date(2024, 3, 4)),
        ("Date: 2024-03-04", date(2024, 3, 4)),
        ("Published on: Monday, March 4, 2024", date(2024, 3, 4)),
        ("Anna Roe was charged on 4 March 2024.", None),
        ("04/03/2024", None),
        ("4 March 2024\nPublished: 5 March 2024", None),
        (f"{LONG}\n" * 30 + "4 March 2024", date(2024, 3, 4)),
        (f"{LONG}\n" * 10 + "4 March 2024\n" + f"{LONG}\n" * 10, None),
    ],
)
def test_only_a_line_that_states_the_date_counts(lines: str, day: date | None) -> None:
    assert parse(page(f"Title\n\n{lines}\n", content_type="text/plain")).published_date == day


def test_a_date_handed_in_prevails() -> None:
    text = page("Title\n\n4 March 2024\n\nBody.", content_type="text/plain")
    assert parse(text, published=date(2024, 3, 1)).published_date == date(2024, 3, 1)


@pytest.mark.parametrize("body", ["", " \n\t\n", "\ufeff", "\x00"])
def test_an_empty_text_is_refused(body: str) -> None:
    with pytest.raises(ParseError, match="holds no text"):
        parse(page(body, content_type="text/plain"))


def test_a_text_without_line_ends_is_no_title() -> None:
    document = parse(page(LONG * 9, content_type="text/plain"))
    assert (document.title, document.body) == ("", (LONG * 9).strip())


@needs_shared
def test_the_founding_article() -> None:
    text = (SHARED / "seeds" / "icac-collaboration-article.txt").read_bytes()
    document = parse(page(text, content_type="text/plain"), published=date(2023, 8, 31), kind="newsletter")
    assert len(document.body.split("\n\n")) == 5, "each of its lines is a paragraph"
    assert document.body.startswith("In the past few months,")
    assert document.kind == "newsletter"
