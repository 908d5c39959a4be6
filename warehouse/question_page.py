"""The page of questions in ``docs/``: its SQL, and the answers written below it.

``python -m warehouse.question_page docs/ask-the-database.md SNAPSHOT`` writes the answers of a snapshot into the page.
"""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path

from duckdb import DuckDBPyConnection

from warehouse.answer import ask, write_markdown
from warehouse.reading import open_snapshot

_QUESTION = re.compile(
    r"^```sql\n(?P<sql>.*?)^```\n(?P<answer>(?:\n\|[^\n]*\n(?:\|[^\n]*\n)*)?)", re.MULTILINE | re.DOTALL
)


def questions(page: str) -> list[str]:
    """The SQL of every block of ``page``, in order."""
    return [found["sql"] for found in _QUESTION.finditer(page)]


def answered(page: str, con: DuckDBPyConnection) -> str:
    """``page`` with the answers of ``con`` as tables below each SQL block, in place of older ones.

    Raises:
        duckdb.Error: a question is wrong.
    """
    return _QUESTION.sub(lambda found: f"```sql\n{found['sql']}```\n\n{_answer(con, found['sql'])}", page)


def _answer(con: DuckDBPyConnection, sql: str) -> str:
    out = io.StringIO()
    answer = ask(con, sql)
    if answer is not None:
        write_markdown(answer, out)
    return out.getvalue()


if __name__ == "__main__":
    path, snapshot = map(Path, sys.argv[1:])
    with open_snapshot(snapshot) as connection:
        path.write_text(answered(path.read_text(encoding="utf-8"), connection), encoding="utf-8")
