import pytest

from parsers.documents.uncac_questionnaire import parse
from parsers.records import Document, ParseError
from tests.shared_data import SHARED, needs_shared
from tests.unit.parsers.pages import page

TEXT = """Annex - Questionnaire

Measures taken¹

Country\tInvented Republic
Implementing authority/authorities\tOffice for Integrity
Corresponding paragraph(s) of the declaration and/or article(s) of the Convention\t<u>UNCAC</u> Article 9(1)
Title of initiative\tOpen tenders
Keywords of initiative\ttenders; procurement, openness
Short summary of initiative (please indicate the start date)\tTenders are published.
Detailed description of initiative\t<p>Since 2020 all are published &amp; kept.</p> <p>(a) first;</p>

¹ Please use one form per initiative described

\t(b) second.
Lessons learned in implementing the initiative\t-
Challenges encountered in implementing the initiative\tN/A
Link to more information\thttps://tenders.example/open.
"""
TABLE = """<html><body><h1>Annex</h1><table>
<tr><th>Country</th><td>Invented Republic</td></tr><tr><th>Title of initiative:</th><td>Open tenders</td></tr>
<tr><td>Detailed description of initiative</td><td><p>All are published.</p><ul><li>one</li></ul></td></tr>
<tr><td></td><td>A row that goes on.</td></tr><tr><td>Lessons learned</td><td> – </td></tr>
<tr><td>Contact point (name)</td><td>Registry</td></tr></table></body></html>"""


def read(text: str) -> Document:
    return parse(page(text, "https://un.example/annex/7", "text/plain"))


def test_the_text_form() -> None:
    document = read(TEXT)
    assert document.kind == "questionnaire"
    assert document.title == "Open tenders"
    assert document.fields == {
        "country": ("Invented Republic",),
        "authorities": ("Office for Integrity",),
        "articles": ("UNCAC Article 9(1)",),
        "title": ("Open tenders",),
        "keywords": ("tenders", "procurement", "openness"),
        "summary": ("Tenders are published.",),
        "description": ("Since 2020 all are published & kept.", "(a) first;", "(b) second."),
        "link": ("https://tenders.example/open.",),
    }
    assert document.links == ("https://tenders.example/open",)
    assert "Please use one form" not in document.body
    assert all(value in document.text for name in ("country", "description") for value in document.fields[name])


def test_the_table_form() -> None:
    document = read(TABLE)
    assert document.fields["description"] == ("All are published.", "one", "A row that goes on.")
    assert document.fields["contact_point"] == ("Registry",)
    assert "lessons_learned" not in document.fields


@pytest.mark.parametrize(
    ("found", "put", "message"),
    [
        ("Country\t", "Land\t", "has no answer"),
        ("\tOpen tenders", "\t-", "has no answer"),
        ("Keywords of initiative", "Country", "found twice"),
    ],
)
def test_another_form_is_refused(found: str, put: str, message: str) -> None:
    with pytest.raises(ParseError, match=message):
        read(TEXT.replace(found, put))


@needs_shared
def test_the_founding_questionnaire() -> None:
    document = read((SHARED / "seeds" / "uncac-questionnaire-annex.txt").read_text("utf-8"))
    assert document.title == "Integrity promotion and training for civil servants"
    assert document.fields["articles"] == ("UNCAC Article 7(1)(d)",)
    assert [part[:3] for part in document.fields["description"]] == ["The", "(a)", "(b)", "(c)"]
    assert "lessons_learned" not in document.fields
    assert document.links == ("https://www.csb.gov.hk/english/admin/conduct/2628.html",)
    assert "form per initiative" not in document.text
