import json
import random
import re
import subprocess
import sys

import pytest

from pipelines.evaluation.country_scores import score_countries
from pipelines.evaluation.errors import causes, lines, sentence
from pipelines.evaluation.figures import SetFigures, fallen, from_json, measure, read_record, to_json, write_record
from pipelines.evaluation.scores import Error
from pipelines.evaluation.sets import HALVES, half_of, kind_of
from pipelines.evaluation.tallies import Tally
from pipelines.evaluation.timex_scores import days, score_timexes
from tests.shared_data import SHARED, needs_shared


def figures(tp, fp, fn):
    halves = {"A": Tally(tp, fp, 0), "B": Tally(0, 0, fn)}
    return {"some-set": SetFigures("events", {"A": 1, "B": 1}, {"dates": halves}, {"visit": Tally(tp, fp, fn)})}


def test_a_fall_by_more_than_the_margin_names_set_layer_and_both_figures():
    (message,) = fallen(figures(90, 10, 10), figures(89, 11, 11))
    assert "some-set, dates" in message
    assert "0.9000" in message
    assert "0.8900" in message


@pytest.mark.parametrize("now", [(90, 10, 10), (91, 9, 9), (900, 104, 104)])
def test_a_rise_or_a_small_fall_is_none(now):
    assert fallen(figures(90, 10, 10), figures(*now)) == []


def test_a_set_that_was_not_measured_is_no_fall():
    assert fallen(figures(90, 10, 10), {}) == []


def test_figures_are_the_same_after_writing_and_reading(tmp_path):
    path = tmp_path / "record.json"
    write_record({"sets": to_json(figures(3, 2, 1))}, path)
    assert from_json(read_record(path)["sets"]) == figures(3, 2, 1)
    assert "[3, 2, 0]" in path.read_text(), "counts stand on one line, so that changes read well"


def test_the_halves_are_fixed_and_about_equal():
    halves = [half_of(f"doc-{i}") for i in range(1000)]
    assert set(halves) == set(HALVES)
    assert 450 < halves.count("A") < 550
    assert [half_of(i) for i in ("doj-01", "gov-01", "inv-01")] == ["B", "B", "A"]


def test_both_halves_together_are_the_whole_set():
    gold = [{"id": str(i), "text": "x", "countries": ["FR", "DE"]} for i in range(20)]
    found = {str(i): {"countries": ["FR", "IT"] if i % 3 else ["FR", "DE"]} for i in range(20)}
    measured = measure(gold, found)
    assert sum(measured.documents.values()) == 20
    assert all(measured.documents.values())
    assert measured.whole("countries") == score_countries(gold, found)["countries"] == Tally(27, 13, 13)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ({"id": "a", "text": "", "events": [], "countries": []}, "events"),
        ({"id": "a", "text": "", "gold": []}, "timexes"),
        ({"id": "a", "text": "", "countries": []}, "countries"),
    ],
)
def test_the_kind_of_a_set_is_told_by_its_keys(line, kind):
    assert kind_of([line]) == kind


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2009-05", "2009-05-01", "2009-05-31"),
        ("FY2009", "2009-01-01", "2009-12-31"),
        ("2001-AU", "2001-09-01", "2001-11-30"),
        ("1944-W5", "1944-01-31", "1944-02-06"),
        ("194X", "1940-01-01", "1949-12-31"),
        ("19XX", "1900-01-01", "1999-12-31"),
        ("1998-03-XX", "1998-03-01", "1998-03-31"),
        ("2020-01-03T10:00", "2020-01-03", "2020-01-03"),
        ("1999-01/1999-03", "1999-01-01", "1999-03-31"),
    ],
)
def test_days_of_a_gold_value(value, first, last):
    covered = days(value)
    assert covered is not None
    assert [day.isoformat() for day in covered] == [first, last]


