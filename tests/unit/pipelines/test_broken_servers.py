"""What servers do wrong on the wire: each ends in a page or a reason, in bounded time and memory."""

from __future__ import annotations

import gzip
import tracemalloc
import zlib
from concurrent.futures import ThreadPoolExecutor

import pytest

from config.settings import Settings
from pipelines.acquisition.breaker import Breaker
from pipelines.acquisition.failures import FetchError
from pipelines.acquisition.fetcher import Fetcher
from pipelines.acquisition.manners import Manners
from pipelines.acquisition.pace import Pace
from tests.raw_web import RawWeb, answer, reset

HERE = Manners(private_networks=("127.0.0.0/8",))
OK = "HTTP/1.1 200 OK\nContent-Type: text/html\n"
LARGEST = 200_000


def asking(timeout_seconds):
    """A fetcher that does not sleep between attempts and never gives a host up."""
    settings = Settings(timeout_seconds=timeout_seconds, max_bytes=LARGEST)
    return Fetcher(settings, pace=Pace(sleep=lambda _: None), breaker=Breaker(failures=99))


@pytest.fixture
def fetcher():
    with asking(timeout_seconds=20) as fetcher:
        yield fetcher


@pytest.fixture
def hasty():
    with asking(timeout_seconds=0.5) as fetcher:
        yield fetcher


def fetched(fetcher, script, **manners):
    """The page that a server with this script under /page gives, and the server."""
    with RawWeb({"/page": script}) as web:
        return fetcher.fetch(
            f"{web.base}/page", manners=Manners(private_networks=("127.0.0.0/8",), **manners)
        ).page, web


def failure(fetcher, script):
    """Why there was none, and how often the server was asked."""
    with RawWeb({"/page": script}) as web:
        with pytest.raises(FetchError) as raised:
            fetcher.fetch(f"{web.base}/page", manners=HERE)
        return str(raised.value), web.asked.count("/page")


def dripping(beginning: bytes, drop: bytes):
    """Sends ``drop`` again and again until the client goes away."""

    def script(connection, web):
        connection.sendall(beginning)
        while not web.over.wait(0.1):
            connection.sendall(drop)

    return script


def test_a_connection_that_is_reset(fetcher):
    reason, asked = failure(fetcher, lambda connection, web: reset(connection))
    assert "no answer after 3 attempts: ConnectionResetError" in reason
    assert asked == 4, "one more, for the first one met a connection that had been kept"


def test_a_reset_in_the_body_then_a_good_answer(fetcher):
    whole = answer(OK + "Content-Length: 4", b"good")

    def script(connection, web):
        if web.asked.count("/page") < 3:
            connection.sendall(answer(OK + "Content-Length: 9999", b"half"))
            reset(connection)
        else:
            connection.sendall(whole)

    assert fetched(fetcher, script)[0].body == b"good"


@pytest.mark.parametrize(
    "half",
    [
        answer(OK + "Content-Length: 1000", b"x" * 500),
        answer(OK + "Transfer-Encoding: chunked", b"1f4\r\n" + b"x" * 200),
        answer(OK + "Transfer-Encoding: chunked", b"3\r\nabc\r\n"),
        answer(OK + "Content-Encoding: gzip\nConnection: close", gzip.compress(bytes(range(256)) * 9)[:-20]),
        answer(OK + "Content-Encoding: deflate\nConnection: close", zlib.compress(bytes(range(256)) * 9)[:-20]),
        b"HTTP/1.1 200 OK\r\nContent-Ty",
        b"",
    ],
    ids=["length", "in a chunk", "between chunks", "gzip", "deflate", "head", "nothing"],
)
def test_half_an_answer_is_never_taken_for_the_whole(fetcher, half):
    reason, asked = failure(fetcher, lambda connection, web: connection.sendall(half))
    assert "no answer after 3 attempts" in reason
    assert asked in (3, 4)


@pytest.mark.parametrize(
    ("beginning", "drop"),
    [
        (answer(OK + "Content-Length: 100000"), b"x"),
        (answer(OK + "Transfer-Encoding: chunked") + b"ffff\r\n", b"x"),
        (answer(OK + "Transfer-Encoding: chunked"), b"0"),
        (b"HTTP/1.1 200 OK\r\n", b"a"),
        (b"HTTP/1.1 200 OK\r\n", b"X-More: yes\r\n"),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        (answer(OK + "Connection: close"), b"x"),
    ],
    ids=["body", "chunk", "chunk length", "status line", "headers", "interim answers", "body without length"],
)
def test_what_trickles_is_given_up(hasty, beginning, drop):
    reason, asked = failure(hasty, dripping(beginning, drop))
    assert "too slow" in reason or "interim answers" in reason, reason
    assert asked <= 4


def test_silence_is_given_up(hasty):
    reason, asked = failure(hasty, lambda connection, web: web.over.wait(60))
    assert (reason, asked) == ("no answer after 3 attempts: timed out", 3)


