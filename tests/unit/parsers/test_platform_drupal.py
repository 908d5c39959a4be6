"""Drupal: JSON:API, HTML views and nodes. All releases are invented."""

import json
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given

from parsers.documents.drupal_dates import read_drupal_moment
from parsers.documents.drupal_jsonapi import parse as read_resource
from parsers.documents.drupal_node import parse as read_node
from parsers.listings.drupal_jsonapi import parse as read_answer
from parsers.listings.drupal_views import parse as read_view
from parsers.records import Document, Listing, ParseError
from tests.unit.parsers.mutated_json import mutated
from tests.unit.parsers.pages import page

API = "https://agency.example/fr/jsonapi/node/press_release?sort=-created&page[limit]=2"
NODE: dict[str, Any] = {
    "type": "node--press_release",
    "id": "n1",
    "links": {"self": {"href": "https://agency.example/fr/jsonapi/node/press_release/n1?resourceVersion=id%3A9"}},
    "attributes": {
        "drupal_internal__nid": 17,
        "langcode": "fr",
        "status": True,
        "title": "Deux agents inculpés & suspendus",
        "created": "2024-03-04T23:30:00+00:00",
        "changed": "2024-03-05T10:00:00+00:00",
        "field_release_date": "2024-03-04",
        "path": {"alias": "/actualites/deux-agents", "pid": 3, "langcode": "fr"},
        "body": {"value": "x", "processed": '<p>Deux agents.</p><p><a href="/sites/a.pdf">Acte</a></p>', "summary": ""},
        "comment": {"comment_count": 4, "last_comment_timestamp": 1},
        "metatag": [{"tag": "meta", "attributes": {"content": "17:04"}}],
    },
    "relationships": {
        "field_topic": {"data": [{"type": "taxonomy_term--topic", "id": "t1"}]},
        "field_media": {"data": {"type": "media--document", "id": "m1"}},
        "uid": {"data": None},
    },
}
INCLUDED: list[dict[str, Any]] = [
    {"type": "taxonomy_term--topic", "id": "t1", "attributes": {"name": "Corruption &amp; fraude"}},
    {"type": "taxonomy_term--topic", "id": "t2", "attributes": {"name": "Other"}},
    {
        "type": "media--document",
        "id": "m1",
        "attributes": {"name": "Annexe"},
        "relationships": {"field_media_document": {"data": {"type": "file--file", "id": "f1"}}},
    },
    {
        "type": "file--file",
        "id": "f1",
        "attributes": {"filename": "annexe.pdf", "uri": {"url": "/sites/annexe.pdf"}, "filemime": "application/pdf"},
    },
]
ANSWER: dict[str, Any] = {
    "jsonapi": {"version": "1.0"},
    "data": [NODE],
    "included": INCLUDED,
    "links": {"next": {"href": "https://agency.example/fr/jsonapi/node/press_release?page%5Boffset%5D=2"}},
}


def answered(answer: Any, **options: Any) -> Listing:
    return read_answer(page(json.dumps(answer), API, "application/vnd.api+json"), **options)


def resource(options: dict[str, Any] | None = None, **attributes: Any) -> Document:
    node = {**NODE, "attributes": {**NODE["attributes"], **attributes}}
    [link] = answered({**ANSWER, "data": [node]}).links
    return read_resource(page(link.item or b"", link.url), timezone="Africa/Dakar", **(options or {}))


