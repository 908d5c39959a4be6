"""The import rules between the rooms, read from the source of every module."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent.parent
ROOMS = ("config", "parsers", "warehouse", "pipelines")
"""Each room knows only those to its left."""
OF_ONE_ROOM = {
    "dagster": ("pipelines",),
    "requests": ("pipelines",),
    "urllib3": ("pipelines",),
    "socket": ("pipelines",),
    "http": ("pipelines",),
    "protego": ("pipelines",),
    "warcio": ("pipelines",),
    "duckdb": ("warehouse", "pipelines"),
    "spacy": ("parsers", "pipelines"),
}
"""Package → rooms that may import it."""
OPENING = {"open", "read_text", "read_bytes", "write_text", "write_bytes", "urlopen", "connect", "urlretrieve"}
"""Names of calls that open a file, socket or database."""


def modules(room: str) -> list[Path]:
    return sorted((PROJECT / room).rglob("*.py"))


def imports(path: Path) -> list[tuple[str, int]]:
    """(dotted name, line) of everything that a module imports, inside functions too."""
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found += [(alias.name, node.lineno) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: relative imports hide the room"
            found.append((node.module or "", node.lineno))
    return found


def place(path: Path, line: int) -> str:
    return f"{path.relative_to(PROJECT)}:{line}"


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_knows_only_those_to_its_left(room):
    right = set(ROOMS[ROOMS.index(room) + 1 :]) | {"tests"}
    wrong = [
        f"{place(path, line)} imports {name}"
        for path in modules(room)
        for name, line in imports(path)
        if name.partition(".")[0] in right
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("room", ROOMS)
def test_packages_that_belong_to_certain_rooms(room):
    wrong = [
        f"{place(path, line)} imports {name}, which only {' and '.join(OF_ONE_ROOM[package])} may"
        for path in modules(room)
        for name, line in imports(path)
        if (package := name.partition(".")[0]) in OF_ONE_ROOM and room not in OF_ONE_ROOM[package]
    ]
    assert not wrong, "\n".join(wrong)


def test_only_acquisition_and_the_demo_speak_http():
    allowed = ("pipelines/acquisition/", "pipelines/demo/")
    wrong = [
        f"{place(path, line)} imports {name}"
        for path in modules("pipelines")
        for name, line in imports(path)
        if name.partition(".")[0] in ("requests", "urllib3", "socket", "http")
        and not path.relative_to(PROJECT).as_posix().startswith(allowed)
    ]
    assert not wrong, "\n".join(wrong)


def test_parsers_open_no_file_socket_or_database():
    wrong = []
    for path in modules("parsers"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
                if name in OPENING:
                    wrong.append(f"{place(path, node.lineno)} calls {name}()")
    assert not wrong, "\n".join(wrong)


def test_every_module_says_in_its_first_line_what_belongs_in_it():
    silent = [
        str(path.relative_to(PROJECT))
        for room in ROOMS
        for path in modules(room)
        if path.read_text("utf-8").strip() and not ast.get_docstring(ast.parse(path.read_text("utf-8")))
    ]
    assert not silent, silent


def test_help_needs_neither_spacy_nor_dagster_nor_duckdb():
    script = (
        "import sys\nfrom pipelines.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        "print(sorted({'spacy', 'dagster', 'duckdb', 'trafilatura'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=PROJECT, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
