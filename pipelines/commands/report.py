"""What commands show of a run: progress bars while it goes on, tables at its end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars
from rich.table import Table

from pipelines.stages.tally import Counts, Progress, RunSummary, Step

MOST_REJECTIONS = 12
WIDTH_OF_FILES = 140
ALWAYS = ("discovered", "new", "unchanged", "rejected", "events")
"""Columns that are shown though nothing stands in them."""
HEADINGS = {"notes": "noted", "extracted": "read"}
HELD = {
    "document": "documents",
    "document_version": "versions of them",
    "event": "events",
    "event_participant": "participants",
    "mention": "mentions",
    "instrument_citation": "citations of treaties and laws",
    "initiative": "initiatives",
    "rejected": "rejected pages",
}
"""Table of the warehouse → what the summary calls its rows."""


@contextmanager
def bars() -> Iterator[Progress]:
    """Progress bars on standard error, a line for each source and stage; gone when the block ends."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    tasks: dict[tuple[str, str], TaskID] = {}
    with Bars(*columns, console=console, transient=True) as live:

        def show(step: Step) -> None:
            key = (step.source_id, step.stage)
            if key not in tasks:
                tasks[key] = live.add_task(escape(f"{step.source_id} {step.stage}".strip()), total=step.total)
            live.update(tasks[key], completed=step.done, total=step.total)

        yield show


def print_summary(summary: RunSummary, console: Console | None = None) -> None:
    """The closing tables: what the run did for each source, what failed and why, what the warehouse now holds."""
    console = console or Console()
    if not console.is_terminal:
        console = Console(width=WIDTH_OF_FILES)  # rich takes 80 columns for a pipe and squeezes the table
    console.print(_counts(summary))
    if summary.nothing_new:
        console.print("Nothing new.")
    for rejection in summary.rejections[:MOST_REJECTIONS]:
        console.print(
            f"[yellow]{rejection.stage}[/] {escape(rejection.url)}: {escape(rejection.reason)}", soft_wrap=True
        )
    if len(summary.rejections) > MOST_REJECTIONS:
        more = len(summary.rejections) - MOST_REJECTIONS
        console.print(f'… and {more} more: communique query "select stage, url, reason from rejected"')
    if summary.published:
        rows = summary.published.rows
        console.print(
            "The warehouse holds " + ", ".join(f"{rows.get(table, 0):,} {name}" for table, name in HELD.items()) + "."
        )
        console.print(f"Snapshot for readers: {escape(str(summary.published.path))}", soft_wrap=True)


def _counts(summary: RunSummary) -> Table:
    total = summary.total
    names = [f.name for f in fields(Counts) if f.name in ALWAYS or getattr(total, f.name)]
    table = Table(title=f"Run {summary.run_id}", title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("source", overflow="fold")
    for name in names:
        table.add_column(HEADINGS.get(name, name), justify="right", no_wrap=True)
    for source_id, counts in summary.sources.items():
        table.add_row(source_id, *(_figure(getattr(counts, name)) for name in names))
    if len(summary.sources) > 1:
        table.add_section()
        table.add_row("all", *(_figure(getattr(total, name)) for name in names))
    return table


def _figure(count: int) -> str:
    return f"{count:,}" if count else "-"
