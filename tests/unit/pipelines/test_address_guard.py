"""No address that is not public is ever connected to, whatever name, form or redirect leads there."""

from __future__ import annotations

import pytest

from config.settings import Settings
from pipelines.acquisition.addresses import host_key, refusal, target_of
from pipelines.acquisition.breaker import Breaker
from pipelines.acquisition.failures import FetchError, RefusedAddressError, RulesUnknownError
from pipelines.acquisition.fetcher import Fetcher
from pipelines.acquisition.manners import PUBLIC, Manners
from pipelines.acquisition.pace import Pace
from tests.invented_web import InventedWeb, Reply

HERE = Manners(private_networks=("127.0.0.0/8",))
SOMEWHERE = "93.184.215.14"
"""A public address; the tests' socket layer connects to none of them."""


@pytest.fixture
def fetcher():
    pace = Pace(sleep=lambda _: None)
    with Fetcher(Settings(timeout_seconds=5), pace=pace, breaker=Breaker(failures=99)) as fetcher:
        yield fetcher


@pytest.fixture
def web():
    with InventedWeb(releases=2) as web:
        yield web


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("10.0.0.5", "private"),
        ("172.31.255.255", "private"),
        ("192.168.1.1", "private"),
        ("127.0.0.1", "loopback"),
        ("127.8.9.10", "loopback"),
        ("169.254.169.254", "link-local"),
        ("100.64.0.1", "shared address space"),
        ("100.127.255.254", "shared address space"),
        ("0.0.0.0", "unspecified"),
        ("0.1.2.3", "private"),
        ("224.0.0.251", "multicast"),
        ("239.255.255.250", "multicast"),
        ("255.255.255.255", "private"),
        ("240.0.0.1", "private"),
        ("192.0.2.7", "private"),
        ("198.18.0.1", "private"),
        ("::", "unspecified"),
        ("::1", "loopback"),
        ("fe80::1", "link-local"),
        ("fec0::1", "link-local"),
        ("fd12:3456::1", "private"),
        ("ff02::1", "multicast"),
        ("2001:db8::1", "private"),
        ("::ffff:10.0.0.5", "private"),
        ("::ffff:169.254.169.254", "link-local"),
        ("::127.0.0.1", "loopback"),
        ("2002:0a00:0005::1", "private"),
        ("2002:7f00:0001::", "loopback"),
        ("64:ff9b::a00:5", "private"),
        ("64:ff9b::7f00:1", "loopback"),
        ("64:ff9b:1::a00:5", ("reserved", "private")),  # RFC 8215: reserved to Python 3.11 and 3.12, private to 3.13
        ("2001:0:4136:e378:8000:63bf:3fff:fdd2", "private"),
        ("4000::1", "reserved"),
    ],
)
def test_addresses_that_are_not_public(address, kind):
    kinds = (kind,) if isinstance(kind, str) else kind
    assert (refusal(address) or "").removeprefix("is ").startswith(kinds)


@pytest.mark.parametrize(
    "address", [SOMEWHERE, "8.8.8.8", "2606:4700::1111", "64:ff9b::808:808", "2002:808:808::1", "::ffff:8.8.8.8"]
)
def test_public_addresses(address):
    assert refusal(address) is None


@pytest.mark.parametrize(
    ("address", "allowed"),
    [("10.1.2.3", "10.1.0.0/16"), ("::1", "::1/128"), ("::ffff:10.1.2.3", "10.1.0.0/16"), ("fd00::7", "fd00::/8")],
)
def test_a_source_may_name_networks_of_its_own(address, allowed):
    assert refusal(address, (allowed,)) is None
    assert refusal("192.168.0.1", (allowed,)) is not None


@pytest.mark.parametrize("answer", ["10.0.0.5", "127.0.0.1", "169.254.169.254", "::1", "fd00::5", "::ffff:10.0.0.5"])
def test_a_name_that_leads_inside_is_not_asked(fetcher, sockets, answer):
    sockets.resolve("internal.example", answer)
    with pytest.raises(RefusedAddressError, match=r"internal\.example is no public address .*private_networks"):
        fetcher.fetch("http://internal.example/", manners=PUBLIC)
    assert (sockets.looked_up, sockets.attempts, fetcher.requests) == (["internal.example"], [], 1)


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]", "0"],
)
def test_odd_ways_to_write_loopback(fetcher, web, host):
    with pytest.raises(FetchError):
        fetcher.fetch(f"http://{host}:{web.base.rpartition(':')[2]}/news/1")
    assert web.log == []


