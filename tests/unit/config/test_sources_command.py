import os
import subprocess
import sys
from pathlib import Path

from config.settings import PROJECT

EXAMPLES = PROJECT / "docs" / "adding-a-source"


def communique(*arguments: str, sources: Path = EXAMPLES) -> subprocess.CompletedProcess[str]:
    program = [sys.executable, "-c", "from pipelines.cli import main; main()"]
    environment = {**os.environ, "COMMUNIQUE_SOURCES": str(sources)}
    return subprocess.run(
        [*program, *arguments], cwd=PROJECT, env=environment, capture_output=True, text=True, check=False
    )


def test_list_tells_every_source_and_the_broken_ones(tmp_path: Path) -> None:
    good = (EXAMPLES / "nz-invented-harbour.yaml").read_text("utf-8")
    (tmp_path / "a-good.yaml").write_text(good, "utf-8")
    (tmp_path / "b-broken.yaml").write_text(good.replace("language: en", "language: English"), "utf-8")
    (tmp_path / "c-unknown-parser.yaml").write_text(good.replace("parser: generic", "parser: genric"), "utf-8")
    run = communique("source", "list", sources=tmp_path)
    states = {line.split()[0]: line.split("  ")[-1].strip() for line in run.stdout.splitlines()[1:]}
    assert states == {"a-good": "not verified", "b-broken": "broken", "c-unknown-parser": "broken"}
    assert run.returncode == 2
    assert "b-broken.yaml:3: language" in run.stderr


def test_check_names_parsers_that_exist(tmp_path: Path) -> None:
    good = (EXAMPLES / "nz-invented-harbour.yaml").read_text("utf-8")
    (tmp_path / "nz-a.yaml").write_text(good.replace("parser: generic", "parser: genric\n  x: 1"), "utf-8")
    run = communique("source", "check", "nz-a", sources=tmp_path)
    assert run.returncode == 2
    assert "nz-a.yaml:14: document.parser: there is no document parser 'genric'; there are " in run.stdout


def test_the_shipped_sources_are_good() -> None:
    run = communique("source", "check", sources=PROJECT / "config" / "sources")
    assert run.returncode == 0, run.stdout
    assert "us-doj-opa: good" in run.stdout


def test_a_page_that_is_no_release_is_one_clear_line(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<p>nothing here", "utf-8")
    run = communique("source", "preview", "nz-invented-harbour", str(page))
    assert run.returncode == 1
    assert run.stderr.startswith("communique: has no title [")
    assert len(run.stderr.splitlines()) == 1


def test_wrong_names_and_files_change_nothing() -> None:
    run = communique("source", "preview", "nobody")
    assert run.returncode == 2
    assert "there is no source 'nobody'; there are nz-invented-harbour" in run.stderr
    run = communique("source", "preview", "nz-invented-harbour", "nowhere.html")
    assert run.returncode == 2
    assert "nowhere.html: cannot be read: No such file or directory" in run.stderr
