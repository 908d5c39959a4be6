"""``communique import`` of everything that it takes, good and bad, by its command line."""

from __future__ import annotations

import csv
import json

import duckdb
import pytest
from click.testing import CliRunner

from pipelines.acquisition.archive import Archive
from pipelines.cli import main
from tests.invented_web import release
from tests.shared_data import SHARED, needs_shared

NOTICE = """Invented Integrity Office opens a second house

On 3 May 2024 the Invented Integrity Office opened an office in Mombasa, Kenya. All of this is invented.

The Office trained officers of the Audit Office of Fiji in April 2024.
"""
FORM = """Annex - Questionnaire

Country\tKenya
Implementing authority/authorities\tInvented Integrity Office
Title of initiative\tAn invented hotline
Short summary of initiative\tThe Office runs an invented hotline since March 2023.
"""


@pytest.fixture
def home(tmp_path):
    return tmp_path / "home"


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "Files of mine"
    folder.mkdir()
    return folder


def communique(home, *arguments):
    return CliRunner().invoke(main, ["--home", str(home), *map(str, arguments)])


def rows(home, sql):
    with duckdb.connect(home / "events.duckdb", read_only=True) as con:
        return con.execute(sql).fetchall()


def documents(home):
    return rows(home, "select title, kind, published_date::varchar, parser from document order by title")


def test_a_folder_of_all_kinds_and_again(home, folder):
    (folder / "notice.txt").write_text(NOTICE)
    (folder / "form.txt").write_text(FORM)
    (folder / "page.html").write_bytes(release(7))
    (folder / "lines.jsonl").write_text(
        json.dumps({"id": "a", "title": "An invented line", "text": NOTICE, "published": "2024-05-04"}) + "\n"
    )
    (folder / ".hidden").write_text("not looked at")
    done = communique(home, "import", folder)
    assert done.exit_code == 0, done.output
    assert documents(home) == [
        ("An invented hotline", "questionnaire", None, "uncac_questionnaire"),
        ("An invented line", "press_release", "2024-05-04", "json_record"),
        ("Integrity Office release 7", "press_release", "2024-05-08", "generic"),
        ("Invented Integrity Office opens a second house", "press_release", None, "plain_text"),
    ]
    assert rows(home, "select distinct source_id from document") == [("import-files-of-mine",)]
    assert len(rows(home, "from initiative")) == 1
    before = rows(home, "from document order by all"), rows(home, "from event order by all")
    again = communique(home, "import", folder)
    assert again.exit_code == 0, again.output
    assert "Nothing new." in again.output
    assert (rows(home, "from document order by all"), rows(home, "from event order by all")) == before


def test_what_is_told_by_hand_is_kept_in_the_archive_and_can_be_told_anew(home, folder):
    file = folder / "notice.txt"
    file.write_text(NOTICE)
    communique(home, "import", file, "--published", "2024-05-05", "--kind", "news")
    assert [row[1:3] for row in documents(home)] == [("news", "2024-05-05")]
    with Archive(home / "archive") as archive:
        ((place, _),) = archive.places("import-files-of-mine")
        assert archive.read(place.file, place.offset).headers["x-communique-published"] == "2024-05-05"
    communique(home, "import", file, "--published", "2024-05-06")
    assert [row[2] for row in documents(home)] == ["2024-05-06"]


def test_a_page_without_a_date_is_loaded_and_noted(home, folder):
    (folder / "page.html").write_bytes(release(7).replace(b"article:published_time", b"x"))
    done = communique(home, "import", folder)
    assert done.exit_code == 0, done.output
    assert documents(home)[0][2] is None
    assert "loaded, but no publication date" in done.output


@pytest.mark.parametrize("content", ["", "  \n\n "])
def test_an_empty_text_is_rejected_and_costs_nothing_else(home, folder, content):
    (folder / "empty.txt").write_text(content)
    (folder / "notice.txt").write_text(NOTICE)
    done = communique(home, "import", folder)
    assert done.exit_code == 1
    assert len(documents(home)) == 1
    assert [
        row[:2]
        for row in rows(home, "select stage, url, reason from rejected where stage = 'parse' and url like '%empty%'")
    ] == [("parse", "file:///empty.txt")]


