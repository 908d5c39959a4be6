"""What the commands on captured pages share: the source that a name means, and readings shown in colour."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipelines.commands.source.naming import named_source

if TYPE_CHECKING:
    from config.settings import Settings
    from config.sources import Source
    from pipelines.workbench.field_diff import Difference
    from pipelines.workbench.findings import Finding

_COLOURS = {"-": "red", "+": "green", " ": "bright_black"}


def source_of(settings: Settings, name: str) -> tuple[Source, Path]:
    """The source of this name and the folder of its captured pages; an invented one is declared in that folder.

    Raises:
        ConfigError: there is none, or its file is wrong.
    """
    from pipelines.workbench.fixtures import DECLARATION, folder_of, invented_source

    folder = folder_of(settings, name)
    if (folder / DECLARATION).is_file() and not (settings.sources / f"{name}.yaml").is_file():
        return invented_source(folder), folder
    return named_source(settings, name), folder


def show_differences(found: Iterable[Difference]) -> None:
    """Each field with the lines that are gone and new, in colour where the terminal has it."""
    for difference in found:
        click.secho(difference.place, bold=True)
        for sign, line in difference.lines:
            click.secho(f"  {sign} {line}", fg=_COLOURS[sign])


def show_findings(findings: Sequence[Finding]) -> None:
    """Each finding with its page and what to do."""
    for finding in findings:
        colour = "red" if finding.severity == "fault" else "yellow"
        click.echo(f"  {click.style(finding.severity, fg=colour)} {finding.check}: {finding.message}")
        click.echo(f"    {finding.url}\n    → {finding.remedy}")
