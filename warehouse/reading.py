"""Opens the published snapshot for reading, and nothing else: no writes, no files, no network."""

from __future__ import annotations

from pathlib import Path

import duckdb
from duckdb import DuckDBPyConnection

from warehouse.records import WarehouseError

_LOCKED = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}


class NoSnapshotError(WarehouseError):
    """There is no published database yet; says which command makes one."""


def require_snapshot(path: Path) -> Path:
    """``path`` itself.

    Raises:
        NoSnapshotError: there is no file.
    """
    if not path.is_file():
        raise NoSnapshotError(
            f"no published database at {path} yet: `communique run` makes one from the sources, `communique demo` one "
            f"from the embedded sample"
        )
    return path


def open_snapshot(path: Path) -> DuckDBPyConnection:
    """A read-only connection whose queries can reach this file alone, with its settings locked.

    Raises:
        NoSnapshotError: there is no file at ``path``.
        WarehouseError: the file is no DuckDB database.
    """
    con = open_read_only(require_snapshot(path), _LOCKED)
    con.execute("SET lock_configuration = true")
    return con


def open_read_only(path: Path, settings: dict[str, str] | None = None) -> DuckDBPyConnection:
    """A read-only connection that may still write files elsewhere (exports).

    Raises:
        WarehouseError: the file is no DuckDB database.
    """
    try:
        con = duckdb.connect(path, read_only=True, config=dict(settings or {"autoinstall_known_extensions": "false"}))
    except duckdb.Error as error:
        raise WarehouseError(f"{path} cannot be read as a database: {error}") from error
    con.execute("SET TimeZone = 'UTC'")
    return con
