import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from config.settings import PROJECT, Settings
from config.sources import load_source
from warehouse.observations import Observation, record_observations
from warehouse.warehouse import Warehouse

SHIPPED = PROJECT / "config" / "sources"

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
    lines = [line[4:] for line in run.stdout.splitlines()[1:-1]]
    states = {line.split()[0]: line.split("  ")[-1].strip() for line in lines}
    assert states == {"a-good": "not verified", "b-broken": "broken", "c-unknown-parser": "broken"}
    assert run.stdout.splitlines()[-1] == "3 sources: 0 verified, 2 broken"
    assert run.returncode == 2
    assert "b-broken.yaml:3: language" in run.stderr
    assert "c-unknown-parser.yaml:14: document.parser: there is no document parser 'genric'" in run.stderr


def test_the_list_fits_120_columns_and_stands_by_country() -> None:
    run = communique("source", "list", sources=SHIPPED)
    head, *lines, _ = run.stdout.splitlines()
    assert run.returncode == 0
    assert max(map(len, [head, *lines])) <= 120
    countries = [line[:4].strip() for line in lines if line[:4].strip()]
    assert countries == [*sorted(set(countries) - {"-"}), "-"], "bodies of no one country stand last"
    of_one = communique("source", "list", "--country", "hk", sources=SHIPPED)
    assert {line[4:6] for line in of_one.stdout.splitlines()[1:-1]} == {"hk"}
    assert communique("source", "list", "--country", "zz", sources=SHIPPED).returncode == 2


def test_the_list_tells_what_checks_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sources, settings = tmp_path / "sources", Settings(home=tmp_path)
    sources.mkdir()
    (sources / "nz-a.yaml").write_text(GOOD, "utf-8")
    found = [Observation("links", 0, "1 or more", "failed", "the listing names 0 releases")]
    with Warehouse.open(settings.warehouse) as warehouse:
        warehouse.load_source(load_source(sources / "nz-a.yaml"))
        with warehouse.transaction() as con:
            record_observations(con, "nz-a", found, at=datetime.now(UTC), origin="live")
        warehouse.publish(settings.published)
    monkeypatch.setenv("COMMUNIQUE_HOME", str(tmp_path))
    assert "not verified, 1 failing" in communique("source", "list", sources=sources).stdout
    settings.published.write_bytes(b"no database")
    assert communique("source", "list", sources=sources).stdout.splitlines()[1].endswith("not verified")


def test_a_name_that_there_is_not_leads_to_one_that_there_is(tmp_path: Path) -> None:
    told = communique("source", "check", "gb-home-ofice", sources=SHIPPED).stderr
    assert "did you mean gb-home-office" in told
    assert "communique source list shows all" in told
    assert "communique source new makes one" in communique("source", "check", "x", sources=tmp_path).stderr


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


def test_a_place_that_cannot_be_written_is_one_clear_line(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    words = "The Invented Harbour Authority charged two clerks with fraud on Monday. " * 4
    page.write_text(f"<article><h1>Two clerks charged</h1><p>{words}</p></article>", "utf-8")
    (tmp_path / "nz-invented-harbour.yaml").write_text(GOOD, "utf-8")
    arguments = ("nz-invented-harbour", str(page), "--no-events", "--html", str(page / "preview.html"))
    run = communique("source", "preview", *arguments, sources=tmp_path)
    assert run.returncode == 2
    assert run.stderr == f"communique: {page / 'preview.html'}: Not a directory\n"


def test_wrong_names_and_files_change_nothing(tmp_path: Path) -> None:
    (tmp_path / "nz-invented-harbour.yaml").write_text(GOOD, "utf-8")
    run = communique("source", "preview", "nobody", sources=tmp_path)
    assert run.returncode == 2
    assert "there is no source 'nobody'; there are nz-invented-harbour" in run.stderr
    run = communique("source", "preview", "nz-invented-harbour", "nowhere.html", sources=tmp_path)
    assert run.returncode == 2
    assert "nowhere.html: cannot be read: No such file or directory" in run.stderr
