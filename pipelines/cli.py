"""The command line ``communique``: the group and its lazily imported commands, one module each in ``commands/``."""

from __future__ import annotations

import importlib
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from config.settings import Settings
from pipelines.faults import is_mendable

COMMANDS = {
    "run": "run",
    "demo": "demo",
    "source": "source",
    "agencies": "agencies",
    "import": "import_",
    "replay": "replay",
    "extract": "extract",
    "evaluate": "evaluate",
    "query": "query",
    "explain": "explain",
    "diff": "diff",
    "export": "export",
    "doctor": "doctor",
}
"""Command → module in ``pipelines.commands``, whose ``command`` is the click command. In the order of ``--help``."""


class LazyGroup(click.Group):
    """Imports a command's module when it is used, so that ``--help`` needs neither spaCy nor Dagster."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in the order of :data:`COMMANDS`."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, or None where there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        command: Any = importlib.import_module(f"pipelines.commands.{COMMANDS[cmd_name]}").command
        return command  # type: ignore[no-any-return]

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; errors that its user can mend become one clear line and exit code 2."""
        try:
            return super().invoke(ctx)
        except Exception as error:
            if not is_mendable(error):
                raise
            told = f"{error.filename}: {error.strerror}" if isinstance(error, OSError) else str(error)
            click.echo(f"communique: {told}", err=True)
            sys.exit(2)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--home",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder of the archive, warehouse and snapshot; in place of COMMUNIQUE_HOME, else data/ in the project.",
)
@click.version_option(package_name="communique")
@click.pass_context
def main(ctx: click.Context, home: Path | None) -> None:
    """Press releases of public bodies, read into an event database."""
    settings = Settings.from_environment()
    ctx.obj = replace(settings, home=home.expanduser().resolve()) if home else settings
