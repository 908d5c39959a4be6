"""The measures of acquisition: throughput against a sequential loop, the delay kept at each host, memory over pages."""

from __future__ import annotations

import itertools
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.crawl_server import Site, Web, serving
from benchmarks.resident import resident_megabytes

ROUNDS = 2
SITES = {"answers after 25 ms": (0.025, 30), "answers after 100 ms": (0.1, 10), "answers at once": (0.0, 30)}
"""Seconds that each host takes for an answer, as the network and a publisher's server do, and releases of a host."""
POLITE_SECONDS = 0.5


def crawl() -> dict[str, Any]:
    """Pages a second over 50 hosts without delay, and the gaps that a delay of half a second leaves in the log."""
    told: dict[str, Any] = {}
    for name, (seconds, releases) in SITES.items():
        with serving(Site(hosts=50, releases=releases, delay=seconds)) as web:
            rounds = [(_ours(web), _theirs(web)) for _ in range(ROUNDS)]
        pages = len(list(web.pages()))
        told[f"pages/s, {name}"] = pages / median(ours for ours, _ in rounds)
        told[f"requests loop, pages/s, {name}"] = pages / median(theirs for _, theirs in rounds)
        told[f"times the requests loop, {name}"] = median(theirs / ours for ours, theirs in rounds)
    return {**told, **_politeness()}


def crawl_memory() -> dict[str, Any]:
    """Resident memory of acquisition while it archives 50,000 releases of 10 hosts."""
    told: dict[str, Any] = {}
    marks = itertools.chain((1_000, 10_000, 25_000, 50_000), itertools.repeat(10**9))
    next_mark, fetched, turn = next(marks), 0, threading.Lock()

    def count(step: Any) -> None:
        nonlocal next_mark, fetched
        if step.stage == "fetch":
            with turn:
                fetched += 1
                if fetched >= next_mark:
                    told[f"resident MB after {next_mark:,} URLs"] = resident_megabytes()
                    next_mark = next(marks)

    with serving(Site(hosts=10, releases=5_000, per_page=100, size=4_000)) as web:
        seconds = _ours(web, count)
    return {**told, "URLs/s": 50_000 / seconds}


def _ours(web: Web, progress: Any = None, delay: float = 0.0) -> float:
    """Seconds of discovery and fetching of every page into archive and ledger."""
    from functools import partial

    from config.settings import Settings
    from pipelines.acquisition.archive import Archive
    from pipelines.acquisition.fetcher import Fetcher
    from pipelines.stages.discover import Depth
    from pipelines.stages.run import AT_ONCE, acquire, acquired, open_warehouse
    from pipelines.stages.tally import Tally, silent
    from warehouse.ledger_batch import LedgerBatch

    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(home=Path(folder))
        sources = {source.source_id: source for source in _sources(web, delay)}
        with (
            open_warehouse(settings, sources) as warehouse,
            Archive(settings.archive) as archive,
            Fetcher(settings) as fetcher,
            LedgerBatch(warehouse) as ledger,
        ):
            began = time.perf_counter()
            tallies = {name: Tally(name, warehouse, progress or silent, ledger) for name in sources}
            work = partial(acquire, depth=Depth(), recheck_after=AT_ONCE, archive=archive, fetcher=fetcher)
            for _ in acquired(settings, sources.values(), tallies, work):
                pass
            seconds = time.perf_counter() - began
            kept = sum(tally.counts.fetched for tally in tallies.values())
            assert kept == web.site.hosts * web.site.releases, [t.rejections[:2] for t in tallies.values()]
    return seconds


def _theirs(web: Web) -> float:
    """Seconds of a loop with one ``requests`` session over the same pages, which keeps nothing."""
    import requests

    with requests.Session() as session:
        session.trust_env = False
        began = time.perf_counter()
        for url in web.pages():
            assert session.get(url, timeout=30).content
        return time.perf_counter() - began


def _politeness() -> dict[str, Any]:
    """Seconds between the end of one request and the start of the next at each host, from the server's own log."""
    with serving(Site(hosts=20, releases=20, delay=0.01)) as web:
        _ours(web, delay=POLITE_SECONDS)
        gaps = list(_gaps(web.log()))
    return {
        f"shortest gap with a delay of {POLITE_SECONDS} s": min(gaps),
        "median gap": median(gaps),
        "gap that one in a hundred exceeds": sorted(gaps)[-len(gaps) // 100 - 1],
        "longest gap": max(gaps),
        "gaps": len(gaps),
    }


def _gaps(log: list[tuple[str, str, float, float]]) -> Iterator[float]:
    for _, group in itertools.groupby(sorted(log, key=lambda one: (one[0], one[2])), key=lambda one: one[0]):
        for (_, _, _, ended), (_, _, began, _) in itertools.pairwise(group):
            yield began - ended


def _sources(web: Web, delay: float) -> Iterator[Any]:
    from config.sources import Source

    for number, base in enumerate(web.bases):
        yield Source.model_validate(
            {
                "source_id": f"invented-{number}",
                "name": f"Invented office {number}",
                "listing": {
                    "parser": "html_index",
                    "url": f"{base}/news",
                    "item": "li.release",
                    "next": "a[rel=next]",
                },
                "document": {"parser": "generic"},
                "private_networks": ["127.0.0.0/8"],
                "politeness": {"delay_seconds": delay, "listing_pages": 1_000},
            }
        )
