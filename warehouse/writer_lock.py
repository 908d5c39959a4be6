"""The lock that lets one process at a time write a warehouse."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from typing import IO

from warehouse.records import WarehouseBusyError, WarehouseError


class WriterLock:
    """An advisory lock on ``<warehouse>.lock``; the kernel frees it when the process ends, however it ends."""

    def __init__(self, warehouse: Path) -> None:
        """Take the lock of ``warehouse``.

        Raises:
            WarehouseBusyError: another process (or another writer of this one) holds it.
            WarehouseError: the folder cannot be written.
        """
        path = warehouse.with_name(warehouse.name + ".lock")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file: IO[str] = path.open("a+", encoding="ascii")
        except OSError as error:
            raise WarehouseError(f"{warehouse} cannot be written: {error}") from error
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            self._file.seek(0)
            holder = self._file.read().strip() or "unknown"
            self._file.close()
            raise WarehouseBusyError(
                f"{warehouse} is being written by process {holder}; wait for it to end, then try again"
            ) from None
        self._file.truncate(0)
        self._file.write(str(os.getpid()))
        self._file.flush()

    def release(self) -> None:
        """Give the lock back; the file stays, so that two openers always lock the same one."""
        self._file.close()
