"""Installs what analysts see of the tables: views, macros and comments, whenever their definition has changed."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

from duckdb import DuckDBPyConnection

from warehouse.build_state import when_changed
from warehouse.schema import MACROS, TABLES, VIEWS

_OLD = """
SELECT format('DROP VIEW IF EXISTS "{}"', view_name) FROM duckdb_views() WHERE NOT internal
UNION ALL
SELECT format('DROP MACRO TABLE IF EXISTS "{}"', function_name) FROM duckdb_functions()
WHERE NOT internal AND function_type = 'table_macro'
"""


def install(con: DuckDBPyConnection) -> None:
    """Make views and macros again and comment every table, view, macro and column; no-op when nothing changed."""
    statements = [*_definitions(), *_comments()]

    def build() -> None:
        for (drop,) in con.execute(_OLD).fetchall():
            con.execute(drop)
        for statement in statements:
            con.execute(statement)

    when_changed(con, "presentation", statements, build)


def _definitions() -> Iterator[str]:
    entries = sorted((files("warehouse") / "views").iterdir(), key=lambda entry: entry.name)
    return (entry.read_text(encoding="utf-8") for entry in entries if entry.name.endswith(".sql"))


def _comments() -> Iterator[str]:
    for kind, register in (("TABLE", TABLES), ("VIEW", VIEWS)):
        for entry in register.values():
            yield f'COMMENT ON {kind} "{entry.name}" IS {_literal(entry.comment)}'
            for column in entry.columns:
                yield f'COMMENT ON COLUMN "{entry.name}"."{column.name}" IS {_literal(column.comment)}'
    for macro in MACROS.values():
        yield f"COMMENT ON MACRO TABLE {macro.name} IS {_literal(macro.comment)}"


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
