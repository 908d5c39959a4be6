import json

import pytest
from click.testing import CliRunner

from pipelines.cli import main
from pipelines.evaluation.sets import half_of

TEXT = "Two men were arrested in Nairobi on 3 May 2023 by the Ethics and Anti-Corruption Commission."
GOLD = {
    "text": TEXT,
    "published": "2023-05-04",
    "agencies": ["Ethics and Anti-Corruption Commission (Kenya)"],
    "countries": ["KE"],
    "dates": [{"start": "2023-05-03", "end": "2023-05-03"}],
    "mentions": [],
    "events": [
        {
            "type": "visit",
            "status": "occurred",
            "start_date": "2023-05-03",
            "end_date": "2023-05-03",
            "participants": [],
            "countries": [],
            "trigger": {"start": 13, "end": 21},
            "core": True,
        }
    ],
}


@pytest.fixture
def gold(tmp_path):
    path = tmp_path / "gold.jsonl"
    path.write_text("".join(json.dumps({"id": f"doc-{i}", **GOLD}) + "\n" for i in range(4)), encoding="utf-8")
    return path


def evaluate(*arguments):
    return CliRunner().invoke(main, ["evaluate", *map(str, arguments)])


def test_errors_show_what_is_wrong_most_often_with_its_words_and_our_rule(gold):
    done = evaluate(gold, "--errors", "--layer", "event types")
    assert done.exit_code == 0, done.output
    assert "4 × event types missed: visit" in done.output
    assert "4 × event types extra: arrest" in done.output
    assert "[arrest/" in done.output
    assert "Two men were [[arrested]] in Nairobi" in done.output
    assert "4 × visit → arrest" in done.output


def test_the_rest_of_the_causes_is_counted(gold):
    done = evaluate(gold, "--errors", "--layer", "event types", "--top", "1")
    assert "and 4 errors of 1 rarer causes (--top 2)" in done.output


def test_one_half_leaves_the_other_unread(gold):
    count = [half_of(f"doc-{i}") for i in range(4)].count("A")
    assert 0 < count < 4
    done = evaluate(gold, "--half", "A")
    assert f"half A: {count} documents" in done.output


def test_a_set_without_events_is_refused_with_the_command_that_measures_it(tmp_path):
    path = tmp_path / "places.jsonl"
    path.write_text(json.dumps({"id": "a", "text": "x", "countries": []}) + "\n")
    done = evaluate(path)
    assert done.exit_code == 2
    assert "make accuracy" in done.output


def test_a_page_whose_text_is_not_the_annotated_one_is_refused(tmp_path):
    path = tmp_path / "notes.jsonl"
    path.write_text(
        json.dumps({"id": "a", "url": "https://nowhere.invalid/a", "text_sha256": "0", "events": []}) + "\n"
    )
    done = evaluate(path)
    assert done.exit_code == 2
    assert "no archived page has the address https://nowhere.invalid/a" in done.output
