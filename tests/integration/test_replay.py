"""``communique replay``: the archive alone gives back what runs have made of an invented web that changes."""

from __future__ import annotations

from dataclasses import replace

import duckdb
import pytest
from click.testing import CliRunner

from config.settings import Settings
from config.sources import load_sources
from pipelines.acquisition.archive import Archive, Entry
from pipelines.acquisition.fetcher import Fetcher
from pipelines.cli import main
from pipelines.stages.importing import all_sources
from pipelines.stages.replay import archived_ids, replay_sources
from pipelines.stages.run import run_sources
from tests.invented_web import InventedWeb, Reply, release

FEED = """
name: Invented Probity Commission
country: KE
listing: {{parser: feed, url: "{base}/feed", full_text: true}}
document: {{parser: feed_item}}
politeness: {{delay_seconds: 0}}
private_networks: ["127.0.0.0/8"]
expect: {{minimum_items: 1, published: always}}
"""
CONTENT = {
    "document": "from document",
    "document_version": "select * exclude (extracted_at) from document_version",
    "document_closure": "from document_closure",
    "event": "select * exclude (extracted_at) from event",
    "event_participant": "from event_participant",
    "event_evidence": "from event_evidence",
    "mention": "from mention",
    "rejected": "select * exclude (rejected_at) from rejected where fetch_id is not null",
    "fetch": "select fetch_id, source_id, url, kind, status, outcome, fetched_at, payload_digest, archive_file, "
    'archive_offset from "fetch" where archive_file is not null',
}
"""What must be the same: everything but the moments of the reading itself, and what was never archived."""


@pytest.fixture
def settings(tmp_path):
    return Settings(home=tmp_path / "home", sources=tmp_path / "sources")


@pytest.fixture
def web(settings):
    with InventedWeb(releases=12) as web:
        web.write_source(settings.sources)
        yield web


def feed(*more):
    """An invented feed that holds three releases whole; ``more`` is said at the end of the first."""
    items = "".join(
        f"<item><title>Post {number}</title><link>https://probity.invalid/post/{number}</link>"
        f"<pubDate>Sat, 04 May 2024 09:00:00 GMT</pubDate><description><![CDATA[<p>On {number} May 2024 the Invented "
        f"Probity Commission visited the Audit Office of Fiji.</p>{''.join(more) if number == 1 else ''}]]>"
        "</description></item>"
        for number in range(1, 4)
    )
    told = f'<rss version="2.0"><channel><title>Invented</title>{items}</channel></rss>'
    return Reply(told.encode(), headers={"Content-Type": "application/rss+xml"})


def run(settings):
    sources = load_sources(settings.sources)
    return run_sources(settings, sources, fetcher=Fetcher(settings, backoff_seconds=0.01), past_known=True)


def content(settings):
    with duckdb.connect(settings.published, read_only=True) as con:
        return {name: sorted(con.execute(sql).fetchall(), key=repr) for name, sql in CONTENT.items()}


def same(found, expected):
    for table, rows in found.items():
        assert rows == expected[table], f"{table} differs"


def a_month_of(web, settings):
    """Runs between which pages change, move, fail, go, come back and stay."""
    web.pages["/news/3"] = Reply(b"", 301, {"Location": "/moved/3"}, etag=False)
    web.pages["/moved/3"] = Reply(release(3))
    web.pages["/news/5"] = Reply(b"<html><body></body></html>")
    web.pages["/news/6"] = Reply(b"oops", 500)
    web.pages["/news/7"] = Reply(b"not yet", 404)
    run(settings)
    web.pages["/news/12"] = Reply(release(12, "The Office charged a contractor of Interpol in May 2024."))
    web.pages["/news/8"] = Reply(b"gone", 410)
    web.pages["/moved/3"] = Reply(b"gone", 404)
    run(settings)
    web.pages["/news/12"] = Reply(release(12, "On 9 May 2024 the Office visited Interpol."))
    web.pages["/news/8"] = Reply(release(8))
    web.pages["/news/5"] = Reply(release(5))
    web.pages["/news/9"] = Reply(release(9), etag=False)
    run(settings)
    web.publish(14)
    web.pages["/news/10"] = Reply(b"gone", 410)
    run(settings)


def test_a_deleted_warehouse_comes_back_from_the_archive(settings, web):
    a_month_of(web, settings)
    before = content(settings)
    assert {row[2] for row in before["rejected"]} == {"fetch"}, "releases 6 and 7"
    assert len({row[0] for row in before["document_closure"]}) == 3, "releases 3, 8 and 10 were gone"
    settings.warehouse.unlink()
    settings.published.unlink()
    asked = len(web.log)
    sources = all_sources(settings)
    replay_sources(settings, {name: sources[name] for name in archived_ids(settings.archive)}, settings.archive)
    assert len(web.log) == asked, "a replay asks for nothing"
    same(content(settings), before)
    again = replay_sources(settings, load_sources(settings.sources), settings.archive)
    assert again.nothing_new
    same(content(settings), before)
    run(settings)
    asked_again = [entry for entry in web.log[asked:] if entry[1] == 200 and entry[0] not in ("/robots.txt", "/news/9")]
    assert not asked_again, f"a run after a replay asks conditionally: {asked_again}"


