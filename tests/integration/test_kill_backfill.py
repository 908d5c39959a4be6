"""SIGKILL while a long listing is read: the next run goes on where it was and asks for no page twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import duckdb

from tests.invented_web import InventedWeb

PAGES = 40
KILLED_AT = 25


def test_a_backfill_that_was_killed_goes_on_where_it_was(tmp_path):
    home, sources = tmp_path / "home", tmp_path / "sources"
    with InventedWeb(releases=PAGES, per_page=1) as web:
        web.write_source(sources)
        path = sources / "invented-office.yaml"
        path.write_text(path.read_text().replace("delay_seconds: 0", "delay_seconds: 0.05, listing_pages: 100"))
        order = [sys.executable, "-m", "pipelines", "--home", str(home), "run", "--since", "2020-01-01"]
        environment = {**os.environ, "COMMUNIQUE_SOURCES": str(sources)}
        with subprocess.Popen(order, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as first:
            while len(listing_pages(web)) < KILLED_AT and first.poll() is None:
                time.sleep(0.005)
            os.kill(first.pid, signal.SIGKILL)
        before = listing_pages(web)
        assert KILLED_AT <= len(before) < PAGES, "it was killed while it read the listing"
        web.log.clear()
        second = subprocess.run(order, env=environment, capture_output=True, text=True, check=False)
        assert second.returncode == 0, second.stderr
        after = listing_pages(web)
    again = set(before) & set(after)
    assert again <= {"/news", before[-1]}, "only the first page, and the one whose answer may not have been kept yet"
    assert set(before) | set(after) == {"/news", *(f"/news?page={n}" for n in range(1, PAGES))}
    with duckdb.connect(home / "events.duckdb", read_only=True) as con:
        assert con.execute("select count(*) from document").fetchone() == (PAGES,)
        assert con.execute("select count(*), count(finished_at) from listing_progress").fetchone() == (1, 1)


def listing_pages(web: InventedWeb) -> list[str]:
    return [path for path, _, _ in list(web.log) if path.startswith("/news") and not path.startswith("/news/")]
