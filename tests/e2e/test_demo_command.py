"""``communique demo`` as a newcomer runs it: a subprocess, a home of its own, nothing else."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from pipelines.demo.releases import Release, read_publishers
from warehouse.checks import run_checks
from warehouse.schema import TABLES

COMMUNIQUE = Path(sys.executable).parent / "communique"


@dataclass(frozen=True)
class Demo:
    home: Path
    output: str


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    home = tmp_path_factory.mktemp("demo") / "home"
    run = subprocess.run(
        [COMMUNIQUE, "demo", "--home", home],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment(),
        check=False,
        timeout=300,
    )
    assert run.returncode == 0, f"exit code {run.returncode}\n{run.stdout}\n{run.stderr}"
    return Demo(home, run.stdout)


@pytest.fixture
def con(demo: Demo) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(demo.home / "events.duckdb"), read_only=True) as con:
        yield con


def environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("COMMUNIQUE_")} | {
        "COLUMNS": "80",
        "PYTHONUTF8": "1",
    }


def morning_releases() -> list[Release]:
    return [release for publisher in read_publishers(next_morning=True) for release in publisher.releases]


def test_every_release_is_loaded_or_rejected_with_its_reason(con: duckdb.DuckDBPyConnection) -> None:
    loaded = {path_of(url): title for url, title in con.execute("select url, title from document").fetchall()}
    refused = {
        path_of(url): (stage, reason)
        for url, stage, reason in con.execute("select url, stage, reason from rejected").fetchall()
    }
    for release in morning_releases():
        if release.gone:
            assert refused[release.path] == ("fetch", "HTTP status 404")
        elif release.broken:
            stage, reason = refused[release.path]
            assert stage == "parse"
            assert "no body" in reason
        else:
            assert loaded[release.path] == release.title
    usable = [release.path for release in morning_releases() if not (release.gone or release.broken)]
    assert sorted(loaded) == sorted(usable), "documents that the web does not hold"
    foreign = {release.path for release in morning_releases() if release.language != "en"}
    unexplained = refused.keys() - foreign - {r.path for r in morning_releases() if r.gone or r.broken}
    assert not unexplained, {path: refused[path] for path in unexplained}


def test_publication_dates_are_those_of_the_releases(con: duckdb.DuckDBPyConnection) -> None:
    told = {path_of(url): day for url, day in con.execute("select url, published_date from document").fetchall()}
    for publisher in read_publishers(next_morning=True):
        for release in publisher.releases:
            if publisher.layout != "annexes" and release.path in told:
                assert told[release.path] == release.published.date(), release.path


def test_notices_of_invention_are_no_part_of_the_texts(con: duckdb.DuckDBPyConnection) -> None:
    assert con.execute("select url from document_version join document using (document_id) "
                       "where document_version.text ilike '%invented%'").fetchall() == []  # fmt: skip


def test_second_pass_finds_nothing_new_and_says_so(demo: Demo, con: duckdb.DuckDBPyConnection) -> None:
    runs = con.execute("select counts from run_log order by started_at").fetchall()
    assert len(runs) == 3
    again = runs[1][0]
    for count in ("fetched", "new", "changed", "closed", "extracted", "rejected"):
        assert again[count] == 0, f"{count}: {again[count]} in the second pass"
    assert "nothing is new" in " ".join(demo.output.split())
    repeated = con.execute(
        "select count(*) from \"fetch\" where outcome = 'unchanged' and status = 304 and kind = 'document'"
    ).fetchone()
    assert repeated is not None
    assert repeated[0] > 100


def test_overnight_changes_are_kept_as_versions_and_closures(con: duckdb.DuckDBPyConnection) -> None:
    versions = con.execute(
        "select d.url, v.version, v.superseded_at is not null, v.text from document_version v "
        "join document d using (document_id) where d.version > 1 order by v.version"
    ).fetchall()
    assert [(path_of(url), number, superseded) for url, number, superseded, _ in versions] == [
        ("/news/former-surveyor-sentenced", 1, True),
        ("/news/former-surveyor-sentenced", 2, False),
    ]
    assert "two years and three months" not in versions[0][3]
    assert "two years and three months" in versions[1][3]
    closed = con.execute("select url, closed_reason from document where closed_at is not null").fetchall()
    assert [path_of(url) for url, _ in closed] == ["/government/news/suppliers-must-name-owners"]
    assert "postponed" in closed[0][1]
    new = con.execute("select count(*) from document where url like '%/engineer-drops-appeal'").fetchone()
    assert new == (1,)


def test_old_events_of_the_edited_release_are_superseded_not_lost(con: duckdb.DuckDBPyConnection) -> None:
    rows = con.execute(
        "select document_version, bool_and(superseded_at is not null), count(*) from event "
        "where document_id in (select document_id from document where version > 1) group by 1 order by 1"
    ).fetchall()
    assert [(version, superseded) for version, superseded, _ in rows] == [(1, True), (2, False)]


def test_every_quote_equals_its_text(con: duckdb.DuckDBPyConnection) -> None:
    """Read with Python's own slicing, so that the database is not asked to judge itself."""
    compared = 0
    for name, table in TABLES.items():
        if table.span is None:
            continue
        span = table.span
        for text, start, end, quote in con.execute(
            f'select v.text, r.{span.start}, r.{span.end}, r.{span.quote} from "{name}" r join document_version v '
            f"on v.document_id = r.document_id and v.version = r.document_version where r.{span.start} is not null"
        ).fetchall():
            assert text[start:end] == quote, f"{name}: [{start}:{end}] is {text[start:end]!r}, not {quote!r}"
            compared += 1
    assert compared > 500
    assert run_checks(con) == []


