"""Faults of the configuration stop a run before anything is asked for or written: one line, exit code 2."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

import config.event_types
from config.errors import ConfigError
from pipelines.cli import main
from pipelines.stages import reading
from tests.invented_web import InventedWeb
from warehouse.warehouse import Warehouse

NOTICE = "An invented office opens a house\n\nOn 3 May 2024 the Invented Office opened a house in Nairobi, Kenya.\n"


@pytest.fixture
def web(tmp_path, monkeypatch):
    monkeypatch.setenv("COMMUNIQUE_SOURCES", str(tmp_path / "sources"))
    with InventedWeb(releases=3) as web:
        web.write_source(tmp_path / "sources")
        yield web


@pytest.fixture
def work(request, tmp_path, web):
    (tmp_path / "notice.txt").write_text(NOTICE)
    return {"run": ["run"], "import": ["import", str(tmp_path / "notice.txt")]}[request.param]


def communique(tmp_path, *arguments):
    return CliRunner().invoke(main, ["--home", str(tmp_path / "home"), *arguments])


def one_line(done, *words):
    assert done.exit_code == 2, done.output
    assert len(done.output.strip().splitlines()) == 1, done.output
    for word in words:
        assert word in done.output


both = pytest.mark.parametrize("work", ["run", "import"], indirect=True)


@both
def test_a_model_that_is_not_installed(tmp_path, web, work, monkeypatch):
    monkeypatch.setenv("COMMUNIQUE_MODEL", "xx_no_such_model")
    one_line(communique(tmp_path, *work), "COMMUNIQUE_MODEL", "'xx_no_such_model' is not installed")
    assert web.log == [], "nothing is fetched for a run that cannot be read"
    assert not (tmp_path / "home").exists()


@both
def test_a_broken_register(tmp_path, web, work, monkeypatch):
    def broken():
        raise ConfigError("there is no such role", file="event_types.yaml", line=12, field="visit.roles")

    monkeypatch.setattr(config.event_types, "event_types", broken)
    one_line(communique(tmp_path, *work), "event_types.yaml:12: visit.roles: there is no such role")
    assert web.log == []
    assert not (tmp_path / "home").exists()


def test_an_unknown_option_of_a_parser(tmp_path, web):
    file = next((tmp_path / "sources").glob("*.yaml"))
    file.write_text(file.read_text().replace("item: li.release", "items: li.release"))
    one_line(communique(tmp_path, "run"), "source invented-office", "listing.items", "there is no such option")
    assert not (tmp_path / "home").exists()


@both
def test_a_fault_that_shows_only_in_reading_rejects_no_document(tmp_path, web, work, monkeypatch):
    from parsers.language.reader import ModelError

    class Broken:
        def __init__(self, fault):
            self.nlp, self._fault = type("nlp", (), {"lang": "en"}), fault

        def read(self, _):
            raise self._fault

    for fault in (ModelError("the weights are damaged"), ConfigError("is none", field="agency_patterns")):
        monkeypatch.setattr(reading, "reader_of", lambda _, fault=fault: Broken(fault))
        one_line(communique(tmp_path, *work), str(fault))
    with Warehouse.open(tmp_path / "home" / "warehouse.duckdb") as warehouse:
        query = warehouse.connection.execute
        assert query("select count(*) from rejected where stage = 'extract'").fetchall() == [(0,)]
        assert query("select distinct status from run_log").fetchall() == [("failed",)]
    monkeypatch.undo()
    monkeypatch.setenv("COMMUNIQUE_SOURCES", str(tmp_path / "sources"))
    done = communique(tmp_path, *work)
    assert done.exit_code == 0, f"once it is mended everything is read: {done.output}"
