"""`source capture` and `source snap`: from a live site to a snapshot that a person accepts."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from config.settings import Settings
from config.sources import load_source
from parsers.records import Link, Listing, Page
from parsers.registry import listing_parser
from pipelines.acquisition.failures import FetchError
from pipelines.acquisition.fetcher import Fetcher
from pipelines.cli import main
from pipelines.workbench.fixtures import PAGES, capture, folder_of, read_fixtures
from pipelines.workbench.snapshot import fault, load_snapshot
from tests.invented_web import InventedWeb, Reply, release

NAME = "invented-office"


@pytest.fixture
def web():
    with InventedWeb(releases=9, per_page=9) as web:
        yield web


@pytest.fixture
def settings(tmp_path, web):
    settings = Settings(home=tmp_path / "home", sources=tmp_path / "sources", fixtures=tmp_path / "fixtures")
    web.write_source(settings.sources)
    return settings


def captured(settings, **options):
    source = load_source(settings.sources / f"{NAME}.yaml")
    with Fetcher(settings, backoff_seconds=0) as fetcher:
        return capture(source, settings, fetcher, **options)


def source_command(settings, *arguments: str, answer: str | None = None):
    environment = {
        "COMMUNIQUE_HOME": str(settings.home),
        "COMMUNIQUE_SOURCES": str(settings.sources),
        "COMMUNIQUE_FIXTURES": str(settings.fixtures),
    }
    return CliRunner(env=environment).invoke(main, ["source", *arguments], input=answer)


def test_the_listing_and_three_releases_over_its_length_are_kept_as_received(settings, web):
    found = captured(settings)
    assert [one.asked for one in found.listings] == [f"{web.base}/news"]
    assert [one.asked[-1] for one in found.releases] == ["9", "5", "1"], "the newest, a middle one, the oldest"
    for one in (*found.listings, *found.releases):
        assert one.page.body == web.pages[one.asked.removeprefix(web.base)].body
        assert one.page.headers["etag"].startswith('"')
        assert one.page.status == 200
    assert read_fixtures(folder_of(settings, NAME)).releases == found.releases
    assert [path.name for path in folder_of(settings, NAME).iterdir()] == [PAGES], "nothing half-done stays"
    before = len(web.log)
    assert captured(settings) == found
    assert len(web.log) == before, "captured once, nothing is asked for again"
    web.pages["/news/9"] = Reply(release(9, "New words."))
    renewed = captured(settings, renew=True)
    assert b"New words." in renewed.releases[0].page.body


def test_interrupted_it_goes_on_where_it_was(settings, web):
    class StopHere(Exception):
        pass

    def stop_at_the_third(url: str) -> None:
        if url.endswith("/news/5"):
            raise StopHere

    with pytest.raises(StopHere):
        captured(settings, progress=stop_at_the_third)
    found = captured(settings)
    assert [one.asked[-1] for one in found.releases] == ["9", "5", "1"]
    assert web.asked("/news") == 1
    assert web.asked("/news/9") == 1, "what was received is not asked for again"


def test_redirects_keep_the_address_that_the_listing_gives(settings, web):
    web.pages["/moved/9"] = web.pages["/news/9"]
    web.pages["/news/9"] = Reply(b"", 302, {"Location": "/moved/9"})
    first = captured(settings).releases[0]
    assert (first.asked, first.page.url) == (f"{web.base}/news/9", f"{web.base}/moved/9")


def test_another_release_is_taken_where_one_is_gone_and_a_dead_site_is_told(settings, web):
    del web.pages["/news/5"]
    found = captured(settings)
    assert [one.asked[-1] for one in found.releases] == ["9", "1", "8"]
    assert found.failed == (f"{web.base}/news/5: HTTP status 404",)
    for number in range(1, 10):
        web.pages.pop(f"/news/{number}", None)
    with pytest.raises(FetchError, match="no release can be had"):
        captured(settings, renew=True)
    assert read_fixtures(folder_of(settings, NAME)).releases == found.releases, "the older pages stay"


def test_items_of_a_listing_are_captured_without_asking(settings, web):
    @listing_parser("invented_items")
    def parse(page: Page) -> Listing:
        return Listing(
            tuple(Link(f"{page.url}/{n}", item=release(n), item_type="text/html; charset=utf-8") for n in (3, 2, 1))
        )

    from parsers import registry

    try:
        source = load_source(settings.sources / f"{NAME}.yaml")
        spec = source.listing.model_copy(update={"parser": "invented_items"})
        spec.__pydantic_extra__.clear()
        with Fetcher(settings) as fetcher:
            found = capture(source.model_copy(update={"listing": spec}), settings, fetcher)
    finally:
        registry._LISTINGS.pop("invented_items")
    assert [(one.page.status, one.page.content_type) for one in found.releases] == [(0, "text/html")] * 3
    assert [path for path, _, _ in web.log if path.startswith("/news/")] == []


def test_from_capture_to_an_accepted_snapshot_and_a_change_that_waits(settings, web):
    done = source_command(settings, "capture", NAME)
    assert done.exit_code == 0, done.output
    assert f"next: communique source snap {NAME}" in done.output
    folder, source = folder_of(settings, NAME), load_source(settings.sources / f"{NAME}.yaml")
    pending = source_command(settings, "snap", NAME)
    assert pending.exit_code == 1
    assert "wait for review" in pending.output
    assert "source snap invented-office --review" in str(fault(source, folder)), "its test fails until it is reviewed"
    review = source_command(settings, "snap", NAME, "--review")
    assert "releases[0]" in review.output
    assert "+ title: Integrity Office release 9" in review.output
    assert load_snapshot(folder).reviewed is False, "a review accepts nothing"
    refused = source_command(settings, "snap", NAME, "--accept")
    assert refused.exit_code == 2
    assert "a person accepts, at a terminal" in refused.output
    assert load_snapshot(folder).reviewed is False
    assert source_command(settings, "snap", NAME, "--yes").exit_code == 2, "--yes alone means nothing"
    accepted = source_command(settings, "snap", NAME, "--accept", "--yes")
    assert accepted.exit_code == 0, accepted.output
    assert fault(source, folder) is None
    held = load_snapshot(folder)
    assert held.reviewed_on is not None

    path = settings.sources / f"{NAME}.yaml"
    path.write_text(path.read_text() + "kind: speech\n")
    changed = load_source(path)
    assert "releases[0].kind\n  - press_release\n  + speech" in str(fault(changed, folder))
    review = source_command(settings, "snap", NAME, "--review")
    assert "releases[2].kind" in review.output
    assert "releases[0].title" not in review.output, "only what differs is shown"
    assert load_snapshot(folder) == held
    assert source_command(settings, "snap", NAME).exit_code == 1
    waiting = json.loads((folder / "snapshot.json").read_text())
    assert waiting["reviewed"] is False
    assert waiting["accepted"]["releases"][0]["kind"] == "press_release", "what was accepted is still known"
    path.write_text(path.read_text().replace("kind: speech\n", ""))
    assert source_command(settings, "snap", NAME).exit_code == 0, "as it was accepted, it is accepted"
    assert load_snapshot(folder) == held


def test_check_judges_the_pages_and_records_what_it_found(settings, web):
    assert f"{NAME}: good; no fixtures: communique source capture {NAME}" in source_command(settings, "check").output
    for number in (9, 5, 1):
        body = release(number).replace(b"</article>", b"<p>Share this page with your friends</p></article>")
        web.pages[f"/news/{number}"] = Reply(body)
    captured(settings)
    warned = source_command(settings, "check", NAME)
    assert warned.exit_code == 0, "a warning fails nothing"
    assert "repeated_paragraphs" in warned.output
    path = settings.sources / f"{NAME}.yaml"
    path.write_text(path.read_text().replace("body_characters: [50,", "body_characters: [5000,"))
    failed = source_command(settings, "check", NAME, "--record")
    assert failed.exit_code == 1
    assert "fault expect: body of" in failed.output
    import duckdb

    with duckdb.connect(settings.warehouse, read_only=True) as con:
        rows = con.execute("select check_name, verdict from source_observation where verdict <> 'ok'").fetchall()
    assert sorted(rows) == [("expect", "failed"), ("repeated_paragraphs", "warning")]
    path.write_text(path.read_text().replace("name: Invented", "nmae: Invented"))
    assert source_command(settings, "check", NAME).exit_code == 2, "a wrong file comes before a failed check"


def test_a_damaged_file_of_pages_is_told_with_the_remedy(settings, web):
    captured(settings)
    path = folder_of(settings, NAME) / PAGES
    path.write_bytes(path.read_bytes()[:-40])
    told = source_command(settings, "snap", NAME)
    assert told.exit_code == 2
    assert "communique source capture" in told.output
