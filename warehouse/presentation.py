"""Installs what analysts see of the tables: views, macros and comments, whenever their definition has changed."""

from __future__ import annotations

from importlib.resources import files

from duckdb import DuckDBPyConnection

from warehouse.build_state import when_changed
from warehouse.schema import TABLES, Column


def install(con: DuckDBPyConnection) -> None:
    """Make views and macros again and comment every table, view, macro and column; no-op when nothing changed."""
    definitions = _definitions()
    comments = _comments()

    def build() -> None:
        for statement in (*definitions, *comments):
            con.execute(statement)

    when_changed(con, "presentation", [definitions, comments], build)


def _definitions() -> list[str]:
    folder = files("warehouse") / "views"
    return [
        entry.read_text(encoding="utf-8")
        for entry in sorted(folder.iterdir(), key=lambda entry: entry.name)
        if entry.name.endswith(".sql")
    ]


def _comments() -> list[str]:
    statements: list[str] = []
    for table in TABLES.values():
        statements.append(f'COMMENT ON TABLE "{table.name}" IS {_literal(table.comment)}')
        statements += _column_comments(table.name, table.columns)
    return statements


def _column_comments(name: str, columns: tuple[Column, ...]) -> list[str]:
    return [f'COMMENT ON COLUMN "{name}".{column.name} IS {_literal(column.comment)}' for column in columns]


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
