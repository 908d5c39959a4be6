"""Where previews say that a field was found."""

import json
from typing import Any

from config.sources import Source
from parsers.records import Page
from parsers.registry import read_document
from parsers.trace import STEPS, traced
from pipelines.workbench.origins import origins
from pipelines.workbench.preview import Beside, previewed
from tests import invented_sites
from tests.unit.parsers.pages import page

ODD = page(invented_sites.odd_page(0), "https://harbour.example/show.php?id=0")
SELECTORS = {
    "title": "div.headline",
    "date": "div.issued",
    "date_pattern": r"\d+ \w+ \d{4}",
    "body": "td.content",
    "without": "div.headline, div.issued, div.share-box, span.kicker",
}


def source(parser: str, **options: Any) -> Source:
    return Source.model_validate(
        {
            "source_id": "fj-invented-harbour",
            "name": "Invented Harbour Authority",
            "timezone": "Pacific/Fiji",
            "document": {"parser": parser, **options},
        }
    )


def places(sample: Page, parser: str, **options: Any) -> dict[str, tuple[str, bool]]:
    with traced() as steps:
        document = read_document(parser, sample, {"timezone": "Pacific/Fiji", **options})
    return {name: (one.place, one.is_told) for name, one in origins(sample, document, steps).items()}


def test_selectors_that_a_parser_used_are_named() -> None:
    found = places(ODD, "html_release", **{**SELECTORS, "fields": {"kicker": "span.kicker"}})
    assert found == {
        "title": ("div.headline", True),
        "published": ("div.issued", True),
        "body": ("td.content", True),
        "kicker": ("span.kicker", True),
    }


def test_what_the_generic_parser_took_is_named_by_where_its_words_stand() -> None:
    found = places(page(invented_sites.article(0)), "generic")
    assert found["published"] == ('meta[property="article:published_time"]@content', True)
    assert found["body"][0] == "article"
    assert found["title"][0] == "h1"


def test_paths_of_json_are_named() -> None:
    post = {
        "title": {"rendered": "Two charged"},
        "content": {"rendered": "<p>First paragraph of it.</p><p>Second.</p>", "protected": False},
        "date": "2024-03-04T10:00:00",
        "date_gmt": "2024-03-03T22:00:00",
        "link": "https://harbour.example/1",
    }
    sample = page(json.dumps(post), "https://harbour.example/1", "application/json")
    found = places(sample, "wordpress")
    assert found["title"] == ("title.rendered", True)
    assert found["body"] == ("content.rendered", True)
    assert found["published"][0] in ("date", "date_gmt")


def test_nothing_is_recorded_unless_asked_for() -> None:
    with traced() as steps:
        read_document("html_release", ODD, {**SELECTORS})
    recorded = len(steps)
    assert recorded > 0
    read_document("html_release", ODD, {**SELECTORS})
    assert len(steps) == recorded
    assert STEPS.get() is None


def test_the_generic_reading_is_told_beside() -> None:
    beside = previewed(source("html_release", **SELECTORS), ODD).beside
    assert isinstance(beside, Beside)
    assert not beside.same_title
    assert beside.title == "Invented Harbour Authority"
    assert beside.only_here == ()
    assert any("Share this" in text or "Issued on" in text or "Topics" in text for text in beside.only_generic)
    assert 0.5 < beside.token_f1 < 1


def test_a_source_read_by_the_generic_parser_has_nothing_beside() -> None:
    assert previewed(source("generic"), page(invented_sites.article(0))).beside == "is this source's own parser"
