"""Files that a release offers."""

from parsers.attachments import files_of
from parsers.html import Node
from parsers.records import Attachment
from parsers.registry import read_document
from parsers.soup import soup_of
from tests.unit.parsers.pages import page

LINKS = """<p>Read the <a href="/files/report%20one.pdf?v=2">report (PDF, 2 MB)</a>, the <a href="table.XLSX">
<b>table</b></a>, <a href="/files/report%20one.pdf?v=2#page=2">again</a> and <a href="/more.html">more</a>.
<a href="https://cdn.example/get?id=7" type="application/pdf; length=9" title="The order">PDF</a>
<a href="/annex.zip">Download</a> <a href="mailto:a@b.example">mail</a> <a>none</a></p>"""


def test_links_that_lead_to_files_are_told_once_with_what_names_them():
    assert files_of(Node(soup_of(LINKS), "https://press.example/a/b", "p")) == (
        Attachment("https://press.example/files/report%20one.pdf?v=2", "report (PDF, 2 MB)", "application/pdf"),
        Attachment(
            "https://press.example/a/table.XLSX",
            "table",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        Attachment("https://cdn.example/get?id=7", "The order", "application/pdf"),
        Attachment("https://press.example/annex.zip", "annex.zip", "application/zip"),
    )


def test_the_generic_parser_tells_the_files_of_a_release_and_no_others():
    text = "<p>" + "The invented Office published its yearly report on the harbour. " * 5 + "</p>"
    markup = f"""<title>A report</title><nav><a href="/plan.pdf">Site plan</a></nav>
    <main><h1>A report is out</h1>{text}<p><a href="/report.pdf">The report</a></p></main>"""
    document = read_document("generic", page(markup), {})
    assert [file.url for file in document.attachments] == ["https://press.example/report.pdf"]


def test_the_generic_parser_reads_a_pdf_to_which_a_listing_links():
    from tests.unit.parsers.invented_pdf import Sheets

    sheets = Sheets()
    sheets.line("The yearly report of the Office is out", 760, size=18)
    sheets.flow(["The invented Office published its yearly report on the harbour today."], 720)
    document = read_document("generic", page(sheets.bytes(), content_type="application/pdf"), {})
    assert document.title == "The yearly report of the Office is out"
