"""Rows of a CSV file with known columns, each with its line, for the registers that are kept as CSV."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from config.errors import ConfigError


def read_rows(path: Path, columns: list[str], encoding: str = "utf-8") -> list[tuple[int, dict[str, Any]]]:
    """(line, row) of each row of ``path``, whose first line must name ``columns``.

    A row with fields too many or too few holds None, as :class:`csv.DictReader` leaves it: whoever asks checks it.

    Raises:
        ConfigError: naming the file: it cannot be read, or its columns are others.
    """
    try:
        with path.open(encoding=encoding, newline="") as stream:
            reader = csv.DictReader(stream, strict=True)
            if reader.fieldnames != columns:
                raise ConfigError(f"the columns must be {','.join(columns)}", file=path, line=1)
            return [(reader.line_num, row) for row in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ConfigError(f"cannot be read: {error}", file=path) from error
