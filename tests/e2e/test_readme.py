import re
import subprocess
import sys

import click
import pytest

from config.settings import PROJECT
from pipelines.cli import COMMANDS, main

README = (PROJECT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_stands_in_the_readme_and_explains_itself(name):
    assert f"`communique {name}" in README, f"the README does not tell what `communique {name}` does"
    command = main.get_command(click.Context(main), name)
    assert command is not None
    assert command.get_short_help_str(), f"`communique {name}` has no help"


def test_the_readme_tells_of_no_command_that_is_not_there():
    told = set(re.findall(r"communique (?:--home \S+ )?([a-z]+)\b", README))
    assert told <= set(COMMANDS), f"not in the command line: {told - set(COMMANDS)}"


def test_make_targets_of_the_readme_exist():
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.M))
    told = set(re.findall(r"(?:`|\$ )make ([a-z-]+)", README))
    assert {"demo", "test"} <= told
    assert told <= targets


def test_links_of_the_documentation_lead_to_files():
    pages = [PROJECT / "README.md", *sorted((PROJECT / "docs").rglob("*.md"))]
    lost = [
        f"{page.relative_to(PROJECT)}: {target}"
        for page in pages
        for target in re.findall(r"\]\(([^)#:]+?)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert not lost, "\n".join(lost)


def test_help_needs_neither_spacy_nor_dagster():
    script = (
        "import sys; from click.testing import CliRunner; from pipelines.cli import main; "
        "print(CliRunner().invoke(main, ['--help']).output); "
        "sys.exit(', '.join({'spacy', 'dagster', 'duckdb'} & set(sys.modules)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=PROJECT, check=False)
    assert done.returncode == 0, f"--help imports {done.stderr}"
    assert "Commands:" in done.stdout
