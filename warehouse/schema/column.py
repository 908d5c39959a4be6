"""What the metadata register says of a table, view, macro or column."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """One column."""

    name: str
    type: str
    """DuckDB type as ``duckdb_columns()`` prints it."""
    comment: str
    required: bool = False
    """NOT NULL."""
    references: str | None = None
    """``table.column`` whose values it takes; checked by :mod:`warehouse.checks`, not by the engine."""
    values: tuple[str, ...] = ()
    """All values it may take, where they are fixed."""


@dataclass(frozen=True, slots=True)
class Span:
    """The three columns of a table that point into a document's text."""

    start: str = "start_char"
    end: str = "end_char"
    quote: str = "quote"


@dataclass(frozen=True, slots=True)
class Table:
    """One table."""

    name: str
    comment: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    """Columns that together name one row; checked, not enforced by the engine."""
    span: Span | None = None
    """Given where rows point into ``document_version.text`` of their document_id and document_version."""

    def column(self, name: str) -> Column:
        """The column of that name; KeyError where there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name}.{name}")


@dataclass(frozen=True, slots=True)
class View:
    """One view; its query stands in ``warehouse/views/``."""

    name: str
    comment: str
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Macro:
    """One table macro; its query stands in ``warehouse/views/macros.sql``."""

    name: str
    parameters: tuple[str, ...]
    comment: str
