"""``communique diff`` as its user meets it: by id and by address, as text, page and JSON, with nothing to compare."""

import json
import os
import subprocess
import sys
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.unit.warehouse.invented import SOURCE, URL, extract_all, load, release
from warehouse.warehouse import Warehouse

COMMUNIQUE = [sys.executable, "-c", "from pipelines.cli import main; main()"]
OTHER = "https://releases.invalid/2"
WORDS = "The Audit Office visited Fiji in March 2026."
SAME = "\n\nCopies are free.\n\nThe report is long."


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A home whose published database holds a release of three versions and one that never changed; both invented."""
    folder = tmp_path_factory.mktemp("home")
    with Warehouse.open(folder / "warehouse.duckdb") as warehouse:
        warehouse.load_registers()
        warehouse.load_source(SOURCE)
        load(warehouse, release(WORDS + SAME))
        load(warehouse, release(url=OTHER, title="Another"))
        extract_all(warehouse)
        load(warehouse, release(f"{WORDS} It stayed <two> days.{SAME}"), days=1)
        extract_all(warehouse)
        corrected = release(
            f"{WORDS} It stayed <three> days.{SAME}", title="A long visit", published_date=date(2026, 3, 2),
            fields={"notice": ("Correction: three days.",)},
        )  # fmt: skip
        load(warehouse, corrected, days=2)
        warehouse.publish(folder / "events.duckdb")
    return folder


def communique(home: Path, *arguments, **more):
    environment = {**os.environ, "COMMUNIQUE_HOME": str(home), "COLUMNS": "120"} | more
    return subprocess.run([*COMMUNIQUE, *arguments], capture_output=True, text=True, env=environment, check=False)


def test_the_latest_change_is_shown_by_address(home):
    done = communique(home, "diff", "http://www.releases.invalid/1/?utm_source=x")
    assert done.returncode == 0, done.stderr
    for told in (
        "version 2, first seen 2026-03-02 09:00 UTC",
        "version 3, first seen 2026-03-03 09:00 UTC",
        "A {+long +}visit",
        "[-2026-03-01-] {+2026-03-02+}",
        "Correction: three days.",
        "It stayed <[-two-]{+three+}> days.",
        "… 2 paragraphs unchanged",
        "version 3 was not read for events",
        "[-visit (occurred), 2026-03: visited-]",
    ):
        assert told in done.stdout, done.stdout
    assert "\x1b" not in done.stdout, "colours in a pipe"


def test_any_two_versions_are_compared_as_json(home):
    done = communique(home, "diff", URL, "--versions", "1", "2", "--format", "json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert (found["from"]["version"], found["to"]["version"], found["versions"]) == (1, 2, [1, 2, 3])
    assert found["paragraphs"][0][1] == {"change": "added", "text": " It stayed <two> days."}
    assert (found["events_gone"], found["events_come"]) == ([], [])
    short = found["document_id"][:-3]
    assert json.loads(communique(home, "diff", short, "--format", "json").stdout)["to"]["version"] == 3


def test_the_page_holds_the_words_and_none_of_their_markup(home):
    done = communique(home, "diff", URL, "--format", "html")
    assert done.returncode == 0, done.stderr
    tags, words = [], []

    class Read(HTMLParser):
        def handle_starttag(self, tag, attrs):
            tags.append(tag)

        def handle_data(self, data):
            words.append(data)

    Read().feed(done.stdout)
    assert {"ins", "del"} <= set(tags)
    assert not {"two", "three", "script"} & set(tags)
    assert "It stayed <twothree> days." in "".join(words)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([OTHER], "has one version, first seen on 2026-03-01"),
        (["https://releases.invalid/none"], "no release has the id or the address"),
        ([URL, "--versions", "1", "9"], "has no version 9; it has 1, 2, 3"),
        (["invented-office-"], "stands for 2 releases or more"),
    ],
)
def test_what_cannot_be_compared_is_told_in_one_line(home, arguments, told):
    done = communique(home, "diff", *arguments)
    assert done.returncode == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr
