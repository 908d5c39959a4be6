"""PDF releases: real files, made with reportlab, read as a person reads them."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parsers.documents import pdf_release
from parsers.records import Document, ParseError
from parsers.registry import read_document
from tests.unit.parsers.invented_pdf import HEIGHT, LEFT, Sheets, with_ligatures
from tests.unit.parsers.pages import page

HEADLINE = "Findings on the harbour works of Lantern Bay"
LEAD = (
    "LANTERN BAY, 14 March 2024 – The Office of Fair Contracts of Lantern Bay today published its findings on the "
    "harbour works, which were let without any tender between 2019 and 2022 and cost the town eleven million crowns."
)
SECOND = (
    "The Director, Ms Ada Ferrow, said that the anti-corruption rules of the town had been known to everyone. “No "
    "officer may say that nobody told him,” she said."
)
THIRD = (
    "Two clerks were charged in the district court. The hearing has been set for 3 May. The Office thanked the police "
    "for their assistance and the people of the harbour for speaking up when it was not easy to do so."
)
TEXT = [LEAD, SECOND, THIRD]


def read(pdf: bytes | Sheets, **options: object) -> Document:
    data = pdf.bytes() if isinstance(pdf, Sheets) else pdf
    return read_document("pdf_release", page(data, "https://fair.example/a.pdf", "application/pdf"), options)


def headed(title: str = "") -> Sheets:
    sheets = Sheets(title)
    sheets.line(HEADLINE, 760, size=18)
    return sheets


# --- columns ---


def test_one_column_is_read_paragraph_by_paragraph():
    sheets = headed()
    sheets.flow(TEXT, 720)
    document = read(sheets)
    assert document.title == HEADLINE
    assert document.body.split("\n\n") == TEXT
    assert document.published_date == date(2024, 3, 14)


def test_paragraphs_that_only_an_indent_marks():
    sheets = headed()
    sheets.flow(TEXT, 720, gap=0, indent=18)
    assert read(sheets).body.split("\n\n") == TEXT


@pytest.mark.parametrize("shift", [0, 3], ids=["lines level", "lines not level"])
def test_two_columns_are_read_one_after_the_other(shift):
    sheets = headed()
    sheets.flow(TEXT, 720, width=210)
    sheets.flow([SECOND, LEAD], 720 - shift, LEFT + 235, width=210)
    assert read(sheets).body.split("\n\n") == [*TEXT, SECOND, LEAD]


def test_three_columns():
    sheets = headed()
    for column, text in enumerate((LEAD, THIRD, SECOND)):
        sheets.flow([text], 720 - column, LEFT + column * 156, width=138)
    assert read(sheets).body.split("\n\n") == [LEAD, THIRD, SECOND]


def test_a_heading_across_the_columns_parts_what_is_above_it_from_what_is_below():
    sheets = headed()
    for number, text in enumerate((LEAD, SECOND)):
        sheets.flow([text], 720, LEFT + number * 235, width=210)
    sheets.line("What the Office asks of the harbour master and of the council of the town", 590, size=13)
    for number, text in enumerate((THIRD, LEAD)):
        sheets.flow([text], 560, LEFT + number * 235, width=210)
    assert read(sheets).body.split("\n\n") == [
        LEAD,
        SECOND,
        "What the Office asks of the harbour master and of the council of the town",
        THIRD,
        LEAD,
    ]


def test_a_paragraph_goes_on_in_the_next_column():
    sheets = headed()
    end = "The council has three months in which to answer and must say what it will"
    sheets.flow([SECOND, end], 720, width=210)
    sheets.flow(["change in its rules of tender.", THIRD], 720, LEFT + 235, width=210)
    assert f"{end} change in its rules of tender." in read(sheets).body.split("\n\n")


def test_a_box_of_contacts_beside_the_text_interrupts_no_paragraph():
    sheets = headed()
    sheets.flow(["Press office", "Tel. 020 555 0147", "Quay Road 1", "Lantern Bay"], 720, width=100, gap=0)
    sheets.flow(TEXT, 720, LEFT + 140, width=300)
    parts = read(sheets).body.split("\n\n")
    assert [part for part in parts if part in TEXT] == TEXT
    assert "Tel. 020 555 0147" in parts


def test_two_columns_at_the_foot_of_a_single_one():
    sheets = headed()
    y = sheets.flow(TEXT, 720) - 20
    sheets.flow(["For the press", "Ann Teller", "020 555 0147"], y, width=150, gap=0)
    sheets.flow(["For the public", "Bob Miller", "020 555 0148"], y, 320, width=150, gap=0)
    assert read(sheets).body.split("\n\n")[3:] == [
        "For the press",
        "Ann Teller",
        "020 555 0147",
        "For the public",
        "Bob Miller",
        "020 555 0148",
    ]


# --- lines and words ---


def test_words_divided_at_line_ends_are_whole_and_true_hyphens_stay():
    sheets = headed()
    lines = (
        "The Office opened in investi-",
        "gations of the two-",
        "year plan: short-",
        "and long-term aims of anti-",
        "corruption work at the inter-",
        "national office, and a soft hy\u00ad",
        "phen.",
    )
    for number, line in enumerate(lines):
        sheets.line(line, 700 - 12.5 * number)
    sheets.flow([THIRD], 600)
    assert read(sheets).body.split("\n\n")[0] == (
        "The Office opened in investigations of the two-year plan: short- and long-term aims of anti-corruption work "
        "at the international office, and a soft hyphen."
    )


def test_the_text_itself_tells_how_a_divided_word_is_written():
    sheets = headed()
    for number, line in enumerate(("The non-", "profit and its multi-", "lateral friends met.")):
        sheets.line(line, 700 - 12.5 * number)
    sheets.flow(["Of all nonprofit bodies this is the most multilateral one. " + THIRD], 640)
    assert read(sheets).body.startswith("The nonprofit and its multilateral friends met.")


def test_ligatures_are_letters():
    sheets = headed()
    sheets.flow(
        ["The of\ufb01ce of \ufb01nance had an in\ufb02ow of money. " + THIRD],
        720,
        font=with_ligatures(),
    )
    assert read(sheets).body.startswith("The office of finance had an inflow of money.")


def test_tables_are_read_row_by_row():
    sheets = headed()
    rows = (("Town", "Cases", "Convictions"), ("Lantern Bay", "12", "7"), ("Saltmarsh Isles", "3", "1"))
    sheets.flow([SECOND], 720)
    for number, row in enumerate(rows):
        for x, cell in zip((72, 250, 350), row, strict=True):
            sheets.line(cell, 670 - 15 * number, x)
    sheets.flow([THIRD], 610)
    assert read(sheets).body.split("\n\n") == [
        SECOND,
        "Town | Cases | Convictions",
        "Lantern Bay | 12 | 7",
        "Saltmarsh Isles | 3 | 1",
        THIRD,
    ]


def test_a_numbered_list_above_a_table_with_wrapped_cells():
    sheets = headed()
    sheets.flow([SECOND], 720)
    items = ("a register of gifts that anybody may read at the office of the harbour during the day", "two officers")
    for number, text in enumerate(items):
        sheets.line(f"{number + 1}", 660 - 12.5 * number)
        sheets.line(text, 660 - 12.5 * number, 90)
    rows = (
        ("Town", "What was found", "Cost"),
        ("Lantern Bay", "No tender was held for the works", "7,000,000"),
        ("", "on the northern quay", ""),
        ("Saltmarsh", "The winner of two tenders was", "4,000,000"),
        ("", "the brother of a clerk", ""),
        ("Calder", "Nothing", "0"),
    )
    for number, row in enumerate(rows):
        for x, cell in zip((72, 170, 400), row, strict=True):
            sheets.line(cell, 620 - 13 * number, x)
    sheets.flow([THIRD], 530)
    assert read(sheets).body.split("\n\n") == [
        SECOND,
        "1 a register of gifts that anybody may read at the office of the harbour during the day",
        "2 two officers",
        "Town | What was found | Cost",
        "Lantern Bay | No tender was held for the works on the northern quay | 7,000,000",
        "Saltmarsh | The winner of two tenders was the brother of a clerk | 4,000,000",
        "Calder | Nothing | 0",
        THIRD,
    ]


def test_items_of_a_list_are_paragraphs():
    sheets = headed()
    sheets.flow(["• a register of gifts", "• two officers at each tender", "(c) a yearly report"], 720, gap=0)
    sheets.flow([THIRD], 650)
    assert read(sheets).body.split("\n\n")[:3] == [
        "• a register of gifts",
        "• two officers at each tender",
        "(c) a yearly report",
    ]


def test_a_watermark_is_no_text_and_a_turned_page_is_read():
    sheets = Sheets()
    sheets.canvas.setPageRotation(90)
    sheets.canvas.rotate(90)
    sheets.canvas.translate(0, -590)
    sheets.line(HEADLINE, 500, size=18)
    sheets.flow(TEXT, 460)
    sheets.canvas.saveState()
    sheets.canvas.rotate(45)
    sheets.line("DRAFT", 100, 300, size=60)
    sheets.canvas.restoreState()
    document = read(sheets)
    assert document.title == HEADLINE
    assert document.body.split("\n\n") == TEXT


# --- pages ---


def test_running_heads_feet_and_page_numbers_are_left_out():
    sheets = Sheets()
    for number in range(1, 6):
        sheets.line("Office of Fair Contracts · Yearly report", 810, size=8)
        sheets.line(f"Page {number} of 5", 30, 280, size=8)
        if number == 1:
            sheets.line(HEADLINE, 770, size=18)
        sheets.flow([f"In part {number} of this invented report the Office tells of the towns."], 730 - number)
        sheets.page()
    document = read(sheets)
    assert document.title == HEADLINE
    assert [part[:9] for part in document.body.split("\n\n")] == [f"In part {number}" for number in range(1, 6)]
    assert "Page" not in document.body
    assert "Yearly report" not in document.body


def test_a_paragraph_goes_on_over_a_page_end_and_over_the_footnotes():
    sheets = headed()
    sheets.flow([SECOND], 720)
    sheets.flow(
        [
            "The council has three months in which to answer [1] and must tell the public of the town what it is going "
            "to"
        ],
        120,
        until=0,
    )
    sheets.line("[1] Rules of procedure of the council, part 3.", 60, size=7)
    sheets.line("1", 30, 290, size=8)
    sheets.page()
    sheets.flow(["change in its rules of tender.", THIRD], HEIGHT - 90)
    sheets.line("2", 30, 290, size=8)
    parts = read(sheets).body.split("\n\n")
    assert parts == [
        SECOND,
        "The council has three months in which to answer [1] and must tell the public of the town what it is going to "
        "change in its rules of tender.",
        THIRD,
        "[1] Rules of procedure of the council, part 3.",
    ]


def test_only_so_many_pages_are_read_and_the_document_says_so():
    sheets = headed()
    for number in range(1, 31):
        sheets.flow([f"Part {number * 7919}: " + THIRD], 700)
        sheets.page()
    document = read(sheets, pages_at_most=3)
    assert document.fields["pages"] == ("31",)
    assert document.fields["pages_read"] == ("3",)
    assert len(document.body.split("\n\n")) == 3
    assert "pages_read" not in read(sheets).fields


# --- title and date ---


def test_the_files_own_title_counts_where_the_page_shows_it():
    sheets = Sheets("Two clerks charged in the harbour case")
    sheets.line("OFFICE OF FAIR CONTRACTS OF LANTERN BAY", 780, size=20)
    sheets.line("Two clerks charged in the harbour case", 740, size=12)
    sheets.flow(TEXT, 700)
    document = read(sheets)
    assert document.title == "Two clerks charged in the harbour case"
    assert document.body.split("\n\n") == TEXT


@pytest.mark.parametrize("stated", ["Microsoft Word - press.docx", "untitled", "release_final_2.pdf", ""])
def test_a_title_that_programs_make_counts_for_nothing(stated):
    sheets = headed(stated)
    sheets.flow(TEXT, 720)
    assert read(sheets).title == HEADLINE


def test_a_headline_of_two_lines_below_the_letterhead():
    sheets = Sheets()
    sheets.line("FAIR CONTRACTS", 790, size=22)
    sheets.line("PRESS RELEASE", 765, size=14)
    sheets.line("Office publishes its findings on", 735, size=18)
    sheets.line("the harbour works of Lantern Bay", 713, size=18)
    sheets.flow(TEXT, 680)
    document = read(sheets)
    assert document.title == "Office publishes its findings on the harbour works of Lantern Bay"
    assert document.body.split("\n\n") == TEXT


def test_the_day_on_which_the_file_was_made_is_no_publication_date_unless_the_source_says_so():
    sheets = headed()
    sheets.flow([SECOND, THIRD], 720)
    document = read(sheets)
    assert document.published_date is None
    assert document.fields["created"][0].startswith("2000-01-01")
    assert read(sheets, date_of_file=True).published_date == date(2000, 1, 1)


def test_a_day_on_a_line_of_its_own():
    sheets = headed()
    sheets.line("Date: 2 May 2024", 740)
    sheets.flow([SECOND, THIRD], 720)
    assert read(sheets).published_date == date(2024, 5, 2)


def test_links_are_those_to_the_web():
    sheets = headed()
    sheets.flow(TEXT, 720)
    sheets.canvas.linkURL("https://fair.example/report.pdf", (72, 600, 90, 610))
    sheets.canvas.linkURL("mailto:press@fair.example", (72, 500, 90, 510))
    assert read(sheets).links == ("https://fair.example/report.pdf",)


# --- files that cannot be read ---


def test_pictures_of_text_need_ocr():
    sheets = Sheets()
    sheets.canvas.rect(72, 72, 400, 600, fill=1)
    with pytest.raises(ParseError, match="needs OCR"):
        read(sheets)


def test_an_encrypted_file_says_so():
    sheets = Sheets(encrypt="secret")
    sheets.flow(TEXT, 720)
    with pytest.raises(ParseError, match="is encrypted"):
        read(sheets)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"<html><body>Not found</body></html>"])
def test_what_is_no_pdf_says_so(data):
    with pytest.raises(ParseError, match="is no PDF"):
        read(data)


def _whole() -> bytes:
    sheets = headed("A title")
    sheets.flow(TEXT, 720)
    sheets.canvas.linkURL("https://fair.example/report.pdf", (72, 600, 90, 610))
    sheets.page()
    sheets.flow(TEXT, 720)
    return sheets.bytes()


WHOLE = _whole()


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_damaged_file_is_read_or_refused(data):
    body = bytearray(WHOLE)
    for _ in range(data.draw(st.integers(1, 6))):
        start = data.draw(st.integers(0, len(body)))
        length = data.draw(st.integers(0, 60))
        body[start : start + length] = data.draw(st.one_of(st.binary(max_size=60), st.just(b"")))
    cut = bytes(body[: data.draw(st.integers(0, len(body)))]) if data.draw(st.booleans()) else bytes(body)
    try:  # the parser itself: the registry turns a crash into a ParseError
        document = pdf_release.parse(page(cut, "https://fair.example/a.pdf", "application/pdf"))
    except ParseError:
        return
    assert all(part == " ".join(part.split()) for part in document.body.split("\n\n"))


def test_a_word_of_giant_size_is_left_out():
    sheets = headed()
    sheets.flow(TEXT, 720)
    sheets.line("trap of giant size", 300, size=2147483648)
    assert read(sheets).body.split("\n\n") == TEXT


def test_several_threads_read_at_once():
    with ThreadPoolExecutor(4) as pool:
        bodies = set(pool.map(lambda _: read(WHOLE).body, range(40)))
    assert len(bodies) == 1
