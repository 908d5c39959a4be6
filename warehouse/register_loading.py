"""Loads the registers of config/ into their tables, when they have changed."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from typing import Any

from duckdb import DuckDBPyConnection

from warehouse.build_state import when_changed
from warehouse.rows import Row, insert

_DELETE_AGENCIES = "DELETE FROM agency WHERE NOT provisional OR list_contains(?, agency_id)"


def load_registers(con: DuckDBPyConnection) -> None:
    """Replace the rows of agency, agency_alias, country and event_type by those of the registers.

    Provisional agencies stay, but for those that the register now holds. Registers that are unchanged are not touched.
    """
    _load(con, "country", _countries())
    _load(con, "event_type", _event_types())
    agency, alias = _agencies()

    def load() -> None:
        con.execute(_DELETE_AGENCIES, [[row["agency_id"] for row in agency]])
        insert(con, "agency", agency)
        con.execute("DELETE FROM agency_alias")
        insert(con, "agency_alias", alias)

    when_changed(con, "agencies", [agency, alias], load)


def _load(con: DuckDBPyConnection, table: str, rows: Sequence[Row]) -> None:
    def load() -> None:
        con.execute(f"DELETE FROM {table}")
        insert(con, table, rows)

    when_changed(con, table, rows, load)


def _register(module: str, function: str) -> Any:
    try:
        read: Callable[[], Any] = getattr(importlib.import_module(module), function)
    except ImportError:
        return ()
    return read()


def _countries() -> list[Row]:
    return [
        {
            "country": country.code,
            "name": country.name,
            "alpha_3": getattr(country, "alpha_3", None),
            "parent": getattr(country, "parent", None),
        }
        for country in _register("config.places", "countries")
    ]


def _event_types() -> list[Row]:
    types = _register("config.event_types", "event_types")
    return [
        {
            "event_type": kind.code,
            "event_group": kind.group,
            "definition": getattr(kind, "definition", None) or getattr(kind, "label", kind.code),
            "plover": getattr(kind, "plover", None),
            "plover_mode": getattr(kind, "plover_mode", None),
            "cameo_root": getattr(kind, "cameo_root", None),
            "roles": list(getattr(kind, "roles", ())),
        }
        for kind in (types.values() if types else ())
    ]


def _agencies() -> tuple[list[Row], list[Row]]:
    register = _register("config.agencies", "agencies")
    agency: list[Row] = []
    alias: list[Row] = []
    for body in register if hasattr(register, "__iter__") else ():
        agency.append(
            {
                "agency_id": body.agency_id,
                "name": body.name,
                "country": body.country,
                "kind": body.kind,
                "parent": getattr(body, "parent", None),
                "website": getattr(body, "website", None),
                "register_source": getattr(body, "source", None),
                "provisional": False,
            }
        )
        names = {(body.name, "name"): None}
        names |= {(name, "alias"): None for name in getattr(body, "aliases", ())}
        names |= {(name, "acronym"): None for name in getattr(body, "acronyms", ())}
        alias += [{"agency_id": body.agency_id, "alias": name, "kind": kind} for name, kind in names]
    return agency, alias
