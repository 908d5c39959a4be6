import os
import subprocess
import sys
from pathlib import Path

from config.settings import PROJECT

GOOD = """\
name: Invented Harbour Authority
country: NZ
language: en
timezone: Pacific/Auckland          # the zone in which a publication date is a day
listing:
  parser: html_index
  url: https://harbour.example/media
  item: ol.releases > li            # one release of the index
  link: h2 a
  date: time
  date_attribute: datetime
  next: a[rel="next"]               # the link to the next page
document:
  parser: generic
politeness: {delay_seconds: 5}
expect: {items_per_listing: [1, 50], title: always, published: always, body_characters: [100, 30000]}
verified: false                     # true once it has run against the live site and someone has looked
"""


def communique(*arguments: str, sources: Path) -> subprocess.CompletedProcess[str]:
    program = [sys.executable, "-c", "from pipelines.cli import main; main()"]
    environment = {**os.environ, "COMMUNIQUE_SOURCES": str(sources)}
    return subprocess.run(
        [*program, *arguments], cwd=PROJECT, env=environment, capture_output=True, text=True, check=False
    )


def test_list_tells_every_source_and_the_broken_ones(tmp_path: Path) -> None:
    (tmp_path / "a-good.yaml").write_text(GOOD, "utf-8")
    (tmp_path / "b-broken.yaml").write_text(GOOD.replace("language: en", "language: English"), "utf-8")
    (tmp_path / "c-unknown-parser.yaml").write_text(GOOD.replace("parser: generic", "parser: genric"), "utf-8")
    run = communique("source", "list", sources=tmp_path)
    states = {line.split()[0]: line.split("  ")[-1].strip() for line in run.stdout.splitlines()[1:]}
    assert states == {"a-good": "not verified", "b-broken": "broken", "c-unknown-parser": "broken"}
    assert run.returncode == 2
    assert "b-broken.yaml:3: language" in run.stderr


def test_check_names_parsers_that_exist(tmp_path: Path) -> None:
    (tmp_path / "nz-a.yaml").write_text(GOOD.replace("parser: generic", "parser: genric\n  x: 1"), "utf-8")
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
    (tmp_path / "nz-invented-harbour.yaml").write_text(GOOD, "utf-8")
    run = communique("source", "preview", "nz-invented-harbour", str(page), sources=tmp_path)
    assert run.returncode == 1
    assert run.stderr.startswith("communique: has no title [")
    assert len(run.stderr.splitlines()) == 1


def test_wrong_names_and_files_change_nothing(tmp_path: Path) -> None:
    (tmp_path / "nz-invented-harbour.yaml").write_text(GOOD, "utf-8")
    run = communique("source", "preview", "nobody", sources=tmp_path)
    assert run.returncode == 2
    assert "there is no source 'nobody'; there are nz-invented-harbour" in run.stderr
    run = communique("source", "preview", "nz-invented-harbour", "nowhere.html", sources=tmp_path)
    assert run.returncode == 2
    assert "nowhere.html: cannot be read: No such file or directory" in run.stderr
