"""Bodies are unpacked whatever the pieces they come in, and never beyond their limit."""

from __future__ import annotations

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.acquisition.bodies import PIECE, read_beginning, read_body
from pipelines.acquisition.failures import FetchError, UnansweredError

TEXT = b"The Office met the Ministry. " * 500


def bare(body: bytes) -> bytes:
    """A deflate stream without the zlib head that it should have."""
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(body) + packer.flush()


def packed_by_gzip(data: bytes) -> bytes:
    """The same bytes whenever it is called: the tests' names are made of them, and workers must agree on those."""
    return gzip.compress(data, mtime=0)


PACKERS = {"gzip": packed_by_gzip, "deflate": zlib.compress, "identity": bytes, "x-gzip": packed_by_gzip}


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("", TEXT),
        ("identity", TEXT),
        ("utf-8", TEXT),
        ("gzip", packed_by_gzip(TEXT)),
        ("x-gzip", packed_by_gzip(TEXT)),
        ("GZIP ", packed_by_gzip(TEXT[:100]) + packed_by_gzip(TEXT[100:])),
        ("gzip", packed_by_gzip(TEXT) + b"\0" * 100),
        ("deflate", zlib.compress(TEXT)),
        ("deflate", bare(TEXT)),
        ("gzip, gzip", packed_by_gzip(packed_by_gzip(TEXT))),
        ("deflate, gzip", packed_by_gzip(zlib.compress(TEXT))),
    ],
)
@pytest.mark.parametrize("size", [1, 7, 10_000])
def test_packed_bodies(encoding, packed, size):
    pieces = [packed[at : at + size] for at in range(0, len(packed), size)]
    assert read_body(pieces, encoding, 10**6) == TEXT


@given(st.binary(max_size=3000), st.sampled_from(sorted(PACKERS)), st.integers(1, 500))
def test_what_was_packed_comes_out(body, encoding, size):
    packed = PACKERS[encoding](body)
    pieces = [packed[at : at + size] for at in range(0, len(packed), size)]
    assert read_body(pieces, encoding, 10_000) == body
    assert read_beginning(pieces, encoding, 10) == body[:10]


@given(st.lists(st.binary(max_size=200), max_size=20), st.sampled_from(["gzip", "deflate", "gzip, deflate", "br", ","]))
def test_any_bytes_give_a_body_or_a_reason(pieces, encoding):
    try:
        body = read_body(pieces, encoding, 500)
    except FetchError:
        return
    assert len(body) <= 500


@given(st.binary(min_size=1, max_size=3000), st.sampled_from([packed_by_gzip, zlib.compress, bare]), st.data())
def test_a_body_that_is_cut_off_is_never_taken_for_the_whole(body, pack, data):
    packed = pack(body)
    cut = data.draw(st.integers(1, len(packed) - 1))
    with pytest.raises(UnansweredError, match="cut off"):
        read_body([packed[:cut]], "gzip" if pack is packed_by_gzip else "deflate", 10_000)


def test_an_empty_body_needs_no_unpacking():
    assert read_body([], "gzip", 10) == read_body([b""], "deflate", 10) == b""


@pytest.mark.parametrize("encoding", ["br", "zstd", "compress", "gzip, br", "gzip, gzip, gzip"])
def test_what_is_not_unpacked_says_so(encoding):
    with pytest.raises(FetchError, match=f"packed as '{encoding}'"):
        read_body([b"x"], encoding, 10)


@pytest.mark.parametrize("most", [PIECE - 1, PIECE, PIECE + 1, 3 * PIECE])
def test_the_limit_is_exact(most):
    body = b"x" * most
    for encoding, packed in (("", body), ("gzip", packed_by_gzip(body))):
        assert read_body([packed], encoding, most) == body
        with pytest.raises(FetchError, match="larger than"):
            read_body([packed, b"x"] if not encoding else [packed_by_gzip(body + b"x")], encoding, most)


def test_a_beginning_asks_for_no_more_than_it_needs():
    taken = []

    def pieces():
        for number in range(100):
            taken.append(number)
            yield b"x" * 1000

    assert len(read_beginning(pieces(), "", 2500)) == 2500
    assert len(taken) == 3
