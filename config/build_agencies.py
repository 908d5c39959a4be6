"""Builds ``registers/agencies.csv`` from its sources: ``python -m config.build_agencies COLLECTED.csv``.

The sources are a list of bodies collected from public registers (name, acronyms, country, subdivision, website, kind
and source of each), the curated file beside the register, which names each body of that list by ``shared_name`` and
fills in or replaces its cells ("-" empties one) and holds all further bodies, and the federal districts of the United
States.
"""

from __future__ import annotations

import argparse
import csv
import io
from collections.abc import Iterator
from pathlib import Path

from config.agency_rows import COLUMNS, REGISTER, read_register
from config.errors import ConfigError
from config.us_districts import check_districts, district_rows

CURATED = REGISTER.with_name("agencies_curated.csv")
EMPTY = "-"
_INTERNATIONAL = frozenset({"ZZ", "EU"})
"""What the collected list has for the country of bodies of several."""

Row = dict[str, str]


def build(collected: Path, curated: Path = CURATED) -> str:
    """The register as CSV, in order of ids; the same input gives the same bytes.

    Raises:
        ConfigError: a curated row names a body that the list lacks, or a body of the list has no curated row (and so
            no id).
    """
    found = {(row["country"], row["subdivision"], row["name"]): row for row in _read(collected)}
    rows = [*_curated(curated, found, collected), *district_rows()]
    if found:
        country, _, name = min(found)
        raise ConfigError(f"has no row for {name} ({country}) and {len(found) - 1} further", file=curated)
    stream = io.StringIO()
    writer = csv.DictWriter(stream, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(sorted(rows, key=lambda row: row["agency_id"]))
    return stream.getvalue()


def _curated(path: Path, found: dict[tuple[str, str, str], Row], collected: Path) -> Iterator[Row]:
    """The rows of the curated file with the cells of the list's, which are taken out of ``found``."""
    by_name: dict[tuple[str, str], list[tuple[str, str, str]]] = {}
    for key in found:
        by_name.setdefault((key[2], key[1]), []).append(key)
    for line, row in enumerate(_read(path), 2):
        name, subdivision = row.pop("shared_name"), row.pop("shared_subdivision")
        if not name:
            yield row
            continue
        keys = by_name.get((name, subdivision), [])
        country = row["country"] or row["agency_id"].split("-")[0].upper()
        fitting = [key for key in keys if key[0] == country or key[0] in _INTERNATIONAL]
        if len(fitting) != 1 or fitting[0] not in found:
            raise ConfigError(f"{collected.name} holds no {name} ({country})", file=path, line=line)
        told = found.pop(fitting[0])
        told["country"] = "" if told["country"] in _INTERNATIONAL else told["country"]
        yield {field: "" if cell == EMPTY else cell or told.get(field, "") for field, cell in row.items()}


def _read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def main() -> None:
    """Write the register, or with ``--check`` say whether it is what the sources give (exit code 1 if not)."""
    parser = argparse.ArgumentParser(prog="python -m config.build_agencies", description=main.__doc__)
    parser.add_argument("collected", type=Path, help="CSV of bodies collected from public registers")
    parser.add_argument("--courts", type=Path, help="courts.json of courts-db, to compare the districts with")
    parser.add_argument("--check", action="store_true", help="write nothing")
    parser.add_argument("-o", "--output", type=Path, default=REGISTER)
    told = parser.parse_args()
    if told.courts:
        check_districts(told.courts)
    built = build(told.collected)
    if told.check:
        raise SystemExit(built != told.output.read_text(encoding="utf-8"))
    told.output.write_text(built, encoding="utf-8")
    print(f"{told.output.name}: {len(read_register(told.output))} bodies")


if __name__ == "__main__":
    main()
