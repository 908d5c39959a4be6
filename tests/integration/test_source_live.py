"""`source live` against a real server: what it says of a source that works, of one that broke, and of a silent one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import duckdb
import pytest
from click.testing import CliRunner

from config.settings import Settings
from config.sources import load_source
from pipelines.acquisition.archive import Archive
from pipelines.acquisition.fetcher import Fetcher
from pipelines.cli import main
from pipelines.workbench.live import Looked, look, look_and_record
from tests.invented_web import InventedWeb, Reply, release

NAME = "invented-office"
NOW = datetime.now(UTC)


def day(number: int) -> str:
    """One release every two days, release 12 yesterday."""
    return f"{NOW.date() - timedelta(days=2 * (12 - number) + 1)}"


@pytest.fixture
def web():
    with InventedWeb(releases=12, per_page=12) as web:
        for number in range(1, 13):
            page = release(number).replace(f"2024-05-{number % 28 + 1:02d}T".encode(), f"{day(number)}T".encode())
            web.pages[f"/news/{number}"] = Reply(page)
        yield web


@pytest.fixture
def settings(tmp_path, web):
    settings = Settings(home=tmp_path / "home", sources=tmp_path / "sources", fixtures=tmp_path / "fixtures")
    web.write_source(settings.sources)
    return settings


def looked(settings, now: datetime = NOW, limit: int = 5) -> Looked:
    source = load_source(settings.sources / f"{NAME}.yaml")
    with Fetcher(settings, backoff_seconds=0) as fetcher:
        return look_and_record(source, settings, look(source, fetcher, limit), now)


def named(found: Looked) -> dict[str, tuple[str, float | None]]:
    return {one.check_name: (one.verdict, one.value) for one in found.observations}


def failing(settings) -> list[tuple]:
    with duckdb.connect(settings.warehouse, read_only=True) as con:
        return con.execute("select failing, failing_checks from source_health").fetchall()


def test_a_source_that_works_is_told_so_and_nothing_is_stored(settings, web):
    found = looked(settings)
    assert found.failed == (), [one.message for one in found.failed]
    assert named(found)["links"] == ("ok", 12)
    assert named(found)["filled:published"] == ("ok", 1.0)
    assert failing(settings) == [(0, None)]
    assert not list(settings.archive.glob("**/*.warc.gz")), "no page broke a check, none is archived"
    with duckdb.connect(settings.warehouse, read_only=True) as con:
        assert con.execute('select (select count(*) from document), (select count(*) from "fetch")').fetchall() == [
            (0, 0)
        ]
    assert web.asked("/news") == 1
    assert web.asked("/news/12") == 1


def test_an_empty_listing_is_told_with_its_page(settings, web):
    web.pages["/news"] = Reply(b"<html><body><h1>Our site is new!</h1></body></html>")
    found = looked(settings)
    told = {one.check_name: one for one in found.failed}
    assert set(told) == {"links", "listing"}
    assert "expected 1 [li.release]" in str(told["listing"].message)
    with Archive(settings.archive) as archive:
        page = archive.read(told["listing"].archive_file, told["listing"].archive_offset)
    assert page.body == web.pages["/news"].body
    assert page.url == f"{web.base}/news"


def test_a_listing_that_is_gone_and_releases_that_fail_are_told(settings, web):
    web.pages["/news/12"] = Reply(b"gone", 410)
    found = named(looked(settings))
    assert found["answers"] == ("failed", 1)
    del web.pages["/news"]
    [gone] = [one for one in looked(settings, NOW + timedelta(hours=1)).failed if one.check_name == "listing"]
    assert gone.message == "HTTP status 404"
    assert failing(settings)[0][0] == 3, "links, listing; and answers, which could not be judged anew without pages"


def test_a_redesign_shows_in_fields_that_are_empty(settings, web):
    for number in range(8, 13):
        page = web.pages[f"/news/{number}"].body.replace(b"article:published_time", b"x")
        web.pages[f"/news/{number}"] = Reply(page)
    told = {one.check_name: one for one in looked(settings).failed}
    assert told["filled:published"].value == 0
    assert told["filled:published"].message == "0 of 5 releases have published"
    assert told["filled:published"].url == f"{web.base}/news/12"
    assert told["filled:published"].archive_file, "the page that broke it is kept"


def test_silence_is_measured_by_the_sources_own_cadence(settings):
    found = named(looked(settings, limit=12))
    assert found["staleness"] == ("ok", 1)
    found = looked(settings, NOW + timedelta(days=40), limit=12)
    [stale] = [one for one in found.failed if one.check_name == "staleness"]
    assert stale.message == "publishes every 2.0 days, silent for 41"


def test_verified_is_set_only_where_no_check_fails_and_a_person_says_so(settings, web):
    path = settings.sources / f"{NAME}.yaml"
    path.write_text(path.read_text().replace("always, published: always", "always") + "verified: false  # not yet\n")
    environment = {"COMMUNIQUE_HOME": str(settings.home), "COMMUNIQUE_SOURCES": str(settings.sources)}

    def live(*arguments: str, answer: str = ""):
        return CliRunner(env=environment).invoke(main, ["source", "live", NAME, *arguments], input=answer)

    page, web.pages["/news/12"] = web.pages["/news/12"], Reply(b"<html></html>")
    broken = live("--verify", "--yes")
    assert broken.exit_code == 1, broken.output
    assert "is not verified: a check failed" in broken.output
    assert "kept in the archive" in broken.output
    web.pages["/news/12"] = page
    before = path.read_text()
    declined = live("--verify", answer="n\n")
    assert declined.exit_code == 0, declined.output
    assert path.read_text() == before
    assert live("--verify", "--yes").exit_code == 0
    assert f"verified: true  # not yet\nverified_on: {datetime.now(UTC).date()}" in path.read_text()
    assert load_source(path).verified
