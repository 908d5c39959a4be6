"""Pages to parse: made of bytes given in a test, or read from the real crawls in ../shared."""

import csv
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache

from warcio.archiveiterator import ArchiveIterator

from parsers.records import Page
from tests.shared_data import SHARED

DOJ = SHARED / "corpora" / "doj"
CRAWLS = ("corruption", "opa-2018")
SOURCE = {"timezone": "America/New_York", "language": "en", "kind": "press_release"}


def page(body: str | bytes, url: str = "https://press.example/1", content_type: str = "text/html") -> Page:
    data = body.encode() if isinstance(body, str) else body
    return Page(url, data, datetime(2024, 5, 1, tzinfo=UTC), 200, {"content-type": content_type})


def crawled(name: str) -> Iterator[Page]:
    with (DOJ / f"{name}.warc.gz").open("rb") as file:
        for record in ArchiveIterator(file):
            headers = {key.lower(): value for key, value in record.http_headers.headers}
            moment = datetime.fromisoformat(record.rec_headers.get_header("WARC-Date"))
            url = record.rec_headers.get_header("WARC-Target-URI")
            yield Page(url, record.content_stream().read(), moment, 200, headers)


@cache
def crawled_list(name: str) -> tuple[Page, ...]:
    return tuple(crawled(name))


def told_of(name: str) -> dict[str, dict[str, str]]:
    """The rows of the table beside a crawl, by URL."""
    with (DOJ / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        return {row["url"]: row for row in csv.DictReader(file)}
