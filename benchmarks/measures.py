"""The measures: each runs in a process of its own, returns plain numbers, and compares with a peer in the same run."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import Any, TypeVar

from benchmarks import material
from benchmarks.bodies import bodies
from benchmarks.crawl import crawl, crawl_memory
from benchmarks.dates import dates
from benchmarks.resident import peak_megabytes, resident_megabytes

Item = TypeVar("Item")
ROUNDS = 5
"""Rounds in which the two sides take turns; the median of the rounds' ratios is reported."""


def in_turns(
    items: Sequence[Item], ours: Callable[[Sequence[Item]], Any], theirs: Callable[[Sequence[Item]], Any]
) -> dict[str, float]:
    """Seconds of ``ours`` and ``theirs`` over ``items``, and the median of theirs / ours over ``ROUNDS`` slices.

    The sides take turns slice by slice, each going first every other time, so that a drift of the machine's speed
    strikes both.
    """
    slices = [items[i::ROUNDS] for i in range(ROUNDS)]
    ours(slices[0][:2]), theirs(slices[0][:2])  # warm caches
    spent: list[dict[str, float]] = []
    for number, part in enumerate(slices):
        order = [("ours", ours), ("theirs", theirs)]
        times = {}
        for name, run in order if number % 2 else reversed(order):
            began = time.perf_counter()
            run(part)
            times[name] = time.perf_counter() - began
        spent.append(times)
    return {
        "ours_seconds": sum(t["ours"] for t in spent),
        "theirs_seconds": sum(t["theirs"] for t in spent),
        "ratio": median(t["theirs"] / t["ours"] for t in spent),
    }


def parsing() -> dict[str, Any]:
    """Pages a second of the Justice and the generic parser, against trafilatura's fast mode on the same pages."""
    import trafilatura

    from parsers.registry import read_document

    pages, options = material.pages(), material.options()

    def with_parser(name: str, given: dict[str, object]) -> Callable[[Sequence[Any]], None]:
        def run(part: Sequence[Any]) -> None:
            for page in part:
                read_document(name, page, given)

        return run

    def peer(part: Sequence[Any]) -> None:
        for page in part:
            trafilatura.extract(page.body, fast=True)

    strict = in_turns(pages, with_parser("us_doj_release", options), peer)
    general = in_turns(pages, with_parser("generic", options), peer)
    return {
        "pages": len(pages),
        "us_doj_release pages/s": len(pages) / strict["ours_seconds"],
        "generic pages/s": len(pages) / general["ours_seconds"],
        "trafilatura fast pages/s": len(pages) / strict["theirs_seconds"],
        "us_doj_release, times trafilatura fast": strict["ratio"],
        "generic, times trafilatura fast": general["ratio"],
        "peak MB": peak_megabytes(),
    }


def extraction() -> dict[str, Any]:
    """Words a second of the whole language room, against plain ``nlp.pipe`` of the same model on the same texts."""
    import spacy

    from parsers.language.reader import DEFAULT_MODEL, Reader
    from parsers.records import Context

    documents = material.documents(200)
    texts = [(d.text, Context(published=d.published_date, publisher="us-doj", country="US")) for d in documents]
    reader, plain = Reader(), spacy.load(DEFAULT_MODEL)
    words = sum(len(text.split()) for text, _ in texts)
    spent = in_turns(
        texts,
        lambda part: sum(len(e.events) for e in reader.read(part)),
        lambda part: sum(len(doc) for doc in plain.pipe(text for text, _ in part)),
    )
    return {
        "documents": len(texts),
        "words": words,
        "language room words/s": words / spent["ours_seconds"],
        "plain nlp.pipe words/s": words / spent["theirs_seconds"],
        "language room, times plain nlp.pipe": spent["ratio"],
        "peak MB": peak_megabytes(),
    }


def memory() -> dict[str, Any]:
    """Resident memory of the whole language room over 10,000 invented texts, each with words of its own."""
    from benchmarks import invented
    from parsers.language.reader import Reader
    from parsers.records import Context

    reader = Reader()
    texts = ((text, Context(published=published, country="US")) for text, published in invented.texts(10_000))
    told: dict[str, Any] = {}
    events = 0
    for number, extraction in enumerate(reader.read(texts), 1):
        events += len(extraction.events)
        if number in (100, 1_000, 5_000, 10_000):
            told[f"resident MB after {number:,} documents"] = resident_megabytes()
    return {**told, "peak MB": peak_megabytes(), "events": events}


def loading() -> dict[str, Any]:
    """Rows a second into an empty warehouse, documents and extractions, one transaction a batch; and publishing."""
    from datetime import UTC, datetime

    from parsers.language.reader import Reader
    from pipelines.versions import extractor
    from warehouse.extraction_loading import ExtractedDocument
    from warehouse.records import Fetch
    from warehouse.warehouse import Warehouse

    reader = Reader()
    documents, source, made_by = material.documents(200), material.source(), extractor(reader.model)
    with tempfile.TemporaryDirectory() as folder, Warehouse.open(Path(folder) / "warehouse.duckdb") as warehouse:
        warehouse.load_registers()
        warehouse.load_source(source)
        began = time.perf_counter()
        for document in documents:
            fetch_id = warehouse.record_fetch(
                Fetch(source.source_id, document.url, "document", 200, datetime.now(UTC), "stored")
            )
            warehouse.load_document(
                document, source=source, fetch_id=fetch_id, parser="us_doj_release", parser_version="benchmark"
            )
        seconds = time.perf_counter() - began
        pending = warehouse.pending_documents(made_by.version)
        extractions = list(reader.read((p.text, p.context) for p in pending))
        found = [ExtractedDocument(p.document_id, p.version, e) for p, e in zip(pending, extractions, strict=True)]
        began = time.perf_counter()
        for start in range(0, len(found), 32):
            warehouse.load_extractions(found[start : start + 32], made_by)
        extraction_seconds = time.perf_counter() - began
        began = time.perf_counter()
        published = warehouse.publish(Path(folder) / "events.duckdb")
        publishing_seconds = time.perf_counter() - began
        of_extractions = ("event", "event_participant", "event_country", "event_evidence", "mention")
        rows = sum(published.rows[name] for name in of_extractions) + published.rows["instrument_citation"]
        return {
            "documents": len(documents),
            "documents/s, each its own transaction": len(documents) / seconds,
            "rows of extractions": rows,
            "rows/s of extractions": rows / extraction_seconds,
            "publish seconds": publishing_seconds,
            "snapshot MB": published.path.stat().st_size / 1e6,
            "peak MB": peak_megabytes(),
        }


MEASURES: dict[str, Callable[[], dict[str, Any]]] = {
    "parsing": parsing,
    "bodies": bodies,
    "extraction": extraction,
    "dates": dates,
    "memory": memory,
    "loading": loading,
    "crawl": crawl,
    "crawl-memory": crawl_memory,
}
"""Name → measure, in the order of the report."""
