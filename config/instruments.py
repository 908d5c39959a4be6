"""The register of treaties and laws that releases cite (``registers/instruments.yaml``)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import yaml

from config.errors import ConfigError

FILE = Path(__file__).resolve().parent / "registers" / "instruments.yaml"


@dataclass(frozen=True, slots=True)
class Instrument:
    """One treaty or law."""

    name: str
    """The name under which citations are recorded: UNCAC, Prevention of Bribery Ordinance."""
    kind: Literal["treaty", "law"]
    names: tuple[str, ...]
    """All names that texts use, ``name`` among them."""
    country: str | None = None
    """ISO 3166-1 alpha-2 code of the country whose law it is."""


@cache
def instruments() -> tuple[Instrument, ...]:
    """The register, read once.

    Raises:
        ConfigError: an entry lacks its kind, or the file is no YAML.
    """
    try:
        rows = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise ConfigError(str(error), file=FILE, line=mark.line + 1 if mark else None) from error
    found = []
    for name, row in rows.items():
        if row.get("kind") not in ("treaty", "law"):
            raise ConfigError("must be treaty or law", file=FILE, field=f"{name}.kind")
        names = (name, *([row["title"]] if "title" in row else []), *row.get("also", ()))
        found.append(Instrument(name, row["kind"], names, row.get("country")))
    return tuple(found)