def test_an_answer_that_comes_steadily_but_for_ever_is_given_up():
    with (
        Fetcher(Settings(timeout_seconds=0.3, max_bytes=10**9)) as fetcher,
        RawWeb({"/page": dripping(answer(OK), b"x" * 500)}) as web,
        pytest.raises(FetchError, match="not received within 3 seconds"),
    ):
        fetcher.fetch(f"{web.base}/page", manners=HERE)


def packed(encoding: str, body: bytes) -> bytes:
    return answer(OK + f"Content-Encoding: {encoding}\nContent-Length: {len(body)}", body)


@pytest.mark.parametrize(
    ("encoding", "body"),
    [("br", b"\x0b\x02\x80abc\x03"), ("gzip", b"<html>no gzip</html>"), ("deflate", b"\xff\xffno deflate")],
)
def test_bodies_that_cannot_be_unpacked(fetcher, encoding, body):
    reason, asked = failure(fetcher, packed(encoding, body))
    assert f"packed as '{encoding}'" in reason
    assert asked == 1


def test_packed_bodies_are_unpacked(fetcher):
    assert fetched(fetcher, packed("gzip", gzip.compress(b"good")))[0].body == b"good"


@pytest.mark.parametrize("depth", [1, 2])
def test_a_small_answer_that_unpacks_to_a_large_one_is_stopped_on_the_way(fetcher, depth):
    bomb = gzip.compress(b"\0" * 100_000_000)
    bomb = gzip.compress(bomb) if depth == 2 else bomb
    script = packed(", ".join(["gzip"] * depth), bomb)
    tracemalloc.start()
    try:
        reason, asked = failure(fetcher, script)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert reason == f"larger than {LARGEST:,} bytes" + (" when unpacked" if len(bomb) <= LARGEST else " on the wire")
    assert peak < 3_000_000, f"{peak:,} bytes of memory for an answer of {LARGEST:,}"
    assert asked == 1


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        (answer(OK + f"Content-Length: {LARGEST + 1}"), "Content-Length"),
        (answer(OK + "Connection: close", b"x" * (LARGEST + 1)), f"larger than {LARGEST:,} bytes"),
        (answer(OK + "Transfer-Encoding: chunked", b"ffffff\r\n" + b"x" * 300_000), f"larger than {LARGEST:,} bytes"),
        (answer(OK + "Content-Encoding: gzip", gzip.compress(b"") * 12_000), "on the wire"),
    ],
    ids=["told", "untold", "one chunk", "empty members"],
)
def test_what_is_too_large(fetcher, script, reason):
    said, asked = failure(fetcher, lambda connection, web: connection.sendall(script))
    assert reason in said
    assert asked == 1


def test_what_is_just_not_too_large(fetcher):
    assert len(fetched(fetcher, answer(OK + f"Content-Length: {LARGEST}", b"x" * LARGEST))[0].body) == LARGEST


def test_a_status_counts_though_its_page_is_too_large(fetcher):
    gone = answer("HTTP/1.1 410 Gone\nConnection: close", b"x" * (LARGEST + 1))
    page, _ = fetched(fetcher, lambda connection, web: connection.sendall(gone))
    assert (page.status, len(page.body)) == (410, LARGEST)


def test_more_than_was_told_spoils_neither_this_answer_nor_the_next(fetcher):
    scripts = {
        "/page": answer(OK + "Content-Length: 4", b"good and more"),
        "/next": answer(OK + "Content-Length: 2", b"ok"),
    }
    with RawWeb(scripts) as web:
        for _ in range(3):
            assert fetcher.fetch(f"{web.base}/page", manners=HERE).page.body == b"good"
            assert fetcher.fetch(f"{web.base}/next", manners=HERE).page.body == b"ok"


@pytest.mark.parametrize(
    "script",
    [
        b"<html>no head at all</html>",
        b"HTTP/1.1 abc OK\r\n\r\n",
        b"HTTP/1.1 20 OK\r\n\r\n",
        b"SSH-2.0-OpenSSH_9.2\r\n",
        answer("HTTP/1.1 200 OK\n" + "X-Many: yes\n" * 200),
        answer("HTTP/1.1 200 OK\nX-Long: " + "y" * 100_000),
        answer(OK + "Transfer-Encoding: chunked", b"zz\r\nabc\r\n"),
        answer(OK + "Transfer-Encoding: chunked", b"-5\r\nabc\r\n"),
        answer(OK + "Transfer-Encoding: chunked", b"1" * 100_000),
        answer(OK + "Content-Length: 4\nContent-Length: 9", b"good"),
    ],
    ids=["0.9", "no number", "two digits", "ssh", "headers", "header", "chunk", "negative", "chunk length", "lengths"],
)
def test_what_is_no_http(fetcher, script):
    reason, asked = failure(fetcher, lambda connection, web: connection.sendall(script))
    assert "no answer after 3 attempts" in reason or "no valid HTTP" in reason
    assert asked <= 4


def test_interim_answers_are_passed_over(fetcher):
    hints = answer("HTTP/1.1 103 Early Hints\nLink: </style.css>; rel=preload")
    whole = answer(OK + "Content-Length: 4", b"good")
    assert fetched(fetcher, answer("HTTP/1.1 100 Continue") + hints + whole)[0].body == b"good"
    assert "answered 101" in failure(fetcher, answer("HTTP/1.1 101 Switching Protocols\nUpgrade: x"))[0]


