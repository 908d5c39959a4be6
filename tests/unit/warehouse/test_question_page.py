import io
from pathlib import Path

import pytest

from tests.unit.warehouse.invented import extract_all, load, release, rows
from warehouse.answer import ask, write_markdown
from warehouse.question_page import answered, questions

PAGE = Path(__file__).resolve().parents[3] / "docs" / "ask-the-database.md"
QUESTIONS = questions(PAGE.read_text(encoding="utf-8"))


def test_the_page_has_its_dozen():
    assert len(QUESTIONS) >= 12


@pytest.mark.parametrize("sql", QUESTIONS, ids=range(1, len(QUESTIONS) + 1))
def test_every_question_of_the_page_is_good_sql_and_its_answer_has_the_same_columns(warehouse, sql):
    load(warehouse, release())
    extract_all(warehouse)
    out = io.StringIO()
    write_markdown(ask(warehouse.connection, sql), out)
    header = out.getvalue().splitlines()[0]
    told = PAGE.read_text(encoding="utf-8").partition(sql)[2].splitlines()[2]
    assert told == header, "write the page again: python -m warehouse.question_page docs/ask-the-database.md SNAPSHOT"


def test_answers_replace_the_older_ones_and_leave_the_words_alone(warehouse):
    page = "# Title\n\n```sql\nselect 1 as n\n```\n\n| old |\n| --- |\n| 7 |\n\nWords | after\n\n"
    page += "```sql\nselect 'a|b' as x\n```\n"
    once = answered(page, warehouse.connection)
    assert once == (
        "# Title\n\n```sql\nselect 1 as n\n```\n\n| n |\n| --- |\n| 1 |\n\nWords | after\n\n"
        "```sql\nselect 'a|b' as x\n```\n\n| x |\n| --- |\n| a\\|b |\n"
    )
    assert answered(once, warehouse.connection) == once


def test_the_feed_asked_by_the_page_finds_the_event(warehouse):
    load(warehouse, release())
    extract_all(warehouse)
    assert rows(warehouse, QUESTIONS[0])[0][:3] == ("2026-03", "visit", "occurred")
