"""``communique replay``: ledger, documents and events made from the archive, without network."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from config.errors import ConfigError
from config.settings import Settings
from config.sources import Source


@click.command("replay")
@click.argument("names", metavar="[SOURCES]...", nargs=-1)
@click.option(
    "--into",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="HOME",
    help="Build the warehouse there and leave this one as it is; the archive is read where it stands.",
)
@click.pass_obj
def command(settings: Settings, names: tuple[str, ...], into: Path | None) -> None:
    """Rebuild ledger, documents and events from the archive alone, without network.

    Takes up every archived record that the ledger does not know; in a home that holds nothing but archive/ that is all
    of it. What the warehouse holds already stays. SOURCES are ids of sources; without any, all whose records are in the
    archive. Requests that brought no response at all were never archived. Exit code 0: done; 1: done, but some pages
    failed; 2: nothing was changed.
    """
    sources = _chosen(settings, names)
    from pipelines.commands.report import bars, print_summary
    from pipelines.stages.replay import replay_sources

    target = replace(settings, home=into.expanduser().resolve()) if into else settings
    with bars() as progress:
        summary = replay_sources(target, sources, settings.archive, progress)
    print_summary(summary)
    raise SystemExit(1 if summary.failed else 0)


def _chosen(settings: Settings, names: tuple[str, ...]) -> dict[str, Source]:
    from pipelines.stages.importing import all_sources
    from pipelines.stages.replay import archived_ids

    archived, known = archived_ids(settings.archive), all_sources(settings)
    missing = sorted(set(names) - set(archived))
    if missing:
        raise ConfigError(f"holds nothing of {missing[0]!r}; {_list(archived)}", file=settings.archive)
    if not archived:
        raise ConfigError("holds no records", file=settings.archive)
    for name in (name for name in names or archived if name not in known):
        click.echo(f"communique: no source file {name}.yaml in {settings.sources}; its records are left out", err=True)
    chosen = {name: known[name] for name in names or archived if name in known}
    if not chosen:
        raise ConfigError(f"declares none of these sources; {_list(archived)}", file=settings.sources)
    return chosen


def _list(archived: list[str]) -> str:
    return f"the archive has {', '.join(archived)}" if archived else "it holds no records"
