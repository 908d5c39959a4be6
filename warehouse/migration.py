"""Brings a warehouse file to the schema of this code: numbered migrations, then views and comments."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files
from importlib.resources.abc import Traversable

from duckdb import DuckDBPyConnection

from warehouse.records import WarehouseError

_LEDGER = """
CREATE TABLE IF NOT EXISTS schema_migration (
    number     INTEGER NOT NULL,
    name       VARCHAR NOT NULL,
    applied_at TIMESTAMPTZ NOT NULL
)
"""
_RECORD = "INSERT INTO schema_migration VALUES (?, ?, ?)"
_APPLIED = "SELECT number, name FROM schema_migration ORDER BY number"
_FILE = re.compile(r"(\d{4})_\w+\.sql")


@dataclass(frozen=True, slots=True)
class Migration:
    """One numbered step of the schema; never changed once it was released."""

    number: int
    name: str
    sql: str


def migrations() -> tuple[Migration, ...]:
    """The migrations of this code, by number."""
    return read_migrations(files("warehouse") / "migrations")


def read_migrations(folder: Traversable) -> tuple[Migration, ...]:
    """The files ``NNNN_what.sql`` of a folder, by number; a gap or a repeat is a ValueError."""
    found = sorted((entry for entry in folder.iterdir() if _FILE.fullmatch(entry.name)), key=lambda entry: entry.name)
    steps = tuple(Migration(int(entry.name[:4]), entry.name, entry.read_text(encoding="utf-8")) for entry in found)
    if [step.number for step in steps] != list(range(1, len(steps) + 1)):
        raise ValueError(f"migrations must be numbered 1, 2, 3 … without gaps: {[step.name for step in steps]}")
    return steps


def migrate(con: DuckDBPyConnection, steps: Sequence[Migration]) -> list[Migration]:
    """Apply those of ``steps`` that this file has not been through, each in a transaction; answers those applied.

    Raises:
        WarehouseError: the file has been through migrations that this code does not know (it is newer), or others.
    """
    con.execute(_LEDGER)
    applied = con.execute(_APPLIED).fetchall()
    known = [(step.number, step.name) for step in steps]
    if applied != known[: len(applied)]:
        newest = applied[-1][1]
        raise WarehouseError(
            f"this warehouse has been through migration {newest}, this Communiqué knows "
            f"{known[-1][1] if known else 'none'}: update Communiqué, or use the version that wrote the file"
        )
    pending = list(steps[len(applied) :])
    for step in pending:
        con.begin()
        try:
            con.execute(step.sql)
            con.execute(_RECORD, [step.number, step.name, datetime.now(UTC)])
            con.commit()
        except BaseException:
            con.rollback()
            raise
    return pending