class TestJsonApi:
    def test_a_node_is_read_from_what_the_listing_hands_over(self) -> None:
        read = resource()
        assert read.url == "https://agency.example/fr/actualites/deux-agents"
        assert read.title == "Deux agents inculpés & suspendus"
        assert read.body == "Deux agents.\n\nActe"
        assert (read.published_date, read.published_at) == (
            date(2024, 3, 4),
            datetime(2024, 3, 4, 23, 30, tzinfo=UTC),
        )
        assert read.language == "fr"
        assert read.fields == {"changed": ("2024-03-05T10:00:00+00:00",), "topic": ("Corruption & fraude",)}
        assert [(one.url, one.media_type) for one in read.attachments] == [
            ("https://agency.example/sites/a.pdf", "application/pdf"),
            ("https://agency.example/sites/annexe.pdf", "application/pdf"),
        ]

    def test_only_what_a_release_refers_to_goes_with_it_and_nothing_that_varies(self) -> None:
        [link] = answered(ANSWER).links
        item = json.loads(link.item or b"")
        assert {one["id"] for one in item["included"]} == {"t1", "m1", "f1"}
        told = (link.item or b"").decode()
        assert not [word for word in ("comment_count", "metatag", "resourceVersion") if word in told]

    def test_the_listing_goes_on_by_its_link(self) -> None:
        assert answered(ANSWER).next_url == ANSWER["links"]["next"]["href"]
        assert answered({**ANSWER, "links": {}}).next_url is None

    def test_addresses_of_releases(self) -> None:
        without_alias = {**NODE, "attributes": {**NODE["attributes"], "path": {"alias": None}}}
        assert answered({"data": [without_alias]}).links[0].url == "https://agency.example/fr/node/17"
        elsewhere = answered(ANSWER, site="https://www.agency.example/").links[0]
        assert elsewhere.url == "https://www.agency.example/actualites/deux-agents"

    def test_fields_of_other_names(self) -> None:
        read = resource(
            {"date_field": "field_release_date", "body_field": "field_text", "title_field": "field_headline"},
            field_text=[{"processed": "<p>One.</p>"}, {"value": "<p>Two.</p>"}],
            field_headline="Headline",
        )
        assert (read.title, read.body) == ("Headline", "One.\n\nTwo.")
        assert (read.published_date, read.published_at) == (date(2024, 3, 4), None)

    @pytest.mark.parametrize(
        ("attributes", "selector"),
        [
            ({"title": ""}, "data.attributes.title"),
            ({"body": None}, "data.attributes.body"),
            ({"body": {"processed": "<p> </p>"}}, "data.attributes.body"),
            ({"created": "soon"}, "data.attributes.created"),
        ],
    )
    def test_what_is_missing_is_named(self, attributes: dict[str, Any], selector: str) -> None:
        with pytest.raises(ParseError) as caught:
            resource(**attributes)
        assert caught.value.selector == selector

    def test_other_answers_are_refused(self) -> None:
        with pytest.raises(ParseError, match="The 'access content' permission is required"):
            answered({"errors": [{"title": "Forbidden", "detail": "The 'access content' permission is required."}]})
        with pytest.raises(ParseError, match="no list of resources"):
            answered({"data": NODE})
        with pytest.raises(ParseError, match="has no address"):
            answered({"data": [{"type": "node--a", "id": "1", "attributes": {"title": "x"}}]})


@given(body=mutated(ANSWER))
def test_damaged_answers(body: bytes) -> None:
    with suppress(ParseError):
        assert all(link.url.startswith("http") and link.item for link in read_answer(page(body, API)).links)


@given(body=mutated({"data": NODE, "included": INCLUDED}))
def test_damaged_nodes(body: bytes) -> None:
    with suppress(ParseError):
        assert read_resource(page(body, API)).text


VIEW = """<html><body><div class="view view-press"><div class="view-content">
<div class="views-row"><h3 class="node__title"><a href="/news/one">One</a></h3><a href="/topic/a">A</a>
<time datetime="2024-03-04T12:00:00Z">4 March</time></div>
<div class="views-row"><a href="/news/two"><img src="/x.png"></a><a href="/news/two">Two</a></div></div>
<nav><ul class="pager"><li class="pager__item pager__item--next"><a href="?page=1" rel="next">Next</a></li></ul></nav>
</div></body></html>"""
OTHER_VIEW = """<div class="view view-events"><div class="view-content">
<div class="views-row"><a href="/e">E</a></div></div></div>"""
INDEX = "https://agency.example/news"


class TestViews:
    def test_rows_days_and_pager(self) -> None:
        listing = read_view(page(VIEW, INDEX))
        assert [(link.url, link.title, link.date_hint) for link in listing.links] == [
            ("https://agency.example/news/one", "One", date(2024, 3, 4)),
            ("https://agency.example/news/two", "Two", None),
        ]
        assert listing.next_url == f"{INDEX}?page=1"

    def test_the_pager_of_drupal_7_and_the_last_page(self) -> None:
        seven = VIEW.replace("pager__item pager__item--next", "pager-next").replace(' rel="next"', "")
        assert read_view(page(seven, INDEX)).next_url == f"{INDEX}?page=1"
        assert read_view(page(VIEW.partition("<nav>")[0], INDEX)).next_url is None

    def test_a_page_with_several_views_asks_for_the_name_of_one(self) -> None:
        both = VIEW.replace("</body>", f"{OTHER_VIEW}</body>")
        with pytest.raises(ParseError, match="rows of 2 views; name the one with the option 'view'"):
            read_view(page(both, INDEX))
        assert len(read_view(page(both, INDEX), view=".view-press").links) == 2

    @pytest.mark.parametrize(
        ("html", "message"),
        [
            ("<p>Nothing here</p>", "found 0 times"),
            ('<div class="views-row">No link</div>', "found 0 times"),
            ('<div class="views-row"><a href="/a">A</a><a href="/b">B</a></div>', "several links"),
        ],
    )
    def test_what_is_no_such_listing_is_refused(self, html: str, message: str) -> None:
        with pytest.raises(ParseError, match=message):
            read_view(page(html, INDEX))


