"""What the language room reaches on gold is what docs/accuracy.json records; it must not fall below that unnoticed."""

from __future__ import annotations

import re
from datetime import date

import pytest

from config.settings import Settings
from pipelines.evaluation.accuracy import answered
from pipelines.evaluation.figures import fallen, from_json, measure, read_record
from pipelines.evaluation.page import PAGE, page
from pipelines.evaluation.scores import score
from pipelines.evaluation.sets import KNOWN, OWN, SHARED, gold_sets
from tests.shared_data import needs_shared

RECORD = read_record()
THERE = {one.name: one for one in gold_sets()}


@pytest.fixture(scope="module")
def gold():
    return {one: one.read() for one in THERE.values()}


@pytest.fixture(scope="module")
def answers(gold):
    return answered(gold, Settings().model, processes=1)


@pytest.mark.parametrize("name", RECORD["sets"])
def test_no_figure_has_fallen(name, gold, answers):
    if name not in THERE:
        pytest.skip(f"the set {name} needs the folder ../shared, which is not beside this checkout")
    one = THERE[name]
    assert one.digest == RECORD["gold"][name], (
        f"{one.path.name} is not the file that docs/accuracy.json was measured on; `make accuracy` measures anew"
    )
    lost = fallen({name: from_json(RECORD["sets"])[name]}, {name: measure(gold[one], answers[name])})
    advice = (
        f"`communique evaluate --errors {one.path.name}` lists what was missed; "
        "if the loss is worth it, `make accuracy` records the new figures"
    )
    assert not lost, "\n".join([*lost, advice])


def test_every_set_is_recorded():
    unrecorded = set(THERE) - set(RECORD["sets"])
    assert not unrecorded, f"without figures in docs/accuracy.json: {unrecorded}; `make accuracy` measures them"
    lost = set(RECORD["sets"]) - set(KNOWN) - {path.stem for path in OWN.glob("*.jsonl")}
    assert not lost, f"recorded, but no longer in tests/gold: {lost}"


def test_the_page_tells_the_record():
    """Figures in the documentation are those of the record; only the day is the page's own."""
    written = PAGE.read_text(encoding="utf-8")
    day = re.search(r"on (\d{4}-\d\d-\d\d) with", written)
    assert day, "docs/accuracy.md does not say when it was written"
    assert written == page(RECORD, date.fromisoformat(day[1])), "`make accuracy` writes page and record together"


@needs_shared
def test_every_core_event_of_the_founding_documents_is_found_with_its_date(gold, answers):
    seeds = THERE["seeds"]
    report = score(gold[seeds], answers["seeds"])
    lost = [
        e for e in report.errors if e.fault != "extra" and e.layer in ("event types", "event type+date", "countries")
    ]
    assert not lost


def test_without_the_shared_folder_the_own_sets_are_still_measured(tmp_path):
    own = {one.name for one in gold_sets(tmp_path / "nowhere", OWN)}
    assert own, "tests/gold holds no set that can be measured without ../shared"
    assert own <= {path.stem for path in OWN.glob("*.jsonl")}
    assert (SHARED / "gold").is_dir() or own == set(THERE)
