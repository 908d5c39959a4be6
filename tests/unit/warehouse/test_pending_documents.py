"""Documents that wait for extraction come in pages by id, each once."""

from __future__ import annotations

from tests.unit.warehouse.invented import EXTRACTOR, extract_all, load, moment, release, rows, visit


def test_pages_hold_each_document_once_though_some_stay_pending(warehouse):
    for number in range(7):
        load(warehouse, release(url=f"https://releases.invalid/{number}"))
    assert warehouse.count_pending_documents(EXTRACTOR.version) == 7
    seen = []
    for document in warehouse.each_pending_document(EXTRACTOR.version, at_once=2):
        seen.append(document.document_id)
        if len(seen) % 2:  # the others fail, say
            warehouse.load_extraction(document.document_id, document.version, visit(document.text), EXTRACTOR)
    assert seen == sorted(set(seen))
    assert len(seen) == 7
    assert warehouse.count_pending_documents(EXTRACTOR.version) == 3
    assert [d.document_id for d in warehouse.pending_documents(EXTRACTOR.version)] == seen[1::2]


def test_only_the_sources_that_are_asked_for(warehouse):
    load(warehouse, release())
    assert warehouse.count_pending_documents(EXTRACTOR.version, ["nobody"]) == 0
    assert list(warehouse.each_pending_document(EXTRACTOR.version, ["nobody"])) == []
    assert len(list(warehouse.each_pending_document(EXTRACTOR.version, ["invented-office"]))) == 1


def test_a_record_that_names_its_publisher_goes_before_its_source(warehouse):
    own = {"source_agency": ("Invented Probity Commission",), "source_country": ("KE",)}
    load(warehouse, release(url="https://releases.invalid/of-its-own", fields=own))
    load(warehouse, release(url="https://releases.invalid/of-the-source"))
    told = {
        document.url.rsplit("/", 1)[1]: (document.context.publisher_name, document.context.country)
        for document in warehouse.pending_documents("reader-1")
    }
    assert told == {"of-its-own": ("Invented Probity Commission", "KE"), "of-the-source": (None, "NO")}


def test_an_older_version_that_nobody_has_read_waits_as_well_and_tells_what_was_known_then(warehouse):
    body = "The Audit Office visited Fiji in March 2026. It {} the harbour."
    load(warehouse, release(body.format("left")), days=8)
    extract_all(warehouse)
    load(warehouse, release(body.format("saw")), days=4)  # captures of others, imported late
    load(warehouse, release(body.format("reached")), days=2)
    assert warehouse.count_pending_documents(EXTRACTOR.version) == 2
    waiting = list(warehouse.each_pending_document(EXTRACTOR.version, at_once=1))
    assert [(one.version, one.text.split()[-3]) for one in waiting] == [(2, "saw"), (3, "reached")]
    assert extract_all(warehouse) == 2
    assert warehouse.count_pending_documents("reader-2") == 1, "another reader reads the present alone"
    known = [rows(warehouse, f"select document_version from events_as_of('{moment(day)}')") for day in (1, 3, 5, 9)]
    assert known == [[], [(3,)], [(2,)], [(1,)]]
    assert rows(warehouse, "select document_version from current_event") == [(1,)]
    assert rows(warehouse, "select superseded_at from event order by 1") == [(moment(4),), (moment(8),), (None,)]
