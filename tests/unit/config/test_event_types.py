"""The event register: what it holds, and how it says where it is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.errors import ConfigError
from config.event_types import event_types, load_event_types

MINIMAL = """\
light_verbs: [hold, take place]
words:
  talks: [talk, meeting]
types:
  meeting:
    group: cooperation
    is: talks of two bodies
    cameo: "04"
    roles: [actor, counterpart]
    slots: {subject: actor, with: counterpart}
    triggers:
      - {verb: hold, object: $talks}
      - {noun: meeting, alone: true}
"""


def write(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "event_types.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def test_register_holds_the_thirty_types_of_the_manual() -> None:
    register = event_types()
    assert len(register) == 30
    groups = [kind.group for kind in register.values()]
    assert {g: groups.count(g) for g in set(groups)} == {"cooperation": 10, "enforcement": 12, "governance": 8}


def test_every_type_says_what_it_is_and_what_tells_it() -> None:
    for code, kind in event_types().items():
        assert kind.code == code
        assert kind.definition, code
        assert kind.triggers, code
        assert kind.roles, code
        assert len(kind.cameo_root) == 2, code
        assert set(kind.slots.values()) <= {*kind.roles, "none"}, code


def test_codes_of_plover_and_cameo_are_those_of_the_manual() -> None:
    register = event_types()
    assert (register["visit"].plover, register["visit"].plover_mode, register["visit"].cameo_root) == (
        "CONSULT",
        "visit",
        "04",
    )
    assert (register["sanction"].plover, register["sanction"].cameo_root) == ("SANCTION", "16")
    assert register["legislation"].plover is None


def test_named_word_lists_are_written_out(tmp_path: Path) -> None:
    trigger = load_event_types(write(tmp_path, MINIMAL))["meeting"].triggers[0]
    assert trigger.needs == {"object": ("talk", "meeting")}
    assert trigger.name == "verb:hold+talk"


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("{verb: hold, object: $talks}", "{verb: hold, objekt: talk}", 12, "'objekt' is no slot"),
        ("object: $talks", "object: $calls", 12, "'$calls' is no list"),
        ("object: $talks", "object: <agency>", 12, "'<agency>' is no class"),
        ("object: $talks", "object: [1]", 12, "word or a list of words"),
        ("with: counterpart", "with: guest", 10, "'guest' is no role"),
        ("{verb: hold, object: $talks}", "{object: talk}", 12, "either `verb` or `noun`"),
        ('cameo: "04"', 'cameo: "4"', 8, "pattern"),
        ("group: cooperation", "group: kooperation", 6, "cooperation"),
        ("alone: true", "alone: perhaps", 13, "boolean"),
        ("    is: talks of two bodies\n", "", 5, "required"),
    ],
)
def test_faults_name_file_line_and_field(tmp_path: Path, old: str, new: str, line: int, says: str) -> None:
    file = write(tmp_path, MINIMAL.replace(old, new))
    with pytest.raises(ConfigError) as caught:
        load_event_types(file)
    assert str(caught.value).startswith(f"{file}:{line}: types.meeting"), str(caught.value)
    assert says in str(caught.value)


def test_missing_register_is_reported(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"nowhere\.yaml"):
        load_event_types(tmp_path / "nowhere.yaml")
