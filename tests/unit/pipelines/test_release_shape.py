"""Selectors found on three pages of one site: on invented ones and on archived ones of the Justice site."""

from datetime import date

import pytest

from parsers.registry import read_document
from pipelines.workbench.release_shape import ReleaseShape, Told, release_shape
from tests import invented_sites
from tests.shared_data import needs_shared
from tests.unit.parsers.pages import SOURCE, crawled_list, page

NUMBERS = (0, 3, 7)
PAGES = [page(invented_sites.odd_page(n), f"https://harbour.example/show.php?id={n}") for n in NUMBERS]
TOLD = [Told(invented_sites.HEADLINES[n], invented_sites.day_of(n)) for n in NUMBERS]


def read(shape: ReleaseShape) -> list[tuple[str, date | None, str]]:
    documents = [read_document("html_release", one, shape.options) for one in PAGES]
    return [(document.title, document.published_date, document.body) for document in documents]


@pytest.mark.parametrize("told", [TOLD, [Told(one.title) for one in TOLD], [Told(day=one.day) for one in TOLD]])
def test_title_day_and_body_are_found(told: list[Told]) -> None:
    shape = release_shape(PAGES, told)
    if any(one.title for one in told):
        expected = [
            (invented_sites.HEADLINES[n], invented_sites.day_of(n), "\n\n".join(invented_sites.words_of(n)))
            for n in NUMBERS
        ]
        assert read(shape) == expected
    else:
        assert shape.title is None, "the only heading is the site's name, and nobody tells the titles"


def test_the_day_of_a_change_is_never_taken() -> None:
    shape = release_shape(PAGES, [Told(one.title, date(2024, 6, 14)) for one in TOLD])
    assert shape.date is None
    assert "no selector gives the date exactly once on each of the pages" in shape.notes


def test_what_stands_in_the_body_and_is_none_of_it_is_left_out() -> None:
    shape = release_shape([page(one.body.replace(b'class="words"', b""), one.url) for one in PAGES], TOLD)
    bodies = [
        read_document("html_release", page(one.body.replace(b'class="words"', b""), one.url), shape.options).body
        for one in PAGES
    ]
    assert bodies == ["\n\n".join(invented_sites.words_of(n)) for n in NUMBERS]


@needs_shared
@pytest.mark.parametrize("start", [0, 40, 100])
def test_archived_pages_of_justice_are_read_as_by_their_own_parser(start: int) -> None:
    pages = crawled_list("corruption")[start : start + 3]
    documents = [read_document("us_doj_release", one, SOURCE) for one in pages]
    told = [Told(document.title, document.published_date) for document in documents]
    shape = release_shape(pages, told, "America/New_York")
    for one, expected in zip(pages, documents, strict=True):
        found = read_document("html_release", one, {**SOURCE, **shape.options})
        assert (found.title, found.published_date) == (expected.title, expected.published_date)
        assert found.body == expected.body
