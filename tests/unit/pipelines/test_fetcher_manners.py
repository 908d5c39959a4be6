"""The fetcher's manners: delays, Retry-After, robots.txt, budgets, breaker, conditional requests, redirects."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from config.settings import Settings
from parsers.records import Page
from pipelines.acquisition.breaker import Breaker
from pipelines.acquisition.failures import BudgetSpentError, FetchError, HostAtRestError
from pipelines.acquisition.fetcher import Fetcher
from pipelines.acquisition.manners import Manners
from pipelines.acquisition.pace import Pace, retry_after
from tests.invented_web import InventedWeb, Reply

LOOPBACK = ("127.0.0.0/8",)
HERE = Manners(private_networks=LOOPBACK)
MOMENT = datetime(2024, 5, 3, tzinfo=UTC)
SLOWLY = Manners(delay_seconds=10, private_networks=LOOPBACK)


class Clock:
    """Time that passes only by sleeping."""

    def __init__(self):
        self.now, self.slept = 0.0, []

    def __call__(self):
        return self.now

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
    pace, breaker = Pace(clock, clock.sleep), Breaker(clock=clock)
    settings = Settings(timeout_seconds=5, max_bytes=10_000)
    with Fetcher(settings, pace=pace, breaker=breaker, backoff_seconds=1) as fetcher:
        yield fetcher


def test_the_delay_lies_between_requests_to_one_host(fetcher, web, clock):
    for number in (1, 2, 3):
        fetcher.fetch(f"{web.base}/news/{number}", manners=SLOWLY)
    assert clock.slept == [10, 10, 10], "also after robots.txt"


def test_a_longer_crawl_delay_prevails(fetcher, web, clock):
    web.pages["/robots.txt"] = Reply(b"User-agent: *\nCrawl-delay: 30\n")
    fetcher.fetch(f"{web.base}/news/1", manners=SLOWLY)
    assert clock.slept == [30]


def test_a_rate_in_robots_is_a_delay_too(fetcher, web, clock):
    web.pages["/robots.txt"] = Reply(b"User-agent: *\nRequest-rate: 2/30\n")
    fetcher.fetch(f"{web.base}/news/1", manners=HERE)
    assert clock.slept == [15]


def test_a_crawl_delay_of_a_day_means_not_to_come(fetcher, web, clock):
    web.pages["/robots.txt"] = Reply(b"User-agent: *\nCrawl-delay: 86400\n")
    with pytest.raises(FetchError, match="86,400 seconds"):
        fetcher.fetch(f"{web.base}/news/1", manners=HERE)
    assert clock.slept == []


def test_robots_is_asked_once_and_obeyed(fetcher, web):
    web.pages["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /news/2\n")
    fetcher.fetch(f"{web.base}/news/1", manners=HERE)
    with pytest.raises(FetchError, match=r"robots\.txt"):
        fetcher.fetch(f"{web.base}/news/2", manners=HERE)
    assert (web.asked("/robots.txt"), web.asked("/news/2")) == (1, 0)


def test_robots_of_where_a_redirect_leads_is_obeyed(fetcher, web):
    with InventedWeb(releases=1) as other:
        other.pages["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /\n")
        web.pages["/old"] = Reply(b"", 302, {"Location": f"{other.base}/news/1"})
        with pytest.raises(FetchError, match=r"robots\.txt"):
            fetcher.fetch(f"{web.base}/old", manners=HERE)
        assert other.asked("/news/1") == 0


def test_only_the_product_token_of_the_user_agent_counts(clock, web):
    web.pages["/robots.txt"] = Reply(b"User-agent: contact\nDisallow: /\n\nUser-agent: communique\nDisallow: /news/2\n")
    agent = "Communique/0.1 (contact: press@office.invalid)"
    with Fetcher(Settings(timeout_seconds=5, user_agent=agent), pace=Pace(clock, clock.sleep)) as fetcher:
        assert fetcher.fetch(f"{web.base}/news/1", manners=HERE).page.status == 200
        with pytest.raises(FetchError, match=r"robots\.txt"):
            fetcher.fetch(f"{web.base}/news/2", manners=HERE)


@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_failing_robots_forbids_everything(fetcher, web, status):
    web.pages["/robots.txt"] = Reply(b"", status)
    for number in (1, 2):
        with pytest.raises(FetchError, match=rf"robots\.txt.*{status}"):
            fetcher.fetch(f"{web.base}/news/{number}", manners=HERE)
    assert web.asked("/robots.txt") == 3, "its attempts, once for both pages"
    assert web.asked("/news/1") == 0


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_a_robots_that_is_not_there_allows_everything(fetcher, web, status):
    web.pages["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /\n", status)
    assert fetcher.fetch(f"{web.base}/news/1", manners=HERE).page.status == 200


def test_robots_elsewhere_is_read_and_one_that_goes_round_allows(fetcher, web):
    web.pages["/robots.txt"] = Reply(b"", 301, {"Location": "/rules.txt"})
    web.pages["/rules.txt"] = Reply(b"User-agent: *\nDisallow: /news/2\n")
    with pytest.raises(FetchError, match=r"robots\.txt"):
        fetcher.fetch(f"{web.base}/news/2", manners=HERE)
    with InventedWeb(releases=1) as other:
        other.pages["/robots.txt"] = Reply(b"", 301, {"Location": "/robots.txt"})
        assert fetcher.fetch(f"{other.base}/news/1", manners=HERE).page.status == 200
        assert other.asked("/robots.txt") == 6, "itself and five redirects"


def test_a_robots_that_leads_to_where_nothing_may_be_asked_is_not_asked_for_at_each_page(fetcher, web, sockets):
    web.pages["/robots.txt"] = Reply(b"", 301, {"Location": "http://192.0.2.1/robots.txt"})
    for number in (1, 2, 3):
        with pytest.raises(FetchError, match=r"robots\.txt .* could not be had.*192\.0\.2\.1"):
            fetcher.fetch(f"{web.base}/news/{number}", manners=HERE)
    assert web.asked("/robots.txt") == 1


def test_a_huge_robots_is_read_in_its_beginning(fetcher, web):
    web.pages["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /news/2\n" + b"#" * 3_000_000)
    assert fetcher.fetch(f"{web.base}/news/1", manners=HERE).page.status == 200
    with pytest.raises(FetchError, match=r"robots\.txt"):
        fetcher.fetch(f"{web.base}/news/2", manners=HERE)


def test_rules_are_asked_for_again_after_a_day(web):
    from parsers.records import Page
    from pipelines.acquisition.addresses import target_of
    from pipelines.acquisition.robots import Robots

    clock, asked = Clock(), []

    def get(url):
        asked.append(url)
        return Page(url, b"", datetime(2024, 5, 3, tzinfo=UTC), 200, {})

    robots = Robots("Communique/0.1", clock)
    for hours in (0, 23, 2):
        clock.now += hours * 3600
        robots.check(target_of(f"{web.base}/news/1"), get)
    assert len(asked) == 2


def test_retry_after_is_obeyed_and_the_last_answer_kept(fetcher, web, clock):
    web.pages["/news/1"] = Reply(b"slow down", 429, {"Retry-After": "17"})
    answer = fetcher.fetch(f"{web.base}/news/1", manners=HERE)
    assert answer.page.status == 429
    assert web.asked("/news/1") == 3
    assert 34 <= sum(clock.slept) < 35


def test_retry_after_holds_for_the_host(fetcher, web, clock):
    web.pages["/news/1"] = Reply(b"slow down", 429, {"Retry-After": "17"})
    fetcher.fetch(f"{web.base}/news/1", manners=HERE)
    before = clock.now
    fetcher.fetch(f"{web.base}/news/2", manners=HERE)
    assert clock.now - before == 17


def test_a_server_that_asks_for_an_hour_is_left_alone(fetcher, web, clock):
    web.pages["/news/1"] = Reply(b"slow down", 503, {"Retry-After": "3600"})
    assert fetcher.fetch(f"{web.base}/news/1", manners=HERE).page.status == 503
    assert web.asked("/news/1") == 1
    assert clock.slept == []
    with pytest.raises(HostAtRestError, match="3,600 seconds"):
        fetcher.fetch(f"{web.base}/news/2", manners=HERE)
    assert web.asked("/news/2") == 0
    clock.now += 3600
    assert fetcher.fetch(f"{web.base}/news/2", manners=HERE).page.status == 200


def test_what_an_earlier_run_was_asked_for_is_kept_to(fetcher, web, clock):
    def said(seconds):
        return Page(f"{web.base}/news/1", b"", MOMENT, 503, {"retry-after": str(seconds)})

    fetcher.obey(said(3600), MOMENT + timedelta(hours=1))
    fetcher.obey(said(60), MOMENT + timedelta(seconds=40))
    fetcher.fetch(f"{web.base}/news/1", manners=HERE)
    assert clock.now == 20, "the hour is over, of the minute 20 seconds are left"
    fetcher.obey(said(3600), MOMENT + timedelta(minutes=10))
    with pytest.raises(HostAtRestError, match="3,600 seconds") as raised:
        fetcher.fetch(f"{web.base}/news/2", manners=HERE)
    assert raised.value.seconds == 3000


def test_a_host_that_fails_again_and_again_is_left_alone_then_tried_once(fetcher, web, clock):
    paths = [f"/broken/{number}" for number in range(9)]
    for path in paths:
        web.pages[path] = Reply(b"", 500)
    for path in paths[:5]:
        assert fetcher.fetch(web.base + path, manners=HERE).page.status == 500
    with pytest.raises(HostAtRestError, match="failed 5 times in a row, at last: HTTP status 500"):
        fetcher.fetch(web.base + paths[5], manners=HERE)
    clock.now += 60
    assert fetcher.fetch(web.base + paths[6], manners=HERE).page.status == 500
    assert web.asked(paths[6]) == 1, "one probe without further attempts"
    clock.now += 60
    with pytest.raises(HostAtRestError):
        fetcher.fetch(f"{web.base}/news/1", manners=HERE)
    clock.now += 60
    assert fetcher.fetch(f"{web.base}/news/1", manners=HERE).page.status == 200
    assert fetcher.fetch(f"{web.base}/news/2", manners=HERE).page.status == 200, "closed after one success"


def test_a_page_that_works_between_broken_ones_keeps_the_host_in_use(fetcher, web):
    for number in range(12):
        web.pages[f"/broken/{number}"] = Reply(b"", 500)
        assert fetcher.fetch(f"{web.base}/broken/{number}", manners=HERE).page.status == 500
        assert fetcher.fetch(f"{web.base}/news/1", manners=HERE).page.status == 200


def test_the_budget_counts_everything_that_is_sent(fetcher, web):
    web.pages["/old"] = Reply(b"", 301, {"Location": "/news/1"})
    web.pages["/broken"] = Reply(b"", 500)
    thrifty = Manners(private_networks=LOOPBACK, requests=7, source_id="office")
    fetcher.fetch(f"{web.base}/old", manners=thrifty)  # robots.txt, the redirect, the page
    fetcher.fetch(f"{web.base}/broken", manners=thrifty)  # three attempts
    fetcher.fetch(f"{web.base}/news/2", manners=thrifty)
    with pytest.raises(BudgetSpentError, match="7 requests"):
        fetcher.fetch(f"{web.base}/news/3", manners=thrifty)
    assert len(web.log) == fetcher.requests == fetcher.budget.spent("office") == 7
    other = Manners(private_networks=LOOPBACK, requests=7, source_id="other")
    assert fetcher.fetch(f"{web.base}/news/3", manners=other).page.status == 200


def test_conditional_requests(fetcher, web):
    url = f"{web.base}/news/1"
    first = fetcher.fetch(url, manners=HERE).page
    assert fetcher.fetch(url, manners=HERE, etag=first.headers["etag"]).page.status == 304


def test_the_condition_is_put_only_where_the_kept_answer_came_from(fetcher, web):
    web.pages["/old"] = Reply(b"", 301, {"Location": "/news/1"})
    kept = fetcher.fetch(f"{web.base}/old", manners=HERE).page
    again = fetcher.fetch(f"{web.base}/old", manners=HERE, etag=kept.headers["etag"], held_url=kept.url)
    assert again.page.status == 304
    assert [(path, conditional) for path, _, conditional in web.log[-2:]] == [("/old", False), ("/news/1", True)]


def test_a_condition_that_no_header_can_hold_is_left_out(fetcher, web):
    page = fetcher.fetch(f"{web.base}/news/1", manners=HERE, etag='"a"\r\nX-Other: b', last_modified="вчера").page
    assert (page.status, web.log[-1]) == (200, ("/news/1", 200, False))


def test_redirects_are_followed_and_kept(fetcher, web):
    web.pages["/old"] = Reply(b"", 301, {"Location": "/news/1#top"})
    answer = fetcher.fetch(f"{web.base}/old", manners=HERE)
    assert answer.page.url == f"{web.base}/news/1"
    assert [(hop.url, hop.status) for hop in answer.redirects] == [(f"{web.base}/old", 301)]


def test_redirects_end(fetcher, web):
    web.pages["/a"], web.pages["/b"] = Reply(b"", 302, {"Location": "/b"}), Reply(b"", 302, {"Location": "/a"})
    for number in range(20):
        web.pages[f"/on/{number}"] = Reply(b"", 302, {"Location": f"/on/{number + 1}"})
    for path in ("/a", "/on/0"):
        with pytest.raises(FetchError, match="round or on for ever"):
            fetcher.fetch(web.base + path, manners=HERE)
    assert (web.asked("/a"), web.asked("/on/11")) == (1, 0)


def test_a_page_that_sets_a_cookie_and_sends_back_is_read(fetcher, web):
    web.pages["/gate"] = Reply(b"", 302, {"Location": "/gate/2", "Set-Cookie": "seen=yes; Path=/"})
    web.pages["/gate/2"] = Reply(b"", 302, {"Location": "/gate"})
    with pytest.raises(FetchError, match="round"):
        fetcher.fetch(f"{web.base}/gate", manners=HERE)
    assert web.asked("/gate") == 2, "asked again with the cookie, then given up"


def test_a_server_cannot_pass_for_whoever_imports(fetcher, web):
    web.pages["/news/1"] = Reply(b"x", headers={"X-Communique-Parser": "plain_text"})
    assert "x-communique-parser" not in fetcher.fetch(f"{web.base}/news/1", manners=HERE).page.headers


def test_what_is_no_text_is_not_read(fetcher, web):
    web.pages["/film"] = Reply(b"x", headers={"Content-Type": "video/mp4"})
    web.pages["/feed"] = Reply(b"x", headers={"Content-Type": "application/rss+xml; charset=utf-8"})
    web.pages["/missing"] = Reply(b"x", 404, headers={"Content-Type": "image/png"})
    with pytest.raises(FetchError, match="video/mp4"):
        fetcher.fetch(f"{web.base}/film", manners=HERE)
    assert fetcher.fetch(f"{web.base}/feed", manners=HERE).page.body == b"x"
    assert fetcher.fetch(f"{web.base}/missing", manners=HERE).page.status == 404
    with pytest.raises(FetchError, match=r"application/rss\+xml"):
        fetcher.fetch(f"{web.base}/feed", manners=Manners(private_networks=LOOPBACK, content_types=("text/html",)))


def test_nobody_there(fetcher):
    with pytest.raises(FetchError, match=r"robots\.txt.*no answer after 3 attempts"):
        fetcher.fetch("http://127.0.0.1:9/", manners=HERE)


NINE = datetime(2024, 5, 3, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "date", "seconds"),
    [
        ("120", None, 120),
        ("Fri, 03 May 2024 09:00:30 GMT", None, 30),
        ("Fri, 03 May 2024 08:00:00 GMT", None, 0),
        ("Fri, 03 May 2024 12:00:30 GMT", "Fri, 03 May 2024 12:00:00 GMT", 30),
        ("Fri, 03 May 2024 06:00:30 GMT", "Fri, 03 May 2024 06:00:00 GMT", 30),
        ("Fri, 03 May 2024 09:00:30 GMT", "yesterday", 30),
        ("120", "Fri, 03 May 2024 12:00:00 GMT", 120),
        ("soon", None, None),
        ("-5", None, None),
        ("²", None, None),
        (None, None, None),
    ],
)
def test_retry_after_values(value, date, seconds):
    assert retry_after(value, date, NINE) == seconds
