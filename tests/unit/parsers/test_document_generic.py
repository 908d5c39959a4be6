import pytest

from parsers.agreement import token_f1
from parsers.documents.generic import parse
from parsers.records import Document, ParseError
from parsers.registry import read_document
from tests.shared_data import needs_shared
from tests.unit.parsers.pages import SOURCE, crawled, page

URL = "https://press.example/releases/7"
FIRST = "The invented harbour office said on Monday that two of its clerks had been charged over gifts from a builder."
SECOND = (
    "A hearing is set for the first week of May, and the office has changed the way in which it lets its contracts."
)
BODY = f"{FIRST}\n\n{SECOND}"
PARAGRAPHS = f"<p>{FIRST}</p><p>{SECOND}</p>"
JSON_LD = """<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [{"@type": "WebSite",
"name": "Office"}, {"@type": "NewsArticle", "headline": "Two clerks charged in harbour case",
"dateModified": "2024-05-01", "datePublished": "2024-03-04T10:30:00+13:00"}]}</script>"""


def read(body: str, head: str = "", **options: str) -> Document:
    return parse(page(f'<html lang="en-NZ"><head>{head}</head><body>{body}</body></html>', URL), **options)


def test_a_page_with_json_ld() -> None:
    document = read(
        f"""<header><h1>Harbour Office</h1><nav><a href="/">Home</a></nav></header><main>
        <article><p class=kicker>Media release</p><h1>Two clerks charged in harbour case</h1>
        <time datetime="2024-05-01">Updated 1 May 2024</time>{PARAGRAPHS}
        <div class="share-links"><a href="https://social.example">Share</a></div>
        <p>Last updated: 1 May 2024</p></article></main><footer>Contact</footer>""",
        JSON_LD,
        timezone="Pacific/Auckland",
    )
    assert document.title == "Two clerks charged in harbour case"
    assert document.body == BODY
    assert str(document.published_date) == "2024-03-04"
    assert document.language == "en"


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ('<meta property="article:published_time" content="2024-03-04T10:00:00+13:00">', ""),
        (
            '<meta name="DCTERMS.modified" content="2024-05-01"><meta name="DCTERMS.issued" content="2024-03-04">',
            "",
        ),
        ('<meta name="date" content="2024-03-04">', '<time datetime="2024-01-01"></time>'),
        ("", '<p>Updated: <time datetime="2024-05-01">1 May</time></p><time datetime="2024-03-04">4 March</time>'),
        ("", '<span class="last-updated date">1 May 2024</span><span class="news-date">Monday, 4 March 2024</span>'),
        ("", '<p class="published">Published on 4 March 2024</p>'),
        ("", "<p>4 March 2024</p>"),
        ("", "<p>Ends/Monday, March 4, 2024<br>Issued at 15:30</p>"),
        ("", "<p>Fecha: 4 de marzo de 2024</p>"),
        ("", '<span property="dc:date" content="2024-03-04T00:00:00+13:00">4 March</span>'),
    ],
)
def test_the_date_is_that_of_publication(head: str, body: str) -> None:
    document = read(
        f"<article><h1>Two clerks charged</h1>{body}{PARAGRAPHS}</article>", head, timezone="Pacific/Auckland"
    )
    assert str(document.published_date) == "2024-03-04"


def test_a_page_without_date_has_none() -> None:
    document = read(f"<article><h1>Two clerks charged</h1>{PARAGRAPHS}<p>On 3 March 2024 he left.</p></article>")
    assert document.published_date is None


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        (
            "<title>Two clerks charged | Harbour Office</title>",
            "<h1>Harbour Office</h1><h1>Two clerks charged</h1>",
            None,
        ),
        ('<meta property="og:title" content="Two clerks charged">', "<h1>News</h1>", None),
        ("<title>Two clerks charged - Harbour Office</title>", "", None),
        ("<title>Harbour Office</title>", "<h1>Two clerks charged</h1>", None),
    ],
)
def test_the_title_is_the_releases_not_the_sites(head: str, body: str, title: str | None) -> None:
    assert read(f"{body}<main>{PARAGRAPHS}</main>", head).title == "Two clerks charged"


@pytest.mark.parametrize(
    "body",
    [
        f"<div itemprop=articleBody>{PARAGRAPHS}</div>",
        f"<main>{PARAGRAPHS}</main>",
        f'<div role="main"><h1>Two clerks charged</h1>{PARAGRAPHS}</div>',
        f"<article><a href=/1>Another release</a></article><article><h1>Two clerks charged</h1>{PARAGRAPHS}</article>",
        f"<form id=aspnet><article><h1>Two clerks charged</h1><form>{PARAGRAPHS}</form></article></form>",
        f"<article><h1>Two clerks charged</h1><div>{FIRST}<br><br>{SECOND}</div></article>",
        f"<article><h1>Two clerks charged</h1>{PARAGRAPHS}<aside>Related</aside><div>Topic: Fraud</div></article>",
        f"<div><div><h1>Two clerks charged</h1>{PARAGRAPHS}</div></div>",
        f"<table><tr><td><a href=/>Up</a></td><td><h1>Two clerks charged</h1>{FIRST}<br><br>{SECOND}</td></tr></table>",
    ],
)
def test_the_body_wherever_it_stands(body: str) -> None:
    assert read(body, "<title>Two clerks charged</title>").body == BODY


@pytest.mark.parametrize(("body", "message"), [("", "has no title"), ("<h1>Two clerks charged</h1>", "has no body")])
def test_what_is_missing_is_named(body: str, message: str) -> None:
    with pytest.raises(ParseError, match=message) as caught:
        read(body)
    assert URL in str(caught.value)


@needs_shared
def test_real_pages_are_read_as_by_the_parser_made_for_them() -> None:
    pages = list(crawled("corruption"))
    pairs = [(read_document("us_doj_release", one, SOURCE), read_document("generic", one, SOURCE)) for one in pages]
    assert [one.url for one, other in pairs if one.title != other.title] == []
    assert [one.url for one, other in pairs if one.published_date != other.published_date] == []
    assert sum(token_f1(one.body, other.body) for one, other in pairs) / len(pairs) > 0.99
