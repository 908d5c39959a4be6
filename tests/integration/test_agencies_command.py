"""``communique agencies``: provisional bodies are reviewed, merged and parted again, in rows and later readings."""

from __future__ import annotations

import json

import duckdb
import pytest
from click.testing import CliRunner

from config.agencies import use_merges
from pipelines.cli import main

RELEASES = [
    """Invented releases: a visit

On 3 May 2024 the Anti-Graft Bureau of Malaysia visited the Corrupt Practices Investigation Bureau in Singapore.
Officers of the Anti-Graft Bureau of Malaysia trained clerks in Fiji on 6 May 2024.
""",
    """Invented releases: another visit

On 7 May 2024 the Malaysian Anti-Corruption Commission and the Anti-Graft Bureau of Malaysia met in Suva, Fiji.
""",
    """Invented releases: initials

On 9 May 2024 officers of PERAKS were received in Suva, and MACC visited the Ministry of Mines of Zambia.
""",
]
PROVISIONAL = "x-my-anti-graft-bureau"


@pytest.fixture(autouse=True)
def _shipped_register_afterwards():
    yield
    use_merges(None)


@pytest.fixture
def home(tmp_path):
    return tmp_path / "home"


@pytest.fixture
def lines(tmp_path):
    path = tmp_path / "invented.jsonl"
    path.write_text(
        "".join(
            json.dumps({"id": str(n), "title": t.split("\n")[0], "text": t, "published": "2024-05-10"}) + "\n"
            for n, t in enumerate(RELEASES)
        )
    )
    return path


def communique(home, *arguments):
    return CliRunner().invoke(main, ["--home", str(home), *map(str, arguments)])


def rows(home, sql):
    with duckdb.connect(home / "events.duckdb", read_only=True) as con:
        return con.execute(sql).fetchall()


def naming(home, agency_id):
    """Where the body is named and takes part; what a later reading must agree with."""
    return (
        rows(
            home,
            "select document_id, quote, name, country, detail from mention"
            f" where agency_id = '{agency_id}' order by all",
        ),
        rows(
            home,
            "select event_id, role, name, country, kind from event_participant"
            f" where agency_id = '{agency_id}' order by all",
        ),
    )


@pytest.fixture
def imported(home, lines):
    done = communique(home, "import", lines)
    assert done.exit_code == 0, done.output
    return home


def test_review_tells_counts_example_and_likely_bodies(imported):
    told = communique(imported, "agencies", "review")
    assert told.exit_code == 0, told.output
    block = told.output.split("\n\n")[0]
    assert block.startswith(PROVISIONAL), told.output
    assert "3 mentions, 2 documents" in block
    assert "the Anti-Graft Bureau of Malaysia met in Suva" in block
    assert "my-macc" not in told.output.split(PROVISIONAL)[0]
    there = communique(imported, "agencies", "review", "--country", "zm")
    assert "x-zm-ministry-of-mines" in there.output
    assert PROVISIONAL not in there.output


def test_merged_rows_and_the_next_reading_agree(imported, lines):
    before = naming(imported, PROVISIONAL)
    assert len(before[0]) == 3
    done = communique(imported, "agencies", "merge", PROVISIONAL, "my-macc")
    assert done.exit_code == 0, done.output
    at_once = naming(imported, "my-macc")
    assert naming(imported, PROVISIONAL) == ([], [])
    assert rows(imported, f"from agency where agency_id = '{PROVISIONAL}'") == []
    assert rows(imported, "select agency_id, alias from agency_alias where kind = 'merged'") == [
        ("my-macc", PROVISIONAL)
    ]
    again = communique(imported, "import", lines)
    assert again.exit_code == 0, again.output
    assert rows(imported, "select count(*) from document_version where extractor_version is null") == [(0,)]
    assert naming(imported, "my-macc") == at_once
    assert naming(imported, PROVISIONAL) == ([], [])
    events = "select event_type, trigger, start_date, status from event order by all"
    assert rows(imported, events) == rows(imported, events)


