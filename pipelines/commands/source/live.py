"""``communique source live``: whether sources still give on the live site what they should."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from config.errors import ConfigError
from pipelines.commands.source.captured import source_of
from pipelines.commands.source.naming import named_sources

if TYPE_CHECKING:
    from config.settings import Settings
    from config.sources import Source
    from pipelines.workbench.live import Looked
    from warehouse.observations import Observation

_COLOURS = {"ok": "green", "warning": "yellow", "failed": "red"}


@click.command("live")
@click.argument("names", nargs=-1)
@click.option("--limit", default=5, show_default=True, type=click.IntRange(min=1), help="Releases asked for of each.")
@click.option("--verify", is_flag=True, help="Mark each named source as verified where no check fails.")
@click.option("--yes", is_flag=True, help="With --verify: ask nothing; for a person who has looked at the table.")
@click.pass_obj
def command(settings: Settings, names: tuple[str, ...], limit: int, verify: bool, yes: bool) -> None:
    """Ask the live site of each source for its listing and newest releases, politely, and say whether all is well.

    No release is stored. What is found goes into the warehouse (source_observation, source_health), with the place in
    the archive of a page that broke a check. Exits with 1 where a check failed.
    """
    from pipelines.acquisition.fetcher import Fetcher
    from pipelines.workbench.live import look, look_and_record

    if verify and not names:
        raise click.UsageError("--verify wants the names of the sources")
    failed = 0
    with Fetcher(settings) as fetcher:
        for source in _chosen(settings, names):
            reading = look(source, fetcher, limit, lambda url: click.echo(f"asking for {url}", err=True))
            looked = look_and_record(source, settings, reading)
            _show(source, looked)
            failed += bool(looked.failed)
            if verify and not looked.failed:
                _verify(settings, source, yes)
            elif verify:
                click.secho(f"{source.source_id} is not verified: a check failed", fg="red")
    raise SystemExit(1 if failed else 0)


def _chosen(settings: Settings, names: tuple[str, ...]) -> list[Source]:
    if names:
        chosen = [source_of(settings, name)[0] for name in names]
    else:
        found = [source for _, source in named_sources(settings, ())]
        broken = [one for one in found if isinstance(one, ConfigError)]
        if broken:
            raise broken[0]
        chosen = [one for one in found if not isinstance(one, ConfigError) and one.is_asked]
    without = [source.source_id for source in chosen if source.listing is None]
    if without:
        raise ConfigError(f"source {without[0]!r} has no listing to look at", field="listing")
    return chosen


def _show(source: Source, looked: Looked) -> None:
    judged = [one for one in looked.observations if one.value != 0 or one.verdict != "ok" or one.check_name == "links"]
    quiet = len(looked.observations) - len(judged)
    click.secho(f"\n{source.source_id}", bold=True)
    for row, one in zip(_rows(judged), judged, strict=True):
        click.echo(f"  {click.style(f'{one.verdict:<7}', fg=_COLOURS[one.verdict])} {row}")
        if one.verdict != "ok":
            click.echo(f"          {one.message}" + (f"\n          {one.url}" if one.url else ""))
        if one.archive_file:
            click.echo(f"          kept in the archive: {one.archive_file} at byte {one.archive_offset}")
    click.echo(f"  {quiet} further checks found nothing; {len(looked.failed)} failed")


def _rows(observations: Sequence[Observation]) -> list[str]:
    width = max((len(one.check_name) for one in observations), default=0)
    return [f"{one.check_name:<{width}} {_figure(one):>6}  {one.expected}".rstrip() for one in observations]


def _figure(one: Observation) -> str:
    if one.value is None:
        return "-"
    return f"{one.value:.2f}" if one.check_name.startswith(("filled:", "agreement")) else f"{one.value:g}"


def _verify(settings: Settings, source: Source, yes: bool) -> None:
    from datetime import UTC, datetime

    from pipelines.workbench.verifying import mark_verified

    path = settings.sources / f"{source.source_id}.yaml"
    if not path.is_file():
        raise ConfigError("is not declared here, so that it cannot be marked as verified", file=path)
    if not yes and not click.confirm(f"Have you looked at it, and is {source.source_id} what its site publishes?"):
        click.echo(f"{source.source_id} is left unverified")
        return
    mark_verified(path, datetime.now(UTC).date())
    click.echo(f"{path}: verified: true")
