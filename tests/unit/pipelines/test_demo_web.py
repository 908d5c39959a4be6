"""The embedded sample's web: says that it is invented, behaves like a good server, changes overnight as told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from config.errors import ConfigError
from config.sources import load_sources
from pipelines.demo import scene
from pipelines.demo.pages import pages_of, search
from pipelines.demo.releases import Publisher, Release, read_publishers
from pipelines.demo.server import SampleWeb


@pytest.fixture
def web() -> Iterator[SampleWeb]:
    with SampleWeb() as web:
        yield web


def releases(*, next_morning: bool = False) -> dict[tuple[str, str], Release]:
    return {
        (publisher.key, release.path): release
        for publisher in read_publishers(next_morning=next_morning)
        for release in publisher.releases
    }


def get(web: SampleWeb, key: str, path: str, **headers: str) -> requests.Response:
    return requests.get(web.bases[key] + path, headers=headers, timeout=10)


def test_there_are_publishers_and_releases_enough() -> None:
    publishers = read_publishers()
    assert len(publishers) >= 4
    assert {publisher.layout for publisher in publishers} >= {"feed", "index", "govuk", "annexes"}
    assert sum(len(publisher.releases) for publisher in publishers) >= 44
    assert all(len({p.path for p in publisher.releases}) == len(publisher.releases) for publisher in publishers)


def test_no_release_is_dated_ahead_of_the_sample() -> None:
    days = {release.published.date().isoformat() for release in releases(next_morning=True).values()}
    assert min(days) >= "2024-01-01"
    assert max(days) <= "2025-12-31"


@pytest.mark.parametrize("publisher", read_publishers(), ids=lambda publisher: publisher.key)
def test_every_page_says_that_it_is_invented(publisher: Publisher) -> None:
    pages = pages_of(publisher, "http://127.0.0.1:1")
    told = {path: reply.body.decode() for path, reply in pages.items() if "pdf" not in reply.media_type}
    assert told
    silent = [path for path, text in told.items() if "Invented" not in text]
    assert not silent, f"pages that do not say that they are invented: {silent}"
    assert "Invented" in search(publisher, "/api/search.json").body.decode()


@pytest.mark.parametrize("publisher", read_publishers(), ids=lambda publisher: publisher.key)
def test_releases_themselves_hold_no_notice(publisher: Publisher) -> None:
    """The notice stands outside the release, so that it is no part of what is read."""
    for release in publisher.releases:
        assert "nvented" not in " ".join(release.paragraphs), release.path


def test_known_page_is_answered_304_until_it_changes(web: SampleWeb) -> None:
    path = "/news/former-surveyor-sentenced"
    first = get(web, "port_lantern", path)
    held = {"If-None-Match": first.headers["ETag"]}
    assert (first.status_code, first.headers["X-Communique-Sample"]) == (200, "invented")
    assert get(web, "port_lantern", path, **held).status_code == 304
    assert get(web, "port_lantern", path, **{"If-Modified-Since": first.headers["Last-Modified"]}).status_code == 304
    web.turn_to_next_morning()
    edited = get(web, "port_lantern", path, **held)
    assert edited.status_code == 200
    assert "two years and three months" in edited.text
    assert edited.headers["Last-Modified"] != first.headers["Last-Modified"]


def test_head_sends_the_same_headers_and_no_body(web: SampleWeb) -> None:
    url = web.bases["saltmarsh"] + "/press"
    asked, head = requests.get(url, timeout=10), requests.head(url, timeout=10)
    assert head.status_code == 200
    assert head.content == b""
    assert head.headers["Content-Length"] == asked.headers["Content-Length"] == str(len(asked.content))
    assert head.headers["ETag"] == asked.headers["ETag"]


def test_missing_pages_and_robots(web: SampleWeb) -> None:
    assert get(web, "port_lantern", "/news/commissioners-diary-october").status_code == 404
    assert get(web, "port_lantern", "/no-such-page").status_code == 404
    assert "Disallow: /internal/" in get(web, "saltmarsh", "/robots.txt").text


def test_index_runs_over_at_least_three_pages(web: SampleWeb) -> None:
    pages = [get(web, "saltmarsh", path).text for path in ("/press", "/press?page=2", "/press?page=3")]
    assert all('rel="next"' in text for text in pages[:2])
    assert all(text.count('class="release"') == 5 for text in pages)


def test_overnight_one_is_edited_one_withdrawn_one_new() -> None:
    evening, morning = releases(), releases(next_morning=True)
    assert [path for _, path in morning.keys() - evening.keys()] == ["/press/2025/engineer-drops-appeal"]
    assert not evening.keys() - morning.keys()
    changed = {key: morning[key] for key in evening if evening[key] != morning[key]}
    assert [path for (_, path), release in changed.items() if release.withdrawn] == [
        "/government/news/suppliers-must-name-owners"
    ]
    edited = [key for key, release in changed.items() if release.paragraphs != evening[key].paragraphs]
    assert [path for _, path in edited] == ["/news/former-surveyor-sentenced"]
    assert len(changed) == 2


def test_sources_get_the_servers_addresses(web: SampleWeb, tmp_path: Path) -> None:
    declared = load_sources(scene.SOURCES)
    assert all(name.startswith("invented-") for name in declared), "an id that says invented says so on every row"
    sources = scene.sample_sources(tmp_path / "sources", web)
    assert sources.keys() == declared.keys()
    for source in sources.values():
        assert source.listing is not None
        assert requests.get(source.listing.url, timeout=10).status_code == 200, source.listing.url
        assert source.name in {publisher.name for publisher in web.publishers()}


def test_demo_clears_only_its_own_folder(tmp_path: Path) -> None:
    home = scene.fresh_home(tmp_path / "demo")
    (home / "events.duckdb").write_text("old")
    assert not (scene.fresh_home(home) / "events.duckdb").exists()

    precious = tmp_path / "data"
    precious.mkdir()
    (precious / "warehouse.duckdb").write_text("real")
    with pytest.raises(ConfigError, match="not the demo's"):
        scene.fresh_home(precious)
    assert (precious / "warehouse.duckdb").read_text() == "real"
