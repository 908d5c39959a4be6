"""Rows that wait to be written together: what is in the ledger afterwards is what single writes would have left."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest

from tests.unit.warehouse.invented import SOURCE, URL, moment, rows
from warehouse.ledger_batch import LedgerBatch
from warehouse.records import Fetch, Rejection

STORED = Fetch(SOURCE.source_id, URL, "document", 200, moment(0), "stored", payload_digest="sha1:one")
REFUSED = Rejection(SOURCE.source_id, URL, "fetch", "HTTP status 500")


def test_rows_wait_for_others_and_are_written_at_the_end(warehouse):
    with LedgerBatch(warehouse, rows=100, seconds=1e9) as batch:
        batch.record(STORED)
        batch.reject(replace(REFUSED, url=f"{URL}/2"))
        assert rows(warehouse, 'select count(*) from "fetch"') == [(0,)]
    assert rows(warehouse, 'select url, outcome from "fetch"') == [(URL, "stored")]
    assert rows(warehouse, "select url, reason from rejected") == [(f"{URL}/2", "HTTP status 500")]


def test_a_full_batch_is_written_and_a_batch_of_one_at_once(warehouse):
    batch = LedgerBatch(warehouse, rows=3, seconds=1e9)
    for number in range(3):
        batch.record(replace(STORED, url=f"{URL}/{number}", outcome="failed"))
    assert rows(warehouse, 'select count(*) from "fetch"') == [(3,)]
    identifier = LedgerBatch(warehouse, rows=1).record(STORED)
    assert rows(warehouse, f"select fetch_id from \"fetch\" where url = '{URL}'") == [(identifier,)]


def test_the_latest_word_on_a_url_holds(warehouse):
    warehouse.reject(REFUSED)
    warehouse.reject(replace(REFUSED, stage="listing"))
    with LedgerBatch(warehouse) as batch:
        batch.reject(replace(REFUSED, reason="timed out"))
        batch.record(STORED)
        batch.forget(SOURCE.source_id, URL, "listing")
        batch.reject(replace(REFUSED, stage="listing", reason="no links"))
    assert rows(warehouse, "select stage, reason from rejected") == [("listing", "no links")]


def test_what_could_not_be_written_still_waits(warehouse, monkeypatch):
    batch = LedgerBatch(warehouse)
    batch.record(STORED)
    batch.reject(replace(REFUSED, url=f"{URL}/2"))
    with monkeypatch.context() as patch:
        patch.setattr("warehouse.fetch_ledger.reject_all", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            batch.write()
    assert rows(warehouse, 'select count(*) from "fetch"') == [(0,)], "all of a batch or nothing"
    batch.write()
    assert rows(warehouse, 'select count(*) from "fetch"') == [(1,)]
    assert rows(warehouse, "select count(*) from rejected") == [(1,)]


def test_threads_lose_no_row(warehouse):
    batch = LedgerBatch(warehouse, rows=7)

    def add(name):
        for number in range(50):
            batch.record(replace(STORED, url=f"{URL}/{name}/{number}"))

    threads = [threading.Thread(target=add, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    batch.write()
    assert rows(warehouse, 'select count(*), count(distinct url) from "fetch"') == [(200, 200)]
