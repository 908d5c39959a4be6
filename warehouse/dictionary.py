"""The data dictionary: the metadata register as a Markdown page. ``python -m warehouse.dictionary`` prints it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from warehouse.schema import MACROS, TABLES, VIEWS, Column

_HEAD = """\
# Data dictionary

Every table, view and macro of the published database `events.duckdb`. This page is made from the register in
`warehouse/schema/` (`make docs`); the same words are the `COMMENT`s in the database itself:
`communique query "select table_name, column_name, comment from duckdb_columns() where not internal"`.

Days are inclusive. Moments are `TIMESTAMP WITH TIME ZONE`. Countries are ISO 3166-1 alpha-2 codes. Offsets count
characters (Unicode code points) from 0, end exclusive: `text[start_char+1:end_char]` of the version gives the quote.
References and keys are checked after loading, not enforced by the engine. `fetch` is a reserved word of SQL and wants
quotes: `from "fetch"`.
"""


def dictionary() -> str:
    """The whole page."""
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    yield _HEAD
    yield "## Views for analysts\n"
    for view in VIEWS.values():
        yield f"### {view.name}\n\n{view.comment}\n"
        yield from _columns(view.columns)
    yield "## Macros\n"
    for macro in MACROS.values():
        yield f"- `{macro.name}({', '.join(macro.parameters)})`: {macro.comment}"
    yield "\n## Tables\n"
    for table in TABLES.values():
        key = f" One row for each {', '.join(f'`{name}`' for name in table.key)}." if table.key else ""
        yield f"### {table.name}\n\n{table.comment}{key}\n"
        yield from _columns(table.columns)


def _columns(columns: Iterable[Column]) -> Iterator[str]:
    yield "| column | type | meaning |\n| --- | --- | --- |"
    for column in columns:
        yield f"| `{column.name}` | {column.type} | {_meaning(column)} |"
    yield ""


def _meaning(column: Column) -> str:
    parts = [column.comment.replace("|", r"\|")]
    if column.values:
        parts.append(f"One of {', '.join(f'`{value}`' for value in column.values)}.")
    if column.references:
        parts.append(f"→ `{column.references}`")
    if column.required:
        parts.append("Never empty.")
    return " ".join(parts)


if __name__ == "__main__":
    print(dictionary(), end="")
