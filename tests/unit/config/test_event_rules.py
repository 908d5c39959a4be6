"""The register's rules as they are written, by the name that events carry."""

from __future__ import annotations

import yaml

from config.event_rules import written_rules
from config.event_types import REGISTER, event_types


def test_every_rule_of_the_register_is_found_where_it_stands() -> None:
    lines = REGISTER.read_text(encoding="utf-8").splitlines()
    for code, kind in event_types().items():
        for trigger in kind.triggers:
            written = written_rules(f"{code}/{trigger.name}")
            assert written, f"{code}/{trigger.name} is not found in the register"
            for rule in written:
                first = rule.text.splitlines()[0]
                assert lines[rule.line - 1].strip() == first, f"line {rule.line} is not {first}"


def test_a_rule_of_several_lines_is_whole() -> None:
    for code, kind in event_types().items():
        for trigger in kind.triggers:
            for rule in written_rules(f"{code}/{trigger.name}"):
                (entry,) = yaml.safe_load(rule.text)
                assert {"verb", "noun"} & entry.keys(), rule.text


def test_a_rule_that_is_no_longer_there_has_no_entries() -> None:
    assert written_rules("visit/verb:teleport") == ()
