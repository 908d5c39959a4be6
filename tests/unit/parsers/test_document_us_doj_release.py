import json
import re
from datetime import date

import pytest

from parsers.documents.us_doj_release import parse
from parsers.records import Document, ParseError
from parsers.registry import read_document
from tests.shared_data import SHARED, needs_shared
from tests.unit.parsers.pages import CRAWLS, SOURCE, crawled, crawled_list, page, told_of

INVENTED = """<html lang="en"><body><h1>Justice News</h1><article class="node node--press-release">
<div class="pr-info"><div class="field--name-field-pr-date">
<span property="dc:date" content="2016-11-02T00:00:00-04:00">
Wednesday, November 2, 2016</span></div></div>
<h1 id="node-title">Invented Ferry Operator Pleads Guilty</h1>
<h2 id="node-subtitle"><div class="field__item">Company Paid for Berths</div></h2>
<div class="field--name-field-pr-body"><p>An invented company pleaded guilty today.</p>
<p>It was <a href="/x">charged</a>.</p></div>
<div class="pr-fields"><div class="field--name-field-pr-attachment">
<a href="/file/1/download" type="application/pdf; length=9">
Download Information</a></div>
<div class="field--name-field-pr-topic"><div class="field__label">Topic(s):</div>
<div class="field__item">Bribery</div></div>
<div class="field--name-field-pr-component"><div class="field__item">Tax Division</div>
<div class="field__item">FBI</div></div>
<div class="field--name-field-pr-number"><div class="field__item">16-1</div></div></div>
<div class="node__updated">Updated December 24, 2019</div></article></body></html>"""


def read(body: str) -> Document:
    return parse(page(body, "https://www.justice.gov/opa/pr/invented"))


def test_a_release_is_read() -> None:
    document = read(INVENTED)
    assert document.title == "Invented Ferry Operator Pleads Guilty"
    assert document.published_date == date(2016, 11, 2), "the release's date, not that of its last update"
    assert document.published_at is None, "the page tells no time of day"
    assert document.body == "An invented company pleaded guilty today.\n\nIt was charged."
    assert document.links == ("https://www.justice.gov/x",)
    assert document.fields == {
        "subtitle": ("Company Paid for Berths",),
        "topics": ("Bribery",),
        "components": ("Tax Division", "FBI"),
        "number": ("16-1",),
    }
    [attachment] = document.attachments
    assert (attachment.title, attachment.media_type) == ("Download Information", "application/pdf")
    assert attachment.url == "https://www.justice.gov/file/1/download"


@pytest.mark.parametrize(
    ("found", "put", "selector"),
    [
        ('<h1 id="node-title">', '<h1 id="node-title">First</h1><h1 id="node-title">', "h1#node-title"),
        ('id="node-title"', "", "h1#node-title"),
        ("field--name-field-pr-body", "other", ".field--name-field-pr-body"),
        ("<p>An invented", "<div class=field--name-field-pr-body>x</div><p>An invented", ".field--name-field-pr-body"),
        ("2016-11-02T00:00:00-04:00", "soon", '.field--name-field-pr-date [property="dc:date"]'),
        ("node--press-release", "node--page", "article.node--press-release"),
    ],
)
def test_a_page_of_another_layout_says_what_is_missing_and_where(found: str, put: str, selector: str) -> None:
    with pytest.raises(ParseError) as caught:
        read(INVENTED.replace(found, put, 1))
    assert caught.value.selector == selector
    assert "https://www.justice.gov/opa/pr/invented" in str(caught.value)


@needs_shared
@pytest.mark.parametrize("crawl", CRAWLS)
def test_every_real_release_agrees_with_the_table_beside_the_crawl(crawl: str) -> None:
    told, seen = told_of(crawl), set()
    for one in crawled(crawl):
        if one.url not in told:
            continue
        document, row = read_document("us_doj_release", one, SOURCE), told[one.url]
        seen.add(one.url)
        assert document.title == " ".join(row["title"].split()), one.url
        assert str(document.published_date) == row["published"], one.url
        assert "; ".join(document.fields.get("topics", ())) == row["topics"], one.url
        assert "; ".join(document.fields.get("components", ())) == row["components"], one.url
        number = row["release_number"].replace("None", "")
        assert "".join(document.fields.get("number", ())) == number.strip(), one.url
        last = document.body.split("\n\n")[-1]
        assert not re.match(r"(Updated|Topic|Component|Press Release Number)\b", last), f"{one.url}: {last[:80]}"
        assert not re.search(r"Skip to main content|Share on Facebook|JUSTICE\.GOV\n", document.body), one.url
    assert seen == set(told)


@needs_shared
def test_the_text_is_that_of_the_development_gold() -> None:
    lines = (SHARED / "gold" / "dev-doj.jsonl").read_text("utf-8").splitlines()
    gold = {item["url"]: item["text"] for item in map(json.loads, lines)}
    pages = {one.url: one for crawl in CRAWLS for one in crawled_list(crawl) if one.url in gold}
    differing = [url for url, text in gold.items() if read_document("us_doj_release", pages[url], SOURCE).text != text]
    assert differing == []
