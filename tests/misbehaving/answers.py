"""Answers of the misbehaving web: each a function that writes raw bytes, or none, to whoever asks."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable
from email.utils import formatdate
from functools import cache

from tests.misbehaving.server import Answer, Asking

HTML = "text/html; charset=utf-8"


def release(number: int, words: str = "", head: str = "") -> str:
    """An invented release."""
    return f"""<!doctype html><html lang="en"><head><meta property="article:published_time"
content="2024-05-{number % 28 + 1:02d}T09:00:00+03:00"><title>Release {number}</title>{head}</head><body>
<article><h1>Invented Office release {number}</h1>
<p>On {number % 27 + 1} April 2024 the Invented Integrity Office met the Audit Office of Fiji in Nairobi.</p>
<p>Report number {number} will follow in June. All of this is invented for a test. {words}</p>
</article></body></html>"""


def response(
    body: bytes, status: str = "200 OK", kind: str | None = HTML, length: int | None = None, **headers: str
) -> bytes:
    """A whole HTTP/1.1 response; names of further headers with underscores for hyphens. ``length`` -1: none is told."""
    lines = [f"HTTP/1.1 {status}", "Connection: close"]
    if kind is not None:
        lines.append(f"Content-Type: {kind}")
    if length != -1:
        lines.append(f"Content-Length: {len(body) if length is None else length}")
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1") + body


def say(body: str | bytes, status: str = "200 OK", kind: str | None = HTML, **headers: str) -> Answer:
    """A plain answer."""
    data = body.encode() if isinstance(body, str) else body
    return lambda asking: _send(asking, response(data, status, kind, **headers))


def good(number: int = 1) -> Answer:
    """A release as it should be."""
    return say(release(number))


def missing(asking: Asking) -> None:
    """404."""
    asking.send(response(b"not here", "404 Not Found"))


def then(*answers: Answer) -> Answer:
    """The first answer to the first request of a path, the second to the second …; the last to all others."""
    return lambda asking: answers[min(asking.number, len(answers)) - 1](asking)


def redirect(to: str | Callable[[Asking], str], status: str = "302 Found") -> Answer:
    """A redirect to an address, or to one made from the request."""
    return lambda asking: _send(
        asking, response(b"", status, Location=to if isinstance(to, str) else to(asking), Cache_Control="no-store")
    )


# --- connections ---------------------------------------------------------------------------------------------------


def reset(asking: Asking) -> None:
    """Not a byte, then RST."""
    asking.reset()


def silence(asking: Asking) -> None:
    """Nothing, for as long as anybody waits."""
    asking.stall(60)


def slow_head(asking: Asking) -> None:
    """A header line that goes on, a byte at a time."""
    asking.send(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while asking.stall(0.3) and asking.send(b"s"):
        pass


def slow_body(asking: Asking) -> None:
    """A whole head, then a byte at a time."""
    asking.send(response(b"<html>", length=50_000))
    while asking.stall(0.3) and asking.send(b" "):
        pass


def half_body(asking: Asking) -> None:
    """Half of the bytes that Content-Length tells."""
    body = release(3).encode()
    asking.send(response(body[: len(body) // 2], length=len(body)))


def longer_body(asking: Asking) -> None:
    """More bytes than Content-Length tells."""
    body = release(4).encode()
    asking.send(response(body + b"<p>behind the end</p>" * 50, length=len(body)))


def half_then_reset(asking: Asking) -> None:
    """A part of the body, then RST."""
    asking.send(response(release(5).encode()[:200], length=20_000))
    asking.stall(0.05)
    asking.reset()


def no_http(asking: Asking) -> None:
    """Words that are no HTTP."""
    asking.send(b"220 smtp.office.invalid ESMTP ready\r\n")


def many_headers(asking: Asking) -> None:
    """Thousands of headers."""
    asking.send(b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-%d: y\r\n" % n for n in range(20_000)) + b"\r\n<html>")


def long_header(asking: Asking) -> None:
    """One header of a megabyte."""
    asking.send(b"HTTP/1.1 200 OK\r\nX-Long: " + b"y" * 1_000_000 + b"\r\n\r\n<html>")


def broken_chunks(asking: Asking) -> None:
    """Chunked encoding with nonsense for a length."""
    asking.send(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<html\r\nzz\r\n>"
    )


def silent_close(asking: Asking) -> None:
    """Says that it keeps the connection, and closes it."""
    body = release(6).encode()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {HTML}\r\nConnection: keep-alive\r\nContent-Length: {len(body)}\r\n\r\n"
    asking.send(head.encode() + body)


# --- bodies --------------------------------------------------------------------------------------------------------


def endless(asking: Asking) -> None:
    """A body without a length that never ends."""
    asking.send(response(b"<html>", length=-1))
    while not asking.closing.is_set() and asking.send(b"<p>more and more</p>" * 4096):
        pass


@cache
def bomb() -> bytes:
    """60 kB that unpack to 60 MB."""
    return gzip.compress(b"\0" * 60_000_000, 9)


def gzip_bomb(asking: Asking) -> None:
    """60 kB that unpack to 60 MB."""
    asking.send(response(bomb(), Content_Encoding="gzip"))


def double_bomb(asking: Asking) -> None:
    """The same, packed twice."""
    asking.send(response(gzip.compress(bomb()), Content_Encoding="gzip, gzip"))


def no_gzip(asking: Asking) -> None:
    """Plain bytes that call themselves gzip."""
    asking.send(response(release(7).encode(), Content_Encoding="gzip"))


def half_gzip(asking: Asking) -> None:
    """A gzip body that is cut, with a Content-Length that agrees."""
    packed = gzip.compress((release(8) + "<p>words and words</p>" * 500).encode())
    asking.send(response(packed[: len(packed) // 2], Content_Encoding="gzip"))


def raw_deflate(asking: Asking) -> None:
    """deflate without zlib's head, as some servers send it."""
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    asking.send(response(packer.compress(release(9).encode()) + packer.flush(), Content_Encoding="deflate"))


