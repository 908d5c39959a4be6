"""The geometry of PDF pages without any PDF: no word is lost or read twice, and the rules at their edges."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.pdf.columns import blocks_of
from parsers.pdf.furniture import footnotes_apart, without_running
from parsers.pdf.hyphens import Vocabulary
from parsers.pdf.layout import laid_out
from parsers.pdf.rows import rows_of, segments_of
from parsers.pdf.shapes import Segment, Sheet, Word
from parsers.pdf.tables import cells_of, parted

WORDS = st.builds(
    lambda x, y, width, size: Word("ab", x, x + width, y, size),
    st.floats(0, 590),
    st.floats(0, 840),
    st.floats(0, 300),
    st.sampled_from([0.5, 7.0, 10.0, 10.0, 18.0, 400.0]),
)


def line(text: str, x: float, y: float, size: float = 10.0) -> Segment:
    words, at = [], x
    for word in text.split():
        words.append(Word(word, at, at + 5 * len(word), y, size))
        at += 5 * len(word) + 2.5
    return Segment(tuple(words))


@given(st.lists(WORDS, max_size=60))
def test_every_word_is_read_once(words):
    blocks = blocks_of(segments_of(words), 1)
    read = [word for block in blocks for row in block.rows for segment in row for word in segment.words]
    assert sorted(map(id, read)) == sorted(map(id, words))


@given(st.lists(st.lists(WORDS, max_size=30), max_size=4))
def test_any_pages_are_laid_out(pages):
    sheets = [Sheet(number, 595, 842, tuple(words)) for number, words in enumerate(pages, 1)]
    text = laid_out(sheets)
    assert all(paragraph.text and 1 <= paragraph.page <= len(pages) for paragraph in (*text.paragraphs, *text.notes))


def test_a_raised_mark_stays_in_its_row():
    row = segments_of([Word("courts", 10, 40, 100, 10), Word("2", 40.5, 43, 96.5, 6), Word("said", 46, 60, 100, 10)])
    assert [segment.text for segment in row] == ["courts 2 said"]
    assert row[0].y == 100


def test_rows_run_down_the_page_and_pieces_to_the_right():
    rows = rows_of([line("c", 50, 120), line("b", 300, 100.5), line("a", 50, 100)])
    assert [[piece.text for piece in row] for row in rows] == [["a", "b"], ["c"]]


def test_a_label_beside_wrapped_cells_goes_with_its_row():
    lines = [line("Country", 72, 100), line("Lantern Bay and the isles", 200, 100), line("of the north", 200, 112)]
    lines += [line("Office", 72, 130), line("Fair Contracts and its", 200, 130), line("branch on Saltmarsh", 200, 142)]
    lines += [line("Year", 72, 160), line("2024", 200, 160)]
    [block] = blocks_of(lines, 1)
    [(is_table, rows)] = parted(block.rows)
    assert is_table
    assert cells_of(rows) == [
        ["Country", "Lantern Bay and the isles of the north"],
        ["Office", "Fair Contracts and its branch on Saltmarsh"],
        ["Year", "2024"],
    ]


@pytest.mark.parametrize(
    ("above", "below", "joined"),
    [
        ("a report on corrup-", "tion in towns", "a report on corruption in towns"),
        ("against anti-", "corruption rules", "against anti-corruption rules"),
        ("the Anglo-", "American office", "the Anglo-American office"),
        ("in 2023-", "24 and later", "in 2023-24 and later"),
        ("a state-of-the-", "art office", "a state-of-the-art office"),
        ("short-", "and long-term", "short- and long-term"),
        ("in the last", "line", "in the last line"),
        ("廉政公署今日", "公布", "廉政公署今日公布"),
        ("a dash –", "and more", "a dash – and more"),
    ],
)
def test_lines_are_joined(above, below, joined):
    assert Vocabulary([above, below]).joined(above, below) == joined


def test_the_words_of_the_text_go_before_the_rule():
    assert Vocabulary(["the anticorruption law"]).joined("the anti-", "corruption law") == "the anticorruption law"
    assert Vocabulary(["a by-law"]).joined("the by-", "law") == "the by-law"


def test_what_stands_at_one_height_on_most_pages_runs():
    sheets = [Sheet(number, 595, 842, ()) for number in (1, 2, 3, 4)]
    pages = [
        [line(f"Office report {number}", 72, 40), line(f"Text of page {number}", 72, 200 + number)]
        for number in (1, 2, 3, 4)
    ]
    pages[0].append(line("Only here", 72, 60))
    kept = without_running(sheets, pages)
    assert [[segment.text for segment in page] for page in kept] == [
        ["Text of page 1", "Only here"],
        ["Text of page 2"],
        ["Text of page 3"],
        ["Text of page 4"],
    ]


def test_a_number_that_is_not_the_pages_own_stays_on_a_single_page():
    sheet = Sheet(1, 595, 842, ())
    kept = without_running([sheet], [[line("Arrests", 72, 400), line("140", 72, 800)]])
    assert [segment.text for segment in kept[0]] == ["Arrests", "140"]
    assert without_running([sheet], [[line("Text", 72, 400), line("Page 1 of 1", 72, 800)]])[0][0].text == "Text"


def test_footnotes_are_smaller_print_with_a_mark_at_the_foot():
    text = [line("The courts reported it.", 72, 100), line("* Small print in the text", 72, 120, 7)]
    foot = [line("1 Rules of procedure.", 72, 780, 7), line("Second line of it.", 72, 790, 7)]
    assert footnotes_apart([*text, *foot], 842, 10) == (text, foot)
    assert footnotes_apart(text, 842, 10) == (text, [])


def test_a_word_as_long_as_a_page_is_joined() -> None:
    above = "x" * 30_000 + " the anti-"
    assert Vocabulary([]).joined(above, "corruption law").endswith(" the anti-corruption law")
