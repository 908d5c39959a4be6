"""``communique source``: the group of commands on sources and its lazily imported subcommands, one module each."""

from __future__ import annotations

import importlib
from typing import Any

import click

SUBCOMMANDS = {
    "new": "new",
    "list": "list_",
    "check": "check",
    "preview": "preview",
    "capture": "capture",
    "snap": "snap",
    "live": "live",
    "bump": "bump",
}
"""Subcommand → module in this package, whose ``command`` is the click command. In the order of ``--help``."""


class SourceGroup(click.Group):
    """Imports a subcommand's module when it is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in the order of :data:`SUBCOMMANDS`."""
        return list(SUBCOMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The subcommand, or None where there is none of that name."""
        if cmd_name not in SUBCOMMANDS:
            return None
        command: Any = importlib.import_module(f"{__name__}.{SUBCOMMANDS[cmd_name]}").command
        return command  # type: ignore[no-any-return]


@click.group("source", cls=SourceGroup)
def command() -> None:
    """Make sources, look at what they read, keep watch over them (YAML files in config/sources)."""
