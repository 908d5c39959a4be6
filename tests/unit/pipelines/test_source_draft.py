"""The YAML that a new source gets, and what of it the site's address tells."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from config.sources import load_source
from pipelines.workbench.draft import WIDTH, Draft, yaml_of
from pipelines.workbench.places import country_of, timezone_of
from pipelines.workbench.wish import id_of


def draft(**changes: Any) -> Draft:
    fixed: dict[str, Any] = {
        "name": "Invented Office: Harbours & Ports",
        "publisher": None,
        "country": "NZ",
        "language": "en",
        "timezone": "Pacific/Auckland",
        "homepage": "https://harbour.example/news?x=1&y=2",
        "listing": {
            "parser": "html_index",
            "url": "https://harbour.example/news",
            "item": 'li[class~="r"] > a',
            "minimum": 2,
        },
        "document": {"parser": "generic"},
        "expect": {"items_per_listing": [1, 50], "title": "always"},
    }
    return Draft(**{**fixed, **changes})


def test_it_reads_back_as_it_was_meant(tmp_path: Path) -> None:
    path = tmp_path / "nz-harbour.yaml"
    made = draft(
        notes={"publisher": "nobody of that name is known " * 8, "timezone": "that of the capital"},
        found=("Found at a page. " * 20,),
        private_networks=("127.0.0.0/8",),
        backfill={
            "parser": "sitemap",
            "url": "https://harbour.example/map.xml",
            "pattern": r"^https?://h\.example/\d+",
        },
    )
    text = yaml_of(made)
    path.write_text(text, "utf-8")
    source = load_source(path)
    assert source.name == made.name
    assert source.listing is not None
    assert source.backfill is not None
    assert source.listing.options == {"item": 'li[class~="r"] > a', "minimum": 2}
    assert source.backfill.options == {"pattern": r"^https?://h\.example/\d+"}
    assert source.expect.items_per_listing == (1, 50)
    assert not source.verified
    assert max(map(len, text.splitlines())) <= WIDTH


@given(st.text(min_size=1, max_size=60), st.text(max_size=60))
def test_any_words_of_a_site_stay_what_they_are(name: str, pattern: str) -> None:
    words = " ".join(name.split())
    if not words.isprintable() or not pattern.isprintable() or not words:
        return
    text = yaml_of(draft(name=words, document={"parser": "generic", "x": pattern}))
    read = yaml.safe_load(text)
    assert (read["name"], read["document"]["x"]) == (words, pattern)


@pytest.mark.parametrize(
    ("url", "languages", "country", "timezone"),
    [
        ("https://www.harbour.gov.uk/news", (), "GB", "Europe/London"),
        ("https://harbour.govt.nz/", (), "NZ", "Pacific/Auckland"),
        ("https://www.harbour.gov/", (), "US", "America/New_York"),
        ("https://harbour.gov.br/", (), "BR", "America/Sao_Paulo"),
        ("https://harbour.gob.co/", (), "CO", "America/Bogota"),
        ("https://harbour.co/", (), None, None),
        ("https://harbour.org/", ("en-IE",), "IE", "Europe/Dublin"),
        ("https://harbour.europa.eu/", ("en",), None, None),
        ("http://127.0.0.1:8000/", (), None, None),
    ],
)  # fmt: skip
def test_an_address_tells_the_country_and_that_the_zone(
    url: str, languages: tuple[str, ...], country: str | None, timezone: str | None
) -> None:
    assert country_of(url, languages) == country
    assert timezone_of(country) == timezone


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.harbour.govt.nz/news", "nz-harbour"),
        ("https://www.port-office.gov.uk/", "gb-port-office"),
        ("https://news.harbour.org/", "harbour"),
        ("http://127.0.0.1:8000/news", "127-0-0-1-8000"),
    ],
)
def test_an_id_is_made_of_the_address(url: str, name: str) -> None:
    assert id_of(url) == name
