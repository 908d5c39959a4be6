"""The files of one folder to which several threads append: a lock each, and the disk's word that it has every write."""

from __future__ import annotations

import fcntl
import os
import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from io import FileIO
from pathlib import Path

from pipelines.acquisition.warc_members import set_damaged_tail_aside

MOST_OPEN = 128
"""Files that are held open at once; an import of ten years' pages would otherwise meet the system's limit."""


@dataclass(slots=True)
class _Growing:
    turn: threading.Lock = field(default_factory=threading.Lock)
    stream: FileIO | None = None
    users: int = 0


class GrowingFiles:
    """Appends whole gzip members to WARC files below ``folder``; this process alone does so while a file is open."""

    def __init__(self, folder: Path) -> None:
        """``folder`` is made on the first append."""
        self.folder = folder
        self.set_aside: list[Path] = []
        """Side files with damaged tails that were cut off."""
        self._turn = threading.Lock()
        self._files: OrderedDict[str, _Growing] = OrderedDict()
        self._sound: set[str] = set()
        self._closed = False

    def append(self, name: str, data: bytes) -> int:
        """Write ``data`` at the end of a file and wait until the disk has it; answers the byte at which it begins.

        Raises:
            ValueError: the files are closed. A thread that a run has left behind would open one again, and keep the
                next run of the process from it.
        """
        with self._turn:
            if self._closed:
                raise ValueError(f"{name}: the archive is closed")
            file = self._files.setdefault(name, _Growing())
            self._files.move_to_end(name)
            file.users += 1
            self._close_idle()
        try:
            with file.turn:
                file.stream = file.stream or self._open(name)
                return _write(file.stream, data)
        finally:
            with self._turn:
                file.users -= 1
                if self._closed and not file.users and file.stream:
                    file.stream.close()

    def close(self) -> None:
        """Close all files, which frees their locks; waits for writes that are under way."""
        with self._turn:
            self._closed = True
            files = list(self._files.values())
            self._files.clear()
        for file in files:
            with file.turn:
                if file.stream:
                    file.stream.close()

    def _close_idle(self) -> None:
        surplus = len(self._files) - MOST_OPEN
        for name in [name for name, file in self._files.items() if not file.users][: max(0, surplus)]:
            stream = self._files.pop(name).stream
            if stream:
                stream.close()

    def _open(self, name: str) -> FileIO:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        stream = path.open("ab", buffering=0)
        fcntl.flock(stream, fcntl.LOCK_EX)
        if name not in self._sound:  # else this object has looked at it, and written nothing but whole records since
            damaged = set_damaged_tail_aside(path)
            if damaged:
                self.set_aside.append(damaged)
            self._sound.add(name)
        return stream


def _write(stream: FileIO, data: bytes) -> int:
    offset = stream.seek(0, os.SEEK_END)
    try:
        view = memoryview(data)
        while view:
            view = view[stream.write(view) :]
        os.fsync(stream.fileno())
    except OSError:
        os.ftruncate(stream.fileno(), offset)  # a full disk must not leave half a record before the next one
        raise
    return offset
