"""``communique export``: the published tables and views as files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from pipelines.commands.query import CannotAnswer, settings_of, snapshot_of

if TYPE_CHECKING:
    from warehouse.export import Form


@click.command("export")
@click.argument("form", metavar="FORMAT", type=click.Choice(["parquet", "csv", "jsonl"]))
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="Folder to write into.")
@click.option("--table", "names", multiple=True, metavar="NAME", help="Only this table or view; may be given again.")
@click.pass_context
def command(ctx: click.Context, form: str, out: Path, names: tuple[str, ...]) -> None:
    """Write the published tables and views to files: one parquet, csv or jsonl file each.

    For a spreadsheet: communique export csv --out sheets --table event_feed
    """
    settings = settings_of(ctx)
    import duckdb

    from warehouse.export import export
    from warehouse.reading import open_for_export
    from warehouse.records import WarehouseError

    try:
        with open_for_export(snapshot_of(settings)) as con:
            for written in export(con, cast("Form", form), out, names):
                click.echo(f"{written.path}  {written.rows:,} rows")
    except BrokenPipeError:
        raise
    except (WarehouseError, duckdb.Error, OSError) as error:
        raise CannotAnswer(str(error)) from error
