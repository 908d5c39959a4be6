"""``communique source capture``: keep a source's listing and some of its releases as they are received, for tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from pipelines.commands.source.captured import source_of

if TYPE_CHECKING:
    from config.settings import Settings


@click.command("capture")
@click.argument("name")
@click.option("--count", default=3, show_default=True, type=click.IntRange(min=1), help="Releases to capture.")
@click.option("--replace", is_flag=True, help="Renew pages that were captured before.")
@click.pass_obj
def command(settings: Settings, name: str, count: int, replace: bool) -> None:
    """Capture the listing of source NAME and three releases (the newest, a middle one, the oldest of the page).

    Bytes, headers, addresses and times go into tests/sources/NAME/pages.warc.gz (COMMUNIQUE_FIXTURES). Interrupted,
    it goes on where it was. Exits with 1 where the site does not give them.
    """
    from parsers.records import ParseError
    from pipelines.acquisition.failures import FetchError
    from pipelines.acquisition.fetcher import Fetcher
    from pipelines.workbench.fixtures import PAGES, capture, has_fixtures

    source, folder = source_of(settings, name)
    if has_fixtures(settings, name) and not replace:
        click.echo(f"{folder / PAGES} is there; --replace renews it")
        return
    try:
        with Fetcher(settings) as fetcher:
            captured = capture(
                source, settings, fetcher, count, renew=replace, progress=lambda url: click.echo(f"asking for {url}")
            )
    except (FetchError, ParseError) as error:
        click.echo(f"communique: {error}", err=True)
        click.echo("what was received is kept; the same command goes on from there", err=True)
        raise SystemExit(1) from error
    for failed in captured.failed:
        click.secho(f"another was taken in place of {failed}", fg="yellow")
    for one in (*captured.listings, *captured.releases):
        click.echo(f"{one.role:<8} {one.page.status:>3} {len(one.page.body):>9,} bytes  {one.page.url}")
    click.echo(f"{folder / PAGES}\nnext: communique source snap {name}")
