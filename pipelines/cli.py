"""The command line ``communique``: the group and its lazily imported commands, one module each in ``commands/``."""

from __future__ import annotations

import importlib
from typing import Any

import click

COMMANDS = {
    "run": "run",
    "demo": "demo",
    "source": "source",
    "import": "import_",
    "extract": "extract",
    "evaluate": "evaluate",
    "query": "query",
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


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="communique")
def main() -> None:
    """Press releases of public bodies, read into an event database."""
