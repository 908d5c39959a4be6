"""A run writes down how each source stands: one that breaks says so the same day, with the page that broke it."""

from __future__ import annotations

from datetime import date

import duckdb
import pytest

from config.settings import Settings
from config.sources import load_source
from pipelines.acquisition.archive import Archive
from pipelines.acquisition.fetcher import Fetcher
from pipelines.stages.run import run_sources
from tests.invented_web import InventedWeb, Reply, release


@pytest.fixture
def web():
    with InventedWeb(releases=4) as web:
        yield web


@pytest.fixture
def settings(tmp_path, web):
    settings = Settings(home=tmp_path / "home", sources=tmp_path / "sources")
    web.write_source(settings.sources)
    return settings


def run(settings) -> None:
    source = load_source(settings.sources / "invented-office.yaml")
    with Fetcher(settings, backoff_seconds=0) as fetcher:
        run_sources(settings, {source.source_id: source}, fetcher=fetcher)


def latest(settings) -> dict[str, tuple]:
    """Verdict, value, URL and archive place of the latest observation of each check, from the published snapshot."""
    query = """
        select check_name, verdict, value, url, archive_file, archive_offset from source_observation
        qualify row_number() over (partition by check_name order by observed_at desc) = 1
    """
    with duckdb.connect(settings.published, read_only=True) as con:
        return {row[0]: row[1:] for row in con.execute(query).fetchall()}


def failing(settings) -> str | None:
    with duckdb.connect(settings.published, read_only=True) as con:
        return con.execute("select failing_checks from source_health").fetchall()[0][0]


def test_a_good_run_a_broken_listing_and_a_mended_one(settings, web):
    run(settings)
    found = latest(settings)
    assert {name: row[:2] for name, row in found.items() if name != "staleness"} == {
        "links": ("ok", 4),
        "answers": ("ok", 0),
        "selectors": ("ok", 0),
        "filled:title": ("ok", 1),
        "filled:published": ("ok", 1),
        "filled:body": ("ok", 1),
    }
    assert failing(settings) is None
    good, web.pages["/news"] = web.pages["/news"], Reply(b"<html>A new site!</html>")
    run(settings)
    verdict, value, url, file, offset = latest(settings)["links"]
    assert (verdict, value, url) == ("failed", 0, f"{web.base}/news")
    with Archive(settings.archive) as archive:
        assert archive.read(file, offset).body == web.pages["/news"].body, "the page that broke it can be looked at"
    assert "links: found 0 times, expected 1 [li.release]" in str(failing(settings))
    web.pages["/news"] = good
    run(settings)
    assert failing(settings) is None


def test_a_redesign_of_the_releases_shows_in_the_run_that_meets_it(settings, web):
    run(settings)
    for number in (5, 6, 7):
        web.pages[f"/news/{number}"] = Reply(release(number).replace(b"article:published_time", b"x"))
    web.pages["/news/8"] = Reply(b"<html></html>")
    web.publish(8)
    run(settings)
    found = latest(settings)
    assert found["filled:published"][:2] == ("failed", 0)
    assert found["selectors"][:3] == ("warning", 1, f"{web.base}/news/8")
    assert "0 of 3 releases have published" in str(failing(settings))


def test_a_run_over_a_range_of_days_judges_nothing(settings, web):
    source = load_source(settings.sources / "invented-office.yaml")
    run_sources(settings, {source.source_id: source}, since=date(2030, 1, 1))
    assert latest(settings) == {}
