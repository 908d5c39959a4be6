"""Random bytes and damaged pages through every parser: a ParseError, or a record by the rules; nothing else."""

import inspect
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parsers.records import Document, Listing, ParseError
from parsers.registry import document_parsers, listing_parsers
from parsers.text import fold
from tests.unit.parsers import (
    test_document_generic,
    test_document_govuk_content,
    test_document_uncac_questionnaire,
    test_listing_feed,
    test_listing_html_index,
    test_listing_us_doj_index,
)
from tests.unit.parsers import test_document_us_doj_release as doj
from tests.unit.parsers import test_platform_email_release as mail
from tests.unit.parsers import test_platform_feed_item as feed_item
from tests.unit.parsers import test_platform_hong_kong as hong_kong
from tests.unit.parsers import test_platform_pdf_release as pdf
from tests.unit.parsers import test_platform_sharepoint as sharepoint
from tests.unit.parsers.pages import page

pytestmark = pytest.mark.filterwarnings("ignore::bs4.XMLParsedAsHTMLWarning")
PARSERS = {
    **{("document", n): p for n, p in document_parsers().items()},
    **{("listing", n): p for n, p in listing_parsers().items()},
}
SEEDS = [
    doj.INVENTED,
    test_document_uncac_questionnaire.TEXT,
    test_document_uncac_questionnaire.TABLE,
    test_document_generic.JSON_LD
    + f"<article><h1>Two clerks charged in harbour case</h1>{test_document_generic.PARAGRAPHS}</article>",
    json.dumps(test_document_govuk_content.INVENTED),
    '{"results": [{"link": "/a", "title": "x", "public_timestamp": "2024-01-01"}], "total": 9, "start": 0}',
    test_listing_feed.RSS,
    test_listing_feed.ATOM,
    test_listing_html_index.INDEX,
    test_listing_us_doj_index.INVENTED,
]
OWN: dict[tuple[str, str], list[bytes]] = {
    ("document", "pdf_release"): [pdf.WHOLE],
    ("document", "email_release"): [mail.SEED],
    ("document", "feed_item"): [json.dumps(feed_item.ITEM).encode()],
    ("document", "sharepoint_item"): [json.dumps(sharepoint.FIRST).encode()],
    ("document", "info_gov_hk"): [hong_kong.release().encode()],
    ("document", "icac_hk"): [hong_kong.RELEASE_OF_ICAC.encode()],
    ("listing", "sharepoint_list"): [sharepoint.verbose(), sharepoint.plain(), sharepoint.atom()],
    ("listing", "info_gov_hk"): [hong_kong.INDEX.encode()],
    ("listing", "icac_hk"): [hong_kong.ITEMS.encode()],
}
"""Good pages of parsers whose formats the others' seeds come nowhere near."""
OPTIONS: dict[str, dict[str, Any]] = {
    "html_index": {"item": "li.release", "date": "time", "next": "a.next"},
    "html_release": {"title": "h1", "body": "article", "date": "time", "without": ".updated"},
    "json_index": {"items": "results", "link": "link", "date": "public_timestamp", "next": "next", "item": True},
    "sharepoint_item": {"date": "PublishDate"},
}
CONTENT_TYPES = ["text/html", "text/html; charset=utf-16", "application/json", "text/plain; charset=cp1252", ""]


@st.composite
def damaged(draw: st.DrawFn, seeds: list[bytes]) -> bytes:
    """A good page cut, with a part of it repeated, taken out, or written over."""
    body = draw(st.sampled_from(seeds))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(body)))
        end = draw(st.integers(start, min(len(body), start + 200)))
        put = draw(
            st.one_of(st.just(b""), st.binary(max_size=20), st.just(body[start:end] * 2), st.just(b"<table><tr><td>"))
        )
        body = body[:start] + put + body[end:]
    return body


def check(kind: str, name: str, body: bytes, content_type: str) -> None:
    # the parser's own function, not the registry, which would turn a crash into a ParseError
    options = OPTIONS.get(name, {})
    try:
        record = inspect.unwrap(PARSERS[kind, name].function)(page(body, content_type=content_type), **options)
    except ParseError:
        return
    if isinstance(record, Document):
        assert record.title == fold(record.title)
        assert all(part and part == fold(part) for part in record.body.split("\n\n") if record.body)
        record.text.encode()
        assert all(link.startswith("http") for link in record.links)
    else:
        assert isinstance(record, Listing)
        assert all(link.url.startswith("http") and "#" not in link.url for link in record.links)


@pytest.mark.parametrize(("kind", "name"), PARSERS)
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(body=st.binary(max_size=400), content_type=st.sampled_from(CONTENT_TYPES))
def test_random_bytes(kind: str, name: str, body: bytes, content_type: str) -> None:
    check(kind, name, body, content_type)


@pytest.mark.parametrize(("kind", "name"), PARSERS)
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data(), content_type=st.sampled_from(CONTENT_TYPES))
def test_damaged_pages(kind: str, name: str, data: st.DataObject, content_type: str) -> None:
    own = OWN.get((kind, name), [])
    check(kind, name, data.draw(damaged([*own, *own, *own, *(seed.encode() for seed in SEEDS)])), content_type)


@pytest.mark.parametrize(("kind", "name"), PARSERS)
@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<" * 20_000,
        b"<div>" * 5_000,
        b"[" * 20_000,
        b'{"a":' * 5_000,
        b"<p>" + b"word " * 400_000,
        b"\xff\xfe" + b"\xd8\x00" * 100,
        b'{"title": "\\ud800", "details": {"body": "\\udfff x"}, "first_published_at": "2024-01-01"}',
    ],
    ids=["empty", "brackets", "deep", "deep list", "deep object", "two megabytes", "half characters", "surrogates"],
)
def test_hostile_pages(kind: str, name: str, body: bytes) -> None:
    check(kind, name, body, "text/html")