EIGHT = """<html lang="fr-SN"><body>
<h1 class="page-title"><span class="field--name-title">Deux agents inculpés</span></h1>
<article class="node node--type-press-release node--view-mode-full">
<div class="field field--name-field-date"><time datetime="2024-03-04T12:00:00Z">4 mars 2024</time></div>
<div class="field field--name-body"><div class="field__label visually-hidden">Body</div><p>Deux
<a href="/acte.pdf">agents</a>.</p></div>
<div class="field--name-field-file"><span class="file"><a href="/sites/annexe.pdf">Annexe</a></span></div>
<div class="field--name-field-tags"><a href="/t/1">Fraude</a></div></article>
<div class="view"><article class="node node--view-mode-teaser"><time datetime="2020-01-01T12:00:00Z"></time>
<div class="field--name-body">A teaser</div></article></div></body></html>"""
SEVEN = """<html><body><h1 class="title" id="page-title">Two clerks charged</h1><div class="node node-press-release">
<div class="field field-name-field-date"><span class="date-display-single" property="dc:date"
content="2014-03-04T00:00:00+00:00">Tuesday</span></div>
<div class="field field-name-body"><div class="field-items"><p>Two clerks.</p></div></div></div></body></html>"""


class TestNode:
    def test_a_page_of_drupal_8_and_later(self) -> None:
        read = read_node(page(EIGHT, INDEX), timezone="Africa/Dakar")
        assert (read.title, read.body) == ("Deux agents inculpés", "Deux agents.")
        assert (read.published_date, read.published_at) == (date(2024, 3, 4), None)
        assert read.language == "fr"
        assert [one.url for one in read.attachments] == [
            "https://agency.example/sites/annexe.pdf",
            "https://agency.example/acte.pdf",
        ]
        assert read.fields == {"topics": ("Fraude",)}

    def test_a_page_of_drupal_7_whose_date_is_named(self) -> None:
        read = read_node(page(SEVEN, INDEX), date=".date-display-single")
        assert (read.title, read.body, read.published_date) == ("Two clerks charged", "Two clerks.", date(2014, 3, 4))

    @pytest.mark.parametrize(
        ("found", "put", "message"),
        [
            ("page-title", "heading", "h1.page-title"),
            ("field--name-body", "text", "field--name-body"),
            ("2024-03-04T12:00:00Z", "soon", "'soon' is no date"),
            ("<article", '<time datetime="2021-01-01"></time><article', "found 2 times"),
        ],
    )
    def test_a_page_of_another_theme_says_what_is_missing(self, found: str, put: str, message: str) -> None:
        with pytest.raises(ParseError, match=message):
            read_node(page(EIGHT.replace(found, put, 1), INDEX))


@pytest.mark.parametrize(
    ("stated", "day", "moment"),
    [
        ("2024-03-04T12:00:00Z", date(2024, 3, 4), None),
        ("2024-03-04T12:00:00+00:00", date(2024, 3, 4), None),
        ("2024-03-04T12:00:01Z", date(2024, 3, 5), datetime(2024, 3, 4, 12, 0, 1, tzinfo=UTC)),
        ("2024-03-04", date(2024, 3, 4), None),
    ],
)
def test_noon_is_how_drupal_writes_a_day(stated: str, day: date, moment: datetime | None) -> None:
    assert read_drupal_moment(stated, "Pacific/Auckland") == (day, moment)


@pytest.mark.parametrize("stated", ["2024-02-31T12:00:00Z", "", "soon"])
def test_what_is_no_date_is_none(stated: str) -> None:
    assert read_drupal_moment(stated, "UTC") is None