def test_records_keep_their_fields_and_tell_who_published_them(home, folder):
    words = "The Commission opened an office on 3 May 2024. The Commission trained officers of Fiji."
    told = {"source_agency": "Invented Probity Commission", "source_country": "KE", "number": "24-7"}
    record = {"id": "a", "title": "An invented house", "text": words, "published": "2024-05-04"}
    for item in (record | told, record | {"id": "b"}):
        with (folder / "lines.jsonl").open("a") as file:
            file.write(json.dumps(item) + "\n")
    assert communique(home, "import", folder).exit_code == 0
    ((fields,),) = rows(home, "select fields from document where url like '%/a'")
    assert fields == {"id": ["a"], **{name: [value] for name, value in told.items()}}
    by_url = dict(
        rows(
            home,
            "select right(url, 1), list(distinct p.country order by p.country) from document join event using "
            "(document_id) join event_participant p using (event_id) where p.name like '%Commission%' group by all",
        )
    )
    assert by_url.get("a") == ["KE"], f"the Commission is the publisher that the record names: {by_url}"
    assert by_url.get("b") != ["KE"]


def test_a_form_without_a_date_is_no_breach(home, folder):
    (folder / "form.txt").write_text(FORM)
    done = communique(home, "import", folder)
    assert done.exit_code == 0
    assert rows(home, "from rejected") == []


def test_a_broken_line_costs_that_line(home, folder):
    good = json.dumps({"id": "a", "text": NOTICE})
    (folder / "lines.jsonl").write_text(f"{good}\n{{oops\n[1]\n{json.dumps({'id': 'b', 'text': 3})}\n")
    done = communique(home, "import", folder / "lines.jsonl")
    assert done.exit_code == 1
    assert len(documents(home)) == 1
    urls = rows(home, "select url from rejected where stage = 'import' order by url")
    assert urls == [(f"file:///lines.jsonl/line-{n}",) for n in (2, 3, 4)]
    (folder / "lines.jsonl").write_text(good + "\n")
    assert communique(home, "import", folder / "lines.jsonl").exit_code == 0
    assert rows(home, "select url from rejected where stage = 'import'") == [], "a mended file is rejected no longer"


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["nowhere.txt"], "there is no such file or folder"),
        (["{folder}/table.csv"], "no kind of file that can be imported"),
        (["{folder}", "--source", "nobody"], "no source 'nobody'"),
        (["{folder}", "--parser", "none"], "no document parser 'none'"),
    ],
)
def test_wrong_use_is_one_line_and_changes_nothing(home, folder, arguments, line):
    (folder / "table.csv").write_text("a,b\n")
    done = communique(home, "import", *(argument.format(folder=folder) for argument in arguments))
    assert done.exit_code == 2
    assert line in done.output
    assert len(done.output.strip().splitlines()) == 1
    assert not home.exists()


def test_a_long_text_is_read_at_its_beginning_and_says_so(home, folder):
    paragraph = "On 3 May 2024 the Invented Integrity Office visited the Ministry of Finance of Ghana.\n\n"
    (folder / "long.txt").write_text("An invented dump\n\n" + paragraph * 230_000)
    assert (folder / "long.txt").stat().st_size > 20_000_000
    (folder / "notice.txt").write_text(NOTICE)
    done = communique(home, "import", folder)
    assert done.exit_code == 0, done.output
    assert len(documents(home)) == 2
    ((reason,),) = rows(home, "select reason from rejected where stage = 'extract'")
    assert reason.startswith("only the first 99,9")
    assert rows(home, "select max(length(text)) > 20000000 from document") == [(True,)], "all of it is stored"


