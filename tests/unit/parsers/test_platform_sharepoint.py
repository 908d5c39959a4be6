"""SharePoint lists in the three forms of the REST service; the same two invented items in each."""

import json
from datetime import UTC, date, datetime

import pytest

from config.errors import ConfigError
from parsers.records import Attachment, Document, Link, Listing, Page, ParseError
from parsers.registry import read_document, read_listing
from tests.unit.parsers.pages import page

URL = "https://fair.example/_api/web/lists/getbytitle('Press%20Releases')/items?$top=2"
LATER = "https://fair.example/_api/Web/Lists(guid'5b1a')/Items?%24skiptoken=Paged%3dTRUE%26p_ID%3d2&%24top=2"
BODY = (
    '<div class="ExternalClass7"><p>\u200bThe Office charged two clerks.</p><p>See the <a href="/docs/order.pdf">'
    "order</a>.</p></div>"
)
FIRST = {
    "ID": 1,
    "Title": "Two clerks & a builder charged",
    "Body": BODY,
    "PublishDate": "2024-03-14T16:00:00Z",
    "Category": ["Courts", "Harbour"],
    "Department": {"Title": "Enforcement"},
    "Link": {"Description": "The order", "Url": "https://fair.example/order"},
}
SECOND = {
    "ID": 2,
    "Title": "An office opens",
    "Body": "<p>It is on the quay.</p>",
    "PublishDate": "2024-03-15T09:30:00Z",
}
FILES = [{"FileName": "the order.pdf", "ServerRelativeUrl": "/Lists/Press/Attachments/1/the order.pdf"}]


def verbose() -> bytes:
    first = {
        **FIRST,
        "__metadata": {"id": "x", "uri": "https://fair.example/_api/x(1)", "etag": '"4"'},
        "Category": {"results": FIRST["Category"]},
        "AttachmentFiles": {"results": [{"__metadata": {"id": "y"}, **FILES[0]}]},
        "File": {"__deferred": {"uri": "https://fair.example/_api/x(1)/File"}},
    }
    return json.dumps({"d": {"results": [first, SECOND], "__next": LATER}}).encode()


def plain(following: str = LATER, name: str = "odata.nextLink") -> bytes:
    first = {"odata.etag": '"4"', "odata.id": "x", **FIRST, "AttachmentFiles": FILES}
    return json.dumps({"odata.metadata": "m", "value": [first, SECOND], name: following}).encode()


def atom() -> bytes:
    entries = []
    for item in (FIRST, SECOND):
        properties = [f'<d:ID m:type="Edm.Int32">{item["ID"]}</d:ID>', '<d:Nothing m:null="true" />']
        for name in ("Title", "Body", "PublishDate"):
            text = str(item[name]).replace("&", "&amp;").replace("<", "&lt;")
            kind = ' m:type="Edm.DateTime"' if name == "PublishDate" else ""
            properties.append(f"<d:{name}{kind}>{text}</d:{name}>")
        inline = ""
        if item is FIRST:
            properties.append(
                '<d:Category m:type="Collection(Edm.String)"><d:element>Courts</d:element>'
                "<d:element>Harbour</d:element></d:Category>"
                '<d:Link m:type="SP.FieldUrlValue"><d:Description>The order</d:Description>'
                "<d:Url>https://fair.example/order</d:Url></d:Link>"
            )
            for title, wrap, inner in (
                (
                    "AttachmentFiles",
                    "feed",
                    "".join(f"<d:{name}>{value}</d:{name}>" for name, value in FILES[0].items()),
                ),
                ("Department", "", "<d:Title>Enforcement</d:Title>"),
            ):
                entry = f'<entry><content type="application/xml"><m:properties>{inner}</m:properties></content></entry>'
                entry = f"<feed>{entry}</feed>" if wrap else entry
                inline += f'<link rel="related" title="{title}" href="x"><m:inline>{entry}</m:inline></link>'
        body = f"<m:properties>{''.join(properties)}</m:properties>"
        entries.append(f'<entry>{inline}<content type="application/xml">{body}</content></entry>')
    return (
        '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" '
        'xmlns:d="http://schemas.microsoft.com/ado/2007/08/dataservices" '
        'xmlns:m="http://schemas.microsoft.com/ado/2007/08/dataservices/metadata">'
        f'{"".join(entries)}<link rel="next" href="{LATER.replace("&", "&amp;")}" /></feed>'
    ).encode()