def too_large(asking: Asking) -> None:
    """A body that says that it is ten gigabytes."""
    asking.send(response(b"<html>", length=10_000_000_000))


def deep(asking: Asking) -> None:
    """Elements 20,000 deep."""
    asking.send(response(b"<html><body>" + b"<div>" * 20_000 + b"deep" + b"</div>" * 20_000))


def pathological(asking: Asking) -> None:
    """Half a megabyte of unclosed markup."""
    asking.send(response(b"<html><body>" + b"<a <b <!-- &amp &#x1; <table><td><p" * 15_000))


# --- headers -------------------------------------------------------------------------------------------------------


def lying_etag(asking: Asking) -> None:
    """One ETag whatever the page says, and 304 to whoever has it."""
    if asking.asked.headers.get("if-none-match") == '"always"':
        asking.send(response(b"", "304 Not Modified", length=-1, ETag='"always"'))
    else:
        asking.send(response(release(10, f"Version {asking.number}.").encode(), ETag='"always"'))


def fickle_etag(asking: Asking) -> None:
    """Another ETag at each request for the same page."""
    asking.send(response(release(11).encode(), ETag=f'"{asking.number}"'))


def unasked_304(asking: Asking) -> None:
    """304 to a request without condition."""
    asking.send(response(b"", "304 Not Modified", length=-1))


def skewed_clock(asking: Asking) -> None:
    """A server that lives in 1999 and whose page was changed in 2030."""
    moment = formatdate(1_900_000_000, usegmt=True)
    asking.send(response(release(12).encode(), Date="Fri, 01 Jan 1999 00:00:00 GMT", Last_Modified=moment))


def busy(after: Callable[[Asking], str], number: int) -> Answer:
    """429 with Retry-After first, then the release."""
    return then(
        lambda asking: _send(asking, response(b"", "429 Too Many Requests", Retry_After=after(asking))), good(number)
    )


def _send(asking: Asking, data: bytes) -> None:
    asking.send(data)
