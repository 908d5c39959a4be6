"""A real nginx on loopback over a folder of files: compressed answers, ETags, an access log to read from."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import pytest

needs_nginx = pytest.mark.skipif(
    shutil.which("nginx") is None, reason="nginx is not installed: `apt-get install nginx-light`"
)
CONFIG = """
{user}
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{
  types {{ text/html html; text/plain txt; }}
  log_format told "$request_uri\\t$status\\t$sent_http_content_encoding\\t$http_if_none_match";
  access_log {folder}/access.log told;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  gzip on; gzip_min_length 1; etag on;
  server {{
    listen 127.0.0.1:{port};
    root {root};
    index index.html;
  }}
}}
"""


@dataclass(frozen=True)
class Answered:
    """One line of the access log."""

    path: str
    status: int
    compressed: bool
    conditional: bool


def free_port() -> int:
    """A port of loopback that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int, process: subprocess.Popen[bytes], seconds: float = 60) -> None:
    """Until somebody answers at ``port``; an AssertionError where the server ended or does not come."""
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        assert process.poll() is None, f"the server ended at once with {process.returncode}"
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise AssertionError(f"the server did not come within {seconds} seconds")


class Nginx:
    """The server; a context manager. Serves ``root``, keeps its log and working files in ``folder``."""

    def __init__(self, root: Path, folder: Path) -> None:
        self._folder, self._port = folder, free_port()
        self.base = f"http://127.0.0.1:{self._port}"
        folder.mkdir(parents=True, exist_ok=True)
        user = "user root;" if os.geteuid() == 0 else ""  # its workers must be able to read the test's own folder
        config = CONFIG.format(user=user, folder=folder, port=self._port, root=root)
        (folder / "nginx.conf").write_text(config)

    def __enter__(self) -> Nginx:
        self._process = subprocess.Popen(
            [
                "nginx",
                "-p",
                str(self._folder),
                "-e",
                str(self._folder / "error.log"),
                "-c",
                self._folder / "nginx.conf",
            ],
            stderr=subprocess.DEVNULL,
        )
        wait_for(self._port, self._process)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.terminate()
        self._process.wait()

    def answered(self) -> list[Answered]:
        """What was asked for so far, robots.txt left out."""
        lines = (self._folder / "access.log").read_text().splitlines()
        cells = [line.split("\t") for line in lines]
        return [
            Answered(path, int(status), encoding == "gzip", condition != "-")
            for path, status, encoding, condition in cells
            if path != "/robots.txt"
        ]
