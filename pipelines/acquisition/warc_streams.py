"""WARC files of any tool as streams of records: a gzip member a record, one for all of them (wget), or none."""

from __future__ import annotations

import gzip
import zlib
from pathlib import Path
from typing import BinaryIO, cast

CHUNK = 1 << 16
GZIP = b"\x1f\x8b"
LONGEST_HEAD = 1 << 20


def open_records(path: Path) -> BinaryIO:
    """The file for warcio to read; unpacked as one where a single gzip member holds many records, which warcio refuses.

    Offsets in the stream are those that warcio tells of it; seeking is slow where it is unpacked.
    """
    if in_one_member(path):
        return cast(BinaryIO, gzip.open(path, "rb"))
    return path.open("rb")


def in_one_member(path: Path) -> bool:
    """Whether the first gzip member goes on after the first record."""
    inflater = zlib.decompressobj(wbits=zlib.MAX_WBITS + 16)
    head, length, seen = b"", None, 0
    with path.open("rb") as file:
        if file.read(2) != GZIP:
            return False
        file.seek(0)
        while not inflater.eof and (chunk := file.read(CHUNK)):
            try:
                part = inflater.decompress(chunk)
            except zlib.error:
                return False
            seen += len(part)
            if length is None:
                head += part
                length = _first_length(head)
            if length is not None and seen > length + len(b"\r\n\r\n"):
                return True
            if length is None and len(head) > LONGEST_HEAD:
                return False
    return False


def ends_well(path: Path, last: int) -> bool:
    """Whether the last record's gzip member is whole and the file's end; of files without gzip its length has told."""
    with path.open("rb") as file:
        file.seek(last)
        chunk = file.read(CHUNK)
        if not chunk.startswith(GZIP):
            return True
        member = zlib.decompressobj(wbits=zlib.MAX_WBITS + 16)
        while chunk:
            try:
                member.decompress(chunk)
            except zlib.error:
                return False
            chunk = file.read(CHUNK) if not member.unused_data else b""
        return member.eof and not member.unused_data


def _first_length(head: bytes) -> int | None:
    """Bytes of the first record, its head included; None while the head is not whole or tells no length."""
    named, end, _ = head.partition(b"\r\n\r\n")
    for line in named.split(b"\r\n") if end else ():
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length" and value.strip().isdigit():
            return len(named) + len(end) + int(value)
    return None
