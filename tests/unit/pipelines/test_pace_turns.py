"""Turns over threads: never more requests at once than allowed, the delay after each, and nobody left waiting."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest

from pipelines.acquisition.pace import Pace


class SharedClock:
    """Time for many threads that passes only by sleeping; a sleeper's time is at least its own."""

    def __init__(self):
        self.now, self.lock = 0.0, threading.Lock()

    def __call__(self):
        with self.lock:
            return self.now

    def sleep(self, seconds):
        with self.lock:
            self.now += seconds


@pytest.mark.parametrize("connections", [1, 2, 4])
def test_turns_over_threads(connections):
    clock = SharedClock()
    pace, lock = Pace(clock, clock.sleep), threading.Lock()
    under_way, most, events = 0, 0, []

    def ask(number):
        nonlocal under_way, most
        with pace.turn("office.example", 10, connections):
            with lock:
                under_way += 1
                most = max(most, under_way)
                events.append(("start", clock()))
            threading.Event().wait(0.001)
            with lock:
                under_way -= 1
                events.append(("end", clock()))

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(ask, range(24)))
    assert len(events) == 48
    assert most <= connections
    starts = [moment for kind, moment in events if kind == "start"]
    assert all(later - earlier >= 10 for earlier, later in pairwise(starts))
    if connections == 1:
        pairs = list(pairwise(events))
        assert all(after[1] - before[1] >= 10 for before, after in pairs if before[0] == "end")


def test_hosts_do_not_wait_for_one_another():
    clock = SharedClock()
    pace = Pace(clock, clock.sleep)
    for host in ("a.example", "b.example", "c.example"):
        with pace.turn(host, 10):
            pass
    assert clock() == 0


def test_a_turn_that_fails_is_given_back_and_counts():
    clock = SharedClock()
    pace = Pace(clock, clock.sleep)
    with pytest.raises(ValueError, match="broken"), pace.turn("office.example", 10):
        raise ValueError("broken")
    with pace.turn("office.example", 10):
        assert clock() == 10


def test_the_politest_of_those_who_ask_a_host_prevails():
    clock = SharedClock()
    pace = Pace(clock, clock.sleep)
    with pace.turn("office.example", 10, 1):
        pass
    asked = threading.Event()

    def ask():
        with pace.turn("office.example", 0, 4):
            asked.set()

    with pace.turn("office.example", 0, 4):
        assert clock() == 10, "a source without a delay keeps that of the host's own source"
        other = threading.Thread(target=ask, daemon=True)
        other.start()
        assert not asked.wait(0.1), "and its one connection"
    other.join(timeout=10)
    assert asked.is_set()


def test_a_host_that_is_held_is_held_for_all_and_the_longest_wish_counts():
    clock = SharedClock()
    pace = Pace(clock, clock.sleep)
    pace.hold("office.example", 30)
    pace.hold("office.example", 5)
    with pace.turn("other.example", 0):
        assert clock() == 0
    with pace.turn("office.example", 0):
        assert clock() == 30
