"""Marking a source as verified in its YAML file, in place: its comments, order and layout stay."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from config.errors import ConfigError
from config.sources import load_source

_FLAG = re.compile(r"^verified:[ \t]*(?:true|false|True|False)(?P<rest>[ \t]*(?:#.*)?)$", re.MULTILINE)
_DAY = re.compile(r"^verified_on:.*\n?", re.MULTILINE)


def with_verified(text: str, on: date) -> str:
    """The YAML with ``verified: true`` and ``verified_on``, whether or not it had them; all else as it was."""
    text = _DAY.sub("", text)
    line = f"verified_on: {on.isoformat()}"
    if _FLAG.search(text):
        return _FLAG.sub(lambda found: f"verified: true{found['rest']}\n{line}", text, count=1)
    return f"{text.rstrip()}\nverified: true\n{line}\n"


def mark_verified(path: Path, on: date) -> None:
    """Write the flag and the day into a source's file.

    Raises:
        ConfigError: the file cannot be changed so that it reads back as verified; it is as it was.
    """
    changed = with_verified(path.read_text("utf-8"), on)
    with TemporaryDirectory(dir=path.parent, prefix=".verify-") as folder:
        trial = Path(folder) / path.name
        trial.write_text(changed, "utf-8")
        if not load_source(trial).verified:
            raise ConfigError("verified: true could not be set; set it by hand", file=path, field="verified")
        trial.replace(path)
