import pytest

from parsers.records import AgencyMention, Citation, Document, Extraction, PlaceMention
from tests.unit.warehouse.invented import EXTRACTOR, load, rows, span

BODY = (
    "Country\n\nThe Kingdom of Norway\n\nImplementing authorities\n\n"
    "Invented Audit Office (IAO) and Ministry of Tests\n\n"
    "Articles\n\nUNCAC Articles 5 (2) and 7(1)(d)\n\nSummary\n\nThe Ministry of Finance helped."
)
FORM = {
    "country": ("The Kingdom of Norway",),
    "authorities": ("Invented Audit Office (IAO) and Ministry of Tests",),
    "articles": ("UNCAC Articles 5 (2) and 7(1)(d)",),
    "title": ("Clean forms",),
    "keywords": ("forms", "integrity"),
    "summary": ("The Ministry of Finance helped.",),
    "link": ("https://forms.invalid/",),
}


def form(**more):
    return Document(
        url="https://forms.invalid/1", title="Clean forms", body=BODY, kind="questionnaire", fields=FORM | more
    )


def extraction(text, *, cited=True):
    def body(words, agency_id, name):
        return AgencyMention(*span(text, words), agency_id, name, "NO")

    return Extraction(
        places=(PlaceMention(*span(text, "Norway"), "NO", "country", "Norway"),),
        agencies=(
            body("Invented Audit Office", "x-iao", "Invented Audit Office"),
            body("IAO", "x-iao", "Invented Audit Office"),
            body("Ministry of Tests", "x-mot", "Ministry of Tests"),
            body("Ministry of Finance", "x-mof", "Ministry of Finance"),
        ),
        citations=(Citation(*span(text, "UNCAC Articles 5 (2)"), "UNCAC", "5(2)"),) if cited else (),
    )


def register(warehouse, document, found):
    loaded = load(warehouse, document)
    warehouse.load_extraction(loaded.document_id, loaded.version, found, EXTRACTOR)
    names = "country, authorities, instrument, articles, title, keywords, summary, lessons_learned, link"
    return rows(warehouse, f"select {names} from initiative_register")


def test_a_form_becomes_one_line_with_its_bodies_linked(warehouse):
    document = form()
    assert register(warehouse, document, extraction(document.text)) == [
        (
            "NO",
            "Invented Audit Office; Ministry of Tests",
            "UNCAC",
            "5(2)",
            "Clean forms",
            "forms; integrity",
            "The Ministry of Finance helped.",
            None,
            "https://forms.invalid/",
        )
    ]
    assert rows(warehouse, "select authority_ids from initiative") == [(["x-iao", "x-mot"],)]


def test_articles_are_read_from_the_answer_where_no_citation_was_found(warehouse):
    document = form()
    (line,) = register(warehouse, document, extraction(document.text, cited=False))
    assert line[2:4] == ("UNCAC", "5(2); 7(1)(d)")


def test_a_changed_form_replaces_its_line(warehouse):
    document = form()
    register(warehouse, document, extraction(document.text))
    changed = Document(
        url=document.url,
        title="Cleaner forms",
        body=BODY,
        kind="questionnaire",
        fields=FORM | {"title": ("Cleaner forms",)},
    )
    load(warehouse, changed, days=1)
    assert rows(warehouse, "select count(*) from initiative_register") == [(0,)]
    (pending,) = warehouse.pending_documents(EXTRACTOR.version)
    warehouse.load_extraction(pending.document_id, pending.version, extraction(pending.text), EXTRACTOR)
    assert rows(warehouse, "select title from initiative_register") == [("Cleaner forms",)]


def test_an_answer_of_another_layout_is_linked_by_its_words(warehouse):
    document = form(authorities=("Ministry of Tests,\nInvented Audit Office",))
    (line,) = register(warehouse, document, extraction(document.text))
    assert line[1] == "Invented Audit Office; Ministry of Tests"


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ("Convention: Arts. 9 and 10(b); paragraph 12 of the political declaration", ("UNCAC", "9; 10(b)")),
        ("UNGASS political declaration, paragraphs 12 and 13", ("UNGASS political declaration", "12; 13")),
        ("All of the Convention", ("UNCAC", "")),
        ("The whole of our law", (None, "")),
    ],
)
def test_answers_that_cite_in_their_own_way(warehouse, answer, told):
    document = form(articles=(answer,))
    (line,) = register(warehouse, document, extraction(document.text, cited=False))
    assert line[2:4] == told
