"""Work shared out among threads: everything once, in order of the queue, errors told, an early end heeded."""

from __future__ import annotations

import threading

import pytest

from config.sources import Source
from pipelines.stages.threads import by_host, each_done, share


def source(name, *urls):
    listings = [{"parser": "feed", "url": url} for url in urls]
    told = {"listing": listings[0] if listings else None, "backfill": listings[1] if len(listings) > 1 else None}
    return Source.model_validate({"source_id": name, "name": name, "document": {"parser": "generic"}, **told})


def names(groups):
    return [[one.source_id for one in group] for group in groups]


def test_sources_that_share_a_host_are_of_one_group():
    a, b = source("a", "https://one.invalid/feed"), source("b", "https://two.invalid/feed")
    c, d = source("c", "https://ONE.invalid/other"), source("d", "https://three.invalid/{%Y-%m-%d}.htm")
    assert names(by_host([a, b, c, d])) == [["a", "c"], ["b"], ["d"]]


def test_a_source_of_two_hosts_joins_their_groups():
    a, b = source("a", "https://one.invalid/feed"), source("b", "https://two.invalid/feed")
    both = source("c", "https://one.invalid/x", "https://two.invalid/x")
    assert names(by_host([a, b, both])) == [["a", "b", "c"]]


@pytest.mark.parametrize("threads", [1, 3])
def test_every_item_is_worked_on_once_and_begun_in_order(threads):
    begun, turn = [], threading.Lock()

    def work(item):
        with turn:
            begun.append(item)

    share(iter(range(50)), work, threads)
    assert sorted(begun) == list(range(50))
    assert threads > 1 or begun == list(range(50))


@pytest.mark.parametrize("threads", [1, 3])
def test_the_first_error_ends_the_sharing(threads):
    done = []

    def work(item):
        if item == 5:
            raise LookupError("five")
        done.append(item)

    with pytest.raises(LookupError, match="five"):
        share(range(10_000), work, threads)
    assert len(done) < 10_000


def test_as_many_groups_are_worked_on_at_once_as_are_allowed():
    meeting = threading.Barrier(3, timeout=20)
    groups = [[source(name, f"https://{name}.invalid/")] for name in "abc"]
    done = each_done(groups, lambda _: meeting.wait(), 3, threading.Event(), lambda: None)
    assert {one.source_id for one in done} == {"a", "b", "c"}, "none of them is done before all have begun"


def test_an_error_of_one_is_raised_and_the_others_are_told_to_stop():
    stop, begun = threading.Event(), threading.Event()

    def work(one):
        if one.source_id == "bad":
            begun.wait(20)
            raise LookupError("bad")
        begun.set()
        assert stop.wait(20), "the others must hear of it"

    groups = [[source("bad", "https://bad.invalid/")], [source("good", "https://good.invalid/")]]
    with pytest.raises(LookupError, match="bad"):
        list(each_done(groups, work, 2, stop, lambda: None))
    assert stop.is_set()
