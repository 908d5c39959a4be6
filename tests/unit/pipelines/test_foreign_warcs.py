"""WARC files in the styles of the tools that make them: every page comes out whole, and nothing that is none."""

from __future__ import annotations

import gzip
import io
import zlib

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from parsers.records import Page
from pipelines.acquisition.warc_files import Fault, read_warc
from pipelines.acquisition.warc_records import payload_digest
from tests.invented_web import release

DAY = "2024-05-04T06:07:08Z"


class Made:
    """A WARC being written; ``packed`` as Common Crawl and Browsertrix do, a gzip member a record."""

    def __init__(self, packed: bool = True) -> None:
        self.out = io.BytesIO()
        self._writer = WARCWriter(self.out, gzip=packed, warc_version="1.0")

    def add(self, kind, url, body=b"", status="200 OK", fields=None, date=DAY, **headers):
        http = None
        if kind in ("response", "revisit"):
            told = {"Content-Type": "text/html", **{name.replace("_", "-"): value for name, value in headers.items()}}
            http = StatusAndHeaders(status, list(told.items()), protocol="HTTP/1.1")
        elif kind == "request":
            http = StatusAndHeaders("GET / HTTP/1.1", [("Host", "press.invalid")], is_http_request=True)
        self._writer.write_record(
            self._writer.create_warc_record(
                url,
                kind,
                payload=io.BytesIO(body),
                http_headers=http,
                warc_content_type=headers.get("Content_Type", ""),
                warc_headers_dict={"WARC-Date": date, **(fields or {})},
            )
        )
        return self

    def info(self, software):
        self._writer.write_record(self._writer.create_warcinfo_record("made.warc.gz", {"software": software}))
        return self


def url(number):
    return f"https://press.invalid/{number}"


def read(tmp_path, data, name="made.warc.gz"):
    path = tmp_path / name
    path.write_bytes(data)
    found = list(read_warc(path, f"file:///{name}", 1_000_000))
    return {page.url: page for page in found if isinstance(page, Page)}, [
        one for one in found if isinstance(one, Fault)
    ]


def chunked(body):
    parts = [body[start : start + 100] for start in range(0, len(body), 100)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def common_crawl():
    made = Made().info("Nutch")
    for number in (1, 2):
        length = {"X_Crawler_Content_Encoding": "gzip", "X_Crawler_Transfer_Encoding": "chunked"}
        made.add("request", url(number)).add("response", url(number), release(number), **length)
        made.add("metadata", url(number), b"fetchTimeMs: 12\r\n")
    made.add("response", url("robots.txt"), b"nothing here", "404 Not Found")
    return made.out.getvalue()


def wget():
    made = Made(packed=False).info("Wget/1.21.3")
    made.add("request", f"<{url(1)}>").add("response", f"<{url(1)}>", chunked(release(1)), Transfer_Encoding="chunked")
    made.add("response", f"<{url(2)}>", release(2))
    made.add("response", f"<{url('a.png')}>", b"\x89PNG", Content_Type="image/png")
    made.add("resource", "metadata://gnu.org/software/wget/warc/wget.log", b"log", Content_Type="text/plain")
    return gzip.compress(made.out.getvalue())


def browsertrix():
    made = Made().info("Browsertrix-Crawler 1.5")
    made.add("response", url(1), gzip.compress(release(1)), Content_Encoding="gzip")
    deflated = chunked(zlib.compress(release(2)))
    made.add("response", url(2), deflated, Content_Encoding="deflate", Transfer_Encoding="chunked")
    made.add("resource", f"urn:text:{url(1)}", b"Integrity Office release 1", Content_Type="text/plain")
    made.add("resource", f"urn:pageinfo:{url(1)}", b"{}", Content_Type="application/json")
    return made.out.getvalue()


def plain():
    made = Made(packed=False).info("Heritrix/3.4")
    return made.add("response", url(1), release(1)).add("response", url(2), release(2)).out.getvalue()


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (common_crawl(), "CC-MAIN.warc.gz"),
        (wget(), "wget.warc.gz"),
        (browsertrix(), "rec-0.warc.gz"),
        (plain(), "plain.warc"),
        (gzip.compress(plain()), "packed-later.warc.gz"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_pages_come_out_whole_and_nothing_else(tmp_path, data, name):
    pages, faults = read(tmp_path, data, name)
    assert {address: page.body for address, page in pages.items()} == {url(n): release(n) for n in (1, 2)}
    assert faults == []
    assert {page.fetched_at.isoformat() for page in pages.values()} == {"2024-05-04T06:07:08+00:00"}


@pytest.mark.parametrize("pack", [lambda made: made, gzip.compress], ids=["member a record", "in one"])
@pytest.mark.parametrize("told", ["digest", "moment"])
def test_a_revisit_is_answered_from_the_record_that_it_refers_to(tmp_path, told, pack):
    digest = {"WARC-Payload-Digest": payload_digest(release(1))}
    refers = {"WARC-Refers-To-Target-URI": url(1), "WARC-Refers-To-Date": DAY}
    made = Made(packed=pack is not gzip.compress)
    made.add("response", url(1), release(1), fields=digest if told == "digest" else {})
    made.add("response", url(1), release(2), date="2024-05-05T00:00:00Z")
    named = {"WARC-Profile": "invented", **(digest if told == "digest" else refers)}
    made.add("revisit", url("again"), status="304 Not Modified", fields=named, date="2024-05-06T00:00:00Z")
    made.add("revisit", url("lost"), fields={"WARC-Profile": "invented", "WARC-Payload-Digest": "sha256:elsewhere"})
    pages, faults = read(tmp_path, pack(made.out.getvalue()))
    again = pages[url("again")]
    assert (again.body, again.status, again.fetched_at.day) == (release(1), 200, 6)
    assert [(fault.url, fault.reason.partition(":")[0]) for fault in faults] == [(url("lost"), "passed over")]


def test_what_is_not_whole_is_told_and_costs_nothing_else(tmp_path):
    made = Made()
    made.add("response", url(1), release(1)[:300], fields={"WARC-Truncated": "length"})
    made.add("response", url(2), bytes(range(256)) * 9, Content_Encoding="br")
    made.add("response", url(3), gzip.compress(release(3))[:-200], Content_Encoding="gzip")
    made.add("response", url(4), release(4), Content_Encoding="br")
    made.add("response", url(5), b"x" * 1_000_001)
    made.add("response", url(6), release(6))
    pages, faults = read(tmp_path, made.out.getvalue())
    assert pages[url(4)].body == release(4), "unpacked by its crawler, which left the header"
    assert pages[url(6)].body == release(6)
    told = {fault.url: fault.reason for fault in faults}
    assert "WARC-Truncated: length" in told[url(1)]
    assert "packed as 'br'" in told[url(2)]
    assert "cut off" in told[url(3)]
    assert "larger than" in told[url(5)]


@pytest.mark.parametrize("cut", [0.3, 0.6, 0.9, 0.99])
def test_a_file_in_one_gzip_member_that_is_cut_says_so(tmp_path, cut):
    made = Made(packed=False)
    for number in range(8):
        made.add("response", url(number), release(number, str(number) * 500))
    data = gzip.compress(made.out.getvalue())
    pages, faults = read(tmp_path, data[: int(len(data) * cut)])
    assert len(faults) == 1, faults
    assert all(page.body == release(n, str(n) * 500) for n in range(8) if (page := pages.get(url(n))))
