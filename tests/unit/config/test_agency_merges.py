"""The operator's file of merged agencies: its form, and what a wrong line says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from config.agencies import agencies, use_merges
from config.agency_merges import Merge, read_merges, write_merges
from config.errors import ConfigError


@pytest.fixture(autouse=True)
def _shipped_register_afterwards() -> Iterator[None]:
    yield
    use_merges(None)


def test_what_is_written_is_read_and_lines_are_sorted(tmp_path: Path) -> None:
    path = tmp_path / "home" / "agency_merges.csv"
    merges = [Merge("x-zm-b", "zm-acc", ("ZMB", "Bureau, the")), Merge("x-my-a", "my-macc")]
    write_merges(path, merges)
    assert read_merges(path) == tuple(reversed(merges))
    assert path.read_text().splitlines()[1] == "x-my-a,my-macc,"
    write_merges(path, [])
    assert not path.exists()
    assert read_merges(path) == ()


@pytest.mark.parametrize(
    ("lines", "field", "line"),
    [
        ("my-macc,zm-acc,\n", "provisional", 2),
        ("x-a,zm-acc,\nx-a,my-macc,\n", "provisional", 3),
        ("x-a,zm-acc\n", None, 2),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, lines: str, field: str | None, line: int) -> None:
    path = tmp_path / "agency_merges.csv"
    path.write_text(f"provisional,agency_id,aliases\n{lines}")
    with pytest.raises(ConfigError) as caught:
        read_merges(path)
    assert (caught.value.line, caught.value.field) == (line, field)


def test_aliases_are_names_of_the_body_while_the_file_is_in_use(tmp_path: Path) -> None:
    path = tmp_path / "agency_merges.csv"
    write_merges(path, [Merge("x-my-a", "my-macc", ("PERAKS", "Silver Bureau"))])
    use_merges(path)
    for name in ("PERAKS", "Silver Bureau"):
        found = agencies().by_name(name)
        assert found is not None, name
        assert found.agency_id == "my-macc"
    merged = agencies().merged("x-my-a")
    assert merged is not None
    assert merged.agency_id == "my-macc"
    use_merges(tmp_path / "no such file.csv")
    assert agencies().by_name("PERAKS") is None