def test_a_run_that_finds_the_warehouse_lost_takes_up_the_archive_first(settings, web):
    a_month_of(web, settings)
    before = content(settings)
    settings.warehouse.unlink()
    asked = len(web.log)
    summary = run(settings)
    again = [entry for entry in web.log[asked:] if entry[1] == 200 and entry[0] not in ("/robots.txt", "/news/9")]
    assert not again, f"what the archive holds is asked for conditionally: {again}"
    assert summary.total.fetched == 0
    found = content(settings)
    assert found["document_closure"] == before["document_closure"]
    identity = slice(0, 6)  # older versions are not read for events here; a replay does that
    assert [row[identity] for row in found["document_version"]] == [row[identity] for row in before["document_version"]]


def test_into_another_home_by_the_command_line(settings, web, tmp_path, monkeypatch):
    run(settings)
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "a.txt").write_text("An invented note\n\nOn 3 May 2024 the Invented Office visited Ghana.\n")
    monkeypatch.setenv("COMMUNIQUE_SOURCES", str(settings.sources))

    def communique(*arguments):
        return CliRunner().invoke(main, ["--home", str(settings.home), *map(str, arguments)])

    assert communique("import", tmp_path / "notes", "--published", "2024-05-04").exit_code == 0
    before = content(settings)
    done = communique("replay", "--into", tmp_path / "other")
    assert done.exit_code == 0, done.output
    assert "import-notes" in done.output
    same(content(replace(settings, home=tmp_path / "other")), before)
    one = communique("replay", "import-notes", "--into", tmp_path / "third")
    assert one.exit_code == 0, one.output
    assert len(content(replace(settings, home=tmp_path / "third"))["document"]) == 1
    unknown = communique("replay", "nobody")
    assert (unknown.exit_code, "holds nothing of 'nobody'" in unknown.output) == (2, True)
    for file in settings.sources.iterdir():
        file.unlink()
    left_out = communique("replay", "--into", tmp_path / "fourth")
    assert "no source file invented-office.yaml" in left_out.output, "records without a source are told"


def test_an_archive_that_does_not_tell_roles_is_guessed(settings, web, monkeypatch):
    monkeypatch.setattr("pipelines.acquisition.archive._facts", lambda *_: {})
    web.pages["/news/3"] = Reply(b"", 301, {"Location": "/moved/3"}, etag=False)
    web.pages["/moved/3"] = Reply(release(3))
    run(settings)
    before = content(settings)
    settings.warehouse.unlink()
    replay_sources(settings, load_sources(settings.sources), settings.archive)
    same(content(settings), before)


def test_damage_in_the_middle_of_a_file_costs_its_record_and_is_told(settings, web):
    run(settings)
    with Archive(settings.archive) as archive:
        entries = list(archive.entries("invented-office"))
    lost = next(e for e in entries if isinstance(e, Entry) and e.page.url.endswith("/news/4"))
    path = settings.archive / lost.place.file
    data = bytearray(path.read_bytes())
    data[lost.place.offset + 40 : lost.place.offset + 80] = b"\0" * 40
    path.write_bytes(data)
    settings.warehouse.unlink()
    summary = replay_sources(settings, load_sources(settings.sources), settings.archive)
    urls = {row[2].rpartition("/")[2] for row in content(settings)["document"]}
    assert urls == {str(number) for number in range(1, 13)} - {"4"}
    assert [r.url for r in summary.rejections] == [f"archive:{lost.place.file}"], summary.rejections


def test_what_a_killed_run_archived_and_did_not_write_down_is_not_asked_for_again(settings, web, tmp_path):
    web.pages["/news/3"] = Reply(b"", 301, {"Location": "/moved/3"}, etag=False)
    web.pages["/moved/3"] = Reply(release(3))
    run(settings)
    whole = content(settings)
    with duckdb.connect(settings.warehouse) as con:  # as if the last batches had never reached the ledger
        kept = con.execute("select max(archive_offset) from \"fetch\" where kind = 'listing'").fetchone()
        con.execute('delete from "fetch" where archive_offset > ?', kept)
        con.execute("delete from document; delete from document_version; delete from event")
    asked = len(web.log)
    run(settings)
    again = [entry for entry in web.log[asked:] if entry[0] != "/robots.txt"]
    assert all(status in (301, 304) for _, status, _ in again), again
    found = content(settings)
    assert [row[:7] for row in found["document"]] == [row[:7] for row in whole["document"]]


def test_items_of_a_listing_are_kept_whole_and_replayed(settings):
    settings.sources.mkdir(parents=True)
    with InventedWeb(releases=0) as web:
        web.pages["/feed"] = feed()
        (settings.sources / "invented-feed.yaml").write_text(FEED.format(base=web.base))
        first = run(settings)
        assert (first.total.new, first.total.rejected) == (3, 0), first.rejections
        second = run(settings)
        assert second.nothing_new, second
        web.pages["/feed"] = feed("<p>The Commission trained officers of Interpol in April 2024.</p>")
        third = run(settings)
        assert (third.total.changed, third.total.fetched) == (1, 1), third
        assert {path for path, _, _ in web.log} == {"/robots.txt", "/feed"}, "an item is not asked for"
    before = content(settings)
    assert {(row[3], row[4]) for row in before["fetch"] if "/post/" in row[2]} == {("document", None)}
    settings.warehouse.unlink()
    replay_sources(settings, load_sources(settings.sources), settings.archive)
    same(content(settings), before)
