"""``communique source check``: whether source files hold together, without network."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from config.errors import ConfigError
from pipelines.commands.source.naming import faults, named_sources

if TYPE_CHECKING:
    from config.settings import Settings


@click.command("check")
@click.argument("names", nargs=-1)
@click.pass_obj
def command(settings: Settings, names: tuple[str, ...]) -> None:
    """Check source files, offline: fields, parsers and their options, selectors, the publisher in the agency register.

    Exits with 2 where anything is wrong.
    """
    wrong = 0
    for path, source in named_sources(settings, names):
        found = [source] if isinstance(source, ConfigError) else faults(path, source)
        wrong += bool(found)
        click.echo("\n".join(map(str, found)) if found else f"{path.stem}: good")
    if wrong:
        raise ConfigError(f"{wrong} source {'file' if wrong == 1 else 'files'} must be mended")