def test_merging_twice_changes_nothing(imported):
    communique(imported, "agencies", "merge", PROVISIONAL, "my-macc")
    kept = (imported / "agency_merges.csv").read_text()
    again = communique(imported, "agencies", "merge", PROVISIONAL, "my-macc")
    assert again.exit_code == 0, again.output
    assert "nothing to change" in again.output
    assert (imported / "agency_merges.csv").read_text() == kept


@pytest.mark.parametrize("by_hand", [False, True])
def test_a_merge_can_be_undone(imported, lines, by_hand):
    before = naming(imported, PROVISIONAL), naming(imported, "my-macc")
    communique(imported, "agencies", "merge", PROVISIONAL, "my-macc")
    communique(imported, "import", lines)
    if by_hand:
        (imported / "agency_merges.csv").unlink()
    else:
        undone = communique(imported, "agencies", "merge", PROVISIONAL, "--undo")
        assert undone.exit_code == 0, undone.output
        assert not (imported / "agency_merges.csv").exists()
    for _ in range(2):  # by hand: the first import notices the line's absence
        again = communique(imported, "import", lines)
        assert again.exit_code == 0, again.output
    assert (naming(imported, PROVISIONAL), naming(imported, "my-macc")) == before


def test_an_alias_is_read_in_texts_that_did_not_name_the_body(imported, lines):
    assert rows(imported, "from mention where quote = 'PERAKS' and kind = 'agency'") == []
    done = communique(imported, "agencies", "merge", PROVISIONAL, "my-macc", "--alias", "PERAKS")
    assert done.exit_code == 0, done.output
    communique(imported, "import", lines)
    found = rows(imported, "select agency_id from mention where quote = 'PERAKS' and kind = 'agency'")
    assert found == [("my-macc",)]


def test_a_database_built_again_has_the_merge_from_the_first_reading(imported, lines):
    communique(imported, "agencies", "merge", PROVISIONAL, "my-macc")
    merged = naming(imported, "my-macc")
    (imported / "warehouse.duckdb").unlink()
    (imported / "events.duckdb").unlink()
    again = communique(imported, "import", lines)
    assert again.exit_code == 0, again.output
    assert naming(imported, "my-macc") == merged


def test_ids_of_provisional_bodies_do_not_change_when_all_is_read_again(imported, lines):
    ids = rows(imported, "select agency_id from agency where provisional order by 1")
    (imported / "warehouse.duckdb").unlink()
    communique(imported, "import", lines)
    assert rows(imported, "select agency_id from agency where provisional order by 1") == ids


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("x-my-anti-graft-burea", "my-macc"), PROVISIONAL),
        ((PROVISIONAL, "my-mac"), "my-macc"),
        ((PROVISIONAL, "Malaysian Anti-Corruption Commission"), "my-macc"),
        ((PROVISIONAL, "my-macc", "--alias", "a;b"), "semicolons"),
        ((PROVISIONAL, "--undo"), "not merged"),
        ((PROVISIONAL,), "PROVISIONAL and AGENCY"),
    ],
)
def test_wrong_ids_are_told_with_the_nearest_right_ones(imported, arguments, told):
    refused = communique(imported, "agencies", "merge", *arguments)
    assert refused.exit_code == 2
    assert told in refused.output
    assert not (imported / "agency_merges.csv").exists()


def test_a_second_body_for_a_merged_one_is_refused(imported):
    communique(imported, "agencies", "merge", PROVISIONAL, "my-macc")
    refused = communique(imported, "agencies", "merge", PROVISIONAL, "sg-cpib")
    assert refused.exit_code == 2
    assert "--undo" in refused.output


def test_a_broken_line_of_the_file_stops_a_run_with_its_place(imported, lines):
    (imported / "agency_merges.csv").write_text("provisional,agency_id,aliases\nx-my-some-body,my-nobody,\n")
    refused = communique(imported, "import", lines)
    assert refused.exit_code == 2
    assert "agency_merges.csv:2" in refused.output
    assert "my-nobody" in refused.output


def test_without_a_database_nothing_is_merged(home):
    refused = communique(home, "agencies", "merge", PROVISIONAL, "my-macc")
    assert refused.exit_code == 2
    assert "no database" in refused.output