def test_release_in_another_language_is_kept_and_yields_no_events(con: duckdb.DuckDBPyConnection) -> None:
    rows = con.execute(
        "select language, (select count(*) from event where event.document_id = document.document_id) "
        "from document where url like '%.es'"
    ).fetchall()
    assert rows == [("es", 0)]


def test_questionnaires_stand_in_the_register(con: duckdb.DuckDBPyConnection) -> None:
    told = dict(con.execute("select title, country from initiative_register").fetchall())
    assert told == {
        "Plain permits": "NZ",
        "Asset declarations on paper and by phone": "KE",
        "Protection of those who report": "PT",
        "Open supplier register": "GB",
        "Young auditors": "FJ",
        "Digital evidence within six weeks": "IE",
    }


def test_events_are_many_and_varied(con: duckdb.DuckDBPyConnection) -> None:
    events, types = con.execute("select count(*), count(distinct event_type) from current_event").fetchall()[0]
    countries = con.execute("select count(distinct country) from event_country").fetchall()[0][0]
    assert events >= 100, events
    assert types >= 20, types
    assert countries >= 12, countries


def test_output_reads_well_at_80_columns_and_without_colour(demo: Demo) -> None:
    assert "\x1b" not in demo.output, "colours in a pipe"
    shown, _, commands = demo.output.partition("Try next")
    long = [line for line in shown.splitlines() if len(line) > 80 and str(demo.home) not in line]
    assert not long
    for heading in ("Events by type and country", "Who acts with whom", "What could not be used", "One event"):
        assert heading in shown
    assert commands


def test_next_commands_work_as_printed(demo: Demo, tmp_path: Path) -> None:
    commands = [line for line in demo.output.partition("Try next")[2].splitlines() if "communique" in line]
    assert len(commands) == 3
    for command in commands:
        run = subprocess.run(
            command, shell=True, capture_output=True, text=True, encoding="utf-8", env=environment(), check=False
        )
        assert run.returncode == 0, f"{command}\n{run.stdout}\n{run.stderr}"
        assert run.stdout.strip(), command


def test_demo_refuses_a_folder_with_other_things(tmp_path: Path) -> None:
    (tmp_path / "warehouse.duckdb").write_text("real data")
    run = subprocess.run(
        [COMMUNIQUE, "demo", "--home", tmp_path],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment(),
        check=False,
    )
    assert run.returncode == 2
    assert len(run.stderr.strip().splitlines()) == 1, run.stderr
    assert (tmp_path / "warehouse.duckdb").read_text() == "real data"


def path_of(url: str) -> str:
    """Path on the sample's web, as the releases' files have it."""
    path = re.sub(r"^http://127\.0\.0\.1:\d+", "", url)
    return path.removeprefix("/api/content")


def test_every_date_has_its_reason(con: duckdb.DuckDBPyConnection) -> None:
    events = con.execute(
        "select event_id, date_reason, date_basis from event where (start_date is not null and date_reason = 'none') "
        "or (date_basis in ('explicit', 'resolved') and date_words is null) "
        "or (date_basis = 'publication') <> (date_reason = 'publication') or date_reason is null"
    ).fetchall()
    assert not events, "events with days and no reason, or with another basis than their reason tells"
    times = con.execute(
        "select quote, timex_value, timex_reason from mention where kind = 'timex' "
        "and (start_date is null) <> (timex_reason is null) and detail in ('DATE', 'TIME')"
    ).fetchall()
    assert not times, "date expressions with days and no reason, or a reason and no days"


EXPLAINED = Path(__file__).parent / "explained.txt"
"""Sentence, date and status of five events of the sample as ``communique explain`` shows them: a date told in full, one
counted from the publication, one carried from the sentence before, the day of publication and that of a dateline."""


def explained() -> list[tuple[str, str, str]]:
    """Type, title and expected text of each."""
    parts = re.split(r"^== (\w+): (.+)\n", EXPLAINED.read_text(encoding="utf-8"), flags=re.M)[1:]
    return list(zip(parts[::3], parts[1::3], parts[2::3], strict=True))


@pytest.mark.parametrize(("kind", "title", "expected"), explained(), ids=[title for _, title, _ in explained()])
def test_an_event_explains_itself(
    demo: Demo, con: duckdb.DuckDBPyConnection, kind: str, title: str, expected: str
) -> None:
    (found,) = con.execute(
        "select event_id from current_event join document using (document_id) where event_type = ? and title = ?",
        [kind, title],
    ).fetchall()
    run = subprocess.run(
        [COMMUNIQUE, "--home", demo.home, "explain", found[0]],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment(),
        check=False,
    )
    assert run.returncode == 0, run.stderr
    shown = re.search(r"^sentence.*?(?=^participants)", run.stdout, re.M | re.S)
    assert shown, run.stdout
    assert [line.rstrip() for line in shown[0].splitlines()] == expected.rstrip().splitlines()
