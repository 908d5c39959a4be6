import copy
import json
import random
import re
import subprocess
import sys

import pytest

from config.errors import ConfigError
from pipelines.evaluation.gold import read_gold
from pipelines.evaluation.names import same_body
from pipelines.evaluation.scores import score
from tests.shared_data import SHARED, needs_shared

EVENT = {
    "type": "visit",
    "status": "occurred",
    "start_date": "2024-03-01",
    "end_date": "2024-03-01",
    "core": True,
    "participants": [{"name": "Audit Office of Norland", "country": "NO", "role": "visitor"}],
    "countries": [{"code": "NO", "role": "location"}],
    "trigger": {"start": 3, "end": 8},
}
GOLD = {
    "id": "a",
    "published": "2024-03-02",
    "agencies": ["Audit Office of Norland"],
    "countries": ["NO"],
    "dates": [{"start": "2024-03-01", "end": "2024-03-01"}],
    "events": [EVENT],
}


def test_a_perfect_answer_scores_one_in_every_layer():
    report = score([GOLD], {"a": GOLD})
    assert {name: tally.f1 for name, tally in report.layers.items()} == dict.fromkeys(report.layers, 1.0)
    assert not report.errors


def test_a_missing_answer_costs_every_gold_item_and_lists_it():
    report = score([GOLD], {})
    assert report.layers["event types"].fn == 1
    assert {e.layer for e in report.errors} == {"agencies", "countries", "dates", "event types"}


def test_an_event_of_another_type_on_the_same_trigger_is_counted_as_confused():
    answer = copy.deepcopy(GOLD)
    answer["events"][0]["type"] = "meeting"
    report = score([GOLD], {"a": answer})
    assert report.confusion == {("visit", "meeting"): 1}


def test_finding_a_background_event_is_neither_right_nor_wrong():
    gold = copy.deepcopy(GOLD)
    gold["events"][0]["core"] = False
    tally = score([gold], {"a": GOLD}).layers["event types"]
    assert (tally.tp, tally.fp, tally.fn) == (0, 0, 0)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Anti-Corruption Commission (Zambia)", "Anti-Corruption Commission (Namibia)", False),
        ("Anti-Corruption Commission (Zambia)", "Anti-Corruption Commission of Zambia", True),
        ("FBI", "Federal Bureau of Investigation", True),
        ("Ministry of Justice", "Ministry of Finance", False),
    ],
)
def test_names_of_one_body_are_told_from_names_of_two(one, other, same):
    assert same_body(one, other) is same


def test_a_gold_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(ConfigError, match=r"nowhere\.jsonl"):
        read_gold(tmp_path / "nowhere.jsonl")


def test_a_broken_gold_line_is_named(tmp_path):
    path = tmp_path / "gold.jsonl"
    path.write_text('{"id": "a", "text": "x"}\n{"id": \n')
    with pytest.raises(ConfigError, match=r"gold\.jsonl:2"):
        read_gold(path)


def _worsened(document, chance):
    """The gold as a mediocre extractor would answer it."""
    found = {key: copy.deepcopy(document[key]) for key in ("id", "agencies", "countries", "dates", "events")}
    for key in ("agencies", "countries", "dates", "events"):
        found[key] = [item for item in found[key] if chance.random() < 0.8]
    for event in found["events"]:
        event.pop("core")
        if chance.random() < 0.2:
            event["type"] = chance.choice(["visit", "charge", "plea", "statement"])
        if chance.random() < 0.2:
            event["start_date"] = event["end_date"] = "2001-01-01"
        if chance.random() < 0.2:
            event["status"] = "planned"
        if chance.random() < 0.2:
            event["countries"] = [{"code": "FR", "role": "location"}]
        event["participants"] = [p for p in event["participants"] if chance.random() < 0.8]
    return found


@needs_shared
@pytest.mark.parametrize("name", ["dev-doj", "dev-gov", "dev-invented", "seeds"])
def test_figures_equal_those_of_the_shared_scorer(name, tmp_path):
    path = SHARED / "gold" / f"{name}.jsonl"
    gold = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    chance = random.Random(name)
    found = [_worsened(document, chance) for document in gold]
    answers = tmp_path / "found.jsonl"
    answers.write_text("".join(json.dumps(f) + "\n" for f in found), encoding="utf-8")
    command = [sys.executable, SHARED / "bench" / "events" / "score.py", path, answers]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    theirs = {
        m[1].strip(): tuple(int(n) for n in m.groups()[1:])
        for m in re.finditer(r"^(.{26})P .*\(tp (\d+) fp (\d+) fn (\d+)\)$", printed, re.M)
    }
    report = score(gold, {f["id"]: f for f in found})
    ours = {layer: (tally.tp, tally.fp, tally.fn) for layer, tally in report.layers.items()}
    assert ours == theirs
    by_type = dict(re.findall(r"(\w+) (\d\.\d\d)\(", printed.split("by type:")[1]))
    assert {t: f"{tally.f1:.2f}" for t, tally in report.types.items()} == by_type
