"""Loads the registers of config/ into their tables, when they have changed."""

from __future__ import annotations

from collections.abc import Sequence

from duckdb import DuckDBPyConnection

from config.agencies import Agency, agencies
from config.event_types import event_types
from config.places import countries
from warehouse.agency_merging import Merging, apply_merges, held_merges
from warehouse.build_state import when_changed
from warehouse.rows import Row, insert

_DELETE_AGENCIES = "DELETE FROM agency WHERE NOT provisional OR list_contains(?, agency_id)"


def load_registers(con: DuckDBPyConnection) -> Merging:
    """Replace the rows of agency, agency_alias, country and event_type by those of the registers.

    Provisional agencies stay, but for those that the register now holds. Registers that are unchanged are not touched.
    What the operator has merged since the last time, or no longer merges, is brought to the rows.
    """
    _replace(con, "country", _country_rows())
    _replace(con, "event_type", _event_type_rows())
    register = agencies()
    held = held_merges(con)
    bodies = list(register)
    agency = [_agency_row(body) for body in bodies]
    added = {(merge.agency_id, name) for merge in register.merges.values() for name in merge.aliases}
    alias = [row for body in bodies for row in _alias_rows(body) if (row["agency_id"], row["alias"]) not in added]

    def load() -> None:
        con.execute(_DELETE_AGENCIES, [[row["agency_id"] for row in agency]])
        insert(con, "agency", agency)
        con.execute("DELETE FROM agency_alias")
        insert(con, "agency_alias", alias)

    when_changed(con, "agencies", [agency, alias], load)
    return apply_merges(con, register, held)


def _replace(con: DuckDBPyConnection, table: str, rows: Sequence[Row]) -> None:
    def load() -> None:
        con.execute(f"DELETE FROM {table}")
        insert(con, table, rows)

    when_changed(con, table, rows, load)


def _country_rows() -> list[Row]:
    return [
        {"country": one.code, "name": one.name, "official_name": one.official_name, "parent": one.parent}
        for one in countries()
    ]


def _event_type_rows() -> list[Row]:
    return [
        {
            "event_type": kind.code,
            "event_group": kind.group,
            "definition": kind.definition,
            "plover": kind.plover,
            "plover_mode": kind.plover_mode,
            "cameo_root": kind.cameo_root,
            "roles": list(kind.roles),
        }
        for kind in event_types().values()
    ]


def _agency_row(body: Agency) -> Row:
    return {
        "agency_id": body.agency_id,
        "name": body.name,
        "plain_name": body.plain_name,
        "native_name": body.native_name,
        "country": body.country,
        "subdivision": body.subdivision,
        "kind": body.kind,
        "parent": body.parent,
        "former": body.former,
        "valid_from": body.valid_from,
        "valid_to": body.valid_to,
        "successor": body.successor,
        "website": body.website,
        "facts_from": body.source,
        "verified": body.verified,
        "provisional": False,
    }


def _alias_rows(body: Agency) -> list[Row]:
    names = [(body.plain_name or body.name, "name"), *((alias, "alias") for alias in body.aliases)]
    if body.native_name:
        names.append((body.native_name, "native_name"))
    names += [(acronym, "acronym") for acronym in body.acronyms]
    return [{"agency_id": body.agency_id, "alias": name, "kind": kind} for name, kind in dict.fromkeys(names)]
