"""Writes the published tables and views to files: Parquet, CSV, JSON Lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from duckdb import DuckDBPyConnection

from warehouse.records import WarehouseError
from warehouse.schema import TABLES, VIEWS, Column, Table, View

Form = Literal["parquet", "csv", "jsonl"]

_INTERNAL = ("build_state", "schema_migration")
_ENTRIES: tuple[View | Table, ...] = (*VIEWS.values(), *TABLES.values())
EXPORTED: dict[str, tuple[Column, ...]] = {
    entry.name: entry.columns for entry in _ENTRIES if entry.name not in _INTERNAL
}
"""Tables and views that an export writes, with their columns."""
_COPY = {
    "parquet": "COPY ({query}) TO '{file}' (FORMAT parquet, COMPRESSION zstd)",
    "csv": "COPY ({query}) TO '{file}' (FORMAT csv, HEADER)",
    "jsonl": "COPY ({query}) TO '{file}' (FORMAT json)",
}
_NESTED = ("[]", "MAP(", "STRUCT(")


@dataclass(frozen=True, slots=True)
class Exported:
    """One file that was written."""

    name: str
    path: Path
    rows: int


def export(con: DuckDBPyConnection, form: Form, folder: Path, names: Sequence[str] = ()) -> Iterator[Exported]:
    """Write each of ``names`` (default: all of :data:`EXPORTED`) to ``folder/NAME.FORM``, replacing older files whole.

    ``con`` must be allowed to write files. CSV carries lists and maps as JSON.

    Raises:
        WarehouseError: there is no table or view of that name; nothing was written.
    """
    unknown = [name for name in names if name not in EXPORTED]
    if unknown:
        raise WarehouseError(f"no table or view {', '.join(unknown)}; there are {', '.join(EXPORTED)}")
    return _export(con, form, folder, names or tuple(EXPORTED))


def _export(con: DuckDBPyConnection, form: Form, folder: Path, names: Sequence[str]) -> Iterator[Exported]:
    folder.mkdir(parents=True, exist_ok=True)
    columns: Callable[[Column], str] = _flat if form == "csv" else _plain
    for name in names:
        target = folder / f"{name}.{form}"
        temporary = folder / f".{name}.{form}.writing"
        held = {row[0] for row in con.execute(f'DESCRIBE "{name}"').fetchall()}  # a snapshot may be older than the code
        chosen = ", ".join(columns(column) for column in EXPORTED[name] if column.name in held)
        query = f'SELECT {chosen} FROM "{name}"'
        try:
            count = con.execute(_COPY[form].format(query=query, file=str(temporary).replace("'", "''"))).fetchall()
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)
        yield Exported(name, target, count[0][0])


def _plain(column: Column) -> str:
    return f'"{column.name}"'


def _flat(column: Column) -> str:
    nested = any(mark in column.type for mark in _NESTED)
    return f'to_json("{column.name}") AS "{column.name}"' if nested else _plain(column)
