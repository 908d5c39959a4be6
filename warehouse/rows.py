"""Rows into tables: dictionaries through Arrow, with the column types of the metadata register."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

import pyarrow as pa
from duckdb import DuckDBPyConnection

from warehouse.schema import TABLES

Row = Mapping[str, Any]
"""Column name → value; what is missing becomes NULL."""

_MOMENT = pa.timestamp("us", "UTC")
_ARROW: dict[str, pa.DataType] = {
    "VARCHAR": pa.string(),
    "SMALLINT": pa.int16(),
    "INTEGER": pa.int32(),
    "BIGINT": pa.int64(),
    "DOUBLE": pa.float64(),
    "BOOLEAN": pa.bool_(),
    "DATE": pa.date32(),
    "TIMESTAMP WITH TIME ZONE": _MOMENT,
    "VARCHAR[]": pa.list_(pa.string()),
    "MAP(VARCHAR, VARCHAR[])": pa.map_(pa.string(), pa.list_(pa.string())),
    "MAP(VARCHAR, VARCHAR)": pa.map_(pa.string(), pa.string()),
    "MAP(VARCHAR, BIGINT)": pa.map_(pa.string(), pa.int64()),
    "STRUCT(url VARCHAR, title VARCHAR, media_type VARCHAR)[]": pa.list_(
        pa.struct([("url", pa.string()), ("title", pa.string()), ("media_type", pa.string())])
    ),
    "STRUCT(changed_at TIMESTAMP WITH TIME ZONE, note VARCHAR)[]": pa.list_(
        pa.struct([("changed_at", _MOMENT), ("note", pa.string())])
    ),
}


@cache
def arrow_schema(table: str) -> pa.Schema:
    """The Arrow schema of a table of the register."""
    return pa.schema([(column.name, _ARROW[column.type]) for column in TABLES[table].columns])


def insert(con: DuckDBPyConnection, table: str, rows: Sequence[Row]) -> int:
    """Append ``rows`` to ``table``; answers how many.

    One scan of an Arrow table, whatever their number: executemany costs half a millisecond a row.
    """
    if rows:
        with registered(con, "incoming_rows", pa.Table.from_pylist(list(rows), schema=arrow_schema(table))):
            con.execute(f'INSERT INTO "{table}" BY NAME SELECT * FROM incoming_rows')
    return len(rows)


@contextmanager
def registered(con: DuckDBPyConnection, name: str, table: pa.Table) -> Iterator[None]:
    """An Arrow table as the table ``name`` of queries inside of the block.

    How many values reach a query at once: a list as a parameter costs 0.1 to 0.4 ms an element, for DuckDB looks for
    pandas at each, which is not installed.
    """
    con.register(name, table)
    try:
        yield
    finally:
        con.unregister(name)


def fetch_rows(con: DuckDBPyConnection, query: str, parameters: object = None) -> list[dict[str, Any]]:
    """All rows of ``query`` as dictionaries."""
    cursor = con.execute(query, parameters)
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
