import random

import pytest

from config.confidence import confidence_weights
from config.errors import ConfigError
from config.event_types import event_types
from parsers.language.events.confidence import SIGNS
from pipelines.evaluation.calibration import cross_validated, fit, register_text
from pipelines.evaluation.reliability import Outcome, outcomes, reliability


def sample(count=600, seed=3):
    """Events of which those with named parties are right nine times in ten, the others five times."""
    chance = random.Random(seed)
    found = []
    for i in range(count):
        carried = dict.fromkeys(SIGNS, False) | {"parties": chance.random() < 0.5}
        right = chance.random() < (0.9 if carried["parties"] else 0.5)
        found.append(Outcome(f"doc-{i // 4}", chance.choice(["visit", "plea"]), carried, 0.7, right))
    return found


def test_fitted_confidence_is_the_share_that_is_right():
    found = sample()
    model = fit(found, ["plea", "visit"])
    for carried, share in ((True, 0.9), (False, 0.5)):
        part = [o for o in found if o.signs["parties"] is carried]
        assert model.predict(part).mean() == pytest.approx(share, abs=0.06)


def test_confidence_of_documents_left_out_is_better_than_the_mean():
    found = sample(4000)
    checked = reliability(cross_validated(found), [o.right for o in found])
    assert checked.brier < checked.brier_of_mean
    assert checked.error < 0.04
    assert checked.auc > 0.6
    assert sum(part[2] for part in checked.bins) == len(found)


def test_a_confidence_that_is_always_sure_and_half_wrong_is_found_out():
    told = reliability([0.99] * 100, [True, False] * 50)
    assert told.error == pytest.approx(0.49)
    assert told.brier > 0.4


def test_an_event_beside_the_gold_is_wrong_and_a_background_one_right():
    party = {"participants": [], "countries": []}
    event = {"type": "visit", "start_date": "2024-03-01", "end_date": "2024-03-01", "core": False, **party}
    signs = dict.fromkeys(SIGNS, True)
    found = [
        {**event, "signs": signs, "confidence": 0.9},
        {**event, "type": "plea", "signs": signs, "confidence": 0.4},
    ]
    told = outcomes([{"id": "a", "events": [event]}], {"a": {"events": found}})
    assert [(o.type, o.confidence, o.right) for o in told] == [("visit", 0.9, True), ("plea", 0.4, False)]


def test_the_register_that_a_fit_writes_can_be_read(tmp_path):
    path = tmp_path / "confidence.yaml"
    path.write_text(register_text(sample(), ["invented"]), encoding="utf-8")
    weights = confidence_weights(path)
    assert weights.signs["parties"] > 0.5
    assert set(weights.types) == {"visit", "plea"}
    assert "(invented)" in path.read_text(), "the register names what it was measured on"


def test_the_register_knows_every_sign_and_only_types_that_there_are():
    weights = confidence_weights()
    assert set(weights.signs) == set(SIGNS)
    assert set(weights.types) <= set(event_types())


def test_a_broken_register_is_named(tmp_path):
    path = tmp_path / "confidence.yaml"
    path.write_text("base: much")
    with pytest.raises(ConfigError, match=r"confidence\.yaml"):
        confidence_weights(path)
