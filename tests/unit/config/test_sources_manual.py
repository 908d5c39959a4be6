"""The manual's page on adding a source: its commands give the output that it shows, its files are those beside it."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from config.settings import PROJECT
from parsers import registry
from tests.unit.parsers.pages import page

MANUAL = PROJECT / "docs" / "adding-a-source.md"
TEXT = MANUAL.read_text("utf-8")
EXAMPLES = PROJECT / "docs" / "adding-a-source"
CONSOLE = re.findall(r"```console\n\$ (.+)\n((?:.*\n)*?)```", TEXT)


@pytest.mark.parametrize(("command", "output"), CONSOLE)
def test_commands_give_the_output_that_is_shown(command: str, output: str) -> None:
    setting, program, *arguments = shlex.split(command)
    assert program == "communique"
    environment = {**os.environ, **dict([setting.split("=", 1)])}
    run = subprocess.run(
        [sys.executable, "-c", "from pipelines.cli import main; main()", *arguments],
        cwd=PROJECT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.stdout == output, run.stderr


def test_the_file_is_shown_as_it_is() -> None:
    assert (EXAMPLES / "nz-invented-harbour.yaml").read_text("utf-8") in TEXT


@pytest.mark.parametrize(("found", "put"), [("Pacific/Auckland", "Pacific/Aukland"), ("  item:", "  itme:")])
def test_mistakes_are_told_as_shown(tmp_path: Path, found: str, put: str) -> None:
    text = (EXAMPLES / "nz-invented-harbour.yaml").read_text("utf-8").replace(found, put)
    (tmp_path / "nz-invented-harbour.yaml").write_text(text, "utf-8")
    environment = {**os.environ, "COMMUNIQUE_SOURCES": str(tmp_path)}
    run = subprocess.run(
        [sys.executable, "-c", "from pipelines.cli import main; main()", "source", "check"],
        cwd=PROJECT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 2
    for line in run.stdout.splitlines():
        assert line.replace(str(tmp_path), "config/sources") in TEXT


def test_the_parser_of_the_manual_works() -> None:
    code = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)[0]
    module = ModuleType("invented_harbour")
    try:
        exec(compile(code, str(MANUAL), "exec"), module.__dict__)
        sample = page((EXAMPLES / "release.html").read_bytes(), "https://harbour.example/media/2024/clerks-charged")
        document = registry.read_document("invented_harbour", sample, {"timezone": "Pacific/Auckland"})
    finally:
        registry._DOCUMENTS.pop("invented_harbour", None)
    assert document.fields == {"tags": ("Fraud", "Harbours")}
    assert document.body.startswith("The Invented Harbour Authority charged")
    assert document.body.endswith("helped with the inquiry.")


def test_every_parser_but_those_of_one_site_is_named_in_the_manual() -> None:
    parsers = [*registry.document_parsers().values(), *registry.listing_parsers().values()]
    shipped = [one for one in parsers if not one.is_of_one_site]
    for one in shipped:
        assert f"`{one.name}`" in TEXT, f"{MANUAL.name} does not say when to use {one.name}"
    assert len(shipped) > 20
