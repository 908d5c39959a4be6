"""Faults that a person mends before anything can go on, told from those of single pages and texts."""

from __future__ import annotations

import sys

from config.errors import ConfigError


def is_shared(error: BaseException) -> bool:
    """Whether every page, text and source would meet it again: the configuration, the model, a busy warehouse."""
    from warehouse.records import WarehouseBusyError

    # The reader's module loads spaCy; an error of it can only come from where it is loaded already.
    reader = sys.modules.get("parsers.language.reader")
    return isinstance(error, (ConfigError, WarehouseBusyError)) or bool(reader and isinstance(error, reader.ModelError))


def is_mendable(error: BaseException) -> bool:
    """Whether its text tells a person what to do, so that the command line shows it without a traceback."""
    from warehouse.records import WarehouseError

    return is_shared(error) or isinstance(error, WarehouseError)
