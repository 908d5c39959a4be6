"""The gzip members of WARC files as bytes on disk: which of them are whole, and what follows the last whole one."""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

CHUNK = 1 << 16
MAGIC = b"\x1f\x8b\x08"
"""The first bytes of every gzip member (RFC 1952, deflate)."""


def whole_members(path: Path) -> Iterator[tuple[int, int]]:
    """(start, end) in bytes of each gzip member that is whole, up to the first that is not."""
    for start, end, content in members(path, keep=False):
        if content is None:
            return
        yield start, end


def members(path: Path, start: int = 0, *, keep: bool = True) -> Iterator[tuple[int, int, bytes | None]]:
    """(start, end, content) of each gzip member from byte ``start`` on; ``keep`` False leaves the contents empty.

    What is damaged or cut off is one entry without a content (None) up to the next whole member that begins a WARC
    record, or to the file's end. Memory holds one member's content.
    """
    with path.open("rb") as file:
        while True:
            end, content = _member(file, start, keep)
            if content is None:
                if end == start:
                    return
                end = _next_record(file, start + 1)
            yield start, end, content
            start = end


def member_at(path: Path, start: int) -> bytes | None:
    """Content of the gzip member that begins at byte ``start``; None where it is not whole.

    Raises:
        FileNotFoundError: there is no such file.
    """
    with path.open("rb") as file:
        return _member(file, start, keep=True)[1]


def _member(file: BinaryIO, start: int, keep: bool) -> tuple[int, bytes | None]:
    """End and content of the member at ``start``; no content where it is not whole, and ``start`` at the file's end."""
    file.seek(start)
    inflater, parts, position = zlib.decompressobj(wbits=zlib.MAX_WBITS + 16), bytearray(), start
    while not inflater.eof:
        chunk = file.read(CHUNK)
        if not chunk:
            return position, None
        try:
            part = inflater.decompress(chunk)
        except zlib.error:
            return position + len(chunk), None
        if keep:
            parts += part
        position += len(chunk)
    return position - len(inflater.unused_data), bytes(parts)


def _next_record(file: BinaryIO, start: int) -> int:
    """Where the next gzip member begins that holds the beginning of a WARC record; the file's end if none does."""
    position, rest = start, b""
    while True:
        file.seek(position + len(rest))
        chunk = file.read(CHUNK)
        data = rest + chunk
        at = data.find(MAGIC)
        while at >= 0:
            if _begins_record(file, position + at):
                return position + at
            at = data.find(MAGIC, at + 1)
        if not chunk:
            return position + len(rest)
        rest = data[-(len(MAGIC) - 1) :]
        position += len(data) - len(rest)


def _begins_record(file: BinaryIO, start: int) -> bool:
    file.seek(start)
    try:
        return zlib.decompressobj(wbits=zlib.MAX_WBITS + 16).decompress(file.read(1024), 5) == b"WARC/"
    except zlib.error:
        return False


def set_damaged_tail_aside(path: Path) -> Path | None:
    """Cut from a file what follows its last whole record, into ``<name>.tail-<offset>`` beside it.

    Safe when interrupted: the tail is copied to disk before it is cut, and cutting again gives the same files. Damage
    between whole records stays where it is, so that what follows it keeps its offset.
    """
    end = max((until for _, until, content in members(path, keep=False) if content is not None), default=0)
    if end == path.stat().st_size:
        return None
    side = path.with_name(f"{path.name}.tail-{end}")
    with path.open("r+b") as file, side.open("wb") as tail:
        file.seek(end)
        tail.write(file.read())
        tail.flush()
        os.fsync(tail.fileno())
        file.truncate(end)
        os.fsync(file.fileno())
    return side
