"""Versions of the code that makes rows: digests of the rooms' files, the registers and the model.

A row made by another version than the present one is work to do. Every change of a file counts, also of a comment:
doing work again is cheap, an old row taken for a new one is not.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import importlib.util
import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from config.errors import ConfigError
from config.settings import PROJECT
from config.sources import Source
from warehouse.records import Extractor


def parser_version(source: Source) -> str:
    """Twelve hexadecimal digits for the reading code and what the source's YAML tells it."""
    told = source.model_dump_json(
        include={"document", "timezone", "language", "kind", "publisher", "country", "expect"}
    )
    return _short(f"{_reading_code()}\n{told}")


@cache
def extractor(model: str) -> Extractor:
    """The version of the language room, its registers and the spaCy pipeline ``model``.

    Raises:
        ConfigError: no installed package or folder is named ``model``.
    """
    code = digest_of([PROJECT / "parsers" / "records.py", *(PROJECT / "parsers" / "language").rglob("*.py")])
    registers = digest_of(
        path
        for path in (PROJECT / "config").rglob("*")
        if path.suffix in {".py", ".yaml", ".csv", ".json"} and "sources" not in path.relative_to(PROJECT).parts
    )
    version = model_version(model)
    return Extractor(_short(f"{code}\n{registers}\n{model}\n{version}"), code, model, version, registers)


def model_version(model: str) -> str:
    """Version of a spaCy pipeline (package or folder) without loading it.

    Raises:
        ConfigError: there is none of that name.
    """
    return _model_meta(model)[0]


def model_language(model: str) -> str:
    """ISO 639 code of the language that a spaCy pipeline reads; errors as :func:`model_version`."""
    return _model_meta(model)[1]


@cache
def _model_meta(model: str) -> tuple[str, str]:
    try:
        spec = importlib.util.find_spec(model) if model.isidentifier() else None
    except (ImportError, ValueError):
        spec = None
    folder = Path(spec.origin).parent if spec and spec.origin else Path(model)
    try:
        meta = json.loads((folder / "meta.json").read_text("utf-8"))
        return str(meta["version"]), str(meta["lang"])
    except (OSError, ValueError, KeyError) as error:
        raise ConfigError(
            f"the spaCy pipeline {model!r} is not installed; install it with pip, or name another one",
            field="COMMUNIQUE_MODEL",
        ) from error


def digest_of(paths: Iterable[Path]) -> str:
    """Twelve hexadecimal digits for the names and contents of files, whatever their order and place."""
    total = hashlib.sha256()
    for path in sorted(paths, key=lambda path: path.relative_to(PROJECT).as_posix()):
        total.update(path.relative_to(PROJECT).as_posix().encode() + b"\0")
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()[:12]


@cache
def _reading_code() -> str:
    room = PROJECT / "parsers"
    return digest_of(path for path in room.rglob("*.py") if "language" not in path.relative_to(room).parts)


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]
