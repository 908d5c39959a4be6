"""Every source with captured pages: its parsers read on them what a person has accepted."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.settings import PROJECT, Settings
from config.sources import Source, load_source
from pipelines.workbench.fixtures import DECLARATION, invented_source
from pipelines.workbench.snapshot import fault

SETTINGS = Settings()
FOLDERS = sorted(path for path in (PROJECT / "tests" / "sources").iterdir() if path.is_dir())


def declared(folder: Path) -> Source:
    if (folder / DECLARATION).is_file():
        return invented_source(folder)
    path = SETTINGS.sources / f"{folder.name}.yaml"
    assert path.is_file(), f"{folder} holds pages of a source that is not declared: delete it, or add {path}"
    return load_source(path)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_parsers_read_what_was_accepted(folder: Path) -> None:
    found = fault(declared(folder), folder)
    assert found is None, f"{folder.name}: {found}"
