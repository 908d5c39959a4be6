"""``communique explain`` as its user meets it: by id, by beginning, as JSON, and where there is nothing to explain."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from config.event_rules import written_rules
from tests.unit.warehouse.invented import SOURCE, extract_all, load, release
from warehouse.warehouse import Warehouse

COMMUNIQUE = [sys.executable, "-c", "from pipelines.cli import main; main()"]


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A home whose published database holds two invented releases with one visit each."""
    folder = tmp_path_factory.mktemp("home")
    with Warehouse.open(folder / "warehouse.duckdb") as warehouse:
        warehouse.load_registers()
        warehouse.load_source(SOURCE)
        for number in (1, 2):
            load(warehouse, release(url=f"https://releases.invalid/{number}"))
        extract_all(warehouse)
        warehouse.publish(folder / "events.duckdb")
    return folder


@pytest.fixture(scope="module")
def ids(home):
    with duckdb.connect(str(home / "events.duckdb"), read_only=True) as con:
        return [row[0] for row in con.execute("select event_id from event order by event_id").fetchall()]


def communique(home: Path, *arguments, **more):
    environment = {**os.environ, "COMMUNIQUE_HOME": str(home), "COLUMNS": "120"} | more
    return subprocess.run([*COMMUNIQUE, *arguments], capture_output=True, text=True, env=environment, check=False)


def test_an_event_shows_its_words_and_its_reasons(home, ids):
    done = communique(home, "explain", ids[0])
    assert done.returncode == 0, done.stderr
    for told in (
        ids[0],
        "Invented Office, 2026-03-01",
        "The Audit Office [visited] Fiji in March 2026.",
        "2026-03 (month, explicit): 2026-03-01 to 2026-03-31",
        "“in March 2026” is told in full. It stands in the clause of “visited”.",
        "visitor: Audit Office (Norland) (NO) “The Audit Office”",
        "location: Fiji “Fiji”, named in the text",
        "0.90",
    ):
        assert told in done.stdout, done.stdout
    assert "\x1b" not in done.stdout, "colours in a pipe"


def test_a_terminal_shows_the_trigger_in_colour_and_no_brackets(home, ids):
    done = communique(home, "explain", ids[0], FORCE_COLOR="1", TERM="xterm-256color")
    assert "\x1b[1;7mvisited\x1b[0m" in done.stdout
    assert "[visited]" not in done.stdout


def test_the_beginning_of_an_id_is_enough(home, ids):
    unique = next(ids[0][:n] for n in range(1, len(ids[0])) if not ids[1].startswith(ids[0][:n]))
    assert communique(home, "explain", unique).stdout == communique(home, "explain", ids[0]).stdout


def test_an_ambiguous_beginning_lists_what_it_may_mean(home, ids):
    done = communique(home, "explain", "visit-")
    assert (done.returncode, done.stdout) == (2, "")
    assert all(one in done.stderr for one in ids)


@pytest.mark.parametrize("told", ["visit-nothing", "%", ""])
def test_an_unknown_id_says_where_ids_stand(home, told):
    done = communique(home, "explain", told)
    assert (done.returncode, done.stdout) == (2, "")
    assert "event_feed" in done.stderr
    assert "Traceback" not in done.stderr


def test_json_holds_the_same(home, ids):
    found = json.loads(communique(home, "explain", "--json", ids[0]).stdout)
    assert found["date"]["date_reason"] == "clause"
    assert found["date"]["date_words"] == "in March 2026"
    assert found["date"]["start_date"] == "2026-03-01"
    (sentence,) = found["sentences"]
    assert sentence["quote"] == "The Audit Office visited Fiji in March 2026."
    (trigger,) = found["triggers"]
    first = trigger["start_char"] - sentence["start_char"]
    assert sentence["quote"][first:].startswith(trigger["quote"])
    assert found["participants"][0]["method"] == "register"
    assert found["document"]["url"].startswith("https://releases.invalid/")


def test_the_rule_stands_as_the_register_writes_it(home, ids):
    (rule,) = written_rules("visit/verb:visit")
    shown = communique(home, "explain", ids[0]).stdout
    assert f"config/registers/event_types.yaml, line {rule.line}:" in shown
    assert rule.text in shown


def test_a_rule_that_has_left_the_register_is_named_all_the_same(home, ids, tmp_path):
    changed = altered(home, tmp_path, "update event set rule = 'visit/verb:teleport'")
    shown = communique(changed, "explain", ids[0]).stdout
    assert "visit/verb:teleport" in shown
    assert "the register no longer has it" in shown


def test_without_a_database_it_says_which_command_makes_one(tmp_path):
    done = communique(tmp_path, "explain", "visit-")
    assert done.returncode == 2
    assert "communique run" in done.stderr


def test_a_snapshot_made_before_reasons_were_kept_says_so(home, ids, tmp_path):
    done = communique(altered(home, tmp_path, "alter table event drop column date_reason"), "explain", ids[0])
    assert done.returncode == 2
    assert "before reasons were kept" in done.stderr


def altered(home: Path, folder: Path, statement: str) -> Path:
    """A home whose published database is a copy that ``statement`` has changed."""
    shutil.copyfile(home / "events.duckdb", folder / "events.duckdb")
    with duckdb.connect(str(folder / "events.duckdb")) as con:
        con.execute(statement)
    return folder
