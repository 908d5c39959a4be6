"""The fetcher's manners: delays, Retry-After, robots.txt, conditional requests, what it refuses."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from config.settings import Settings
from pipelines.acquisition.fetcher import Fetcher, FetchError
from pipelines.acquisition.manners import Manners
from pipelines.acquisition.pace import Pace, retry_after
from tests.invented_web import InventedWeb, Reply


class Clock:
    """Time that passes only by sleeping."""

    def __init__(self):
        self.now, self.slept = 0.0, []

    def sleep(self, seconds):
        self.slept.append(round(seconds, 2))
        self.now += seconds


@pytest.fixture
def web():
    with InventedWeb(releases=3) as web:
        yield web


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def fetcher(clock):
    pace = Pace(lambda: clock.now, clock.sleep)
    with Fetcher(Settings(timeout_seconds=5, max_bytes=10_000), pace=pace, backoff_seconds=1) as fetcher:
        yield fetcher


def test_the_delay_lies_between_requests_to_one_host(fetcher, web, clock):
    for number in (1, 2, 3):
        fetcher.fetch(f"{web.base}/news/{number}", manners=Manners(delay_seconds=10))
    assert clock.slept == [10, 10, 10], "also after robots.txt"


def test_a_longer_crawl_delay_prevails(fetcher, web, clock):
    web.pages["/robots.txt"] = Reply(b"User-agent: *\nCrawl-delay: 30\n")
    fetcher.fetch(f"{web.base}/news/1", manners=Manners(delay_seconds=10))
    assert clock.slept == [30]


def test_robots_is_asked_once_and_obeyed(fetcher, web):
    web.pages["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /news/2\n")
    fetcher.fetch(f"{web.base}/news/1")
    with pytest.raises(FetchError, match=r"robots\.txt"):
        fetcher.fetch(f"{web.base}/news/2")
    assert (web.asked("/robots.txt"), web.asked("/news/2")) == (1, 0)


def test_a_failing_robots_forbids_everything(fetcher, web):
    web.pages["/robots.txt"] = Reply(b"", 503)
    with pytest.raises(FetchError, match=r"robots\.txt"):
        fetcher.fetch(f"{web.base}/news/1")


def test_retry_after_is_obeyed_and_the_last_answer_kept(fetcher, web, clock):
    web.pages["/news/1"] = Reply(b"slow down", 429, {"Retry-After": "17"})
    answer = fetcher.fetch(f"{web.base}/news/1")
    assert answer.page.status == 429
    assert web.asked("/news/1") == 3
    assert clock.slept.count(17) == 2


def test_a_server_that_asks_for_an_hour_is_left_alone(fetcher, web, clock):
    web.pages["/news/1"] = Reply(b"slow down", 503, {"Retry-After": "3600"})
    assert fetcher.fetch(f"{web.base}/news/1").page.status == 503
    assert web.asked("/news/1") == 1
    assert clock.slept == []


def test_conditional_requests(fetcher, web):
    url = f"{web.base}/news/1"
    first = fetcher.fetch(url).page
    assert fetcher.fetch(url, etag=first.headers["etag"]).page.status == 304


def test_redirects_are_followed_and_kept(fetcher, web):
    web.pages["/old"] = Reply(b"", 301, {"Location": "/news/1#top"})
    answer = fetcher.fetch(f"{web.base}/old")
    assert answer.page.url == f"{web.base}/news/1"
    assert [(hop.url, hop.status) for hop in answer.redirects] == [(f"{web.base}/old", 301)]


def test_a_server_cannot_pass_for_whoever_imports(fetcher, web):
    web.pages["/news/1"] = Reply(b"x", headers={"X-Communique-Parser": "plain_text"})
    assert "x-communique-parser" not in fetcher.fetch(f"{web.base}/news/1").page.headers


@pytest.mark.parametrize("url", ["ftp://office.invalid/", "file:///etc/hostname", "javascript:x", "http:///path"])
def test_only_http(fetcher, url):
    with pytest.raises(FetchError, match="not an http or https address"):
        fetcher.fetch(url)


def test_too_large_with_and_without_being_told(fetcher, web):
    web.pages["/told"] = Reply(b"x" * 10_001)
    web.pages["/gzip"] = Reply(__import__("gzip").compress(b"x" * 5_000_000), headers={"Content-Encoding": "gzip"})
    for path in ("/told", "/gzip"):
        with pytest.raises(FetchError, match="larger than 10,000 bytes"):
            fetcher.fetch(web.base + path)


def test_nobody_there(fetcher):
    with pytest.raises(FetchError):
        fetcher.fetch("http://127.0.0.1:9/")


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        ("Fri, 03 May 2024 09:00:30 GMT", 30),
        ("Fri, 03 May 2024 08:00:00 GMT", 0),
        ("soon", None),
        (None, None),
    ],
)
def test_retry_after_values(value, seconds):
    assert retry_after(value, datetime(2024, 5, 3, 9, tzinfo=UTC)) == seconds
