"""A whole run over real HTTP on loopback: what is new, unchanged, edited, gone, broken, and what it leaves behind."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import timedelta

import duckdb
import pytest

from config.settings import Settings
from pipelines.acquisition.archive import Archive
from pipelines.acquisition.fetcher import Fetcher
from pipelines.stages.run import run_sources
from tests.invented_web import InventedWeb, Reply, release
from warehouse.warehouse import Warehouse


@pytest.fixture
def settings(tmp_path):
    return Settings(home=tmp_path / "home", sources=tmp_path / "sources")


@pytest.fixture
def web():
    with InventedWeb(releases=12) as web:
        yield web


def run(settings, web, overlap_days=2, **options):
    source = web.write_source(settings.sources)
    listing = source.listing.model_copy(update={"overlap_days": overlap_days})
    source = source.model_copy(update={"listing": listing})
    return run_sources(settings, {source.source_id: source}, fetcher=Fetcher(settings, backoff_seconds=0.01), **options)


def rows(settings, sql):
    with duckdb.connect(settings.published, read_only=True) as con:
        return con.execute(sql).fetchall()


def reasons(summary):
    return {rejection.url.rpartition("/")[2]: rejection.reason for rejection in summary.rejections}


def test_everything_listed_is_loaded_once_and_a_second_run_finds_nothing_new(settings, web):
    first = run(settings, web)
    assert (first.total.discovered, first.total.fetched, first.total.new) == (12, 12, 12), first.rejections
    before = rows(settings, "select document_id, text, version from document order by all")
    asked = len(web.log)
    second = run(settings, web)
    assert second.nothing_new, second
    assert rows(settings, "select document_id, text, version from document order by all") == before
    again = [entry for entry in web.log[asked:] if entry[0] != "/robots.txt"]
    assert again
    assert all(status == 304 and conditional for _, status, conditional in again), (
        f"the second run must ask conditionally only: {again}"
    )


def test_recheck_waits(settings, web):
    run(settings, web)
    asked = len(web.log)
    run(settings, web, recheck_after=timedelta(hours=6))
    assert [path for path, _, _ in web.log[asked:]] == ["/robots.txt", "/news", "/news?page=1"], (
        "a listing without dates is read one page beyond what is known"
    )


def test_a_new_release_is_found_and_known_pages_of_the_listing_are_not_followed(settings, web):
    run(settings, web)
    web.publish(13)
    asked = len(web.log)
    summary = run(settings, web, overlap_days=0, recheck_after=timedelta(hours=1))
    assert summary.total.new == 1
    assert web.asked("/news/13") == 1
    assert "/news?page=2" not in [path for path, _, _ in web.log[asked:]], "page 2 of the listing was known"


def test_an_edited_release_becomes_a_second_version(settings, web):
    run(settings, web)
    web.pages["/news/12"] = Reply(release(12, "A correction was made."))
    summary = run(settings, web)
    assert (summary.total.changed, summary.total.new) == (1, 0)
    versions = rows(
        settings,
        "select version, superseded_at is null from document_version where version > 1 or "
        "superseded_at is not null order by version",
    )
    assert versions == [(1, False), (2, True)]


def test_a_release_that_moved_keeps_the_validators_of_the_address_that_is_asked(settings, web):
    run(settings, web)
    moved = web.pages["/news/12"]
    web.pages["/moved/12"] = Reply(moved.body, headers={"ETag": '"of the new address"'}, etag=False)
    web.pages["/news/12"] = Reply(b"", 301, {"Location": "/moved/12"}, etag=False)
    summary = run(settings, web)
    assert (summary.total.fetched, summary.total.changed, summary.total.rejected) == (0, 0, 0), summary.rejections
    with Warehouse.open(settings.warehouse) as warehouse:
        state = warehouse.fetch_states("invented-office")[f"{web.base}/news/12"]
    assert state.outcome == "unchanged"
    assert state.etag == f'"{hashlib.sha1(moved.body).hexdigest()[:12]}"'


def test_a_release_that_is_gone_is_closed_and_opens_again_when_it_is_back(settings, web):
    run(settings, web)
    page = web.pages.pop("/news/12")
    summary = run(settings, web)
    assert (summary.total.closed, summary.total.rejected) == (1, 0), summary.rejections
    assert rows(settings, "select url like '%/12', closed_reason from document where closed_at is not null") == [
        (True, "HTTP status 404")
    ]
    assert run(settings, web).total.closed == 0, "it is closed once"
    web.pages["/news/12"] = page
    run(settings, web)
    assert rows(settings, "select count(*) from document where closed_at is not null") == [(0,)]


def test_bad_pages_end_in_rejected_with_reason_and_archive_place_and_cost_nothing_else(settings, web):
    del web.pages["/news/12"]
    web.pages["/news/11"] = Reply(b"<html><body></body></html>")
    web.pages["/news/10"] = Reply(b"oops", 500)
    web.pages["/news/9"] = Reply(b"x" * 100, headers={"Content-Length": "5000", "Connection": "close"})
    web.pages["/news/8"] = Reply(release(8).replace(b"article:published_time", b"x"))
    web.pages["/news/7"] = Reply(b"", 302, {"Location": "ftp://127.0.0.1/x"})
    web.pages["/news/6"] = Reply(b"", 302, {"Location": "/news/6"})
    web.pages["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /news/5\n")
    summary = run(settings, web)
    why = reasons(summary)
    assert why["12"] == "HTTP status 404"
    assert "11" in why
    assert why["10"] == "HTTP status 500"
    assert "no answer after 3 attempts" in why["9"]
    assert why["8"].startswith("loaded, but no publication date")
    assert why["7"].startswith("not an http or https address")
    assert why["6"].startswith("redirects go round")
    assert "robots.txt" in why["5"]
    assert summary.total.new == 5, "releases 1 to 4, and the undated one"
    assert summary.failed
    places = rows(settings, "select url, archive_file, archive_offset from rejected where archive_file is not null")
    assert len(places) == 4, "of 404, no text, 500 and no date there is a page to look at"
    with Archive(settings.archive) as archive:
        for url, file, offset in places:
            assert archive.read(file, offset).url == url


def test_a_failed_page_is_asked_for_again_though_the_listing_has_moved_on(settings, web):
    good, web.pages["/news/2"] = web.pages["/news/2"], Reply(b"oops", 503)
    assert run(settings, web).total.rejected == 1
    web.pages["/news/2"] = good
    summary = run(settings, web, recheck_after=timedelta(hours=1))
    assert (summary.total.new, summary.total.rejected) == (1, 0)
    assert rows(settings, "select count(*) from rejected") == [(0,)]


def test_endless_pagination_ends_and_is_reported(settings, web):
    last = web.pages["/news?page=2"]
    web.pages["/news?page=2"] = Reply(last.body.replace(b"</ul>", b'</ul><a rel="next" href="/news?page=3">Next</a>'))
    web.pages["/news?page=3"] = Reply(last.body.replace(b"</ul>", b'</ul><a rel="next" href="/news?page=4">Next</a>'))
    web.pages["/news?page=4"] = Reply(b"never asked for", 500)
    summary = run(settings, web)
    assert summary.total.new == 12
    assert [r.reason for r in summary.rejections] == ["the pagination repeats the links of earlier pages"]


def test_max_pages_and_filling_up_later(settings, web):
    assert run(settings, web, max_pages=1).total.new == 5
    assert run(settings, web, overlap_days=0).total.new == 0, "a listing is not followed past a page that is known"
    assert run(settings, web, overlap_days=0, past_known=True).total.new == 7


def test_one_source_that_fails_costs_the_others_nothing(settings, web):
    source = web.write_source(settings.sources)
    listing = source.listing.model_copy(update={"url": f"{web.base}/nowhere"})
    broken = source.model_copy(update={"source_id": "broken", "listing": listing})
    summary = run_sources(settings, {"broken": broken, source.source_id: source})
    assert summary.sources["broken"].rejected == 1
    assert summary.sources[source.source_id].new == 12
    assert [(r.source_id, r.stage, r.reason) for r in summary.rejections] == [("broken", "listing", "HTTP status 404")]


def test_too_few_links_are_reported(settings, web):
    source = web.write_source(settings.sources)
    source = source.model_copy(update={"expect": source.expect.model_copy(update={"minimum_items": 20})})
    summary = run_sources(settings, {source.source_id: source})
    assert summary.total.new == 12
    assert [r.reason for r in summary.rejections] == ["12 links found, expect.minimum_items is 20"]


def test_everything_can_be_rebuilt_from_the_archive_alone(settings, web):
    run(settings, web)
    web.pages["/news/12"] = Reply(release(12, "A correction was made."))
    run(settings, web)
    with Archive(settings.archive) as archive:
        kinds = [kind for _, kind in archive.places("invented-office")]
        bodies = {archive.read(place.file, place.offset).body for place, _ in archive.places("invented-office")}
    assert kinds.count("response") == 3 + 12 + 1, "listing pages, releases, the edited one"
    assert {release(12), release(12, "A correction was made.")} <= bodies


def test_a_larger_body_than_allowed_is_rejected(settings, web):
    web.pages["/news/12"] = Reply(b"x" * 60_000, etag=False)
    summary = run(replace(settings, max_bytes=50_000), web)
    assert reasons(summary)["12"].startswith("larger than 50,000 bytes")
    assert summary.total.new == 11


def make_older(settings, days):
    """Everything the warehouse knows of listings and requests happened so much earlier."""
    with duckdb.connect(settings.warehouse) as con:
        for table, column in (
            ("listed", "first_listed_at"),
            ("listed", "last_listed_at"),
            ("listing_progress", "started_at"),
            ("listing_progress", "finished_at"),
            ("listing_progress", "whole_at"),
            ('"fetch"', "fetched_at"),
            ("document", "closed_at"),
        ):
            con.execute(f"UPDATE {table} SET {column} = {column} - INTERVAL {days} DAY")


def test_what_is_listed_no_longer_is_closed_after_its_days_and_opens_again_when_it_is_listed(settings, web):
    def go(**options):
        source = web.write_source(settings.sources).model_copy(update={"gone_after_days": 5})
        fetcher = Fetcher(settings, backoff_seconds=0.01)
        return run_sources(settings, {source.source_id: source}, fetcher=fetcher, **options)

    def closed():
        return rows(settings, "select url[-2:], closed_reason from document where closed_at is not null order by url")

    def list_without(number):
        web.publish(12)
        for page in web.pages.values():
            page.body = page.body.replace(f'<li class="release"><a href="/news/{number}">'.encode(), b"<li><a>")

    go()
    list_without(6)
    make_older(settings, 2)
    assert go().total.closed == 0
    assert closed() == [], "two days are not five"
    make_older(settings, 4)
    last_listed = rows(settings, "select (now() at time zone 'UTC')::date - 6")[0][0]
    assert go().total.closed == 1
    assert closed() == [("/6", f"not listed since {last_listed}")]
    assert go().total.closed == 0, "it is closed once"
    web.publish(12)
    make_older(settings, 1)
    go()
    assert closed() == []


def test_a_listing_that_lost_most_of_its_releases_closes_none(settings, web):
    source = web.write_source(settings.sources).model_copy(update={"gone_after_days": 1})
    web.publish(30)
    run_sources(settings, {source.source_id: source})
    web.pages["/news"].body = b'<ul><li class="release"><a href="/news/30">Release 30</a></ul>'
    make_older(settings, 3)
    summary = run_sources(settings, {source.source_id: source})
    assert summary.total.closed == 0
    [reason] = [rejection.reason for rejection in summary.rejections]
    assert reason.startswith("29 of 30 documents are no longer listed; that many are not closed")