def test_a_redirect_that_leads_inside_is_not_followed(fetcher, web, sockets):
    with InventedWeb(releases=1) as inside:
        port = inside.base.rpartition(":")[2]
        sockets.resolve("office.example", "127.0.0.1")
        sockets.resolve("internal.example", "10.0.0.5")
        targets = [f"http://[::1]:{port}/", "http://internal.example/", "http://169.254.169.254/latest", "//10.0.0.5/x"]
        for number, target in enumerate(targets):
            web.pages[f"/to/{number}"] = Reply(b"", 302, {"Location": target})
            with pytest.raises(RefusedAddressError):
                fetcher.fetch(f"{web.base}/to/{number}", manners=HERE)
        web.pages["/robots.txt"] = Reply(b"", 302, {"Location": "http://10.0.0.5/robots.txt"})
        with pytest.raises(RulesUnknownError, match=r"10\.0\.0\.5 is private"):
            fetcher.fetch(f"http://office.example:{web.base.rpartition(':')[2]}/news/1", manners=HERE)
        assert (inside.log, sockets.attempts) == ([], [])


def test_the_name_is_looked_up_once_and_the_connection_made_to_what_was_checked(fetcher, sockets):
    sockets.resolve("rebind.example", SOMEWHERE, "10.0.0.5")
    with pytest.raises(RefusedAddressError, match=r"10\.0\.0\.5 is private"):
        fetcher.fetch("http://rebind.example/")
    assert sockets.forgive() == [(SOMEWHERE, 80)], "the first attempt went where it was checked, the second nowhere"
    assert sockets.looked_up == ["rebind.example"] * 2


def test_of_several_addresses_only_public_ones_are_tried(fetcher, sockets):
    sockets.resolve("mixed.example", ["10.0.0.5", SOMEWHERE])
    with pytest.raises(FetchError, match="no answer after 3 attempts"):
        fetcher.fetch("http://mixed.example/")
    assert set(sockets.forgive()) == {(SOMEWHERE, 80)}


def test_a_connection_that_one_source_may_have_serves_no_other(fetcher, web):
    fetcher.fetch(f"{web.base}/news/1", manners=HERE)
    for manners in (PUBLIC, Manners(private_networks=("10.0.0.0/8",))):
        with pytest.raises(RefusedAddressError):
            fetcher.fetch(f"{web.base}/news/2", manners=manners)
    assert web.asked("/news/2") == 0


def test_the_environment_sets_no_proxy(fetcher, web, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://10.0.0.5:3128")
    assert fetcher.fetch(f"{web.base}/news/1", manners=HERE).page.status == 200


@pytest.mark.parametrize(
    "url",
    [
        "ftp://office.invalid/",
        "file:///etc/hostname",
        "javascript:x",
        "http:///path",
        "http://",
        "news/1",
        "http://[::1",
    ],
)
def test_only_http(fetcher, url):
    with pytest.raises(FetchError, match="not an http or https address"):
        fetcher.fetch(url)


@pytest.mark.parametrize(
    "url", ["http://me:secret@office.example/", "http://office.example@10.0.0.5/", "https://me@x/"]
)
def test_no_user_names_in_addresses(fetcher, sockets, url):
    with pytest.raises(FetchError, match="user name or password") as raised:
        fetcher.fetch(url)
    assert "secret" not in str(raised.value)
    assert sockets.looked_up == []


@pytest.mark.parametrize(
    "url", ["http://office.example/\r\nX-Injected: yes", "http://office.example/a\tb", "http://a/\0"]
)
def test_no_control_characters_in_addresses(fetcher, sockets, url):
    with pytest.raises(FetchError, match="control character"):
        fetcher.fetch(url)
    assert sockets.looked_up == []


def test_a_host_that_there_is_not_is_said_at_once(fetcher, sockets):
    with pytest.raises(FetchError, match=r"there is no host nowhere\.example"):
        fetcher.fetch("http://nowhere.example/")
    assert sockets.looked_up == ["nowhere.example"]


def test_addresses_as_people_write_them_are_asked_for(fetcher, web):
    web.pages["/Erkl%C3%A4rung%20zum%20Tag?q=%C3%A9t%C3%A9"] = Reply(b"found")
    page = fetcher.fetch(f"{web.base}/Erklärung zum Tag?q=été#top", manners=HERE).page
    assert (page.body, page.url) == (b"found", f"{web.base}/Erklärung zum Tag?q=été")


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("http://Office.example/a", "office.example"),
        ("https://office.example:443/b", "office.example"),
        ("https://office.example./", "office.example"),
        ("http://office.example:8080/", "office.example:8080"),
        ("http://bücher.example/", "xn--bcher-kva.example"),
        ("http://[2001:DB8::1]/", "[2001:db8::1]"),
        ("mailto:x", "mailto:x"),
    ],
)
def test_one_server_is_one_host_for_the_delay(url, key):
    assert host_key(url) == key


def test_the_parts_of_an_address():
    target = target_of("https://office.example:8443/a/../b?c=d e#f")
    assert (target.path, target.authority, target.origin) == (
        "/b?c=d%20e",
        "office.example:8443",
        "https://office.example:8443",
    )
