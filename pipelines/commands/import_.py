"""``communique import``: files from disk as a source."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import get_args

import click

from config.errors import ConfigError
from config.settings import Settings
from config.sources import Kind, Source, load_sources


@click.command("import")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--source", "source_id", metavar="ID", help="The declared source whose pages these are.")
@click.option(
    "--published", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help="Publication date of every page."
)
@click.option("--parser", metavar="NAME", help="Document parser for every page; default: the source's, or recognised.")
@click.option("--kind", type=click.Choice(get_args(Kind)), help="Kind of every page; default: as recognised.")
@click.option("--language", metavar="CODE", help="ISO 639-1 code of every page, where it is not English.")
@click.pass_obj
def command(
    settings: Settings,
    path: Path,
    source_id: str | None,
    published: datetime | None,
    parser: str | None,
    kind: str | None,
    language: str | None,
) -> None:
    """Load a WARC, HTML, text, JSON (GOV.UK content) or JSON Lines file, or a folder of them, from PATH.

    Records of JSON Lines are {text, title, published, url, id, kind, language}; source_agency and source_country tell
    who published one where the source does not, what else they hold is kept in the document's fields.

    Importing the same again changes nothing. Without --source, files belong to the source import-FOLDER. A page without
    a publication date is loaded; its relative dates stay unresolved. Exit code 0: done; 1: done, but some pages failed;
    2: nothing was changed.
    """
    source = _source(settings, source_id)
    if parser:
        _check_parser(parser)
    day = published.date().isoformat() if published else None
    told = {"parser": parser, "published": day, "kind": kind, "language": language}
    from pipelines.commands.report import bars, print_summary
    from pipelines.stages.importing import Told, import_path

    with bars() as progress:
        hints = {name: value for name, value in told.items() if value}
        summary = import_path(settings, path, source, Told(hints), progress)
    print_summary(summary)
    raise SystemExit(1 if summary.failed else 0)


def _source(settings: Settings, source_id: str | None) -> Source | None:
    if source_id is None:
        return None
    known = load_sources(settings.sources)
    if source_id not in known:
        raise ConfigError(
            f"no source {source_id!r}; there are {', '.join(known)} (without --source, files are one of their own)",
            file=settings.sources,
        )
    return known[source_id]


def _check_parser(name: str) -> None:
    from parsers.registry import document_parsers

    known = document_parsers()
    if name not in known:
        raise ConfigError(f"no document parser {name!r}; there are {', '.join(known)}", field="--parser")