def listing(body: bytes, **options: object) -> Listing:
    kind = "application/atom+xml" if body.startswith(b"<") else "application/json"
    given = {"link": "https://fair.example/press.aspx?ID={ID}", "date": "PublishDate", "timezone": "Asia/Hong_Kong"}
    return read_listing("sharepoint_list", page(body, URL, kind), {**given, **options})


def document(link: Link, **options: object) -> Document:
    assert link.item is not None
    handed = Page(link.url, link.item, datetime(2024, 5, 1, tzinfo=UTC), 0, {"content-type": link.item_type})
    given = {"date": "PublishDate", "timezone": "Asia/Hong_Kong", "fields": ["Category", "Department", "Link"]}
    return read_document("sharepoint_item", handed, {**given, **options})


@pytest.mark.parametrize("body", [verbose(), plain(), atom()], ids=["verbose", "plain", "atom"])
def test_each_form_of_the_answer_gives_the_same_links_and_releases(body):
    found = listing(body)
    assert [(link.url, link.title, link.date_hint) for link in found.links] == [
        ("https://fair.example/press.aspx?ID=1", "Two clerks & a builder charged", date(2024, 3, 15)),
        ("https://fair.example/press.aspx?ID=2", "An office opens", date(2024, 3, 15)),
    ]
    assert found.next_url == LATER
    first, second = map(document, found.links)
    assert first.title == "Two clerks & a builder charged"
    assert first.body == "The Office charged two clerks.\n\nSee the order."
    assert first.published_date == date(2024, 3, 15)
    assert first.published_at is None, "midnight in the source's zone is how SharePoint writes a day"
    assert second.published_at == datetime(2024, 3, 15, 9, 30, tzinfo=UTC)
    assert first.attachments == (
        Attachment("https://fair.example/Lists/Press/Attachments/1/the%20order.pdf", "the order.pdf"),
        Attachment("https://fair.example/docs/order.pdf", "order", "application/pdf"),
    )
    assert first.fields == {
        "Category": ("Courts", "Harbour"),
        "Department": ("Enforcement",),
        "Link": ("https://fair.example/order",),
    }


def test_the_same_item_gives_the_same_bytes_whatever_the_protocol_adds():
    changed = plain().replace(b'\\"4\\"', b'\\"5\\"')
    assert changed != plain()
    assert listing(changed).links == listing(plain()).links


@pytest.mark.parametrize("name", ["odata.nextLink", "@odata.nextLink"])
def test_the_next_page_may_be_told_from_the_service_on(name):
    assert listing(plain("Web/Lists(guid'5b1a')/Items?$skiptoken=2", name)).next_url == (
        "https://fair.example/_api/Web/Lists(guid'5b1a')/Items?$skiptoken=2"
    )


def test_items_without_a_pattern_have_their_own_page_or_their_address_in_the_api():
    pages = json.dumps({"value": [{"FileRef": "/news/Pages/one.aspx"}, {"Id": 7}]}).encode()
    assert [link.url for link in listing(pages, link=None).links] == [
        "https://fair.example/news/Pages/one.aspx",
        "https://fair.example/_api/web/lists/getbytitle('Press%20Releases')/items(7)",
    ]


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        (b'{"odata.error": {"code": "-1", "message": {"value": "List does not exist"}}}', "does not exist"),
        (b'{"error": {"message": {"value": "Access denied"}}}', "Access denied"),
        (b'{"value": [1]}', "no answer with the items"),
        (b"<html><body>Sign in</body></html>", "no feed"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><feed xmlns="http://www.w3.org/2005/Atom"/>', "entities"),
        (b'{"value": [{"Title": "x"}]}', "no field 'ID'"),
        (b"", "is no JSON"),
    ],
)
def test_what_is_no_list_says_so(body, fault):
    with pytest.raises(ParseError, match=fault):
        listing(body)


def test_a_link_without_a_field_is_told_before_any_page_is_read():
    with pytest.raises(ConfigError, match="names no field"):
        listing(plain(), link="https://fair.example/press.aspx")


def test_a_release_without_its_date_says_which_field_is_missing():
    with pytest.raises(ParseError, match="ArticleStartDate"):
        document(listing(plain()).links[0], date="ArticleStartDate")
