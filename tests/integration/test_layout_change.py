"""A site changes its layout between two runs: the break shows the same day, and a second version mends it."""

from __future__ import annotations

from datetime import UTC, datetime

import duckdb
import pytest
from click.testing import CliRunner

from config.settings import Settings
from config.sources import load_source
from parsers.records import Page
from pipelines.acquisition.archive import Archive
from pipelines.cli import main
from pipelines.stages.run import run_sources
from pipelines.workbench.bump import bump, counted
from pipelines.workbench.replaying import present, replay, without_newest
from tests.invented_web import InventedWeb, Reply

NAME = "invented-office"
DOCUMENT = "document: {parser: html_release, title: h1, body: div.text, date: time, date_attribute: datetime}"
OLD = '<html><h1>Release {n} of us</h1><time datetime="2024-05-0{n}">x</time><div class="text">{words}</div></html>'
NEW = '<html><h2>Release {n} of us</h2><time datetime="2024-05-0{n}">x</time><main>{words}</main></html>'
WORDS = "<p>The Invented Integrity Office met the Audit Office of Fiji on day {n}, as it said in Nairobi.</p>"


def page(layout: str, n: int) -> Reply:
    return Reply(layout.format(n=n, words=WORDS.format(n=n)).encode())


@pytest.fixture
def web():
    with InventedWeb(releases=3, per_page=9) as web:
        web.pages |= {f"/news/{n}": page(OLD, n) for n in (1, 2, 3)}
        yield web


@pytest.fixture
def settings(tmp_path, web):
    settings = Settings(home=tmp_path / "home", sources=tmp_path / "sources")
    web.write_source(settings.sources)
    path = settings.sources / f"{NAME}.yaml"
    path.write_text(path.read_text().replace("document: {parser: generic}", DOCUMENT))
    return settings


def source(settings):
    return load_source(settings.sources / f"{NAME}.yaml")


def rows(settings, sql: str) -> list[tuple]:
    with duckdb.connect(settings.published, read_only=True) as con:
        return con.execute(sql).fetchall()


def command(settings, *arguments: str) -> str:
    environment = {"COMMUNIQUE_HOME": str(settings.home), "COMMUNIQUE_SOURCES": str(settings.sources)}
    return CliRunner(env=environment).invoke(main, ["source", "bump", NAME, *arguments]).output


def test_from_the_break_to_a_whole_archive_in_two_layouts(settings, web):
    assert run_sources(settings, {NAME: source(settings)}).total.new == 3
    web.publish(5, per_page=9)
    web.pages |= {f"/news/{n}": page(NEW, n) for n in (4, 5)}
    broken = run_sources(settings, {NAME: source(settings)})
    assert (broken.total.new, broken.total.rejected) == (0, 2)
    [(failing,)] = rows(settings, "select failing_checks from source_health")
    assert "selectors: 2 pages are not read, the latest: found 0 times, must be there once" in failing
    assert run_sources(settings, {NAME: source(settings)}).total.rejected == 0, "they are not tried again"
    assert rows(settings, "select failing_checks from source_health") == [(failing,)], "but not forgotten"

    told = command(settings)
    assert "3 archived releases are read" in told
    assert "2 are not" in told
    path = settings.sources / f"{NAME}.yaml"
    head, earlier = path.read_text().split("  earlier:")
    head = head.replace("title: h1", "title: h2").replace("body: div.text", "body: main")
    path.write_text(f"{head}  earlier:{earlier}")
    told = command(settings, "--compare")
    assert "3  read as before" in told, told
    assert "2  not read before, read now" in told

    mended = run_sources(settings, {NAME: source(settings)})
    assert (mended.total.new, mended.total.changed, mended.total.rejected) == (2, 0, 0)
    assert rows(settings, "select count(*), max(version) from document") == [(5, 1)]
    assert rows(settings, "select count(*) from rejected") == [(0,)]
    assert "selectors" not in str(rows(settings, "select failing_checks from source_health"))


def test_a_parser_of_one_source_gets_its_second_version_in_its_module(settings, tmp_path):
    module = tmp_path / "parsers" / "pier.py"
    module.parent.mkdir()
    module.write_text('@document_parser("pier")\ndef parse(page):\n    """Releases."""\n    return read(page)\n')
    one = source(settings)
    one = one.model_copy(update={"document": type(one.document)(parser="pier")})
    path, until, today = settings.sources / f"{NAME}.yaml", datetime(2024, 5, 31).date(), datetime(2024, 6, 3).date()
    changed = bump(one, path, {NAME: one}, until, today, module.parent)
    assert changed.path == module
    assert '+@document_parser("pier", valid_until="2024-05-31")' in changed.diff
    assert "def parse_2024_06(page):" in changed.after
    other = one.model_copy(update={"source_id": "another"})
    path.write_text(path.read_text().replace(DOCUMENT, "document: {parser: pier}"))
    shared = bump(one, path, {NAME: one, "another": other}, until, today, module.parent)
    assert shared.path == path, "a parser that others use, too, stays as it is"


def test_listings_redirects_and_failures_of_the_archive_are_no_releases(settings, web):
    run_sources(settings, {NAME: source(settings)})
    missing = Page(f"{web.base}/news/9", b"not here", datetime.now(UTC), 404, {"content-type": "text/html"})
    with Archive(settings.archive) as archive:
        archive.append(NAME, missing, role="document")
        one = source(settings)
        earlier = {**one.document.options, "parser": "html_release", "valid_until": "2024-01-01"}
        both = one.model_copy(
            update={"document": type(one.document)(**one.document.options, parser="html_release", earlier=[earlier])}
        )
        outcomes, fields = counted(replay(both, archive, without_newest(both), present(both)))
    assert dict(outcomes) == {"same": 3}
    assert not fields
