import csv
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from tests.unit.warehouse.invented import SOURCE, extract_all, load, release
from warehouse.warehouse import Warehouse

COMMUNIQUE = [sys.executable, "-c", "from pipelines.cli import main; main()"]


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A home whose published database holds two invented releases."""
    folder = tmp_path_factory.mktemp("home")
    with Warehouse.open(folder / "warehouse.duckdb") as warehouse:
        warehouse.load_registers()
        warehouse.load_source(SOURCE)
        for number in (1, 2):
            load(warehouse, release(url=f"https://releases.invalid/{number}", fields={"topics": ("Audit", "a|b")}))
        extract_all(warehouse)
        warehouse.publish(folder / "events.duckdb")
    return folder


def communique(home: Path, *arguments, stdin=None, columns="100"):
    environment = {**os.environ, "COMMUNIQUE_HOME": str(home), "COLUMNS": columns}
    return subprocess.run(
        [*COMMUNIQUE, *arguments], input=stdin, capture_output=True, text=True, env=environment, check=False
    )


def test_a_table_fits_the_terminal_and_counts_its_rows(home):
    done = communique(home, "query", "select event_type, status, date, agencies from event_feed")
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("visitor: Audit Office (Norland)") == 2
    assert max(map(len, done.stdout.splitlines())) <= 100
    assert done.stderr == "2 rows\n"


@pytest.mark.parametrize("columns", ["60", "100", "200"])
def test_the_wide_feed_reads_as_records(home, columns):
    done = communique(home, "query", "select * from event_feed limit 1", columns=columns)
    assert "quote           The Audit Office visited Fiji" in done.stdout
    assert "published_date  2026-03-01" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= int(columns)


def test_a_limit_says_that_there_is_more(home):
    done = communique(home, "query", "select event_id from event_feed", "--limit", "1")
    assert "first 1 row, there are more" in done.stderr
    assert communique(home, "query", "from range(150)").stderr.startswith("first 100 rows, there are more")
    assert communique(home, "query", "from range(150)", "--limit", "0").stderr == "150 rows\n"


def test_no_rows_names_the_columns(home):
    done = communique(home, "query", "select event_id, status from event where false")
    assert (done.returncode, done.stdout) == (0, "no rows (event_id, status)\n")


def test_csv_and_json_are_complete_and_read_back(home):
    sql = "select document_id, published_date, fields, closed_at, first_seen_at, 0.5::double half from document"
    table = list(csv.DictReader(io.StringIO(communique(home, "query", sql, "--format", "csv").stdout)))
    objects = json.loads(communique(home, "query", sql, "--format", "json").stdout)
    assert [row["document_id"] for row in table] == [row["document_id"] for row in objects]
    assert table[0]["published_date"] == objects[0]["published_date"] == "2026-03-01"
    assert json.loads(table[0]["fields"]) == objects[0]["fields"] == {"topics": ["Audit", "a|b"]}
    assert (table[0]["closed_at"], objects[0]["closed_at"], objects[0]["half"]) == ("", None, 0.5)
    assert objects[0]["first_seen_at"] == "2026-03-01T09:00:00+00:00"


def test_markdown_keeps_its_cells_apart(home):
    done = communique(home, "query", "select 'a|b' x, 'one\ntwo' y", "--format", "markdown")
    assert done.stdout == "| x | y |\n| --- | --- |\n| a\\|b | one<br>two |\n"


def test_sql_comes_from_standard_input_too(home):
    assert communique(home, "query", "-", "--format", "csv", stdin="select 1 as n").stdout == "n\n1\n"


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        ("select * from evnt", 'Did you mean "event"'),
        ("selec 1", 'syntax error at or near "selec"'),
        ("select 1 from fetch", 'from "fetch"'),
        ("delete from event", "read-only"),
        ("from read_text('/etc/hostname')", "no files and no network"),
        ("select error('told by the query') from event", "told by the query"),
        ("  ", "no SQL given"),
    ],
)
def test_a_wrong_question_gets_one_clear_message(home, sql, told):
    done = communique(home, "query", sql)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_without_a_database_it_says_which_command_makes_one(tmp_path):
    done = communique(tmp_path, "query", "select 1")
    assert done.returncode == 2
    assert "communique run" in done.stderr
    assert "communique demo" in done.stderr


def test_the_demo_answers_where_nothing_else_was_published(home, tmp_path):
    (tmp_path / "demo").mkdir()
    (tmp_path / "demo" / "events.duckdb").write_bytes((home / "events.duckdb").read_bytes())
    done = communique(tmp_path, "query", "select count(*) as n from event", "--format", "csv")
    assert done.stdout == "n\n2\n"
    assert "answering from the demo's" in done.stderr


@pytest.mark.parametrize("form", ["parquet", "csv", "jsonl"])
def test_an_export_reads_back_as_what_was_published(home, tmp_path, form):
    done = communique(home, "export", form, "--out", str(tmp_path), "--table", "document", "--table", "event_feed")
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"document.{form}", f"event_feed.{form}"]
    read = {"parquet": "read_parquet", "csv": "read_csv", "jsonl": "read_json"}[form]
    with duckdb.connect(home / "events.duckdb", read_only=True) as con:
        for name in ("document", "event_feed"):
            difference = (
                f"select document_id, title, url, published_date from {name} except all select document_id, title, "
            )
            difference += f"url, published_date from {read}('{tmp_path}/{name}.{form}')"
            assert con.execute(difference).fetchall() == []


def test_an_export_of_everything_leaves_out_only_the_bookkeeping(home, tmp_path):
    assert communique(home, "export", "csv", "--out", str(tmp_path)).returncode == 0
    names = {path.stem for path in tmp_path.iterdir()}
    assert {"event", "event_feed", "fetch", "initiative_register"} <= names
    assert names.isdisjoint({"build_state", "schema_migration"})


def test_an_unknown_table_stops_an_export_before_it_writes(home, tmp_path):
    done = communique(home, "export", "csv", "--out", str(tmp_path / "out"), "--table", "evnt")
    assert done.returncode == 2
    assert "no table or view evnt" in done.stderr
    assert not (tmp_path / "out").exists()


def test_a_snapshot_of_an_older_schema_is_exported_with_what_it_holds(home, tmp_path):
    older = tmp_path / "older"
    older.mkdir()
    shutil.copyfile(home / "events.duckdb", older / "events.duckdb")
    with duckdb.connect(older / "events.duckdb") as con:
        con.execute("alter table rejected drop column noted")
    done = communique(older, "export", "csv", "--out", str(tmp_path / "out"), "--table", "rejected")
    assert done.returncode == 0, done.stderr
    assert "noted" not in (tmp_path / "out" / "rejected.csv").read_text().splitlines()[0]