@needs_shared
def test_a_cut_warc_gives_its_whole_records_and_one_line(home, tmp_path):
    data = (SHARED / "corpora/doj/corruption.warc.gz").read_bytes()
    cut = tmp_path / "cut.warc.gz"
    cut.write_bytes(data[: len(data) // 12])
    done = communique(home, "import", cut, "--source", "us-doj-opa")
    assert done.exit_code == 1
    ((url, reason),) = rows(home, "select url, reason from rejected where stage = 'import'")
    whole = len(documents(home))
    assert whole > 3
    assert (url, reason.startswith(f"cut off after {whole} whole records")) == ("file:///cut.warc.gz", True)
    cut.write_bytes(data[: len(data) // 6])
    communique(home, "import", cut, "--source", "us-doj-opa")
    assert len(documents(home)) > whole, "a longer file adds what was missing"


@needs_shared
def test_a_file_that_is_no_warc_is_one_line(home, tmp_path):
    (tmp_path / "odd.warc.gz").write_bytes(b"\x1f\x8b oops")
    (tmp_path / "odd.warc").write_bytes(b"oops\r\n\r\n")
    done = communique(home, "import", tmp_path / "odd.warc.gz")
    assert done.exit_code == 1
    assert communique(home, "import", tmp_path / "odd.warc").exit_code == 1
    assert len(rows(home, "from rejected where stage = 'import'")) == 2


@needs_shared
def test_the_seeds(home):
    done = communique(home, "import", SHARED / "seeds", "--published", "2023-08-31")
    assert done.exit_code == 0, done.output
    assert sorted(row[1:] for row in documents(home)) == [
        ("press_release", "2023-08-31", "plain_text"),
        ("questionnaire", "2023-08-31", "uncac_questionnaire"),
    ]
    ((country,),) = rows(home, "select country from initiative_register")
    assert country in ("CN", "HK")


@needs_shared
def test_all_justice_pages_load_with_title_and_date_of_the_table(home):
    folder = SHARED / "corpora/doj"
    for name in ("opa-2018", "corruption"):
        pages_only(home, folder / f"{name}.warc.gz")
    told = {}
    for name in ("opa-2018", "corruption"):
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            told |= {row["url"]: (" ".join(row["title"].split()), row["published"]) for row in csv.DictReader(file)}
    held = {
        url: (title, day) for url, title, day in rows(home, "select url, title, published_date::varchar from document")
    }
    assert len(held) == len(told) == 613
    assert {url: held[url] for url in told} == told
    before = rows(home, "select * exclude (fetch_id) from document order by all")
    pages_only(home, folder / "opa-2018.warc.gz")
    assert rows(home, "select * exclude (fetch_id) from document order by all") == before
    assert rows(home, 'select kind, count(*) from "fetch" group by all order by all') == [
        ("import", 613),
        ("listing", 10),
    ]


def pages_only(home, path):
    """Import without the reading of events, which other tests do: through the same functions."""
    from config.settings import PROJECT, Settings
    from config.sources import load_source
    from pipelines.stages import importing

    source = load_source(PROJECT / "config/sources/us-doj-opa.yaml")
    settings = Settings(home=home)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pipelines.stages.run.extract_pending", lambda settings, tally: None)
        summary = importing.import_path(settings, path, source)
    assert not summary.failed, summary.rejections


def test_the_publisher_of_a_govuk_document_is_its_first_organisation_and_never_the_import(tmp_path):
    content = {
        "base_path": "/government/news/invented",
        "content_id": "0",
        "document_type": "press_release",
        "schema_name": "news_article",
        "locale": "en",
        "title": "Handbook published",
        "first_published_at": "2024-05-06T09:00:00+00:00",
        "details": {"body": "<p>We published a handbook for auditors on 3 May 2024.</p>"},
        "links": {"organisations": [{"title": "Invented Office for Handbooks"}]},
    }
    files = tmp_path / "files"
    files.mkdir()
    (files / "invented.json").write_text(json.dumps(content), encoding="utf-8")
    (files / "plain.txt").write_text("Guide published\n\nWe published a guide on 3 May 2024.\n", encoding="utf-8")
    done = CliRunner().invoke(main, ["--home", str(tmp_path / "home"), "import", str(files)])
    assert done.exit_code == 0, done.output
    with duckdb.connect(str(tmp_path / "home" / "events.duckdb"), read_only=True) as con:
        parties = {name for (name,) in con.execute("select name from event_participant").fetchall()}
    assert parties == {"Invented Office for Handbooks"}, "an import's own name is no body"
