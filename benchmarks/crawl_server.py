"""The publishers of the crawl's measures: many hosts on loopback, served by one event loop in a process of its own."""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection

CONTEXT = multiprocessing.get_context("spawn")
WORDS = "All of this is invented for a measure of speed and says nothing of any body. "


@dataclass(frozen=True, slots=True)
class Site:
    """What each host serves."""

    hosts: int
    releases: int
    """Of each host."""
    per_page: int = 50
    size: int = 20_000
    """Bytes of a release's page, about."""
    delay: float = 0.0
    """Seconds before each answer."""


class Web:
    """The running servers."""

    def __init__(self, site: Site, port: int, pipe: Connection) -> None:
        """Made by :func:`serving`."""
        self.site, self._pipe = site, pipe
        self.bases = [f"http://{address(number)}:{port}" for number in range(site.hosts)]

    def log(self) -> list[tuple[str, str, float, float]]:
        """(host, path, seconds at the begin, at the end) of every request since the last call."""
        self._pipe.send("log")
        return [tuple(one) for one in json.loads(self._pipe.recv())]

    def pages(self) -> Iterator[str]:
        """Every listing page and release, host by host."""
        for base in self.bases:
            for page in range(-(-self.site.releases // self.site.per_page)):
                yield f"{base}/news?page={page}" if page else f"{base}/news"
            yield from (f"{base}/news/{number}" for number in range(1, self.site.releases + 1))


@contextmanager
def serving(site: Site) -> Iterator[Web]:
    """The servers of ``site``, in their own process, as long as the block lasts."""
    ours, theirs = CONTEXT.Pipe()
    process = CONTEXT.Process(target=_serve, args=(site, theirs), daemon=True)
    process.start()
    try:
        yield Web(site, ours.recv(), ours)
    finally:
        process.terminate()
        process.join()


def address(number: int) -> str:
    """The loopback address that stands for a host."""
    return f"127.0.{number // 250 + 1}.{number % 250 + 1}"


def _serve(site: Site, pipe: Connection) -> None:
    asyncio.run(_serve_all(site, pipe))


async def _serve_all(site: Site, pipe: Connection) -> None:
    log: list[tuple[str, str, float, float]] = []
    text = WORDS * (site.size // len(WORDS))

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        host = writer.get_extra_info("sockname")[0]
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                began, path = time.monotonic(), head.split(b" ", 2)[1].decode()
                status, body = _page(site, path, text)
                await asyncio.sleep(site.delay)
                writer.write(
                    f'HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nETag: "{len(body)}"\r\n'
                    f"Content-Length: {len(body)}\r\n\r\n".encode()
                    + body
                )
                await writer.drain()
                log.append((host, path, began, time.monotonic()))
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    first = await asyncio.start_server(answer, address(0), 0)
    port = first.sockets[0].getsockname()[1]
    others = [await asyncio.start_server(answer, address(number), port) for number in range(1, site.hosts)]
    pipe.send(port)
    while True:
        await asyncio.to_thread(pipe.recv)
        told, log[:] = json.dumps(log), []
        pipe.send(told)
        assert others is not None


def _page(site: Site, path: str, text: str) -> tuple[str, bytes]:
    if path == "/robots.txt":
        return "404 Not Found", b""
    name, _, query = path.removeprefix("/news").partition("?page=")
    if name:
        return "200 OK", _RELEASE.format(number=name.strip("/"), text=text).encode()
    page = int(query or 0)
    numbers = range(page * site.per_page + 1, min((page + 1) * site.per_page, site.releases) + 1)
    items = "".join(f'<li class="release"><a href="/news/{number}">Release {number}</a></li>' for number in numbers)
    more = f'<a rel="next" href="/news?page={page + 1}">Next</a>' if numbers[-1] < site.releases else ""
    return "200 OK", f"<html><body><ul>{items}</ul>{more}</body></html>".encode()


_RELEASE = """<!doctype html><html lang="en"><head><title>Release {number}</title>
<meta property="article:published_time" content="2024-05-03T09:00:00+03:00"></head><body><article>
<h1>Invented release {number}</h1><p>{text}</p></article></body></html>"""
