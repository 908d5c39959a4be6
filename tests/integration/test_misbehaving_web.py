"""A run over a misbehaving web: it ends, every address ends somewhere with its reason, and nobody is treated badly."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from datetime import timedelta
from itertools import pairwise

import pytest

from config.settings import Settings
from config.sources import load_source
from pipelines.acquisition.fetcher import ATTEMPTS
from pipelines.stages.single import acquire_sources, parse_sources
from tests.guarded_sockets import guarding
from tests.misbehaving import answers
from tests.misbehaving.cases import CASES, GONE, INSIDE, STORED, index
from tests.misbehaving.server import Host, Web
from warehouse.warehouse import Warehouse

DELAY = 0.025
MAX_BYTES = 2_000_000
TIMEOUT = 1.0
YAML = """
name: Invented {name}
country: KE
timezone: Africa/Nairobi
{listing}
document: {{parser: generic}}
private_networks: ["127.0.0.0/8"]
politeness: {{delay_seconds: {delay}, listing_pages: {pages}}}
expect: {{title: always, published: always}}
"""
_LATEST = """
SELECT source_id, url, arg_max(outcome, fetched_at), arg_max(reason, fetched_at)
FROM "fetch" GROUP BY ALL
"""

_STORED = """SELECT source_id, url, count(*) FROM "fetch" WHERE outcome = 'stored' GROUP BY ALL"""


class Run:
    """What a run left behind, and what the servers saw of it."""

    def __init__(self, settings, hosts, attempts):
        self.bases = {name: host.base for name, host in hosts.items()}
        self.logs = {name: list(host.log) for name, host in hosts.items()}
        self.attempts = attempts
        with Warehouse.open(settings.warehouse) as warehouse:
            con = warehouse.connection
            self.stored = Counter({(s, u): n for s, u, n in con.execute(_STORED).fetchall()})
            self.latest = {(s, u): (o, r) for s, u, o, r in con.execute(_LATEST).fetchall()}
            rows = con.execute("SELECT source_id, url, stage, reason FROM rejected WHERE NOT noted").fetchall()
            self.rejected = {(source, url): (stage, reason) for source, url, stage, reason in rows}
            self.documents = set(con.execute("SELECT source_id, url FROM document").fetchall())
            self.later_versions = con.execute("SELECT url FROM document WHERE version > 1").fetchall()


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    """Two runs over all cases with parsing; extraction has its own tests."""
    folder = tmp_path_factory.mktemp("misbehaving")
    answers.bomb()  # takes longer to make than the run waits for an answer
    hosts = {case.name: Host(dict(case.routes), case.otherwise) for case in CASES}
    with Web(list(hosts.values())), guarding() as sockets:
        sockets.resolve(*INSIDE)
        sources = {}
        for case in CASES:
            host = hosts[case.name]
            host.routes["/robots.txt"] = case.robots
            host.routes["/"] = case.index or index(*(case.ends or ["/1"]))
            path = folder / f"{source_id(case)}.yaml"
            listing = case.yaml.format(base=host.base)
            path.write_text(YAML.format(name=case.name, listing=listing, delay=DELAY, pages=case.listing_pages))
            source = load_source(path)
            sources[source.source_id] = source
        settings = dataclasses.replace(
            Settings(), home=folder / "home", timeout_seconds=TIMEOUT, max_bytes=MAX_BYTES, hosts_at_once=40
        )
        acquire_sources(settings, sources)
        parse_sources(settings, sources)
        first = Run(settings, hosts, sockets.forgive())
        for host in hosts.values():
            host.log = []
        acquire_sources(settings, sources, recheck_after=timedelta(0))
        parse_sources(settings, sources)
        return first, Run(settings, hosts, sockets.forgive())


@pytest.fixture(scope="module")
def run(runs):
    """The first of the two runs."""
    return runs[0]


def source_id(case):
    return re.sub("[^a-z0-9]+", "-", case.name)


def address(run, case, path):
    return path if "://" in path else run.bases[case.name] + path


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_address_ends_stored_gone_or_rejected_with_its_reason(run, case):
    source = source_id(case)
    for path, end in case.ends.items():
        key = (source, address(run, case, path))
        outcome, _ = run.latest.get(key, (None, None))
        stage, reason = run.rejected.get(key, (None, None))
        told = f"{path} of {case.name}: {outcome or 'not in the ledger'}, rejected: {stage} {reason}"
        if end == STORED:
            assert outcome == "stored", told
            assert reason is None, told
        elif end == GONE:
            assert outcome == "gone", told
        else:
            assert reason is not None, told
            assert re.search(end, reason), told
    base = run.bases[case.name]
    listing = [reason for (name, url), (stage, reason) in run.rejected.items() if name == source and stage == "listing"]
    if case.listing is None:
        assert not listing, f"the listing {base}/ of {case.name} was complained about: {listing}"
    else:
        assert any(re.search(case.listing, reason) for reason in listing), f"{case.name}: {listing}"


def test_nobody_outside_the_machine_was_reached_for(runs):
    assert [run.attempts for run in runs] == [[], []], "the guard against addresses let something through"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_no_host_is_treated_badly(runs, case):
    """From the servers' own logs: one request at a time, the delay between two, robots.txt first and once, no path more
    often than its attempts, what is forbidden never, and whoever asks says who it is."""
    for run in runs:
        log = run.logs[case.name]
        assert [one.path for one in log if one.open_before] == [], "two requests at once"
        for before, after in pairwise(log):
            gap = after.began - before.ended
            assert gap >= DELAY * 0.95, f"{after.path} was asked for {gap:.3f} s after {before.path}, not {DELAY} s"
        assert {one.headers["user-agent"] for one in log} <= {Settings().user_agent}
        assert not log or log[0].path == "/robots.txt", f"{log[0].path} was asked for before robots.txt"
        counts = Counter(one.path for one in log)
        for path, count in counts.items():
            most = case.requests.get(path, ATTEMPTS)
            assert count <= most, f"{path} was asked for {count} times in one run, {most} are fair"


def test_what_asks_to_wait_is_left_alone_for_as_long(run):
    for name, least in (("busy-for-a-second", 1.0), ("busy-until-a-date", 0.9)):
        asked = [one for one in run.logs[name] if one.path == "/1"]
        waits = [after.began - before.ended for before, after in pairwise(asked)]
        assert waits, f"{name}: the page was asked for {len(asked)} times"
        assert min(waits) >= least, f"{name} was asked again after {waits} s"
    delays = [after.began - before.ended for before, after in pairwise(run.logs["robots-asks-for-a-delay"])]
    assert min(delays[1:]) >= 0.4 * 0.95, f"Crawl-delay 0.4 was kept as {delays}"


def test_a_second_run_stores_nothing_that_has_not_changed(runs):
    first, second = runs
    known = {key for key in second.stored if first.stored[key]}
    again = sorted(url for source, url in known if second.stored[source, url] > first.stored[source, url])
    assert not again, f"these pages are the same and were stored again: {again}"
    assert first.documents <= second.documents, "a document was lost"
    assert second.later_versions == [], "a release that has not changed has a second version"
