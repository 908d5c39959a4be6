"""``communique doctor`` on installations that are well, empty, and damaged."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner

from config.settings import Settings
from pipelines.cli import main
from pipelines.stages.run import run_sources
from tests.invented_web import InventedWeb


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("COMMUNIQUE_SOURCES", str(tmp_path / "sources"))
    return tmp_path / "home"


@pytest.fixture
def used(home, tmp_path):
    """A home after a run on three invented releases."""
    with InventedWeb(releases=3) as web:
        source = web.write_source(tmp_path / "sources")
        run_sources(Settings(home=home, sources=tmp_path / "sources"), {source.source_id: source})
    return home


def doctor(home):
    done = CliRunner().invoke(main, ["--home", str(home), "doctor"])
    found = re.findall(r"^(ok|warn|fail) +(\w+) +(.*)$", done.output, re.MULTILINE)
    return done.exit_code, found, done.output


def test_all_is_well_after_a_run(used):
    code, found, output = doctor(used)
    assert code == 0, output
    assert {part for _, part, _ in found} == {
        "installation",
        "model",
        "registers",
        "sources",
        "home",
        "archive",
        "ledger",
        "snapshot",
    }
    assert not [line for line in found if line[0] == "fail"], output
    assert "3 documents" in output
    assert "all checks hold" in output


def test_before_anything_was_done_it_says_what_to_do_and_makes_nothing(home, tmp_path):
    (tmp_path / "sources").mkdir()
    code, _, output = doctor(home)
    assert code == 0, output
    assert "communique demo" in output
    assert not home.exists()


def test_a_lost_archive_file_is_found(used):
    for file in used.glob("archive/*/*.warc.gz"):
        file.unlink()
    code, found, output = doctor(used)
    assert code == 1
    assert any(state == "fail" and "not in the archive" in finding for state, _, finding in found), output


def test_a_cut_off_archive_is_only_a_warning(used):
    file = next(used.glob("archive/*/*.warc.gz"))
    file.write_bytes(file.read_bytes() + b"\x1f\x8b\x08 cut")
    code, found, output = doctor(used)
    assert code == 0, output
    assert any(state == "warn" and "cut off" in finding for state, _, finding in found), output


def test_a_broken_snapshot_a_broken_source_and_a_missing_model(used, tmp_path, monkeypatch):
    (used / "events.duckdb").write_bytes(b"oops" * 10_000)
    (tmp_path / "sources" / "bad.yaml").write_text("name: Bad\ndocument: {parser: generic}\ntimezone: Nowhere\n")
    monkeypatch.setenv("COMMUNIQUE_MODEL", "no_such_model")
    code, found, output = doctor(used)
    assert code == 1
    failed = {part for state, part, _ in found if state == "fail"}
    assert {"snapshot", "sources", "model"} <= failed, output
    assert "bad.yaml:3" in output
