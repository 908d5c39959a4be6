"""A writer is killed at random moments, in the middle of loads and publications; the files must always be whole."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.unit.warehouse.invented import EXTRACTOR, SOURCE, rows
from warehouse.checks import run_checks
from warehouse.reading import open_snapshot
from warehouse.warehouse import Warehouse

WRITER = """
import pathlib, sys
from tests.unit.warehouse.invented import EXTRACTOR, SOURCE, extract_all, load, release
from warehouse.warehouse import Warehouse

home = pathlib.Path(sys.argv[1])
with Warehouse.open(home / "warehouse.duckdb") as warehouse:
    warehouse.load_registers()
    warehouse.load_source(SOURCE)
    print("ready", flush=True)
    for number in range(int(sys.argv[2]), 1_000_000):
        loaded = load(warehouse, release(url=f"https://releases.invalid/{number}"))
        print("loaded", loaded.document_id, flush=True)
        extract_all(warehouse)
        if number % 3 == 2:
            warehouse.publish(home / "events.duckdb")
            print("published", flush=True)
"""
MOMENTS = 6
PROJECT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("seed", [20260301])
def test_killed_at_any_moment_the_warehouse_is_whole_and_nothing_acknowledged_is_lost(tmp_path, seed):
    chance = random.Random(seed)
    acknowledged: set[str] = set()
    published = False
    for attempt in range(MOMENTS):
        output = run_and_kill(tmp_path, attempt * 1000, chance.uniform(0.05, 0.8))
        acknowledged |= {line.split()[1] for line in output if line.startswith("loaded")}
        published |= "published" in output
        with Warehouse.open(tmp_path / "warehouse.duckdb") as warehouse:
            held = {identifier for (identifier,) in rows(warehouse, "select document_id from document")}
            assert acknowledged <= held, f"kill {attempt}: lost {acknowledged - held}"
            assert run_checks(warehouse.connection) == [], f"kill {attempt}"
            unread = {document.document_id for document in warehouse.pending_documents(EXTRACTOR.version)}
            with_events = {identifier for (identifier,) in rows(warehouse, "select distinct document_id from event")}
            assert with_events == held - unread, f"kill {attempt}: a document was left half loaded"
        if published:
            with open_snapshot(tmp_path / "events.duckdb") as con:
                assert con.execute("select count(*) from event_feed").fetchone()[0] > 0
    assert acknowledged, "the writer never came to load anything: the moments are too early"
    with Warehouse.open(tmp_path / "warehouse.duckdb") as warehouse:
        warehouse.publish(tmp_path / "events.duckdb")
    left = sorted(path.name for path in tmp_path.iterdir())
    assert left == ["events.duckdb", "warehouse.duckdb", "warehouse.duckdb.lock"], "a cut-off copy was left behind"
    assert (
        SOURCE.source_id in open_snapshot(tmp_path / "events.duckdb").execute("select source_id from source").fetchone()
    )


def run_and_kill(home, first, seconds):
    """Start a writer, kill it ``seconds`` after it is ready, answer the lines that it printed."""
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(home), str(first)], stdout=subprocess.PIPE, text=True, cwd=PROJECT
    )
    assert writer.stdout.readline() == "ready\n"
    time.sleep(seconds)
    writer.send_signal(signal.SIGKILL)
    output, _ = writer.communicate(timeout=30)
    return output.splitlines()
