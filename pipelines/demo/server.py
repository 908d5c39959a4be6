"""The sample's web on loopback: one real HTTP server a publisher, with ETag, Last-Modified, 304, 404 and robots.txt."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from email.utils import format_datetime, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType

from pipelines.demo.pages import Pages, Reply, pages_of, search
from pipelines.demo.releases import Publisher, read_publishers

ROBOTS = "# Invented: the embedded sample of Communiqué\nUser-agent: *\nDisallow: /internal/\n"


@dataclass(frozen=True, slots=True)
class Request:
    """One request as the server saw it."""

    publisher: str
    path: str
    conditional: bool
    """It asked "only if changed" (If-None-Match or If-Modified-Since)."""
    status: int


class SampleWeb:
    """All publishers' servers; a context manager. ``bases`` are their addresses, ``log`` what they were asked."""

    def __init__(self) -> None:
        """Bind the servers to free ports; they answer once the context is entered."""
        self.log: list[Request] = []
        self._nights: list[dict[str, tuple[Publisher, Pages]]] = []
        self._morning = False
        self._servers = {publisher.key: self._server(publisher.key) for publisher in read_publishers()}
        self.bases = {key: f"http://127.0.0.1:{server.server_address[1]}" for key, server in self._servers.items()}
        """Address of each publisher's site, by key, without a slash at its end."""
        for morning in (False, True):
            publishers = read_publishers(next_morning=morning)
            self._nights.append({p.key: (p, pages_of(p, self.bases[p.key])) for p in publishers})

    def __enter__(self) -> SampleWeb:
        """Begin to answer."""
        for server in self._servers.values():
            threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the servers."""
        for server in self._servers.values():
            server.shutdown()
            server.server_close()

    def turn_to_next_morning(self) -> None:
        """From now on one release is edited, one withdrawn, one new."""
        self._morning = True

    def publishers(self) -> Sequence[Publisher]:
        """The publishers with their releases as they are served now."""
        return [publisher for publisher, _ in self._nights[self._morning].values()]

    def reply(self, key: str, target: str) -> Reply | None:
        """The page of publisher ``key`` at a path with query; None where there is none."""
        publisher, pages = self._nights[self._morning][key]
        path = target.partition("?")[0]
        if path == "/robots.txt":
            return Reply(ROBOTS.encode(), "text/plain; charset=utf-8", datetime(2024, 1, 1, tzinfo=UTC))
        if path == "/api/search.json" and publisher.layout == "govuk":
            return search(publisher, target)
        gone = {release.path for release in publisher.releases if release.gone}
        return None if path in gone else pages.get(target)

    def _server(self, key: str) -> ThreadingHTTPServer:
        web = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            server_version = "CommuniqueSample"

            def do_GET(self) -> None:
                self._answer(with_body=True)

            def do_HEAD(self) -> None:
                self._answer(with_body=False)

            def _answer(self, *, with_body: bool) -> None:
                reply = web.reply(key, self.path)
                etag = f'"{hashlib.sha256(reply.body).hexdigest()[:16]}"' if reply else ""
                status = 404 if reply is None else 304 if _unchanged(self.headers, etag, reply.modified) else 200
                conditional = bool(self.headers["If-None-Match"] or self.headers["If-Modified-Since"])
                web.log.append(Request(key, self.path, conditional, status))
                body = b"Not found (invented site)\n" if reply is None else reply.body
                self.send_response(status)
                self.send_header("X-Communique-Sample", "invented")
                self.send_header("Content-Type", reply.media_type if reply else "text/plain; charset=utf-8")
                if reply:
                    self.send_header("ETag", etag)
                    self.send_header("Last-Modified", format_datetime(reply.modified.astimezone(UTC), usegmt=True))
                if status != 304:
                    self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                if with_body and status != 304:
                    self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:
                """Keep the terminal for the demonstration; ``SampleWeb.log`` has it all."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        return server


def _unchanged(headers: Message, etag: str, modified: datetime) -> bool:
    """Whether the client holds this very page (RFC 9110: an ETag, where given, decides alone)."""
    if tags := headers["If-None-Match"]:
        return etag in (tag.strip().removeprefix("W/") for tag in tags.split(",")) or tags.strip() == "*"
    if since := headers["If-Modified-Since"]:
        try:
            return modified.replace(microsecond=0) <= parsedate_to_datetime(since)
        except ValueError:
            return False
    return False
