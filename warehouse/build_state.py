"""Does work only where what it is made from has changed since it was done last in this file."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from duckdb import DuckDBPyConnection

from warehouse.identity import digest

_HELD = "SELECT digest FROM build_state WHERE name = ?"
_FORGET = "DELETE FROM build_state WHERE name = ?"
_REMEMBER = "INSERT INTO build_state VALUES (?, ?, ?)"


def when_changed(con: DuckDBPyConnection, name: str, made_from: Any, work: Callable[[], None]) -> bool:
    """Call ``work`` unless it was done for the same ``made_from`` (anything that JSON can write); True if called.

    To be called in a transaction, so that the work and the note of it stand or fall together.
    """
    now = digest(json.dumps(made_from, sort_keys=True, default=str))
    held = con.execute(_HELD, [name]).fetchone()
    if held and held[0] == now:
        return False
    work()
    con.execute(_FORGET, [name])
    con.execute(_REMEMBER, [name, now, datetime.now(UTC)])
    return True
