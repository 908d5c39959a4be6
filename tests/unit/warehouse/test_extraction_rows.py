import dataclasses

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parsers.records import (
    AgencyMention,
    Citation,
    Event,
    EventCountry,
    Evidence,
    Extraction,
    Interval,
    Participant,
    PlaceMention,
    Timex,
)
from tests.unit.warehouse.invented import EXTRACTOR, extract_all, fetched, load, release, rows, visit
from warehouse.checks import offsets, run_checks
from warehouse.records import OffsetError
from warehouse.warehouse import ExtractedDocument

NOWHERE = Interval(None, None, "unknown", None)
characters = st.text(st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("é\u0301👩‍👧𝄞\u200d\r\n'\"")))
offset = st.integers(-2, 40)


@st.composite
def extractions(draw):
    """An extraction with one record of each kind, at offsets that may or may not lie in the text."""
    place = draw(st.tuples(offset, offset))
    return Extraction(
        timexes=(Timex(*draw(st.tuples(offset, offset)), "DATE", "2026", None),),
        places=(PlaceMention(*place, "FJ", "country", "Fiji"),),
        agencies=(AgencyMention(*draw(st.tuples(offset, offset)), "x-a", "A", None),),
        citations=(Citation(*draw(st.tuples(offset, offset)), "UNCAC", None),),
        events=(
            Event(
                "visit",
                "occurred",
                NOWHERE,
                "none",
                Evidence(*draw(st.tuples(offset, offset)), "trigger"),
                "visit/x",
                0.5,
                (Participant("A", "visitor", start=place[0], end=place[1]), Participant("B", "host")),
                (EventCountry("FJ", "location", *place),),
                (Evidence(*draw(st.tuples(offset, offset)), "sentence"),),
            ),
        ),
    )


def spans(extraction):
    event = extraction.events[0]
    found = [*extraction.timexes, *extraction.places, *extraction.agencies, *extraction.citations]
    return [(one.start, one.end) for one in (*found, event.trigger, *event.evidence)]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=characters.filter(str.strip), extraction=extractions(), number=st.uuids())
def test_any_extraction_gives_back_its_quotes_or_is_refused_whole(warehouse, body, extraction, number):
    document = release(body, url=f"https://releases.invalid/{number}")
    loaded = load(warehouse, document, fetch_id=fetched(warehouse, url=document.url))
    fits = all(0 <= start < end <= len(document.text) for start, end in spans(extraction))
    if fits:
        warehouse.load_extraction(loaded.document_id, loaded.version, extraction, EXTRACTOR)
    else:
        with pytest.raises(OffsetError):
            warehouse.load_extraction(loaded.document_id, loaded.version, extraction, EXTRACTOR)
    found = rows(
        warehouse, f"select start_char, end_char, quote from mention where document_id = '{loaded.document_id}'"
    )
    assert len(found) == (3 if fits else 0)
    assert all(quote == document.text[start:end] for start, end, quote in found)
    assert offsets(warehouse.connection) == [], "SQL's substring and Python's slice must mean the same characters"


def test_reading_again_replaces_the_rows_and_keeps_the_ids(warehouse):
    load(warehouse, release())
    extract_all(warehouse)
    tables = ("event", "event_participant", "event_country", "event_evidence", "mention")
    ids = rows(warehouse, "select event_id from event")
    counts = {table: rows(warehouse, f"select count(*) from {table}") for table in tables}
    assert extract_all(warehouse) == 0, "what this version has read does not wait for it"
    newer = dataclasses.replace(EXTRACTOR, version="reader-2")
    assert extract_all(warehouse, newer) == 1
    assert {table: rows(warehouse, f"select count(*) from {table}") for table in tables} == counts
    assert rows(warehouse, "select event_id, extractor_version from event") == [(*ids[0], "reader-2")]


def test_one_bad_offset_leaves_a_whole_batch_as_it_was(warehouse):
    documents = [release(url=f"https://releases.invalid/{n}") for n in range(3)]
    loaded = [load(warehouse, document) for document in documents]
    good = visit(documents[0].text)
    bad = dataclasses.replace(good, places=(PlaceMention(0, 10_000, "FJ", "country", "Fiji"),))
    batch = [ExtractedDocument(one.document_id, 1, e) for one, e in zip(loaded, (good, good, bad), strict=True)]
    with pytest.raises(OffsetError, match=loaded[2].document_id):
        warehouse.load_extractions(batch, EXTRACTOR)
    assert rows(warehouse, "select count(*) from event") == [(0,)]
    assert len(warehouse.pending_documents(EXTRACTOR.version)) == 3


def test_a_participant_keeps_its_full_words_beside_the_quote(warehouse):
    document = release()
    loaded = load(warehouse, document)
    extraction = visit(document.text)
    party = dataclasses.replace(extraction.events[0].participants[0], text="the Audit Office of Norland")
    event = dataclasses.replace(extraction.events[0], participants=(party,))
    warehouse.load_extraction(loaded.document_id, 1, dataclasses.replace(extraction, events=(event,)), EXTRACTOR)
    assert rows(warehouse, "select words, quote from event_participant") == [
        ("the Audit Office of Norland", "The Audit Office")
    ]


def test_two_events_of_one_trigger_are_two_rows(warehouse):
    document = release()
    loaded = load(warehouse, document)
    event = visit(document.text).events[0]
    warehouse.load_extraction(loaded.document_id, 1, Extraction(events=(event, event)), EXTRACTOR)
    assert rows(warehouse, "select count(*), count(distinct event_id) from event") == [(2, 2)]


def test_a_loaded_release_passes_every_check(warehouse):
    load(warehouse, release())
    extract_all(warehouse)
    assert run_checks(warehouse.connection) == []


def test_the_feed_reads_like_a_sentence(warehouse):
    load(warehouse, release())
    extract_all(warehouse)
    columns = "date, event_type, status, agencies, location, countries, quote, publisher"
    assert rows(warehouse, f"select {columns} from event_feed") == [
        (
            "2026-03",
            "visit",
            "occurred",
            "visitor: Audit Office (Norland)",
            "Fiji",
            "FJ",
            "The Audit Office visited Fiji in March 2026.",
            "Invented Office",
        )
    ]
    assert rows(warehouse, "select name, events, event_types, partners from agency_activity") == [
        ("Audit Office (Norland)", 1, "visit 1", 0)
    ]
    assert rows(warehouse, "select country, month::varchar, events, cooperation from country_month") == [
        ("FJ", "2026-03-01", 1, 1)
    ]
    assert rows(warehouse, "select documents, events, share_with_events, fetches from source_health") == [
        (1, 1, 1.0, 1)
    ]
