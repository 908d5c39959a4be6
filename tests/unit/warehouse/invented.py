"""Invented releases and extractions for the tests of the warehouse. No such body or event exists."""

from datetime import UTC, date, datetime, timedelta

from config.sources import Source
from parsers.records import (
    AgencyMention,
    Document,
    Event,
    EventCountry,
    Evidence,
    Extraction,
    Interval,
    Participant,
    PlaceMention,
    Timex,
)
from warehouse.records import Extractor, Fetch, LoadedDocument
from warehouse.warehouse import Warehouse

SOURCE = Source.model_validate(
    {"source_id": "invented-office", "name": "Invented Office", "country": "NO", "document": {"parser": "plain_text"}}
)
URL = "https://releases.invalid/1"
DAY = datetime(2026, 3, 1, 9, tzinfo=UTC)
"""Moment of the first fetch."""
EXTRACTOR = Extractor("reader-1", "code-1", "model", "3.8", "registers-1")


def moment(days: float) -> datetime:
    return DAY + timedelta(days=days)


def fetched(warehouse: Warehouse, *, url: str = URL, days: float = 0, digest: str | None = None, **more) -> str:
    """Record a fetch that stored a page; answers its id."""
    values = {"kind": "document", "status": 200, "outcome": "stored", "archive_file": "a.warc.gz", "archive_offset": 0}
    values |= {"payload_digest": digest or f"sha1:{days}"} | more
    return warehouse.record_fetch(Fetch(SOURCE.source_id, url, fetched_at=moment(days), **values))


def release(body: str = "The Audit Office visited Fiji in March 2026.", **more) -> Document:
    return Document(**{"url": URL, "title": "A visit", "body": body, "published_date": date(2026, 3, 1)} | more)


def load(
    warehouse: Warehouse,
    document: Document,
    *,
    days: float = 0,
    fetch_id: str | None = None,
    parser_version: str = "p1",
) -> LoadedDocument:
    """Record a page fetched ``days`` after the first and load ``document`` from it."""
    return warehouse.load_document(
        document,
        source=SOURCE,
        fetch_id=fetch_id or fetched(warehouse, url=document.url, days=days),
        parser="plain_text",
        parser_version=parser_version,
    )


def span(text: str, words: str) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def visit(text: str) -> Extraction:
    """What a reader finds in the text of :func:`release`."""
    office, trigger, place, when = (span(text, w) for w in ("The Audit Office", "visited", "Fiji", "in March 2026"))
    march = Interval(date(2026, 3, 1), date(2026, 3, 31), "month", "2026-03")
    event = Event(
        "visit",
        "occurred",
        march,
        "explicit",
        Evidence(*trigger, "trigger"),
        "visit/verb:visit",
        0.9,
        participants=(Participant("Audit Office (Norland)", "visitor", "agency", "x-audit", "NO", None, *office),),
        countries=(EventCountry("FJ", "location", *place),),
        evidence=(Evidence(*trigger, "trigger"), Evidence(office[0], len(text), "sentence"), Evidence(*when, "date")),
        date_reason="clause",
        date_words=Evidence(*when, "date"),
    )
    return Extraction(
        timexes=(Timex(*when, "DATE", "2026-03", march, "explicit", reason="told"),),
        places=(PlaceMention(*place, "FJ", "country", "Fiji"),),
        agencies=(AgencyMention(*office, "x-audit", "Audit Office (Norland)", "NO"),),
        events=(event,),
    )


def extract_all(warehouse: Warehouse, extractor: Extractor = EXTRACTOR) -> int:
    """Read every pending document; answers how many."""
    pending = warehouse.pending_documents(extractor.version)
    for document in pending:
        warehouse.load_extraction(document.document_id, document.version, visit(document.text), extractor)
    return len(pending)


def rows(warehouse: Warehouse, query: str) -> list[tuple]:
    return warehouse.connection.execute(query).fetchall()
