"""Reading a response's body within limits: bytes on the wire and bytes unpacked, each counted as they come, so that a
small answer cannot unpack to a large one in memory."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from typing import Protocol

from pipelines.acquisition.failures import FetchError, UnansweredError

PIECE = 65_536
"""Bytes that are read from the wire, and unpacked, at a time."""
ACCEPTED = "gzip, deflate"
"""What Accept-Encoding offers; Brotli and Zstandard would need further libraries."""
PLAIN = frozenset({"", "identity", "none", "binary", "8bit", "utf-8", "utf8", "iso-8859-1"})
"""Names under Content-Encoding that mean no packing; the last ones are mistakes of real servers."""
LAYERS = 2
"""Encodings upon one another that are read."""
GZIP = b"\x1f\x8b"


class Unpacker(Protocol):
    """Takes pieces as they are on the wire, gives pieces of at most :data:`PIECE` bytes."""

    def feed(self, data: bytes) -> Iterator[bytes]:
        """What ``data`` unpacks to."""

    def finish(self) -> None:
        """Nothing more comes.

        Raises:
            UnansweredError: the body is cut off.
        """


class Gzip:
    """One or more gzip members (RFC 1952); zero bytes and anything else after the last are ignored."""

    def __init__(self) -> None:
        """Before the first byte."""
        self._member, self._begun, self._over = zlib.decompressobj(wbits=zlib.MAX_WBITS + 16), False, False

    def feed(self, data: bytes) -> Iterator[bytes]:
        """What ``data`` unpacks to."""
        while data and not self._over:
            if self._member.eof:
                if not data.startswith(GZIP[: len(data)]):
                    self._over = True
                    return
                self._member = zlib.decompressobj(wbits=zlib.MAX_WBITS + 16)
            self._begun = True
            piece = self._member.decompress(data, PIECE)
            data = self._member.unconsumed_tail or self._member.unused_data
            if piece:
                yield piece

    def finish(self) -> None:
        """Nothing more comes."""
        if self._begun and not self._member.eof:
            raise UnansweredError("cut off: the gzip body ends before its end")


class Deflate:
    """A zlib stream (RFC 1950), or the bare one (RFC 1951) that some servers send under the same name."""

    def __init__(self) -> None:
        """Before the first byte."""
        self._stream: zlib._Decompress | None = None

    def feed(self, data: bytes) -> Iterator[bytes]:
        """What ``data`` unpacks to."""
        if self._stream is None and data:
            # RFC 1950, 2.2: the first byte of a zlib stream names method 8 in its low half and a window up to 32 kB.
            zlibbed = data[0] & 0x0F == 8 and data[0] >> 4 <= 7
            self._stream = zlib.decompressobj(wbits=zlib.MAX_WBITS if zlibbed else -zlib.MAX_WBITS)
        while data and self._stream and not self._stream.eof:
            piece = self._stream.decompress(data, PIECE)
            data = self._stream.unconsumed_tail
            if piece:
                yield piece

    def finish(self) -> None:
        """Nothing more comes."""
        if self._stream and not self._stream.eof:
            raise UnansweredError("cut off: the deflate body ends before its end")


KNOWN: dict[str, type[Gzip] | type[Deflate]] = {"gzip": Gzip, "x-gzip": Gzip, "deflate": Deflate}


def read_body(pieces: Iterable[bytes], encoding: str, largest: int) -> bytes:
    """The unpacked body.

    ``pieces`` are those on the wire, ``encoding`` is the Content-Encoding, ``largest`` the most bytes, packed and
    unpacked.

    Raises:
        FetchError: too large, packed in a way that was not asked for, not packed as the header says.
        UnansweredError: cut off.
    """
    body = bytearray()
    for piece in _unpacked(pieces, encoding, largest):
        body += piece
        if len(body) > largest:
            raise FetchError(f"larger than {largest:,} bytes when unpacked")
    return bytes(body)


def read_beginning(pieces: Iterable[bytes], encoding: str, most: int) -> bytes:
    """The first ``most`` bytes of the unpacked body; the rest is not read.

    Raises:
        FetchError: packed in a way that was not asked for, not packed as the header says.
        UnansweredError: cut off before.
    """
    body = bytearray()
    # What is packed is hardly ever longer than what it unpacks to; a multitude of empty gzip members would be.
    for piece in _unpacked(pieces, encoding, 2 * most + PIECE):
        body += piece
        if len(body) >= most:
            break
    return bytes(body[:most])


def _unpacked(pieces: Iterable[bytes], encoding: str, largest: int) -> Iterator[bytes]:
    names = [name for part in encoding.split(",") if (name := part.strip().lower()) not in PLAIN]
    if len(names) > LAYERS or any(name not in KNOWN for name in names):
        raise FetchError(f"packed as {encoding!r}, which is not read (asked for: {ACCEPTED})")
    unpackers: list[Unpacker] = [KNOWN[name]() for name in reversed(names)]
    count = 0
    try:
        for piece in pieces:
            count += len(piece)
            if count > largest:
                raise FetchError(f"larger than {largest:,} bytes" + (" on the wire" if names else ""))
            yield from _through(piece, unpackers)
        for unpacker in unpackers:
            unpacker.finish()
    except zlib.error as error:
        raise FetchError(f"not packed as {encoding!r}, as its header says ({error})") from error


def _through(piece: bytes, unpackers: list[Unpacker]) -> Iterator[bytes]:
    if not unpackers:
        yield piece
        return
    for unpacked in unpackers[0].feed(piece):
        yield from _through(unpacked, unpackers[1:])
