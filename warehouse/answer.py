"""Answers of a query as text: CSV, JSON and Markdown, row by row, and the cells of a table for people."""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from typing import IO, Any

from duckdb import DuckDBPyConnection

_BATCH = 1000


@dataclass(frozen=True, slots=True)
class Answer:
    """Names of the columns and the rows, which come from the database as they are read."""

    names: tuple[str, ...]
    rows: Iterator[tuple[Any, ...]]

    def take(self, limit: int | None) -> tuple[list[tuple[Any, ...]], bool]:
        """The first ``limit`` rows (None: all), and whether there are more."""
        rows = list(islice(self.rows, limit))
        return rows, limit is not None and next(self.rows, None) is not None


def ask(con: DuckDBPyConnection, sql: str) -> Answer | None:
    """Run ``sql``; the answer of its last statement, None where that has none.

    Raises:
        duckdb.Error: the statement is wrong, or not allowed on this connection.
    """
    cursor = con.execute(sql)
    if not cursor.description:
        return None
    return Answer(tuple(column[0] for column in cursor.description), _rows(cursor))


def _rows(cursor: DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
    while batch := cursor.fetchmany(_BATCH):
        yield from batch


def write_csv(answer: Answer, out: IO[str]) -> None:
    """RFC 4180 with ``\\n``; lists and maps as JSON, NULL as nothing."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(answer.names)
    for row in answer.rows:
        writer.writerow([_flat(value) for value in row])


def write_json(answer: Answer, out: IO[str]) -> None:
    """One array of objects, an object a line."""
    out.write("[")
    for number, row in enumerate(answer.rows):
        out.write(",\n " if number else "\n ")
        out.write(json.dumps(dict(zip(answer.names, map(plain, row), strict=True)), ensure_ascii=False))
    out.write("\n]\n")


def write_markdown(answer: Answer, out: IO[str]) -> None:
    """A GitHub table; line ends inside cells become ``<br>``."""
    out.write(f"| {' | '.join(map(_markdown, answer.names))} |\n|{' --- |' * len(answer.names)}\n")
    for row in answer.rows:
        out.write(f"| {' | '.join(_markdown(cell(value)) for value in row)} |\n")


WRITERS: dict[str, Callable[[Answer, IO[str]], None]] = {
    "csv": write_csv,
    "json": write_json,
    "markdown": write_markdown,
}
"""Name of a format → what writes it, row by row."""


def cell(value: Any) -> str:
    """A value for people: days as 2023-03-11, moments as 2023-03-11 14:05, lists parted by commas, NULL as nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}" if value.second == 0 else f"{value:%Y-%m-%d %H:%M:%S}"
    if isinstance(value, float):
        ordinary = value == 0 or 1e-3 <= abs(value) < 1e15
        return f"{value:.3f}".rstrip("0").rstrip(".") if ordinary else f"{value:.4g}"
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {cell(item)}" for key, item in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(map(cell, value))
    return str(value)


def plain(value: Any) -> Any:
    """A value that JSON can write: days and moments in ISO 8601, what is no number as null."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, bytes):
        return [plain(item) for item in value]
    return str(value)


def _flat(value: Any) -> Any:
    value = plain(value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value


def _markdown(text: str) -> str:
    return "<br>".join(text.replace("\\", "\\\\").replace("|", "\\|").splitlines())
