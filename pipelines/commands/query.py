"""``communique query``: SQL on the published database, answered as a table, CSV, JSON or Markdown."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from config.errors import ConfigError
from config.settings import Settings

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from warehouse.answer import Answer

ROWS_OF_A_TABLE = 100
"""A table for people shows so many rows unless ``--limit`` says otherwise."""
CHARACTERS_OF_A_CELL = 1000
"""Longer texts are cut in a table for people, never in the other formats."""
READABLE_WIDTH = 16
"""Columns narrower than this do not read well; where they would be, each row is shown as a record of its own."""


_CLASS = re.compile(r"^[A-Z][A-Za-z ]* Error: ")


class CannotAnswer(click.ClickException):
    """The question is wrong or there is nothing to ask; nothing was changed."""

    exit_code = 2


@click.command("query")
@click.argument("sql")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json", "markdown"]),
    default="table",
    show_default=True,
    help="table fits the terminal; csv, json and markdown are complete.",
)
@click.option(
    "--limit",
    type=click.IntRange(min=0),
    help=f"Most rows; 0: all. [default: {ROWS_OF_A_TABLE} in a table, else all]",
)
@click.pass_context
def command(ctx: click.Context, sql: str, form: str, limit: int | None) -> None:
    """Answer SQL from the published database, read-only ("-" reads the SQL from standard input).

    Begin with: communique query "select * from event_feed limit 5"
    """
    settings = settings_of(ctx)
    question = sys.stdin.read() if sql == "-" else sql
    if not question.strip():
        raise CannotAnswer('no SQL given; try "select * from event_feed limit 5"')
    import duckdb

    from warehouse.answer import WRITERS, Answer, ask

    con = open_published(settings)
    try:
        answer = ask(con, question)
        if answer is None:
            return
        if form == "table":
            _show(answer, ROWS_OF_A_TABLE if limit is None else limit or None)
            return
        if limit:
            answer = Answer(answer.names, iter(answer.take(limit)[0]))
        WRITERS[form](answer, sys.stdout)
    except duckdb.Error as error:
        raise CannotAnswer(explain(error)) from error
    finally:
        con.close()


def settings_of(ctx: click.Context) -> Settings:
    """The settings that the group made of its options, else those of the environment."""
    if isinstance(ctx.obj, Settings):
        return ctx.obj
    try:
        return Settings.from_environment()
    except ConfigError as error:
        raise CannotAnswer(str(error)) from error


def snapshot_of(settings: Settings) -> Path:
    """The published database; where there is none yet, the demo's, which is then named on standard error."""
    demo = settings.home / "demo" / "events.duckdb"
    if settings.published.exists() or not demo.exists():
        return settings.published
    click.echo(f"No database published yet: answering from the demo's, {demo}", err=True)
    return demo


def open_published(settings: Settings) -> DuckDBPyConnection:
    """A read-only connection to :func:`snapshot_of`."""
    from warehouse.reading import open_snapshot
    from warehouse.records import WarehouseError

    try:
        return open_snapshot(snapshot_of(settings))
    except WarehouseError as error:
        raise CannotAnswer(str(error)) from error


def explain(error: Exception) -> str:
    """DuckDB's message without the name of its class, and a hint where its words alone do not help."""
    message = _CLASS.sub("", str(error).strip())
    if 'near "fetch"' in message:
        message += '\nfetch is a reserved word of SQL, the table wants quotes: from "fetch"'
    elif "read-only" in message:
        message += "\nThe published database is for reading; the pipeline alone writes."
    elif "disabled" in message or "locked" in message:
        message += "\nQueries reach the published database only, no files and no network."
    return message


def _show(answer: Answer, limit: int | None) -> None:
    from rich.console import Console

    from warehouse.answer import cell

    rows, more = answer.take(limit)
    console = Console(soft_wrap=False)
    cells = [[_cut(cell(value).strip("\n")) for value in row] for row in rows]
    if not rows:
        console.print(f"no rows ({', '.join(answer.names)})", highlight=False, markup=False)
        return
    numeric = [
        all(isinstance(row[i], int | float | None) and not isinstance(row[i], bool) for row in rows)
        for i in range(len(answer.names))
    ]
    if _fits(answer.names, cells, console.width):
        console.print(_table(answer.names, cells, numeric))
    else:
        for number, row in enumerate(cells, 1):
            console.rule(f"[dim]{number}[/dim]", align="left", style="dim")
            console.print(_record(answer.names, row))
    count = f"{len(rows)} row{'s' if len(rows) != 1 else ''}"
    click.echo(f"first {count}, there are more: --limit 0 shows all" if more else count, err=True)


def _cut(text: str) -> str:
    return text if len(text) <= CHARACTERS_OF_A_CELL else f"{text[:CHARACTERS_OF_A_CELL]}…"


def _fits(names: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> bool:
    """Whether every column can have the width of its longest cell, or at least one that reads well."""
    from rich.cells import cell_len

    needed = 1
    for index, name in enumerate(names):
        longest = max(cell_len(line) for row in rows for line in (row[index].splitlines() or [""]))
        needed += 3 + max(len(name), min(longest, READABLE_WIDTH))
    return needed <= width


def _table(names: Sequence[str], rows: Sequence[Sequence[str]], numeric: Sequence[bool]) -> Any:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, header_style="bold", pad_edge=False)
    for name, right in zip(names, numeric, strict=True):
        table.add_column(Text(name), justify="right" if right else "left", overflow="fold")
    for row in rows:
        table.add_row(*map(Text, row))
    return table


def _record(names: Sequence[str], row: Sequence[str]) -> Any:
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="bold", no_wrap=True)
    grid.add_column(overflow="fold")
    for name, text in zip(names, row, strict=True):
        grid.add_row(Text(name), Text(text))
    return grid
