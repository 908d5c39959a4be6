"""The agency register: public bodies with their names, acronyms, country and kind (``registers/agencies.csv``)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache, cached_property
from pathlib import Path

from config.agency_countries import without_country
from config.agency_merges import Merge, is_acronym, read_merges
from config.agency_names import key
from config.agency_rows import COLUMNS, KINDS, REGISTER, UNVERIFIED, Agency, read_register
from config.errors import ConfigError

__all__ = [
    "COLUMNS", "KINDS", "REGISTER", "UNVERIFIED", "Agencies", "Agency", "agencies", "read_register", "use_merges",
]  # fmt: skip
_BRACKET = re.compile(r"^(?P<name>.+) \((?P<qualifier>[^()]+)\)$")


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
            found = found or [agency for agency in [self.in_country(name, country)] if agency]
        if len(found) > 1:
            found = [a for a in found if any(key(name) == key(d) for d in a.default_for)] or [
                a for a in found if key(a.plain_name) == key(name)
            ]
        return found[0] if len(found) == 1 else None

    def in_country(self, name: str, country: str) -> Agency | None:
        """The national body of ``country`` with that name, whether or not either tells the country; None if unsure."""
        rest = without_country(name, country)
        return self._national.get((country, rest)) if len(rest) > 1 else None

    @cached_property
    def _national(self) -> dict[tuple[str, tuple[str, ...]], Agency]:
        """Bodies by country and what of their plain name is not the country's."""
        found: dict[tuple[str, tuple[str, ...]], Agency] = {}
        for body in self:
            if body.country and not body.subdivision and not body.is_part:
                found.setdefault((body.country, without_country(body.plain_name, body.country)), body)
        return found

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
