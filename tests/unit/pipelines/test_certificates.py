"""https: certificates are verified, and limits of time hold inside TLS."""

from __future__ import annotations

import shutil
import ssl
import subprocess

import pytest

from config.settings import Settings
from pipelines.acquisition.failures import FetchError
from pipelines.acquisition.fetcher import Fetcher
from pipelines.acquisition.manners import Manners
from pipelines.acquisition.pace import Pace
from tests.raw_web import RawWeb, answer

HERE = Manners(private_networks=("127.0.0.0/8",))
OK = "HTTP/1.1 200 OK\nContent-Type: text/html\n"


def asking():
    return Fetcher(Settings(timeout_seconds=2), pace=Pace(sleep=lambda _: None))


def dripping(connection, web):
    """A body that comes a byte at a time."""
    connection.sendall(answer(OK + "Content-Length: 100000"))
    while not web.over.wait(0.2):
        connection.sendall(b"x")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    if not shutil.which("openssl"):
        pytest.skip("needs the openssl command to make a certificate")
    folder = tmp_path_factory.mktemp("certificate")
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=office.example"),
            *("-addext", "subjectAltName=DNS:office.example"),
            *("-keyout", folder / "key.pem", "-out", folder / "certificate.pem"),
        ],
        check=True,
        capture_output=True,
    )
    return folder


def test_certificates_are_verified(certificate, sockets, monkeypatch):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "certificate.pem", certificate / "key.pem")
    sockets.resolve("office.example", "127.0.0.1")
    sockets.resolve("other.example", "127.0.0.1")
    with RawWeb({"/page": answer(OK + "Content-Length: 4", b"good"), "/slow": dripping}, context) as web:
        with (
            asking() as fetcher,
            pytest.raises(FetchError, match=r"certificate of office\.example is not valid: self.signed certificate"),
        ):
            fetcher.fetch(f"https://office.example:{web.port}/page", manners=HERE)
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate / "certificate.pem"))
        with asking() as trusting:
            assert trusting.fetch(f"https://office.example:{web.port}/page", manners=HERE).page.body == b"good"
            with pytest.raises(FetchError, match="too slow"):
                trusting.fetch(f"https://office.example:{web.port}/slow", manners=HERE)
            with pytest.raises(FetchError, match=r"certificate of other\.example is not valid"):
                trusting.fetch(f"https://other.example:{web.port}/page", manners=HERE)
        assert set(web.asked) == {"/robots.txt", "/page", "/slow"}
