"""The rows of the agency register: what each holds, and how they are read and checked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from config.csv_rows import read_rows
from config.errors import ConfigError
from config.places import country_name

REGISTER = Path(__file__).resolve().parent / "registers" / "agencies.csv"
KINDS = frozenset(
    (
        *(
            "aca",
            "aid",
            "armed_group",
            "audit",
            "bank",
            "central_bank",
            "civil_society",
            "company",
            "court",
            "education",
        ),
        *("fiu", "government", "intelligence", "international", "military", "ministry", "office", "oversight"),
        *("parliament", "police", "presidency", "prison", "prosecution", "regulator", "revenue"),
    )
)
UNVERIFIED = "general-knowledge"
"""``source`` of rows whose facts nobody has yet checked against an open register or the body's own pages."""
_ID = re.compile(r"[a-z]{2,3}(-[a-z0-9]+)+")


@dataclass(frozen=True, slots=True)
class Agency:
    """One body of the register."""

    agency_id: str
    """Stable id: country and short name, ``hk-icac``; international bodies begin with ``int-`` or ``eu-``."""
    name: str
    """Display name; homonyms and generic names carry their country in brackets."""
    country: str | None
    """ISO 3166-1 alpha-2 code, None for international bodies."""
    kind: str
    plain_name: str = ""
    """The name without the bracket."""
    qualifier: str | None = None
    """What the bracket holds: country, subdivision or the body it belongs to."""
    acronyms: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    """Other names; one that begins with a small letter is read in any case ("counter-ISIL coalition")."""
    native_name: str | None = None
    subdivision: str | None = None
    """ISO 3166-2 code of a body below the state."""
    parent: str | None = None
    """agency_id of the body that it is a part of."""
    former: bool = False
    valid_from: int | None = None
    """Year in which it began, None where unknown."""
    valid_to: int | None = None
    """Year in which it ended."""
    successor: str | None = None
    """agency_id of the body that took over."""
    default_for: tuple[str, ...] = ()
    """Names and acronyms that mean this body where nothing in the text tells which."""
    website: str | None = None
    source: str = UNVERIFIED
    """Where the facts come from."""

    @property
    def verified(self) -> bool:
        """False where the row rests on general knowledge alone, its website most of all."""
        return self.source != UNVERIFIED

    @property
    def is_part(self) -> bool:
        """True for parts of a body whose names mean nothing without it ("Fraud Section")."""
        if not (self.parent and self.qualifier and self.country):
            return False
        return self.qualifier != country_name(self.country)

    @property
    def names(self) -> tuple[str, ...]:
        """All names and acronyms."""
        native = (self.native_name,) if self.native_name else ()
        return (self.plain_name, *self.aliases, *native, *self.acronyms)


COLUMNS = [
    "agency_id", "name", "qualifier", "acronyms", "aliases", "native_name", "country", "subdivision", "kind", "parent",
    "status", "valid_from", "valid_to", "successor", "default_for", "website", "source",
]  # fmt: skip


def read_register(path: Path) -> list[Agency]:
    """The rows of a register file, checked one by one and against each other.

    Raises:
        ConfigError: naming file, line and field.
    """
    rows = [(line, _read_row(row, path, line)) for line, row in read_rows(path, COLUMNS)]
    _check_references(rows, path)
    return [row for _, row in rows]


def _read_row(row: Mapping[str, str | None], path: Path, line: int) -> Agency:
    def fail(field: str, message: str) -> ConfigError:
        return ConfigError(message, file=path, line=line, field=field)

    if None in row or None in row.values():
        raise ConfigError(f"must have {len(COLUMNS)} fields", file=path, line=line)
    cells = {name: (value or "").strip() for name, value in row.items()}
    if not _ID.fullmatch(cells["agency_id"]):
        raise fail("agency_id", f"{cells['agency_id']!r} is no id: small letters, digits and hyphens, country first")
    if not cells["name"]:
        raise fail("name", "must not be empty")
    if cells["country"] and not re.fullmatch(r"[A-Z]{2}", cells["country"]):
        raise fail("country", f"{cells['country']!r} is no ISO 3166-1 alpha-2 code")
    if cells["kind"] not in KINDS:
        raise fail("kind", f"{cells['kind']!r} is unknown; known are {', '.join(sorted(KINDS))}")
    if cells["status"] not in ("current", "former"):
        raise fail("status", f"{cells['status']!r} must be current or former")
    if not cells["source"]:
        raise fail("source", f"must name where the facts come from, or {UNVERIFIED}")
    years: dict[str, int | None] = {}
    for field in ("valid_from", "valid_to"):
        if cells[field] and not re.fullmatch(r"[12]\d{3}", cells[field]):
            raise fail(field, f"{cells[field]!r} is no year")
        years[field] = int(cells[field]) if cells[field] else None
    return Agency(
        agency_id=cells["agency_id"],
        name=f"{cells['name']} ({cells['qualifier']})" if cells["qualifier"] else cells["name"],
        plain_name=cells["name"],
        qualifier=cells["qualifier"] or None,
        country=cells["country"] or None,
        kind=cells["kind"],
        acronyms=_parts(cells["acronyms"]),
        aliases=_parts(cells["aliases"]),
        native_name=cells["native_name"] or None,
        subdivision=cells["subdivision"] or None,
        parent=cells["parent"] or None,
        former=cells["status"] == "former",
        valid_from=years["valid_from"],
        valid_to=years["valid_to"],
        successor=cells["successor"] or None,
        default_for=_parts(cells["default_for"]),
        website=cells["website"] or None,
        source=cells["source"],
    )


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def _check_references(rows: list[tuple[int, Agency]], path: Path) -> None:
    lines: dict[str, int] = {}
    displays: dict[str, int] = {}
    for line, row in rows:
        for field, value, seen in (("agency_id", row.agency_id, lines), ("name", row.name.casefold(), displays)):
            if value in seen:
                raise ConfigError(f"{value!r} stands on line {seen[value]} too", file=path, line=line, field=field)
            seen[value] = line
    for line, row in rows:
        for field, target in (("parent", row.parent), ("successor", row.successor)):
            if target and target not in lines:
                raise ConfigError(f"no row has the id {target!r}", file=path, line=line, field=field)
        unknown = set(row.default_for) - set(row.names)
        if unknown:
            raise ConfigError(f"{unknown.pop()!r} is none of its names", file=path, line=line, field="default_for")
