import os
import subprocess
import sys

import duckdb
import pytest

from tests.unit.warehouse.invented import load, release, rows
from warehouse.reading import NoSnapshotError, open_snapshot
from warehouse.records import WarehouseBusyError, WarehouseError
from warehouse.warehouse import Warehouse

COUNT = "select count(*) from document"


def test_readers_keep_their_snapshot_while_the_writer_writes_and_publishes(warehouse, tmp_path):
    target = tmp_path / "out" / "events.duckdb"
    load(warehouse, release())
    published = warehouse.publish(target)
    assert (published.path, published.rows["document"]) == (target, 1)
    with open_snapshot(target) as reader:
        load(warehouse, release(url="https://releases.invalid/2"))
        with warehouse.transaction() as con:
            assert con.execute(COUNT).fetchone() == (2,)
            with open_snapshot(target) as other:
                assert other.execute(COUNT).fetchone() == (1,)
        warehouse.publish(target)
        assert reader.execute(COUNT).fetchone() == (1,)
    with open_snapshot(target) as later:
        assert later.execute(COUNT).fetchone() == (2,)
    assert [path.name for path in target.parent.iterdir()] == ["events.duckdb"], "no WAL and no temporary file"


def test_a_publication_that_was_cut_off_leaves_the_older_snapshot_and_is_cleaned_up(warehouse, tmp_path):
    target = tmp_path / "events.duckdb"
    warehouse.publish(target)
    (tmp_path / ".events.duckdb.4711.publishing").write_bytes(b"half of a file")
    with open_snapshot(target) as con:
        assert con.execute(COUNT).fetchone() == (0,)
    warehouse.publish(target)
    assert not list(tmp_path.glob(".events.duckdb.*"))


def test_the_snapshot_carries_views_macros_and_comments(warehouse, tmp_path):
    warehouse.publish(tmp_path / "events.duckdb")
    with open_snapshot(tmp_path / "events.duckdb") as con:
        con.execute("from event_feed")
        con.execute("from events_as_of('2026-01-01')")
        assert con.execute(
            "select count(*) from duckdb_columns() where not internal and comment is null"
        ).fetchone() == (0,)


def test_publishing_inside_a_transaction_is_refused(warehouse, tmp_path):
    with warehouse.transaction(), pytest.raises(WarehouseError, match="transaction"):
        warehouse.publish(tmp_path / "events.duckdb")


def test_an_error_inside_a_transaction_undoes_all_of_it(warehouse):
    def load_and_fail():
        with warehouse.transaction():
            load(warehouse, release())
            raise RuntimeError("the caller failed")

    with pytest.raises(RuntimeError, match="the caller failed"):
        load_and_fail()
    assert rows(warehouse, COUNT) == [(0,)]
    load(warehouse, release())
    assert rows(warehouse, COUNT) == [(1,)]


def test_a_second_writer_is_told_who_is_writing(warehouse):
    code = "import sys, pathlib; from warehouse.warehouse import Warehouse; Warehouse.open(pathlib.Path(sys.argv[1]))"
    done = subprocess.run([sys.executable, "-c", code, warehouse.path], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert f"WarehouseBusyError: {warehouse.path} is being written by process {os.getpid()}" in done.stderr
    with pytest.raises(WarehouseBusyError):
        Warehouse.open(warehouse.path)


def test_a_warehouse_opens_again_after_it_was_closed(tmp_path):
    for _ in range(2):
        with Warehouse.open(tmp_path / "warehouse.duckdb") as opened:
            opened.load_registers()


@pytest.mark.parametrize(
    "sql",
    [
        "create table mine (n integer)",
        "delete from event",
        "from read_csv('{folder}/secret.csv')",
        "copy event to '{folder}/stolen.csv'",
        "attach '{folder}/other.duckdb'",
        "set enable_external_access = true",
        "set lock_configuration = false",
        "install httpfs",
        "load httpfs",
        "set timezone = 'Asia/Tokyo'",
    ],
)
def test_queries_on_the_snapshot_reach_nothing_else(warehouse, tmp_path, sql):
    (tmp_path / "secret.csv").write_text("a\n1\n")
    warehouse.publish(tmp_path / "events.duckdb")
    with open_snapshot(tmp_path / "events.duckdb") as con, pytest.raises(duckdb.Error):
        con.execute(sql.format(folder=tmp_path)).fetchall()
    assert not (tmp_path / "stolen.csv").exists()


def test_without_a_snapshot_the_error_says_which_command_makes_one(tmp_path):
    with pytest.raises(NoSnapshotError, match="communique run"):
        open_snapshot(tmp_path / "events.duckdb")


def test_a_home_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "home").write_text("a file where the folder should be")
    with pytest.raises(WarehouseError, match=r"home/warehouse\.duckdb cannot be written"):
        Warehouse.open(tmp_path / "home" / "warehouse.duckdb")
