"""The breaker of a host: opens, lets one through, closes; over threads and at the wire."""

from __future__ import annotations

import pytest

from config.settings import Settings
from pipelines.acquisition.breaker import Breaker
from pipelines.acquisition.failures import FetchError, HostAtRestError
from pipelines.acquisition.fetcher import Fetcher
from pipelines.acquisition.manners import Manners
from pipelines.acquisition.pace import Pace
from tests.raw_web import RawWeb, answer, reset

HERE = Manners(private_networks=("127.0.0.0/8",))
HOST = "office.example"
GOOD = answer("HTTP/1.1 200 OK\nContent-Length: 4", b"good")


class Clock:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def breaker(clock):
    return Breaker(failures=3, pause=60, clock=clock)


def open_it(breaker):
    for _ in range(3):
        assert breaker.admit(HOST) is False
        breaker.failed(HOST, "reset")


def test_opens_after_failures_in_a_row_only(breaker):
    for _ in range(2):
        breaker.failed(HOST, "reset")
    breaker.succeeded(HOST)
    breaker.failed(HOST, "reset")
    breaker.check(HOST)
    breaker.failed(HOST, "reset")
    breaker.failed(HOST, "timed out")
    with pytest.raises(HostAtRestError, match="failed 3 times in a row, at last: timed out") as raised:
        breaker.check(HOST)
    assert raised.value.seconds == 60
    breaker.check("other.example")


def test_one_request_is_let_through_and_its_fate_decides(breaker, clock):
    open_it(breaker)
    clock.now = 60
    assert breaker.admit(HOST) is True
    with pytest.raises(HostAtRestError):
        breaker.admit(HOST)
    breaker.failed(HOST, "reset")
    clock.now = 60 + 119
    with pytest.raises(HostAtRestError):
        breaker.check(HOST)
    clock.now = 60 + 120
    assert breaker.admit(HOST) is True
    breaker.released(HOST)
    assert breaker.admit(HOST) is True, "a probe that told nothing is made again"
    breaker.succeeded(HOST)
    assert breaker.admit(HOST) is False


def test_rests_grow_to_half_an_hour(breaker, clock):
    open_it(breaker)
    rests = []
    for _ in range(8):
        with pytest.raises(HostAtRestError) as raised:
            breaker.check(HOST)
        rests.append(raised.value.seconds)
        clock.now += raised.value.seconds
        breaker.admit(HOST)
        breaker.failed(HOST, "reset")
    assert rests == [60, 120, 240, 480, 960, 1800, 1800, 1800]


def test_failures_of_requests_that_were_under_way_do_not_lengthen_the_rest(breaker):
    open_it(breaker)
    for _ in range(5):
        breaker.failed(HOST, "reset")
    with pytest.raises(HostAtRestError) as raised:
        breaker.check(HOST)
    assert raised.value.seconds == 60


def test_a_wish_to_be_left_alone_is_kept_though_others_fail(breaker, clock):
    breaker.rest(HOST, 3600, "it answered 503")
    for _ in range(5):
        breaker.failed(HOST, "reset")
    clock.now = 3599
    with pytest.raises(HostAtRestError, match="answered 503"):
        breaker.check(HOST)


def test_an_answer_to_what_was_under_way_does_not_end_a_rest_that_was_asked_for(breaker, clock):
    breaker.rest(HOST, 3600, "it answered 503")
    breaker.succeeded(HOST)
    with pytest.raises(HostAtRestError, match="answered 503"):
        breaker.check(HOST)
    clock.now = 3600
    assert breaker.admit(HOST) is True
    breaker.succeeded(HOST)
    assert breaker.admit(HOST) is False


def test_a_dead_host_costs_few_connections(sockets):
    sockets.resolve("dead.example", "93.184.215.14")
    with Fetcher(Settings(timeout_seconds=5), pace=Pace(sleep=lambda _: None)) as fetcher:
        for number in range(50):
            with pytest.raises(FetchError):
                fetcher.fetch(f"http://dead.example/{number}")
            with pytest.raises(FetchError):
                fetcher.fetch(f"https://dead.example/{number}")
    assert len(sockets.forgive()) == 5


def test_a_probe_over_a_connection_that_is_just_closing_is_made_again(clock):
    """What the breaker let through must not stay marked as under way."""

    def script(connection, web):
        connection.sendall(GOOD)
        connection.recv(4096)
        reset(connection)

    breaker = Breaker(failures=1, pause=60, clock=clock)
    robots = answer("HTTP/1.1 404 Not Found\nContent-Length: 0")
    settings = Settings(timeout_seconds=20)
    with (
        RawWeb({"/robots.txt": robots, "/kept": script, "/page": GOOD}) as web,
        Fetcher(settings, pace=Pace(sleep=lambda _: None), breaker=breaker) as fetcher,
    ):
        assert fetcher.fetch(f"{web.base}/kept", manners=HERE).page.body == b"good"
        breaker.failed(f"127.0.0.1:{web.port}", "reset")
        clock.now = 60
        assert fetcher.fetch(f"{web.base}/page", manners=HERE).page.body == b"good"