@pytest.mark.parametrize(
    "status", ["204 No Content", "205 Reset Content", "206 Partial Content", "304 Not Modified", "999 Odd"]
)
def test_statuses_are_answers(fetcher, status):
    page, _ = fetched(fetcher, answer(f"HTTP/1.1 {status}\nContent-Length: 0"))
    assert page.status == int(status[:3])


def test_headers_that_say_something_twice(fetcher):
    page, _ = fetched(fetcher, answer(OK + "Vary: A\nVary: B\nContent-Length: 0"))
    assert page.headers["vary"] == "A, B"


def test_a_redirect_counts_whatever_its_body(fetcher):
    page = answer(OK + "Content-Length: 4", b"good")
    for body in ("Content-Encoding: br\nContent-Length: 3", "Content-Encoding: gzip\nContent-Length: 3"):
        moved = answer(f"HTTP/1.1 301 Moved\nLocation: /new\n{body}", b"xyz")
        with RawWeb({"/page": moved, "/new": page}) as web:
            assert fetcher.fetch(f"{web.base}/page", manners=HERE).page.body == b"good"


def test_a_redirect_in_letters_beyond_ascii(fetcher):
    moved = "HTTP/1.1 301 Moved\r\nLocation: /Erklärung\r\nContent-Length: 0\r\n\r\n".encode()
    with RawWeb({"/page": moved, "/Erkl%C3%A4rung": answer(OK + "Content-Length: 4", b"good")}) as web:
        assert fetcher.fetch(f"{web.base}/page", manners=HERE).page.body == b"good"


@pytest.mark.parametrize(
    "location", ["ftp://127.0.0.1/x", "http://[::1", "http://a:b@c/", "data:text/html,x", "http://x:99999/"]
)
def test_a_redirect_to_what_cannot_be_asked(fetcher, location):
    assert failure(fetcher, answer(f"HTTP/1.1 302 Found\nLocation: {location}\nContent-Length: 0"))[1] == 1


def test_a_cookie_lives_from_one_hop_to_the_next_only(fetcher):
    def gate(connection, web):
        if "Cookie: seen=yes" in web.heads[-1]:
            connection.sendall(answer(OK + "Content-Length: 4", b"good"))
        else:
            connection.sendall(answer("HTTP/1.1 302 Found\nLocation: /page\nSet-Cookie: seen=yes\nContent-Length: 0"))

    with RawWeb({"/page": gate, "/next": answer(OK + "Content-Length: 0")}) as web:
        assert fetcher.fetch(f"{web.base}/page", manners=HERE).page.body == b"good"
        fetcher.fetch(f"{web.base}/next", manners=HERE)
        assert "Cookie" not in web.heads[-1]


def test_what_is_sent(fetcher):
    with RawWeb({"/page": answer(OK + "Content-Length: 0")}) as web:
        fetcher.fetch(f"{web.base}/page", manners=HERE, etag='"a"', last_modified="Fri, 03 May 2024 09:00:00 GMT")
        head = web.heads[-1]
    for line in (
        "GET /page HTTP/1.1",
        f"Host: 127.0.0.1:{web.port}",
        f"User-Agent: {Settings().user_agent}",
        'If-None-Match: "a"',
        "If-Modified-Since: Fri, 03 May 2024 09:00:00 GMT",
        "Accept-Encoding: gzip, deflate",
    ):
        assert head.count(f"{line}\r\n") == 1


def test_a_connection_is_used_again(fetcher):
    connections = []

    def remember(connection, web):
        connections.append(connection.getpeername())
        for _ in range(3):
            connection.sendall(answer(OK + "Content-Length: 2", b"ok"))
            connection.recv(4096)

    with RawWeb({"/robots.txt": answer("HTTP/1.1 404 Not Found\nContent-Length: 0"), "/page": remember}) as web:
        for _ in range(3):
            assert fetcher.fetch(f"{web.base}/page", manners=HERE).page.body == b"ok"
    assert len(connections) == 1


@pytest.mark.parametrize("connections", [1, 3])
def test_never_more_requests_at_once_than_the_manners_say(fetcher, connections):
    under_way: list[int] = []
    at_once: list[int] = []

    def slow(connection, web):
        with web.lock:
            under_way.append(1)
            at_once.append(len(under_way))
        web.over.wait(0.02)
        with web.lock:
            under_way.pop()  # before the answer: the client may ask again as soon as it has read it
        connection.sendall(answer(OK + "Content-Length: 2\nConnection: close", b"ok"))

    manners = Manners(private_networks=("127.0.0.0/8",), connections=connections)
    with RawWeb({f"/{n}": slow for n in range(12)}) as web, ThreadPoolExecutor(12) as threads:
        pages = list(threads.map(lambda n: fetcher.fetch(f"{web.base}/{n}", manners=manners).page.body, range(12)))
        assert pages == [b"ok"] * 12
        assert max(at_once) <= connections
        assert web.asked.count("/robots.txt") == 1, "twelve threads, one robots.txt"
