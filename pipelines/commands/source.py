"""``communique source``: list, check and preview the declared sources."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from config.errors import ConfigError

if TYPE_CHECKING:
    from config.settings import Settings
    from config.sources import Source
    from parsers.records import Document, Link, Page

MEDIA = {".json": "application/json", ".xml": "application/xml", ".txt": "text/plain"}
"""Media type of a file to preview, by suffix; anything else is taken for HTML."""


@click.group("source")
def command() -> None:
    """List, check and preview sources (YAML files in config/sources)."""


@command.command("list")
@click.pass_obj
def list_(settings: Settings) -> None:
    """Every source with its parsers, schedule, and whether it has run against the live site.

    Exits with 2 where a source's file is wrong; the others are listed all the same.
    """
    rows = [("source", "country", "language", "listing", "document", "schedule (UTC)", "state")]
    broken = []
    for path, source in _sources(settings, ()):
        if isinstance(source, ConfigError):
            broken.append(source)
            rows.append((path.stem, "-", "-", "-", "-", "-", "broken"))
            continue
        state = "broken" if _faults(path, source) else "verified" if source.verified else "not verified"
        listing = source.listing.parser if source.listing else "imported only"
        place = (source.source_id, source.country or "-", source.language)
        rows.append((*place, listing, source.document.parser, source.schedule, state))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    if broken:
        raise ConfigError("\n".join(str(error) for error in broken))


@command.command("check")
@click.argument("names", nargs=-1)
@click.pass_obj
def check(settings: Settings, names: tuple[str, ...]) -> None:
    """Check source files, offline: fields, parsers and their options, selectors, the publisher in the agency register.

    Exits with 2 where anything is wrong.
    """
    wrong = 0
    for path, source in _sources(settings, names):
        faults = [source] if isinstance(source, ConfigError) else _faults(path, source)
        wrong += bool(faults)
        click.echo("\n".join(map(str, faults)) if faults else f"{path.stem}: good")
    if wrong:
        raise ConfigError(f"{wrong} source {'file' if wrong == 1 else 'files'} must be mended")


@command.command("preview")
@click.argument("name")
@click.argument("page", required=False)
@click.option("--listing", "as_listing", is_flag=True, help="Read PAGE as the listing, not as a release.")
@click.option("--url", help="Address that a page from a file has; its relative links count from it.")
@click.option(
    "--limit", default=3, show_default=True, help="Releases to read from the listing, where no PAGE is named."
)
@click.option("--full", is_flag=True, help="Show the whole body, not only its beginning.")
@click.pass_obj
def preview(
    settings: Settings, name: str, page: str | None, as_listing: bool, url: str | None, limit: int, full: bool
) -> None:
    """Show what source NAME reads on PAGE, a file or an address; without PAGE, on its listing and newest releases.

    Nothing is stored. Exits with 1 where a page is not what its parser expects.
    """
    from parsers.records import ParseError
    from parsers.registry import read_document, read_listing

    [(_, source)] = list(_sources(settings, (name,)))
    if isinstance(source, ConfigError):
        raise source
    try:
        if page is not None and not as_listing:
            _show(
                source,
                read_document(source.document.parser, _page(settings, source, page, url), source.document_options),
                full,
            )
            return
        if source.listing is None:
            raise ConfigError(f"source {name!r} has no listing: name a file or address of one release", field="PAGE")
        index = _page(settings, source, page or source.listing.url, url)
        listing = read_listing(source.listing.parser, index, source.listing_options)
        _show_links(listing.links, listing.next_url)
        for link in listing.links[:limit] if page is None else ():
            found = _page(settings, source, link.url, None)
            click.echo()
            _show(source, read_document(source.document.parser, found, source.document_options), full)
    except ParseError as error:
        click.echo(f"communique: {error}", err=True)
        raise SystemExit(1) from error


def _sources(settings: Settings, names: tuple[str, ...]) -> Iterator[tuple[Path, Source | ConfigError]]:
    """Each named source (none named: all) with its file, or what is wrong with the file."""
    from config.sources import load_source, source_files

    files = {path.stem: path for path in source_files(settings.sources)}
    for name in names:
        if name not in files:
            raise ConfigError(f"there is no source {name!r}; there are {', '.join(files)}", file=settings.sources)
    for stem in names or files:
        try:
            yield files[stem], load_source(files[stem])
        except ConfigError as error:
            yield files[stem], error


def _faults(path: Path, source: Source) -> list[ConfigError]:
    """What the YAML's own rules cannot tell: unknown parsers and options, a publisher that is in no register."""
    from config.agencies import agencies
    from config.yaml_lines import dotted, line_of, read_yaml
    from parsers.registry import option_faults

    faults = [
        (("document", field), fault)
        for field, fault in option_faults("document", source.document.parser, source.document_options)
    ]
    if source.listing:
        found = option_faults("listing", source.listing.parser, source.listing_options)
        faults += [(("listing", field), fault) for field, fault in found]
    if source.publisher and agencies().get(source.publisher) is None:
        faults.append((("publisher", ""), f"the agency register holds no {source.publisher!r}"))
    lines = read_yaml(path)[1] if faults else {}
    return [
        ConfigError(fault, file=path, line=line_of(place, lines), field=dotted(place).rstrip("."))
        for place, fault in faults
    ]


def _page(settings: Settings, source: Source, place: str, url: str | None) -> Page:
    """The page at an address or in a file."""
    from parsers.records import Page, ParseError

    if place.startswith(("http://", "https://")):
        from pipelines.acquisition.fetcher import Fetcher, FetchError

        try:
            with Fetcher(settings) as fetcher:
                page = fetcher.fetch(place, delay=source.politeness.delay_seconds).page
        except FetchError as error:
            raise ParseError(str(error), url=place) from error
        if page.status != 200:
            raise ParseError(f"the server answered {page.status}", url=place)
        return page
    path = Path(place)
    try:
        body = path.read_bytes()
    except OSError as error:
        raise ConfigError(f"cannot be read: {error.strerror}", file=path) from error
    media = MEDIA.get(path.suffix.lower(), "text/html")
    return Page(url or f"file:///{path.name}", body, datetime.now(UTC), 200, {"content-type": media})


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