@pytest.mark.parametrize("value", ["", None, "P3D", "PRESENT_REF", "PAST_REF", "XXXX-05", "1918-04-XXTNI", "BC0044"])
def test_values_that_cover_no_days(value):
    assert days(value) is None


def test_what_was_found_where_the_gold_says_now_counts_neither_way():
    now = {"start": 0, "end": 3, "type": "DATE", "value": "PRESENT_REF"}
    gold = [{"id": "a", "text": "now and on 3 May 2020", "gold": [now]}]
    found = {"a": {"timexes": [{**now, "value": "2020-05-04"}]}}
    assert score_timexes(gold, found)["interval"] == Tally(0, 0, 0)


def _shaken(timex, chance):
    told = dict(timex)
    if chance.random() < 0.2:
        told["end"] = max(told["start"] + 1, told["end"] - 2)
    if chance.random() < 0.2:
        told["value"] = chance.choice(["1944-06-06", "1944-06", "P3D", "PAST_REF", "XXXX-05"])
    if chance.random() < 0.1:
        told["type"] = "DURATION"
    return told


@needs_shared
def test_date_figures_equal_those_of_the_shared_scorer(tmp_path):
    path = SHARED / "corpora" / "wikiwars" / "wikiwars_train.jsonl"
    gold = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    chance = random.Random(1)
    found = [{"id": d["id"], "timexes": [_shaken(t, chance) for t in d["gold"] if chance.random() < 0.8]} for d in gold]
    answers = tmp_path / "found.jsonl"
    answers.write_text("".join(json.dumps(f) + "\n" for f in found), encoding="utf-8")
    command = [sys.executable, SHARED / "bench" / "dates" / "score.py", path, answers, "--json"]
    theirs = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    told = {**theirs["all"], "interval": theirs["interval"]}
    ours = score_timexes(gold, {f["id"]: f for f in found})
    for name, tally in ours.items():
        counts = told[name]["tp"], told[name]["sys"], told[name]["gold"]
        assert (tally.tp, tally.tp + tally.fp, tally.gold) == counts, name


@needs_shared
def test_country_figures_equal_those_of_the_shared_scorer(tmp_path):
    path = SHARED / "corpora" / "geovirus" / "geovirus.jsonl"
    gold = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    chance = random.Random(2)
    found = [
        {"id": d["id"], "countries": sorted({*(c for c in d["countries"] if chance.random() < 0.8), "FR", "EU"})}
        for d in gold
    ]
    answers = tmp_path / "found.jsonl"
    answers.write_text("".join(json.dumps(f) + "\n" for f in found), encoding="utf-8")
    command = [sys.executable, SHARED / "bench" / "geo" / "score.py", "--gold", path, "--pred", answers]
    printed = subprocess.run([*command, "--variant", "countries"], capture_output=True, text=True, check=True).stdout
    tally = score_countries(gold, {f["id"]: f for f in found})["countries"]
    ours = [f"{value:.3f}" for value in (tally.precision, tally.recall, tally.f1)]
    assert re.search(r"P (\S+) R (\S+) F1 (\S+)", printed).groups() == tuple(ours)


def test_the_costliest_cause_stands_first_with_its_sentence():
    text = "One thing. He paid a visit to Oslo. Another."
    errors = [
        Error("a", "event types", "extra", "meeting", "meeting", (4, 9), "meeting/verb:meet"),
        Error("a", "event types", "missed", "visit", "visit", (21, 26)),
        Error("a", "event types", "missed", "visit", "visit", (21, 26)),
    ]
    first, second = causes(errors)
    assert first.title == "2 × event types missed: visit"
    assert "      He paid a [[visit]] to Oslo." in list(lines(first, {"a": text}))
    assert any("[meeting/verb:meet]" in line for line in lines(second, {"a": text}))


def test_a_very_long_line_is_cut_around_the_words():
    text = "a" * 5000 + " visit " + "b" * 5000
    cut = sentence(text, 5001, 5006)
    assert "[[visit]]" in cut
    assert len(cut) < 500
