"""``communique import`` of a folder with a PDF and an e-mail among its files; all of them invented."""

import duckdb
import pytest
from click.testing import CliRunner

from pipelines.cli import main
from tests.unit.parsers.invented_mail import release_mail
from tests.unit.parsers.invented_pdf import Sheets

BODY = [
    "LANTERN BAY, 14 March 2024 – The Office of Fair Contracts today visited the Audit Office of Fiji in Suva and "
    "signed a memorandum of understanding with it. All of this is invented.",
]


@pytest.fixture
def imported(tmp_path):
    folder = tmp_path / "Post"
    folder.mkdir()
    sheets = Sheets()
    sheets.line("The Office of Fair Contracts visits Suva", 760, size=18)
    sheets.flow(BODY, 720)
    (folder / "visit.pdf").write_bytes(sheets.bytes())
    (folder / "mail.EML").write_bytes(release_mail())
    (folder / "cut.pdf").write_bytes(sheets.bytes()[:300])
    (folder / "note.eml").write_bytes(b"no mail at all, only a line of text\n")
    result = CliRunner().invoke(main, ["--home", str(tmp_path / "home"), "import", str(folder)])
    with duckdb.connect(tmp_path / "home" / "events.duckdb", read_only=True) as con:
        yield result, con


def test_pdf_and_mail_are_documents_and_damaged_ones_are_told(imported):
    result, con = imported
    documents = con.execute("select url, title, published_date::varchar, parser from document order by url").fetchall()
    assert documents == [
        ("file:///mail.EML", "Two clerks charged in the harbour case", "2024-03-14", "email_release"),
        ("file:///visit.pdf", "The Office of Fair Contracts visits Suva", "2024-03-14", "pdf_release"),
    ], result.output
    rejected = con.execute("select url, stage, reason from rejected order by url").fetchall()
    assert [(url, stage) for url, stage, _ in rejected] == [("file:///cut.pdf", "parse"), ("file:///note.eml", "parse")]
    assert "is no PDF" in rejected[0][2]
    assert "is no e-mail" in rejected[1][2]
