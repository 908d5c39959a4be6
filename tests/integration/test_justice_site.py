"""The Justice site of April 2018 on loopback: its archived index and releases, crawled as the source's YAML says."""

from __future__ import annotations

import csv
import hashlib
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from urllib.parse import quote

import duckdb
import pytest

from config.settings import PROJECT, Settings
from config.sources import Politeness, Source, load_source
from parsers.records import Page
from pipelines.acquisition.archive import Archive, Entry
from pipelines.acquisition.warc_files import read_warc
from pipelines.stages.run import run_sources
from tests.invented_web import InventedWeb, Reply
from tests.shared_data import SHARED, needs_shared

pytestmark = needs_shared
SITE = "https://www.justice.gov"
INDEX = "/news?items_per_page=50&f[0]=type:press_release"
CORPORA = SHARED / "corpora" / "doj"


def archived(name):
    return [page for page in read_warc(CORPORA / f"{name}.warc.gz", name, 25_000_000) if isinstance(page, Page)]


def table(name):
    with (CORPORA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def index_page(rows, following):
    """An index page for releases of which the archive has none, in the site's markup; the titles are the table's."""
    items = "".join(
        f'<h3><span property="dc:date" content="{row["published"]}T00:00:00-04:00">{row["published"]}</span></h3>'
        f'<div class="views-field-title"><span class="field-content"><a href="{row["url"].removeprefix(SITE)}">Release'
        "</a></span></div>"
        for row in rows
    )
    pager = f'<li class="pager__item--next"><a href="{following}">next</a></li>' if following else ""
    return f'<html><body><div class="view-content">{items}</div><ul class="pager">{pager}</ul></body></html>'.encode()


@pytest.fixture(scope="module")
def site():
    with InventedWeb(releases=0) as web:
        web.pages.clear()

        def serve(path, body):
            number = int(hashlib.sha1(body).hexdigest()[:6], 16)
            modified = datetime(2018, 4, 16, tzinfo=UTC) - timedelta(seconds=number)
            headers = {"Last-Modified": format_datetime(modified, usegmt=True)}
            web.pages[quote(path, safe="/?&=:")] = web.pages[path] = Reply(body, headers=headers)

        for name in ("opa-2018", "corruption"):
            for page in archived(name):
                serve(page.url.removeprefix(SITE), page.body.replace(SITE.encode(), web.base.encode()))
        older = sorted(table("corruption"), key=lambda row: row["published"], reverse=True)
        parts = [older[start : start + 50] for start in range(0, len(older), 50)]
        for number, rows in enumerate(parts, 10):  # the archived ones are 0 to 9, and the last of them leads on
            serve(f"{INDEX}&page={number}", index_page(rows, f"{INDEX}&page={number + 1}" if rows != parts[-1] else ""))
        yield web


@pytest.fixture
def source(site):
    declared = load_source(PROJECT / "config/sources/us-doj-opa.yaml")
    listing = declared.listing.model_copy(update={"parser": "us_doj_index", "url": site.base + INDEX})
    told = {
        "listing": listing,
        "private_networks": ("127.0.0.0/8",),
        "politeness": Politeness(delay_seconds=0),
        "paused": None,
    }
    document = declared.document.model_copy(update={"parser": "us_doj_release"})
    return Source.model_validate(declared.model_copy(update={**told, "document": document}).model_dump())


def run(settings, source):
    """Without the reading of events, which other tests do."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pipelines.stages.run.extract_pending", lambda settings, tally: None)
        summary = run_sources(settings, {source.source_id: source}, past_known=True)
    assert not summary.failed, summary.rejections
    return summary.total


def rows(settings, sql):
    with duckdb.connect(settings.published, read_only=True) as con:
        return con.execute(sql).fetchall()


def record_types(settings, source):
    with Archive(settings.archive) as archive:
        return [entry.type for entry in archive.entries(source.source_id) if isinstance(entry, Entry)]


def test_all_releases_are_found_by_pagination_and_a_second_run_asks_conditionally_and_stores_nothing(
    site, source, tmp_path
):
    settings = Settings(home=tmp_path / "home")
    told = {row["url"]: row["published"] for name in ("opa-2018", "corruption") for row in table(name)}
    first = run(settings, source)
    assert (first.discovered, first.fetched, first.new) == (613, 613, 613)
    held = rows(settings, "select url, published_date::varchar from document order by all")
    assert {url.replace(site.base, SITE): day for url, day in held} == told
    before = {table: rows(settings, f"from {table} order by all") for table in ("document", "document_version")}
    records, asked = record_types(settings, source), len(site.log)
    assert records == ["response"] * (13 + 613)

    second = run(settings, source)
    assert second.unchanged == 613
    assert (second.fetched, second.new, second.changed, second.closed) == (0, 0, 0, 0)
    again = [entry for entry in site.log[asked:] if entry[0] != "/robots.txt"]
    assert len(again) == 13 + 613
    assert {(status, conditional) for _, status, conditional in again} == {(304, True)}
    assert record_types(settings, source) == records + ["revisit"] * (13 + 613)
    assert {name: rows(settings, f"from {name} order by all") for name in before} == before
