"""Taking up an archive of several days: each file is read once, from where the ledger knows it."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

import pytest

from config.sources import Source
from parsers.records import Page
from pipelines.acquisition.archive import Archive
from pipelines.stages.parse import parse_pending
from pipelines.stages.taking_up import take_up, take_up_tail
from pipelines.stages.tally import Tally
from tests.invented_web import release
from warehouse.warehouse import Warehouse

SOURCE = Source.model_validate(
    {
        "source_id": "invented-office",
        "name": "Invented Office",
        "listing": {"parser": "feed", "url": "https://office.invalid/feed"},
        "document": {"parser": "generic"},
    }
)
HTML = {"content-type": "text/html"}
DAYS = {1: ((1, 200), (2, 200)), 2: ((3, 200), (1, 410)), 3: ((4, 200), (1, 200))}
"""Day → (release, status): the first release is there, gone, and there again."""


@pytest.fixture
def archive(tmp_path):
    with Archive(tmp_path / "archive") as archive:
        for day, pages in DAYS.items():
            for place, (number, status) in enumerate(pages):
                body, moment = release(number), datetime(2024, 5, day, 9, place, tzinfo=UTC)
                page = Page(f"https://office.invalid/{number}", body, moment, status, HTML)
                archive.append(SOURCE.source_id, page, role="document")
        yield archive


@pytest.fixture
def warehouse(tmp_path):
    with Warehouse.open(tmp_path / "warehouse.duckdb") as warehouse:
        warehouse.load_registers()
        warehouse.load_source(SOURCE)
        yield warehouse


def digested(warehouse, archive, take):
    steps = []
    tally = Tally(SOURCE.source_id, warehouse, steps.append)
    load = partial(parse_pending, SOURCE, archive=archive, tally=tally)
    if take is take_up:
        take_up(SOURCE, archive=archive, tally=tally, before_newer=load)
    else:
        take_up_tail(SOURCE, archive=archive, tally=tally)
    load()
    return [step for step in steps if step.stage == "replay"]


def closed(warehouse):
    return warehouse.connection.execute("select url from document where closed_at is not null").fetchall()


def test_every_record_is_taken_up_once(warehouse, archive):
    steps = digested(warehouse, archive, take_up)
    assert len(steps) == 6, "six records, each taken up once"
    assert closed(warehouse) == [], "release 1 was gone and is there again"


@pytest.mark.parametrize("take", [take_up, take_up_tail])
def test_what_the_ledger_knows_is_not_taken_up_again(warehouse, archive, take):
    digested(warehouse, archive, take_up)
    assert digested(warehouse, archive, take) == []
    assert closed(warehouse) == []
