"""A small invented publisher on loopback: a paginated HTML index, releases with ETag, a log of requests."""

from __future__ import annotations

import hashlib
import sys
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType

from config.sources import Source, load_source

VERBS = ("visited", "trained officers of", "signed an agreement with", "met", "charged a contractor of")
BODIES = ("the Ministry of Finance of Ghana", "the Audit Office of Fiji", "Interpol", "the Central Bank of Norway")
YAML = """
name: Invented Integrity Office
country: KE
timezone: Africa/Nairobi
listing: {{parser: html_index, url: "{base}/news", item: li.release, next: "a[rel=next]"}}
document: {{parser: generic}}
politeness: {{delay_seconds: 0}}
private_networks: ["127.0.0.0/8"]
expect: {{minimum_items: 1, title: always, published: always, body_characters: [50, 20000]}}
"""


@dataclass
class Reply:
    """What the server answers at one path."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    etag: bool = True


def release(number: int, words: str = "") -> bytes:
    """The page of the invented release ``number``; ``words`` are put at its end."""
    verb, body = VERBS[number % len(VERBS)], BODIES[number % len(BODIES)]
    day = f"2024-05-{number % 28 + 1:02d}"
    return f"""<!doctype html><html lang="en"><head><title>Release {number}</title>
<meta property="article:published_time" content="{day}T09:00:00+03:00"></head><body><nav>Home</nav>
<article><h1>Integrity Office release {number}</h1>
<p>On {number % 27 + 1} April 2024 the Invented Integrity Office {verb} {body}, as it said in Nairobi.</p>
<p>The Office will publish report number {number} in June. All of this is invented for a test. {words}</p>
</article><footer>Contact</footer></body></html>""".encode()


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """A client that goes away before the end of an answer is nothing to report."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class InventedWeb:
    """The server; a context manager. ``pages`` maps paths with query to replies and may be changed at any time."""

    def __init__(self, releases: int = 15, per_page: int = 5) -> None:
        self.pages: dict[str, Reply] = {}
        self.log: list[tuple[str, int, bool]] = []
        """(path, status, whether the request was conditional)"""
        self._server = _Server(("127.0.0.1", 0), self._handler())
        self.base = f"http://127.0.0.1:{self._server.server_address[1]}"
        self.publish(releases, per_page)

    def publish(self, releases: int, per_page: int = 5) -> None:
        """Serve the releases 1 to ``releases``, the newest first in the index."""
        numbers = list(range(releases, 0, -1))
        for number in numbers:
            self.pages.setdefault(f"/news/{number}", Reply(release(number)))
        chunks = [numbers[i : i + per_page] for i in range(0, len(numbers), per_page)] or [[]]
        for index, chunk in enumerate(chunks):
            items = "".join(f'<li class="release"><a href="/news/{n}">Release {n}</a></li>' for n in chunk)
            following = f'<a rel="next" href="/news?page={index + 1}">Next</a>' if index + 1 < len(chunks) else ""
            path = f"/news?page={index}" if index else "/news"
            self.pages[path] = Reply(f"<html><body><ul>{items}</ul>{following}</body></html>".encode())

    def write_source(self, folder: Path, name: str = "invented-office") -> Source:
        """The YAML of this publisher in ``folder``, loaded."""
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{name}.yaml"
        path.write_text(YAML.format(base=self.base))
        return load_source(path)

    def asked(self, path: str) -> int:
        """How often ``path`` was asked for."""
        return sum(1 for asked, _, _ in self.log if asked == path)

    def __enter__(self) -> InventedWeb:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _handler(web) -> type[BaseHTTPRequestHandler]:
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            wbufsize = 1 << 16  # head and body in one packet, else delayed acknowledgements cost 40 ms each

            def do_GET(self) -> None:
                reply = web.pages.get(self.path, Reply(b"not here", 404, etag=False))
                etag = f'"{hashlib.sha1(reply.body).hexdigest()[:12]}"' if reply.etag else None
                asked = self.headers.get("If-None-Match")
                status = 304 if etag and asked == etag and reply.status == 200 else reply.status
                web.log.append((self.path, status, asked is not None))
                self.send_response(status)
                for name, value in {"Content-Type": "text/html; charset=utf-8", **reply.headers}.items():
                    self.send_header(name, value)
                if etag:
                    self.send_header("ETag", etag)
                body = b"" if status == 304 else reply.body
                if "Content-Length" not in reply.headers:
                    self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        return Handler
