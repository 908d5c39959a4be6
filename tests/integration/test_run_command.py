"""``communique run`` as its user meets it: exit codes, one clear line, the closing summary."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

from pipelines.cli import main
from tests.invented_web import InventedWeb, Reply
from warehouse.warehouse import Warehouse


@pytest.fixture
def web():
    with InventedWeb(releases=3) as web:
        yield web


@pytest.fixture
def sources(tmp_path, monkeypatch):
    monkeypatch.setenv("COMMUNIQUE_SOURCES", str(tmp_path / "sources"))
    return tmp_path / "sources"


def run(tmp_path, *arguments):
    return CliRunner().invoke(main, ["--home", str(tmp_path / "home"), "run", *arguments])


def test_summary_and_exit_code(tmp_path, sources, web):
    web.write_source(sources)
    done = run(tmp_path, "invented-office")
    assert done.exit_code == 0, done.output
    assert "invented-office" in done.output
    assert "3 documents" in done.output
    again = run(tmp_path)
    assert again.exit_code == 0
    assert "Nothing new." in again.output


def test_a_page_that_fails_makes_exit_code_1_and_is_listed(tmp_path, sources, web):
    web.write_source(sources)
    web.pages["/news/3"] = Reply(b"gone", 404)
    done = run(tmp_path)
    assert done.exit_code == 1
    assert f"{web.base}/news/3: HTTP status 404" in done.output


def test_a_source_that_broke_is_named_with_what_failed(tmp_path, sources, web):
    web.write_source(sources)
    assert "health" not in run(tmp_path).output
    web.pages["/news"] = Reply(b"<html>A new site!</html>")
    assert "health invented-office: links: found 0 times, expected 1 [li.release]" in run(tmp_path).output


def test_a_wrong_yaml_file_is_one_line_and_nothing_is_changed(tmp_path, sources, web):
    web.write_source(sources)
    (sources / "bad.yaml").write_text("name: Bad\ndocument: {parser: generic}\ntimezone: Nowhere\n")
    done = run(tmp_path)
    assert done.exit_code == 2
    assert len(done.output.strip().splitlines()) == 1
    assert "bad.yaml:3: timezone" in done.output
    assert not (tmp_path / "home").exists()


def test_unknown_source_and_unknown_setting(tmp_path, sources, web, monkeypatch):
    web.write_source(sources)
    done = run(tmp_path, "nobody")
    assert (done.exit_code, "no source 'nobody'; there are invented-office" in done.output) == (2, True)
    monkeypatch.setenv("COMMUNIQUE_HOMES", "x")
    done = run(tmp_path)
    assert (done.exit_code, "COMMUNIQUE_HOMES" in done.output) == (2, True)


def test_a_busy_warehouse_is_one_line(tmp_path, sources, web):
    web.write_source(sources)
    with Warehouse.open(tmp_path / "home" / "warehouse.duckdb"):
        done = subprocess.run(
            [sys.executable, "-m", "pipelines", "--home", str(tmp_path / "home"), "run"],
            capture_output=True,
            text=True,
            env={**os.environ, "COMMUNIQUE_SOURCES": str(sources)},
        )
    assert done.returncode == 2, done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert str(os.getpid()) in done.stderr
    assert web.log == []


def test_a_range_of_days_is_read_alone(tmp_path, sources, web):
    web.write_source(sources)
    path = sources / "invented-office.yaml"
    path.write_text(path.read_text().replace("item: li.release,", "item: li.release, date: time, overlap_days: 0,"))
    index = web.pages["/news"]
    for number, day in ((3, "2024-03-03"), (2, "2023-12-31"), (1, "2023-01-01")):
        link = f'<a href="/news/{number}">Release {number}</a>'.encode()
        index.body = index.body.replace(link, link + f"<time>{day}</time>".encode())
    done = run(tmp_path, "--since", "2023-01-01", "--until", "2023-12-31")
    assert done.exit_code == 0, done.output
    assert "2 documents" in done.output
    assert web.asked("/news/3") == 0
    assert "3 documents" in run(tmp_path).output


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--since", "2024-02-01", "--until", "2024-01-01"], "lies before --since"),
        (["--since", "last week"], "does not match the format"),
    ],
)
def test_a_range_that_is_none_is_a_wrong_usage(tmp_path, sources, web, arguments, message):
    web.write_source(sources)
    done = run(tmp_path, *arguments)
    assert done.exit_code == 2
    assert message in done.output
    assert not (tmp_path / "home").exists()
