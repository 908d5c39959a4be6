"""SIGKILL at random moments of ``communique run``: the next run completes, no row is lost or doubled."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from pipelines.acquisition.archive import Archive
from tests.invented_web import InventedWeb

KILLS = 24
KILLS_A_HOME = 4
"""After so many kills of one home the run is left to complete, and the next home is a fresh one."""
CONTENT = {
    "document": "select document_id, url, title, text, version, published_date, closed_at from document",
    "document_version": "select document_id, version, text, superseded_at, extractor_version from document_version",
    "event": "select * exclude (extracted_at) from event",
    "event_participant": "select * from event_participant",
    "event_country": "select * from event_country",
    "event_evidence": "select * from event_evidence",
    "mention": "select * from mention",
    "rejected": "select source_id, url, stage, reason from rejected",
}


class Runner:
    """Starts runs in forks of one process that has the model loaded (a second each is saved)."""

    def __init__(self, sources: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("zygote.py"))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env={**os.environ, "COMMUNIQUE_SOURCES": str(sources), "PYTHONPATH": str(Path.cwd())},
        )
        assert self._answer() == "ready"

    def run(self, home: Path, kill_after: float | None = None) -> tuple[int, float]:
        """(exit code or minus the signal, seconds) of one run; killed after so many seconds, if it still runs then."""
        order = {"arguments": ["--home", str(home), "run", "--recheck-after", "6"], "kill_after": kill_after}
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        code, seconds = self._answer().split()
        return int(code), float(seconds)

    def close(self) -> None:
        self._process.stdin.close()
        self._process.wait(10)

    def _answer(self) -> str:
        return self._process.stdout.readline().strip()


@pytest.fixture
def web():
    with InventedWeb(releases=15) as web:
        yield web


@pytest.fixture
def runner(web, tmp_path):
    web.write_source(tmp_path / "sources")
    runner = Runner(tmp_path / "sources")
    yield runner
    runner.close()


def content(home: Path) -> dict[str, list[tuple]]:
    with duckdb.connect(home / "events.duckdb", read_only=True) as con:
        return {name: sorted(con.execute(sql).fetchall(), key=repr) for name, sql in CONTENT.items()}


def test_killed_runs_lose_nothing_and_double_nothing(runner, web, tmp_path):
    code, whole = runner.run(tmp_path / "undisturbed")
    assert code == 0
    undisturbed = content(tmp_path / "undisturbed")
    assert len(undisturbed["document"]) == 15
    dice = random.Random(20240501)
    killed, finished_early = [], 0
    while len(killed) < KILLS:
        home = tmp_path / f"home-{len(killed)}-{finished_early}"
        for earlier in range(KILLS_A_HOME):
            # What earlier kills have let pass is not done again, so that a run that goes on is the shorter.
            moment = dice.uniform(0.01, whole / (1 + earlier / 2))
            code, _ = runner.run(home, kill_after=moment)
            if code == -signal.SIGKILL:
                killed.append(round(moment, 3))
            else:
                finished_early += 1
        code, _ = runner.run(home)
        assert code == 0, f"the run after kills at {killed[-KILLS_A_HOME:]} seconds did not complete"
        found = content(home)
        for table, rows in undisturbed.items():
            assert found[table] == rows, f"{table} differs after kills at {killed[-KILLS_A_HOME:]} seconds"
        check_archive(home, web)
        assert finished_early < 3 * KILLS, "the runs end before they can be killed"


def check_archive(home: Path, web: InventedWeb) -> None:
    """Every page that the ledger names is in the archive as it was served."""
    with duckdb.connect(home / "events.duckdb", read_only=True) as con:
        places = con.execute(
            "select url, archive_file, archive_offset from \"fetch\" where outcome in ('stored', 'unchanged')"
        ).fetchall()
    assert len({url for url, _, _ in places}) == 3 + 15
    with Archive(home / "archive") as archive:
        for url, file, offset in places:
            assert archive.read(file, offset).body == web.pages[url.removeprefix(web.base)].body, url
        assert all(archive.read(place.file, place.offset) for place, _ in archive.places("invented-office"))
