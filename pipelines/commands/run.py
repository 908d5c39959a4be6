"""``communique run``: every stage for all or the named sources, with progress bars and a closing summary."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

import click

from config.errors import ConfigError
from config.settings import Settings
from config.sources import Source


@click.command("run")
@click.argument("names", metavar="[SOURCES]...", nargs=-1)
@click.option(
    "--max-pages",
    type=click.IntRange(min=1),
    help="Most listing pages asked for of each source; with --all-pages, --since or --until also more than its "
    "politeness.listing_pages.",
)
@click.option(
    "--all-pages", is_flag=True, help="Follow listings past what is known, to fill what shallower runs left out."
)
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DAY",
    help="Read releases of this day (YYYY-MM-DD) and later ones alone, past what is known, from the source's backfill "
    "listing where it has one. A run that was cut off goes on where it was.",
)
@click.option(
    "--until",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DAY",
    help="The same for releases of this day and earlier ones; with --since a range.",
)
@click.option(
    "--recheck-after",
    type=click.FloatRange(min=0),
    default=6.0,
    show_default=True,
    metavar="HOURS",
    help="Ask again, conditionally, for listed releases that were last asked for longer ago. Those that failed twice "
    "or more in a row rest for 1, 2, 4 … up to 30 days; 0 asks for all.",
)
@click.pass_obj
def command(
    settings: Settings,
    names: tuple[str, ...],
    max_pages: int | None,
    all_pages: bool,
    since: datetime | None,
    until: datetime | None,
    recheck_after: float,
) -> None:
    """Discover, fetch, parse, extract, load and publish.

    SOURCES are ids of source files (config/sources/ID.yaml); without any, all of them run, and what was imported is
    brought up to date. Exit code 0: done; 1: done, but some pages or sources failed; 2: nothing was changed.
    """
    if since and until and since > until:
        raise click.BadParameter("lies before --since", param_hint="--until")
    sources = chosen(settings, names)
    from pipelines.commands.report import bars, print_summary
    from pipelines.stages.run import run_sources

    with bars() as progress:
        summary = run_sources(
            settings,
            sources,
            progress=progress,
            max_pages=max_pages,
            past_known=all_pages,
            since=since.date() if since else None,
            until=until.date() if until else None,
            recheck_after=timedelta(hours=recheck_after),
        )
    print_summary(summary)
    _print_health(settings, sources)
    raise SystemExit(1 if summary.failed else 0)


def _print_health(settings: Settings, sources: Mapping[str, Source]) -> None:
    """A line for each of the sources that a check finds broken, whether or not a page was refused."""
    from warehouse.observations import failing_sources
    from warehouse.reading import open_snapshot

    with open_snapshot(settings.published) as con:
        for source_id, _, failing in failing_sources(con):
            if source_id in sources:
                click.secho(f"health {source_id}: {failing}", fg="yellow")


def chosen(settings: Settings, names: tuple[str, ...]) -> dict[str, Source]:
    """The sources of these ids, paused or not; without any, all declared ones and those that imports have made.

    Raises:
        ConfigError: a source file is wrong, or there is no source of that id.
    """
    from pipelines.stages.importing import all_sources

    known = all_sources(settings)
    unknown = sorted(set(names) - set(known))
    if unknown:
        raise ConfigError(f"no source {unknown[0]!r}; there are {', '.join(known) or 'none'}", file=settings.sources)
    if not known:
        raise ConfigError("holds no source file; `communique source list` tells more", file=settings.sources)
    named = {name: known[name].model_copy(update={"paused": None}) for name in names}
    return named or known
