"""Reading with several local processes: the same rows as with one, and no loss where a process dies."""

from __future__ import annotations

import os
import signal
from dataclasses import replace

import duckdb
import pytest

from config.settings import Settings
from parsers.records import Context, Extraction
from pipelines.stages import extract, reading
from pipelines.stages.importing import import_path

MODEL = Settings().model
CONTENT = {
    "document_version": "select document_id, version, extractor_version from document_version",
    "event": "select * exclude (extracted_at) from event",
    "event_participant": "from event_participant",
    "event_evidence": "from event_evidence",
    "mention": "from mention",
    "rejected": "select url, stage, reason from rejected",
}


def text(number: int) -> str:
    return (
        f"Invented notice {number}\n\nOn {number % 27 + 1} May 2024 the Invented Integrity Office of Kenya signed an "
        f"agreement with the Ministry of Finance of Ghana. In June it visited the Audit Office of Fiji.\n"
    )


def content(settings):
    with duckdb.connect(settings.published, read_only=True) as con:
        return {name: sorted(con.execute(sql).fetchall(), key=repr) for name, sql in CONTENT.items()}


def test_two_processes_give_the_rows_of_one(tmp_path, monkeypatch):
    folder = tmp_path / "notices"
    folder.mkdir()
    for number in range(20):
        (folder / f"notice-{number:02}.txt").write_text(text(number))
    (folder / "long.txt").write_text(text(99) + "\nThe Office met the press.\n" * 5000)
    monkeypatch.setattr(extract, "BATCH_DOCUMENTS", 3)
    monkeypatch.setattr(extract, "WORTH_A_PROCESS", 6)
    one = Settings(home=tmp_path / "one")
    two = replace(one, home=tmp_path / "two", processes=2)
    for settings in (one, two):
        assert import_path(settings, folder).total.extracted == 21
    assert content(two) == content(one)
    assert len(content(one)["event"]) > 20


def test_no_process_is_started_for_few_documents(tmp_path, monkeypatch):
    (tmp_path / "notice.txt").write_text(text(1))
    asked = []

    def watched(model, batches, processes, merges):
        asked.append(processes)
        yield from reading.read_batches(model, batches, processes, merges)

    monkeypatch.setattr(extract, "read_batches", watched)
    import_path(Settings(home=tmp_path / "home", processes=8), tmp_path / "notice.txt")
    assert asked == [1]


def test_a_process_that_dies_costs_nothing():
    batches = [[(text(number), Context())] for number in range(8)]
    found = []
    for result in reading.read_batches(MODEL, iter(batches), processes=2):
        if not found:
            for child in children():
                os.kill(child, signal.SIGKILL)
        found.append(result)
    assert found == list(reading.read_batches(MODEL, batches))
    assert all(isinstance(one, Extraction) and one.events for (one,) in found)


def test_a_fault_of_the_model_comes_through():
    from parsers.language.reader import ModelError

    with pytest.raises(ModelError, match="no_such_model"):
        list(reading.read_batches("no_such_model", [[("x", Context())]] * 3, processes=2))


def children() -> list[int]:
    import multiprocessing

    return [child.pid for child in multiprocessing.active_children() if child.pid]
