"""Publishes a checkpointed copy of a warehouse file for readers, by atomic rename."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

_TEMPORARY = ".{name}.{pid}.publishing"


def publish_file(closed: Path, target: Path) -> None:
    """Make ``target`` a copy of ``closed``, a DuckDB file that nobody has open and that has no WAL.

    Readers of the older ``target`` keep it; a process killed here leaves the older one and a temporary file, which the
    next publication takes away.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    for leftover in target.parent.glob(_TEMPORARY.format(name=target.name, pid="*")):
        leftover.unlink(missing_ok=True)
    temporary = target.parent / _TEMPORARY.format(name=target.name, pid=os.getpid())
    try:
        shutil.copyfile(closed, temporary)
        _to_disk(temporary)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
    _to_disk(target.parent)


def _to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
