"""``communique source preview``: what a source reads on its pages, where, and the events in it; nothing is stored."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from config.errors import ConfigError
from pipelines.commands.source.naming import named_source, page_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from config.settings import Settings
    from config.sources import Source
    from parsers.records import Link, Page, ParseError
    from pipelines.workbench.preview import Previewed

LINKS = 10
"""Links of a listing that are shown, unless all are asked for."""


@click.command("preview")
@click.argument("name")
@click.argument("page", required=False)
@click.option("--listing", "as_listing", is_flag=True, help="Read PAGE as the listing, not as a release.")
@click.option("--url", help="Address that a page from a file has; its relative links count from it.")
@click.option(
    "--limit",
    default=3,
    show_default=True,
    type=click.IntRange(min=1),
    help="Releases to read from the listing, where no PAGE is named.",
)
@click.option("--full", is_flag=True, help="Show whole bodies and listings, not only their beginnings.")
@click.option("--events/--no-events", default=True, help="Read the text for events (the default), or not: faster.")
@click.option(
    "--html", "html_file", type=click.Path(path_type=Path, dir_okay=False), help="Write an HTML page as well."
)
@click.pass_obj
def command(
    settings: Settings,
    /,
    name: str,
    page: str | None,
    as_listing: bool,
    url: str | None,
    limit: int,
    full: bool,
    events: bool,
    html_file: Path | None,
) -> None:
    """Show what source NAME reads on PAGE, a file or an address; without PAGE, on its listing and newest releases.

    Beside each field stands the selector or path that gave it; then how the generic parser reads the page, and the
    events that would be coded, their words marked in the text. Nothing is stored. Exits with 1 where a page is not what
    its parser expects.
    """
    from rich.console import Console

    from parsers.records import ParseError
    from pipelines.workbench.preview_text import show

    source, console, shown = named_source(settings, name), Console(highlight=False), []
    failed = False
    try:
        for number, found in enumerate(_pages(settings, source, page, url, limit, as_listing=as_listing, full=full)):
            if number or page is None:
                console.print()
            try:
                if isinstance(found, ParseError):
                    raise found
                one = _previewed(settings, source, found, events=events)
            except ParseError as error:
                failed = True
                click.echo(f"communique: {error}", err=True)
                continue
            show(console, one, full=full)
            shown.append(one)
    except ParseError as error:
        click.echo(f"communique: {error}", err=True)
        raise SystemExit(1) from error
    if html_file is not None and shown:
        from pipelines.workbench.preview_page import html_of

        html_file.write_text(html_of(source, shown), "utf-8")
        console.print(f"\nwritten: {html_file}", soft_wrap=True)
    if failed:
        raise SystemExit(1)


def _pages(
    settings: Settings, source: Source, place: str | None, url: str | None, limit: int, *, as_listing: bool, full: bool
) -> Iterator[Page | ParseError]:
    """The releases to show, each that the site does not give as an error; a listing is shown on the way."""
    from parsers.registry import read_listing
    from pipelines.acquisition.failures import FetchError
    from pipelines.acquisition.fetcher import Fetcher
    from pipelines.workbench.asking import asking, newest_listing, release_page

    if place is not None and not as_listing:
        yield page_at(settings, source, place, url)
        return
    if source.listing is None:
        raise ConfigError(
            f"source {source.source_id!r} has no listing: name a file or address of one release", field="PAGE"
        )
    if place is not None:
        index = page_at(settings, source, place, url, "listing")
        listing = read_listing(source.listing.parser, index, source.listing_options)
        _show_links(listing.links, listing.next_url, full=full)
        return
    from parsers.records import ParseError

    with Fetcher(settings) as fetcher:
        ask = asking(fetcher, source)
        try:
            links: tuple[Link, ...] = ()
            for _, _, listing_or_error in newest_listing(source, ask):
                if isinstance(listing_or_error, ParseError):
                    raise listing_or_error
                links = listing_or_error.links
                _show_links(links, listing_or_error.next_url, full=full)
        except FetchError as error:
            raise ParseError(str(error), url=source.listing.url) from error
        for link in links[:limit]:
            try:
                yield release_page(link, ask)
            except FetchError as error:
                yield ParseError(str(error), url=link.url)


def _previewed(settings: Settings, source: Source, page: Page, *, events: bool) -> Previewed:
    from pipelines.workbench.preview import events_of, previewed

    one = previewed(source, page)
    return replace(one, events=events_of(settings, source, [one.document])[0]) if events else one


def _show_links(links: tuple[Link, ...], next_url: str | None, *, full: bool) -> None:
    shown = links if full or len(links) <= LINKS + 1 else links[:LINKS]
    for link in shown:
        click.echo(f"{link.date_hint or '-'!s:<11} {link.title or '-'}\n{'':<11} {link.url}")
    if len(shown) < len(links):
        click.echo(f"… {len(links) - len(shown)} more (--full shows them)")
    click.echo(f"{len(links)} releases; next page: {next_url or 'none'}")
