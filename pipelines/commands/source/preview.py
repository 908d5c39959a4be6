"""``communique source preview``: what a source reads on a page, without storing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from config.errors import ConfigError
from pipelines.commands.source.naming import named_source, page_at

if TYPE_CHECKING:
    from config.settings import Settings
    from config.sources import Source
    from parsers.records import Document, Link


@click.command("preview")
@click.argument("name")
@click.argument("page", required=False)
@click.option("--listing", "as_listing", is_flag=True, help="Read PAGE as the listing, not as a release.")
@click.option("--url", help="Address that a page from a file has; its relative links count from it.")
@click.option(
    "--limit", default=3, show_default=True, help="Releases to read from the listing, where no PAGE is named."
)
@click.option("--full", is_flag=True, help="Show the whole body, not only its beginning.")
@click.pass_obj
def command(
    settings: Settings, name: str, page: str | None, as_listing: bool, url: str | None, limit: int, full: bool
) -> None:
    """Show what source NAME reads on PAGE, a file or an address; without PAGE, on its listing and newest releases.

    Nothing is stored. Exits with 1 where a page is not what its parser expects.
    """
    from parsers.records import ParseError
    from parsers.registry import read_document, read_listing

    source = named_source(settings, name)
    try:
        if page is not None and not as_listing:
            _show(
                source,
                read_document(source.document.parser, page_at(settings, source, page, url), source.document_options),
                full,
            )
            return
        if source.listing is None:
            raise ConfigError(f"source {name!r} has no listing: name a file or address of one release", field="PAGE")
        index = page_at(settings, source, page or source.listing.url, url)
        listing = read_listing(source.listing.parser, index, source.listing_options)
        _show_links(listing.links, listing.next_url)
        for link in listing.links[:limit] if page is None else ():
            found = page_at(settings, source, link.url, None)
            click.echo()
            _show(source, read_document(source.document.parser, found, source.document_options), full)
    except ParseError as error:
        click.echo(f"communique: {error}", err=True)
        raise SystemExit(1) from error


def _show(source: Source, document: Document, full: bool) -> None:
    from pipelines.stages.expectations import breaches

    day = f"{document.published_date} ({document.timezone})" if document.published_date else "none"
    rows = [
        ("title", document.title),
        ("published", f"{day}, {document.published_at.isoformat()}" if document.published_at else day),
        ("kind", f"{document.kind}, language {document.language}"),
        ("address", document.url),
        *((name, " | ".join(values)) for name, values in document.fields.items()),
        *(("attachment", f"{one.title or ''} {one.url}".strip()) for one in document.attachments),
        *(("change", f"{change.at.isoformat()} {change.note}") for change in document.history),
        *([("withdrawn", f"{document.withdrawn.at} {document.withdrawn.reason}")] if document.withdrawn else []),
        ("links", f"{len(document.links)} in the body"),
        ("body", f"{len(document.body):,} characters, {document.body.count(chr(10) * 2) + 1} paragraphs"),
    ]
    for label, value in rows:
        click.echo(f"{label:<12} {value}")
    body = document.body if full or len(document.body) < 600 else document.body[:600].rsplit(" ", 1)[0] + " …"
    click.echo("\n" + "\n".join(f"    {line}" if line else "" for line in body.split("\n")))
    for breach in breaches(source, document):
        click.echo(f"\nnot as expected: {breach}")


def _show_links(links: tuple[Link, ...], next_url: str | None) -> None:
    for link in links:
        click.echo(f"{link.date_hint or '-'!s:<11} {link.title or '-'}\n{'':<11} {link.url}")
    click.echo(f"{len(links)} releases; next page: {next_url or 'none'}")
