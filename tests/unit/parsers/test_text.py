import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from parsers.text import fold, html_paragraphs, join, paragraphs_of, plain_paragraphs


@pytest.mark.parametrize(
    ("markup", "paragraphs"),
    [
        ("<p>One.</p><p>Two.</p>", ["One.", "Two."]),
        ("<p>One\n  line,\tof\xa0words.</p>", ["One line, of words."]),
        ("<p>In <b>bold</b> and <a href=x>linked</a>.</p>", ["In bold and linked."]),
        ("<div>Loose words<p>A paragraph.</p>and more</div>", ["Loose words", "A paragraph.", "and more"]),
        ("<p>one line<br>next line</p>", ["one line next line"]),
        ("<p>one<br><br>\ntwo<br/><br/><br/>three</p>", ["one", "two", "three"]),
        ("<ul><li>first</li><li><p>second</p></li></ul>", ["first", "second"]),
        ("<h2>Heading</h2>text", ["Heading", "text"]),
        ("<p>kept</p><script>var x</script><style>p{}</style><!-- note -->", ["kept"]),
        ("<p>kept <span class='visually-hidden'>for screen readers</span></p><p hidden>no</p>", ["kept"]),
        ("<p>kept</p><div style='display: none'>no</div>", ["kept"]),
        ("<p> </p><p>&nbsp;</p><p>kept</p>", ["kept"]),
        ("<p>Na\u00adtional\u200b Office\ufeff</p>", ["National Office"]),
        ("<blockquote><p>Said she.</p></blockquote>", ["Said she."]),
        ("<p>Section&nbsp;9 &amp; 10 &lt;x&gt;</p>", ["Section 9 & 10 <x>"]),
    ],
)
def test_paragraphs_are_what_a_reader_sees(markup: str, paragraphs: list[str]) -> None:
    assert paragraphs_of(BeautifulSoup(markup, "lxml")) == paragraphs


def test_a_table_is_read_row_by_row() -> None:
    table = "<table><caption>Fines</caption><tr><th>Name</th><th>Fine</th></tr><tr><td>A</td><td>5</td></tr></table>"
    assert html_paragraphs(table) == ["Fines", "Name | Fine", "A | 5"]


@pytest.mark.parametrize(
    "table",
    [
        "<table><tr><td><p>First.</p><p>Second.</p></td><td></td></tr></table>",
        "<table><tr><td>First.</td></tr><tr><td>Second.</td></tr></table>",
        "<table><tr><td>First.<table><tr><td>Second.</td></tr></table></td></tr></table>",
    ],
)
def test_a_table_that_lays_out_the_page_is_no_table(table: str) -> None:
    assert html_paragraphs(table) == ["First.", "Second."]


def test_deep_nesting_is_read_without_recursion() -> None:
    assert html_paragraphs("<div>" * 3000 + "deep" + "</div>" * 3000)[-1:] in (["deep"], [])
    assert html_paragraphs("<i>" * 200 + "deep" + "</i>" * 200) == ["deep"]


def test_plain_text_with_a_line_a_paragraph() -> None:
    long = "A paragraph that goes on for a good while, as those do that nobody has wrapped to the width of a screen, "
    assert plain_paragraphs(f"{long}\nSecond.\n\n\nThird.\r\nFourth.") == [long.strip(), "Second.", "Third.", "Fourth."]


def test_plain_text_wrapped_to_a_width() -> None:
    wrapped = (
        "The office opened an inquiry on Monday into the award of two\n"
        "contracts for the harbour, and asked witnesses to come forward\n"
        "by the end of the month.\n"
        "A second inquiry was closed without findings against anybody in\n"
        "the council.\n"
        "- first\n"
        "- second\n"
    )
    assert plain_paragraphs(wrapped) == [
        "The office opened an inquiry on Monday into the award of two contracts for the harbour, and asked witnesses "
        "to come forward by the end of the month.",
        "A second inquiry was closed without findings against anybody in the council.",
        "- first",
        "- second",
    ]


def test_less_than_is_no_markup() -> None:
    assert html_paragraphs("Gifts < 50 euro & meals > 10 euro") == ["Gifts < 50 euro & meals > 10 euro"]


@given(st.text())
def test_folding_keeps_one_line_and_is_done_once(text: str) -> None:
    folded = fold(text)
    assert folded == fold(folded)
    assert "\n" not in folded
    assert "  " not in folded
    assert folded == folded.strip()
    folded.encode()  # no lone surrogates: the warehouse could not store them


@given(st.text(alphabet=st.sampled_from("ab <>/pbri&;\n\u00a0\u200b\x00lidvt"), max_size=200))
def test_any_fragment_gives_a_body_by_the_rules(markup: str) -> None:
    body = join(html_paragraphs(markup))
    assert all(part and part == fold(part) for part in body.split("\n\n") if body)


def test_elements_can_be_left_out_and_stay_in_the_tree() -> None:
    soup = BeautifulSoup(
        "<div><p>Kept.</p><table><tr><td>a</td><td class=x>b</td></tr></table><p class=x>no</p></div>", "lxml"
    )
    assert paragraphs_of(soup, soup.select(".x")) == ["Kept.", "a"]
    assert len(soup.select(".x")) == 2
