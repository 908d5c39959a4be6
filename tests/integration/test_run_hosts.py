"""Runs over several hosts: asked at once, each politely; budgets; an interrupt that ends a run soon and cleanly."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import ExitStack
from datetime import timedelta

import duckdb
import pytest

from config.settings import Settings
from config.sources import Politeness, load_sources
from pipelines.acquisition.fetcher import Fetcher
from pipelines.stages.run import run_sources
from tests.invented_web import InventedWeb, Reply


@pytest.fixture
def settings(tmp_path):
    return Settings(home=tmp_path / "home", sources=tmp_path / "sources")


class Meeting(dict):
    """Pages of a web whose index is answered when all webs of the meeting have been asked for theirs."""

    def __init__(self, pages, barrier):
        super().__init__(pages)
        self._barrier = barrier

    def get(self, path, default=None):
        if path == "/news":
            self._barrier.wait()
        return super().get(path, default)


def rows(settings, sql):
    with duckdb.connect(settings.published, read_only=True) as con:
        return con.execute(sql).fetchall()


def run(settings, **more):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pipelines.stages.run.extract_pending", lambda settings, tally: None)
        return run_sources(settings, load_sources(settings.sources), **more)


def test_hosts_are_asked_at_the_same_time(settings):
    barrier = threading.Barrier(4, timeout=30)
    with ExitStack() as stack:
        webs = [stack.enter_context(InventedWeb(releases=6)) for _ in range(4)]
        for number, web in enumerate(webs):
            web.pages = Meeting(web.pages, barrier)
            web.write_source(settings.sources, f"invented-{number}")
        summary = run(settings)
    assert (summary.total.new, summary.total.rejected) == (24, 0), summary.rejections
    assert rows(settings, "select source_id, count(*) from document group by all order by all") == [
        (f"invented-{number}", 6) for number in range(4)
    ]


def test_sources_of_one_host_take_turns(settings):
    with InventedWeb(releases=6) as web:
        for name in ("invented-a", "invented-b"):
            web.write_source(settings.sources, name)
        assert run(settings).total.new == 12
        paths = [path for path, _, _ in web.log if path != "/robots.txt"]
    assert paths[: len(paths) // 2] == paths[len(paths) // 2 :], "one source is done before the other begins"


def test_several_connections_fetch_everything_once(settings):
    with InventedWeb(releases=30) as web:
        web.write_source(settings.sources)
        sources = load_sources(settings.sources)
        told = {"politeness": Politeness(delay_seconds=0, connections=4)}
        sources = {name: source.model_copy(update=told) for name, source in sources.items()}
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("pipelines.stages.run.extract_pending", lambda settings, tally: None)
            summary = run_sources(settings, sources)
        assert (summary.total.fetched, summary.total.new, summary.total.rejected) == (30, 30, 0), summary.rejections
        assert all(web.asked(f"/news/{number}") == 1 for number in range(1, 31))


def test_a_spent_budget_leaves_the_rest_to_the_next_runs_with_one_note(settings):
    with InventedWeb(releases=12) as web:
        path = settings.sources / "invented-office.yaml"
        web.write_source(settings.sources)
        path.write_text(path.read_text().replace("delay_seconds: 0", "delay_seconds: 0, requests_per_run: 9"))
        first = run(settings)
        assert not first.failed, first.rejections
        assert (first.total.new, len(web.log)) == (5, 9), "robots.txt, three pages of the index, five releases"
        (note,) = first.rejections
        assert (note.url, note.noted) == ("source:invented-office", True)
        assert "7 of 12 URLs are left to the next run" in note.reason
        path.write_text(path.read_text().replace("requests_per_run: 9", "requests_per_run: 50"))
        last = run(settings)
    assert (last.total.new, last.rejections) == (7, ())
    assert rows(settings, "from rejected") == []


def test_what_was_not_asked_for_while_its_host_was_down_does_not_rest_afterwards(settings):
    with InventedWeb(releases=12) as web:
        web.write_source(settings.sources)
        good = dict(web.pages)
        down = {path: Reply(b"", 500) for path in good if path.startswith("/news/")}
        for _ in range(3):
            web.pages.update(down)
            web.log.clear()
            summary = run(settings, fetcher=Fetcher(settings, backoff_seconds=0), recheck_after=timedelta(hours=6))
        refused = {rejection.url: rejection.reason for rejection in summary.rejections}
        left_alone = {url for url, reason in refused.items() if "left alone for a while" in reason}
        assert left_alone, "the report tells of pages that were not asked for"
        assert all(web.asked(url.removeprefix(web.base)) == 0 for url in left_alone)
        web.pages.update(good)
        run(settings, recheck_after=timedelta(hours=6))
    held = {url for (url,) in rows(settings, "select url from document")}
    assert left_alone <= held, "an outage of the host is no failure of pages that were not asked for"
    assert not left_alone & {url for (url,) in rows(settings, "select url from rejected")}


def test_a_host_that_asked_to_be_left_alone_is_so_over_runs_and_sources(settings):
    with InventedWeb(releases=3) as web:
        web.write_source(settings.sources)
        web.pages["/news/1"] = Reply(b"later", 503, {"Retry-After": "86400"})
        run(settings)
        asked = len(web.log)
        web.write_source(settings.sources, "invented-other")
        summary = run(settings)
        assert web.log[asked:] == [], "the day is not over"
    assert {rejection.url for rejection in summary.rejections} >= {f"{web.base}/news"}
    assert all("asked for 86,400 seconds" in rejection.reason for rejection in summary.rejections)


def test_rules_that_cannot_be_had_are_no_failure_of_the_pages(settings):
    with InventedWeb(releases=4) as web:
        web.write_source(settings.sources)
        web.pages["/robots.txt"] = Reply(b"", 500)
        for _ in range(3):
            summary = run(settings, fetcher=Fetcher(settings, backoff_seconds=0))
        (refused,) = summary.rejections
        assert (refused.url, refused.stage) == (f"{web.base}/news", "listing")
        assert "robots.txt" in refused.reason
        assert rows(settings, 'select url, outcome from "fetch"') == []
        del web.pages["/robots.txt"]
        assert run(settings, recheck_after=timedelta(hours=6)).total.new == 4
    assert rows(settings, "from rejected") == []


def test_an_interrupt_ends_the_run_soon_and_the_next_run_goes_on(settings, tmp_path):
    with InventedWeb(releases=8) as web:
        web.write_source(settings.sources)
        path = settings.sources / "invented-office.yaml"
        polite = path.read_text()
        path.write_text(polite.replace("delay_seconds: 0", "delay_seconds: 600"))
        web.pages["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /never\n")
        environment = {**os.environ, "COMMUNIQUE_SOURCES": str(settings.sources), "COMMUNIQUE_HOME": str(settings.home)}
        command = [sys.executable, "-m", "pipelines", "run"]
        process = subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        try:
            # The delay of ten minutes lies between robots.txt and the index: the run sleeps for the server's sake.
            while not web.log:
                assert process.poll() is None, process.communicate()[0]
                time.sleep(0.05)
            process.send_signal(signal.SIGINT)
            output, _ = process.communicate(timeout=60)
        finally:
            process.kill()
        assert process.returncode == 1, output
        assert "Traceback" not in output, output
        with duckdb.connect(settings.warehouse, read_only=True) as con:
            assert con.execute("select status from run_log").fetchall() == [("failed",)]
        path.write_text(polite)
        assert run(settings).total.new == 8
