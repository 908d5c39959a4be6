"""Which archived addresses belong to a source's listing, where the archive itself does not say."""

from __future__ import annotations

import pytest

from config.sources import Source
from pipelines.stages.listing_pages import listing_pattern


def pattern(url: str, **options: str):
    listing = {"parser": "html_index", "url": url, **options}
    return listing_pattern(
        Source.model_validate(
            {"source_id": "invented", "name": "Invented", "listing": listing, "document": {"parser": "generic"}}
        )
    )


@pytest.mark.parametrize(
    ("listing", "url", "is_listing"),
    [
        ("https://a.example/news", "https://a.example/news/", True),
        ("https://a.example/news", "https://A.example/news?page=7", True),
        ("https://a.example/news?f[0]=type:release&count=50", "https://a.example/news?f[0]=type:release&page=3", True),
        ("https://a.example/news", "https://a.example/news/officers-charged", False),
        ("https://a.example/news", "https://b.example/news", False),
        ("https://a.example/press.aspx?page=1", "https://a.example/press.aspx?ID=5", False),
        ("https://a.example/press.aspx", "https://a.example/press.aspx?page=2&ID=5", False),
        ("https://a.example/{%Y%m}/{%d}.htm", "https://a.example/202401/17.htm", True),
        ("https://a.example/{%Y%m}/{%d}.htm", "https://a.example/202401/17/P2024011700123.htm", False),
    ],
)
def test_pages_of_the_listing_are_told_by_their_address(listing, url, is_listing):
    assert pattern(listing)(url) is is_listing


def test_the_sources_own_name_for_the_page_counts():
    assert pattern("https://a.example/news", page_parameter="seite")("https://a.example/news?seite=4")
