"""``communique source list``: every source with its parsers, schedule and state."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from config.errors import ConfigError
from pipelines.commands.source.naming import faults, named_sources

if TYPE_CHECKING:
    from config.settings import Settings
    from config.sources import Source


@click.command("list")
@click.pass_obj
def command(settings: Settings) -> None:
    """Every source with its parsers, schedule, and whether it has run against the live site.

    Exits with 2 where a source's file is wrong; the others are listed all the same.
    """
    rows = [("source", "country", "language", "listing", "document", "schedule (UTC)", "state")]
    broken = []
    for path, source in named_sources(settings, ()):
        if isinstance(source, ConfigError):
            broken.append(source)
            rows.append((path.stem, "-", "-", "-", "-", "-", "broken"))
            continue
        state = "broken" if faults(path, source) else _state(source)
        listing = source.listing.parser if source.listing else "imported only"
        place = (source.source_id, source.country or "-", source.language)
        rows.append((*place, listing, source.document.parser, source.schedule, state))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    if broken:
        raise ConfigError("\n".join(str(error) for error in broken))


def _state(source: Source) -> str:
    if source.paused:
        return "paused"
    return "verified" if source.verified else "not verified"
