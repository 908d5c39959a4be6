"""The agency register: public bodies with their names, acronyms, country and kind (``registers/agencies.csv``)."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from config.agency_merges import Merge, is_acronym, read_merges
from config.agency_names import key
from config.errors import ConfigError

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
_BRACKET = re.compile(r"^(?P<name>.+) \((?P<qualifier>[^()]+)\)$")


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
    def names(self) -> tuple[str, ...]:
        """All names and acronyms."""
        native = (self.native_name,) if self.native_name else ()
        return (self.plain_name, *self.aliases, *native, *self.acronyms)


class Agencies:
    """The register, with look-ups."""

    def __init__(self, rows: Iterable[Agency], merges: Iterable[Merge] = ()) -> None:
        """Index ``rows``; ids must be unique (``read_register`` has checked them), ``merges`` name ids among them."""
        self.merges = {merge.provisional: merge for merge in merges}
        """What the operator has merged, by provisional id."""
        self._rows = {row.agency_id: row for row in rows}
        self._display = {row.name.casefold(): row for row in self._rows.values()}
        self._names: dict[tuple[str, ...], list[Agency]] = {}
        for row in self._rows.values():
            for form in dict.fromkeys(key(name) for name in (row.name, *row.names)):
                self._names.setdefault(form, []).append(row)

    def __iter__(self) -> Iterator[Agency]:
        return iter(self._rows.values())

    def __len__(self) -> int:
        return len(self._rows)

    def __contains__(self, agency_id: object) -> bool:
        return agency_id in self._rows

    def by_name(self, name: str, country: str | None = None) -> Agency | None:
        """The body that ``name`` (display name, plain name, alias or acronym) means, in ``country`` if it is given.

        None where no body or more than one has that name.
        """
        exact = self._display.get(name.strip().casefold())
        if exact and country in (None, exact.country):
            return exact
        found = self.named(name)
        if not found and (bracket := _BRACKET.match(name.strip())):
            found = [
                a for a in self.named(bracket["name"]) if a.qualifier and key(a.qualifier) == key(bracket["qualifier"])
            ]
        if country:
            found = [agency for agency in found if agency.country in (country, None)]
        if len(found) > 1:
            found = [a for a in found if any(key(name) == key(d) for d in a.default_for)] or [
                a for a in found if key(a.plain_name) == key(name)
            ]
        return found[0] if len(found) == 1 else None

    def named(self, name: str) -> list[Agency]:
        """All bodies that bear ``name`` in any spelling, homonyms included."""
        return list(self._names.get(key(name), ()))

    def get(self, agency_id: str) -> Agency:
        """The body with that id; KeyError where there is none."""
        return self._rows[agency_id]

    def merged(self, agency_id: str) -> Agency | None:
        """The body that the operator has merged the provisional ``agency_id`` into, if any."""
        merge = self.merges.get(agency_id)
        return self._rows[merge.agency_id] if merge else None


def agencies() -> Agencies:
    """The register of this installation, read once, with the operator's merges if :func:`use_merges` named any.

    Raises:
        ConfigError: a row is not as it must be.
    """
    return _in_use[-1] if _in_use else _shipped()


def use_merges(path: Path | None) -> Agencies:
    """From now on :func:`agencies` has the merges of the file at ``path`` (None or a missing file: none).

    Raises:
        ConfigError: the file is not as it must be, or names a body that the register does not hold.
    """
    merges = read_merges(path) if path else ()
    if not merges:
        _in_use.clear()
        return _shipped()
    if not _in_use or tuple(_in_use[-1].merges.values()) != merges:
        _in_use[:] = [_with_merges(_shipped(), merges, path)]
    return _in_use[-1]


_in_use: list[Agencies] = []


@cache
def _shipped() -> Agencies:
    return Agencies(read_register(REGISTER))


def _with_merges(register: Agencies, merges: Iterable[Merge], path: Path | None) -> Agencies:
    aliases: dict[str, list[str]] = {}
    for line, merge in enumerate(merges, 2):
        if merge.agency_id not in register:
            told = f"no row of the register has the id {merge.agency_id!r}"
            raise ConfigError(told, file=path, line=line, field="agency_id")
        aliases.setdefault(merge.agency_id, []).extend(merge.aliases)
    rows = [_also_named(row, aliases.get(row.agency_id, ())) for row in register]
    return Agencies(rows, merges)


def _also_named(row: Agency, names: Iterable[str]) -> Agency:
    new = [name for name in dict.fromkeys(names) if name not in row.names]
    if not new:
        return row
    return replace(
        row,
        aliases=(*row.aliases, *(name for name in new if not is_acronym(name))),
        acronyms=(*row.acronyms, *(name for name in new if is_acronym(name))),
        default_for=(*row.default_for, *new),
    )


COLUMNS = [
    "agency_id", "name", "qualifier", "acronyms", "aliases", "native_name", "country", "subdivision", "kind", "parent",
    "status", "valid_from", "valid_to", "successor", "default_for", "website", "source",
]  # fmt: skip


def read_register(path: Path) -> list[Agency]:
    """The rows of a register file, checked one by one and against each other.

    Raises:
        ConfigError: naming file, line and field.
    """
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            reader = csv.DictReader(stream, strict=True)
            if reader.fieldnames != COLUMNS:
                raise ConfigError(f"the columns must be {','.join(COLUMNS)}", file=path, line=1)
            lines = [(reader.line_num, row) for row in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ConfigError(f"cannot be read: {error}", file=path) from error
    rows = [(line, _read_row(row, path, line)) for line, row in lines]
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
