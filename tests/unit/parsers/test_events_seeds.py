"""The two founding documents: every core event of their annotation is found with its date."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from config.agencies import agencies
from parsers.language.reader import Reader
from parsers.records import Context

SHARED = Path(__file__).resolve().parents[4] / "shared"
GOLD = SHARED / "gold" / "seeds.jsonl"


def seeds() -> list[dict[str, Any]]:
    if not GOLD.exists():
        return []
    return [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]


@pytest.mark.skipif(not GOLD.exists(), reason=f"the founding documents are not here: {SHARED} is missing")
@pytest.mark.parametrize("gold", seeds(), ids=lambda g: g["id"])
def test_core_events_are_found_with_their_dates(gold: dict[str, Any]) -> None:
    text = (SHARED / gold["file"]).read_text(encoding="utf-8")
    known = agencies().by_name(gold["source_agency"], gold["source_country"])
    context = Context(
        published=date.fromisoformat(gold["published"]) if gold["published"] else None,
        publisher=known.agency_id if known else None,
        publisher_name=gold["source_agency"],
        country=gold["source_country"],
    )
    left = [(e.type, e.dates.start, e.dates.end) for e in Reader().read_one(text, context).events]
    for event in gold["events"]:
        if event["core"]:
            days = [date.fromisoformat(d) if d else None for d in (event["start_date"], event["end_date"])]
            wanted = (event["type"], *days)
            assert wanted in left, f"{wanted} ({event['trigger']}) not among {left}"
            left.remove(wanted)
