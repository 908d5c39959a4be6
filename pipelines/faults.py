"""Faults that a person mends before anything can go on, told from those of single pages and texts."""

from __future__ import annotations

import errno
import sys

from config.errors import ConfigError

_OF_PLACES = frozenset(
    {errno.ENOENT, errno.EACCES, errno.EPERM, errno.ENOTDIR, errno.EISDIR, errno.EEXIST}
    | {errno.EROFS, errno.ENOSPC, errno.EDQUOT, errno.ENAMETOOLONG}
)


def is_shared(error: BaseException) -> bool:
    """Whether every page, text and source would meet it again: the configuration, the model, a busy warehouse."""
    from warehouse.records import WarehouseBusyError

    # The reader's module loads spaCy; an error of it can only come from where it is loaded already.
    reader = sys.modules.get("parsers.language.reader")
    return isinstance(error, (ConfigError, WarehouseBusyError)) or bool(reader and isinstance(error, reader.ModelError))


def is_mendable(error: BaseException) -> bool:
    """Whether its text tells a person what to do, so that the command line shows it without a traceback."""
    from warehouse.records import WarehouseError

    return is_shared(error) or isinstance(error, WarehouseError) or is_of_place(error)


def is_of_place(error: BaseException) -> bool:
    """Whether a file or folder is missing, may not be written, or has no room left: ``filename`` says which."""
    return isinstance(error, OSError) and error.filename is not None and error.errno in _OF_PLACES
