import pytest

from parsers.html import Html
from parsers.records import ParseError
from tests.unit.parsers.pages import page

RELEASE = """<html><body><nav><a href="/">Home</a></nav>
<article><h1>Two charged over harbour works</h1><time datetime="2024-03-04T10:30:00+13:00">4 March 2024</time>
<p>First <a href="/a#top">link</a>.</p><p>Second <a href="/a">link</a>, <a href="mailto:x@y.example">mail</a>.</p>
</article>
</body></html>"""


def test_one_is_found_once() -> None:
    assert Html(page(RELEASE)).one("h1").text() == "Two charged over harbour works"


@pytest.mark.parametrize(("extra", "times"), [("", 0), ("<h1>A</h1><h1>B</h1>", 2)])
def test_one_names_selector_count_and_address(extra: str, times: int) -> None:
    with pytest.raises(ParseError) as caught:
        Html(page(f"<body>{extra}</body>", "https://press.example/7")).one("h1")
    assert str(caught.value) == f"found {times} times, must be there once [h1] at https://press.example/7"
    assert caught.value.selector == "h1"


def test_maybe_is_none_or_one_but_never_several() -> None:
    html = Html(page(RELEASE))
    assert html.maybe("h2") is None
    with pytest.raises(ParseError, match="found 2 times, may be"):
        html.maybe("p")


def test_many_may_ask_for_a_least_number() -> None:
    with pytest.raises(ParseError, match=r"found 2 times, expected 3 \[article p\]"):
        Html(page(RELEASE)).many("article p", at_least=3)


def test_what_is_left_out_gives_no_links() -> None:
    article = Html(page('<main><p><a href="/a">a</a></p><div class="bar"><p><a href="/print">Print</a></p></div>'))
    assert article.one("main").links(without=".bar") == ("https://press.example/a",)
    assert article.one("main").links(without="a[href='/a']") == ("https://press.example/print",)


def test_links_are_absolute_without_fragment_mail_and_repeats() -> None:
    assert Html(page(RELEASE)).one("article").links() == ("https://press.example/a",)


def test_links_count_from_the_base_element() -> None:
    html = Html(page('<base href="https://cdn.example/en/"><p><a href="a">x</a></p>'))
    assert html.one("p").links() == ("https://cdn.example/en/a",)
    assert html.one("a").link() == "https://cdn.example/en/a"


def test_a_moment_is_a_day_in_the_publishers_zone() -> None:
    node = Html(page(RELEASE)).one("time")
    here = node.datetime("datetime", timezone="Pacific/Auckland")
    assert str(here.day) == "2024-03-04"
    assert here.at is not None
    assert str(node.datetime("datetime", timezone="America/New_York").day) == "2024-03-03"


def test_what_is_no_date_says_so() -> None:
    with pytest.raises(ParseError, match=r"'First link\.' is no date"):
        Html(page(RELEASE)).many("p")[0].datetime()


def test_a_cut_page_holds_the_named_element_alone() -> None:
    html = Html(page(RELEASE), only="article")
    assert html.maybe("nav") is None
    assert html.one("article").paragraphs() == Html(page(RELEASE)).one("article").paragraphs()


def test_empty_elements_are_no_text() -> None:
    with pytest.raises(ParseError, match=r"holds no text \[h1\]"):
        Html(page("<h1> <br> </h1>")).one("h1").text()


def test_paragraphs_can_leave_parts_out() -> None:
    html = Html(page("<article><p>Kept.</p><div class=share>Share this</div></article>"))
    assert html.one("article").paragraphs(without=".share") == "Kept."


@pytest.mark.parametrize("body", [b"", b"\x00\x00", b"%PDF-1.7 \xff\xfe", b"\xef\xbb\xbf"])
def test_what_is_no_page_finds_nothing_rather_than_failing(body: bytes) -> None:
    with pytest.raises(ParseError):
        Html(page(body)).one("h1")
    with pytest.raises(ParseError):
        Html(page(body), only="article").one("h1")
