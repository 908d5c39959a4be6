"""Extraction for `make accuracy` cannot see gold: no way of opening a file leads to it, and no answer hangs on it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from config.settings import PROJECT, Settings
from pipelines.evaluation.blind import BlindError, blind_answers
from pipelines.evaluation.sets import OWN, gold_sets

MODEL = Settings().model
TEXT = "Two men were arrested in Nairobi on 3 May 2023 by the Ethics and Anti-Corruption Commission."
INVENTED = [{"id": "a", "text": TEXT, "published": "2023-05-04", "events": [], "agencies": ["never to be seen"]}]

WAYS = {
    "open": "open(gold)",
    "pathlib": "pathlib.Path(gold).read_text()",
    "a relative path": "open(os.path.relpath(gold))",
    "bytes": "open(os.fsencode(gold), 'rb')",
    "os.open": "os.open(gold, os.O_RDONLY)",
    "io.FileIO": "io.FileIO(gold)",
    "a symbolic link": "open(link)",
    "the folder as a descriptor": "os.open(os.path.basename(gold), os.O_RDONLY, dir_fd=os.open(folder, os.O_RDONLY))",
    "the parent as a descriptor": "os.open(gold.lstrip('/'), os.O_RDONLY, dir_fd=os.open('/', os.O_RDONLY))",
    "changing into the folder": "(os.chdir(folder), open(os.path.basename(gold)))",
    "the folder's list": "os.listdir(folder)",
    "a walk": "next(os.scandir(folder))",
    "linecache": "linecache.checkcache(gold) or linecache.getlines(gold)[0]",
    "numpy": "numpy.fromfile(gold)",
    "another process": "subprocess.run(['cat', gold])",
    "a shell": "os.system('cat ' + gold)",
    "a fork": "os.fork()",
    "a database": "sqlite3.connect(gold)",
    "a connection": "socket.create_connection(('127.0.0.1', 9))",
    "a new link": "os.link(gold, gold + '2')",
    "writing": "open(os.path.join(os.getcwd(), 'note'), 'w')",
    "taking the hook off": "(sys.addaudithook(lambda *a: None), open(gold))",
}
SCRIPT = """
import io, json, linecache, os, pathlib, socket, sqlite3, subprocess, sys
import numpy
gold, link, folder, blind, *ways = sys.argv[1:]
from pipelines.evaluation.blindfold import Refused, blindfold
refusals = blindfold() if blind == "blind" else []
for way in ways:
    before = len(refusals)
    try:
        said = f"got {eval(way)!r}"
    except Refused as refused:
        said = f"refused {refused}"
    except (OSError, IndexError) as other:
        said = f"{'refused' if len(refusals) > before else 'failed'} {other!r}"
    print(json.dumps([way, said[:200]]))
"""


def tried(ways: Iterable[str], gold: Path, folder: Path, *, blind: bool, cwd: Path) -> dict[str, str]:
    """Way → what came of it, in a process of its own."""
    link = cwd / "link"
    link.unlink(missing_ok=True)
    link.symlink_to(gold)
    done = subprocess.run(
        [sys.executable, "-B", "-c", SCRIPT, gold, link, folder, "blind" if blind else "seeing", *ways],
        capture_output=True,
        text=True,
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return dict(json.loads(line) for line in done.stdout.splitlines() if line.startswith("["))


def test_gold_stays_closed_whatever_way_is_tried(tmp_path):
    gold = next(iter(sorted(OWN.glob("*.jsonl"))))
    said = tried(WAYS.values(), gold, gold.parent, blind=True, cwd=tmp_path)
    assert len(said) == len(WAYS)
    got = {name: said[way] for name, way in WAYS.items() if not said[way].startswith("refused")}
    assert not got


def test_without_the_blindfold_the_same_ways_lead_to_the_gold(tmp_path):
    """So that the refusals above are the hook's and not a mistake of the test."""
    gold = next(iter(sorted(OWN.glob("*.jsonl"))))
    ways = ("open", "a symbolic link", "the parent as a descriptor", "numpy", "linecache", "the folder's list")
    said = tried([WAYS[name] for name in ways], gold, gold.parent, blind=False, cwd=tmp_path)
    assert [name for name in ways if not said[WAYS[name]].startswith("got")] == []


def test_what_extraction_needs_can_still_be_read(tmp_path):
    way = "open(os.path.join(folder, 'config', 'registers', 'timex.yaml')).read(20)"
    assert tried([way], PROJECT / "README.md", PROJECT, blind=True, cwd=tmp_path)[way].startswith("got")


def test_extraction_works_blindfolded_and_every_gold_file_was_tried_first():
    closed = [one.path for one in gold_sets()]
    assert closed
    (answer,) = blind_answers(INVENTED, closed=closed, model=MODEL, processes=2)
    assert [e["type"] for e in answer["events"]] == ["arrest"]
    assert answer["id"] == "a"


def test_nothing_is_extracted_where_a_file_that_must_stay_closed_can_be_opened():
    readable = PROJECT / "config" / "registers" / "timex.yaml"
    with pytest.raises(BlindError, match=r"timex\.yaml could be reached"):
        blind_answers(INVENTED, closed=[readable], model=MODEL)


def test_a_refusal_that_the_code_swallows_still_ends_the_run(tmp_path):
    """A copy of the code, in which the reader peeks at gold and hides that it was refused."""
    copy = code_without_gold(tmp_path)
    reader = copy / "parsers" / "language" / "reader.py"
    gold = next(iter(sorted(OWN.glob("*.jsonl"))))
    peek = f"\ntry:\n    open({str(gold)!r})\nexcept OSError:\n    pass\n"
    reader.write_text(reader.read_text("utf-8") + peek, encoding="utf-8")
    done = asked_of(copy, gold)
    assert done.returncode == 3
    assert gold.name in done.stderr


def test_answers_are_the_same_where_no_gold_is_anywhere_near(tmp_path):
    """The code alone, copied to where neither tests nor ../shared are, answers alike."""
    sets = [one for one in gold_sets() if one.path.parent == OWN and "text" in one.read()[0]]
    gold = [document for one in sets for document in one.read()][:6]
    here = blind_answers(gold, closed=[one.path for one in sets], model=MODEL, processes=1)
    copy = code_without_gold(tmp_path)
    assert not (copy / "tests").exists()
    done = asked_of(copy, None, *gold)
    assert done.returncode == 0, done.stderr
    there = [json.loads(line) for line in done.stdout.splitlines()]
    assert [{**a, "id": None} for a in here] == there


def code_without_gold(tmp_path: Path) -> Path:
    copy = tmp_path / "deep" / "down" / "code"
    for room in ("config", "parsers", "warehouse", "pipelines"):
        shutil.copytree(PROJECT / room, copy / room, ignore=shutil.ignore_patterns("__pycache__", "demo"))
    return copy


def asked_of(code: Path, closed: Path | None, *gold: dict) -> subprocess.CompletedProcess[str]:
    from pipelines.evaluation.gold import questions

    lines = [{"must_stay_closed": [str(closed)] if closed else []}, *questions(list(gold) or INVENTED)]
    return subprocess.run(
        [sys.executable, "-B", "-m", "pipelines.evaluation.blindfold", MODEL],
        input="".join(json.dumps(line) + "\n" for line in lines),
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=code,
        env={"PYTHONPATH": str(code), "PATH": "", "HOME": str(code)},
        check=False,
    )
