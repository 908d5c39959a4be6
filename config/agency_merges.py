"""Merges that the operator of an installation has decided: provisional ids and names that mean a body of the register.

They are kept in ``agency_merges.csv`` in the data home, one line a provisional id, sorted, so that git shows each
change and a database that is built again from the archive links alike.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from config.csv_rows import read_rows
from config.errors import ConfigError

COLUMNS = ["provisional", "agency_id", "aliases"]
_PROVISIONAL = re.compile(r"x(-[a-z0-9]+)+")


@dataclass(frozen=True, slots=True)
class Merge:
    """One provisional id that means a body of the register."""

    provisional: str
    """Id of the body that only texts have named, ``x-zm-ministry-of-mines``."""
    agency_id: str
    aliases: tuple[str, ...] = ()
    """Further names and acronyms of the body, read in every text, whatever its country."""


def read_merges(path: Path) -> tuple[Merge, ...]:
    """The merges of a file in its order; none where there is no file.

    Raises:
        ConfigError: naming file, line and field. Whether the bodies exist the register tells.
    """
    if not path.exists():
        return ()
    seen: dict[str, int] = {}
    merges = []
    for line, row in read_rows(path, COLUMNS, "utf-8-sig"):
        if None in row or None in row.values():
            raise ConfigError(f"must have {len(COLUMNS)} fields", file=path, line=line)
        merge = Merge(row["provisional"].strip(), row["agency_id"].strip(), split_aliases(row["aliases"]))
        if not _PROVISIONAL.fullmatch(merge.provisional):
            told = f"{merge.provisional!r} is no provisional id: they begin with x-"
            raise ConfigError(told, file=path, line=line, field="provisional")
        if merge.provisional in seen:
            told = f"{merge.provisional!r} stands on line {seen[merge.provisional]} too"
            raise ConfigError(told, file=path, line=line, field="provisional")
        seen[merge.provisional] = line
        merges.append(merge)
    return tuple(merges)


def write_merges(path: Path, merges: Iterable[Merge]) -> None:
    """Put ``merges`` in place of the file's, by atomic rename; without any the file goes."""
    lines = sorted(merges, key=lambda merge: merge.provisional)
    if not lines:
        path.unlink(missing_ok=True)
        return
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([merge.provisional, merge.agency_id, ";".join(merge.aliases)] for merge in lines)
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.new")
    beside.write_text(stream.getvalue(), encoding="utf-8")
    beside.replace(path)


def split_aliases(cell: str) -> tuple[str, ...]:
    """The names in a cell, which are parted by semicolons."""
    return tuple(dict.fromkeys(part.strip() for part in cell.split(";") if part.strip()))


def is_acronym(alias: str) -> bool:
    """True for one word of two capitals or more ("MACB", "NACIWA"), which texts must write so."""
    return " " not in alias and sum(c.isupper() for c in alias) >= 2
