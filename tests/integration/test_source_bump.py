"""A site that changes its layout between two runs: the old archive still parses, new pages parse, changes are told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from config.settings import Settings
from config.sources import load_source
from parsers.records import Page, ParseError
from pipelines.acquisition.archive import Archive
from pipelines.cli import main
from pipelines.stages.page_reading import read_by
from pipelines.workbench.replaying import present, replay, without_newest

NAME = "invented-quay-office"
YAML = """
# the invented office of the quay
name: Invented Quay Office
timezone: UTC
listing: {parser: html_index, url: https://quay.example/news, item: li}
document:
  parser: html_release   # by selectors
  title: h1
  body: div.text
  date: time
  date_attribute: datetime
# nobody has looked at it yet
verified: false
"""
OLD = """<html><h1>Release {n}</h1><time datetime="2024-03-0{n}">x</time>
<div class="text"><p>The old words of {n}.</p></div><section class="prose"><p>Sidebar of {n}.</p></section></html>"""
NEW = """<html><h2>Release {n}</h2><time datetime="2024-06-0{n}">x</time>
<section class="prose"><p>New words of {n}.</p></section></html>"""


def page(text: str, n: int, day: datetime) -> Page:
    headers = {"content-type": "text/html; charset=utf-8"}
    return Page(f"https://quay.example/{n}", text.format(n=n).encode(), day, 200, headers)


OLD_DAY, NEW_DAY = datetime(2024, 3, 9, tzinfo=UTC), datetime(2024, 6, 9, tzinfo=UTC)


@pytest.fixture
def settings(tmp_path):
    settings = Settings(home=tmp_path / "home", sources=tmp_path / "sources", fixtures=tmp_path / "fixtures")
    settings.sources.mkdir()
    (settings.sources / f"{NAME}.yaml").write_text(YAML)
    with Archive(settings.archive) as archive:
        archive.append(NAME, page("<ul><li>listing</li></ul>", 0, OLD_DAY), role="listing")
        for n in (1, 2, 3):
            archive.append(NAME, page(OLD, n, OLD_DAY), role="document")
        for n in (4, 5):
            archive.append(NAME, page(NEW, n, NEW_DAY), role="document")
    return settings


def bump(settings, *arguments: str):
    environment = {"COMMUNIQUE_HOME": str(settings.home), "COMMUNIQUE_SOURCES": str(settings.sources)}
    return CliRunner(env=environment).invoke(main, ["source", "bump", NAME, *arguments])


def edit(settings, **selectors: str) -> None:
    path = settings.sources / f"{NAME}.yaml"
    head, earlier = path.read_text().split("  earlier:")
    for name, selector in selectors.items():
        head = "\n".join(
            f"  {name}: {selector}" if line.startswith(f"  {name}:") else line for line in head.split("\n")
        )
    path.write_text(f"{head}  earlier:{earlier}")


def test_a_dry_run_tells_until_when_the_layout_was_seen_and_writes_nothing(settings):
    run = bump(settings, "--dry-run")
    assert run.exit_code == 0, run.output
    assert "3 archived releases are read, the latest of 2024-03-09; 2 are not" in run.output
    assert "since 2024-06-09 none is read" in run.output
    assert "+    valid_until: 2024-03-09" in run.output
    assert (settings.sources / f"{NAME}.yaml").read_text() == YAML


def test_after_it_the_old_archive_and_the_new_pages_are_read(settings):
    assert bump(settings).exit_code == 0
    text = (settings.sources / f"{NAME}.yaml").read_text()
    for kept in ("# the invented office", "# by selectors", "# nobody has looked", "verified: false"):
        assert kept in text, "comments and the other fields stay"
    again = bump(settings)
    assert again.exit_code == 2, "the second version must be edited before a third can be made"
    assert "edit it first" in again.output
    edit(settings, title="h2", body="section.prose")
    source = load_source(settings.sources / f"{NAME}.yaml")
    with Archive(settings.archive) as archive:
        found = {one.url[-1]: one for one in replay(source, archive, without_newest(source), present(source))}
    assert {n: one.outcome for n, one in found.items()} == {
        "1": "same", "2": "same", "3": "same", "4": "read_now", "5": "read_now",
    }  # fmt: skip
    told = bump(settings, "--compare")
    assert told.exit_code == 0, told.output
    assert "2  not read before, read now" in told.output
    assert "3  read as before" in told.output
    assert "2024-06-09 read_now https://quay.example/4" in told.output


def test_a_version_that_reads_old_pages_otherwise_is_told_with_its_fields(settings):
    assert bump(settings, "--until", "2024-01-01").exit_code == 0  # too early: old pages go to the new version
    edit(
        settings, body='"div.text, section.prose:not(div.text + section)"', title='"h1, h2"', date_attribute="datetime"
    )
    path = settings.sources / f"{NAME}.yaml"
    path.write_text(path.read_text().replace('  title: "h1, h2"', '  title: "h1, h2"\n  kind: news', 1))
    told = bump(settings, "--compare", "--full")
    assert "3  read otherwise" in told.output, told.output
    assert "fields that differ: kind (3)" in told.output
    assert "  - press_release" in told.output
    assert "  + news" in told.output


def test_the_day_of_the_fetch_decides_where_both_versions_match(settings):
    bump(settings)
    edit(settings, body="section.prose")  # h1 and a section: the old pages have both, too
    source = load_source(settings.sources / f"{NAME}.yaml")
    at_the_end = page(OLD, 3, datetime(2024, 3, 9, 23, 59, tzinfo=UTC))
    assert read_by(source, at_the_end)[0].body == "The old words of 3."
    day_after = replace(at_the_end, fetched_at=datetime(2024, 3, 10, tzinfo=UTC))
    assert read_by(source, day_after)[0].body == "Sidebar of 3."
    only_old = page(OLD.split("<section")[0], 3, NEW_DAY)
    assert read_by(source, only_old)[0].body == "The old words of 3.", "a page that only one reads goes to that one"
    with pytest.raises(ParseError, match=r"section\.prose"):
        read_by(source, page("<h1>Release {n}</h1><time datetime='2024-06-01'>x</time>", 9, NEW_DAY))


def test_an_empty_archive_asks_for_the_day(settings, tmp_path):
    run = bump(replace(settings, home=tmp_path / "other"))
    assert run.exit_code == 2
    assert "--until" in run.output
