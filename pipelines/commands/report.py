"""What commands show of a run: progress bars while it goes on, tables at its end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars
from rich.table import Table

from pipelines.stages.tally import Counts, Progress, RunSummary, Step, silent
from warehouse.records import Rejection

MOST_REJECTIONS = 12
_FIGURES = re.compile(r"\d[\d,.]*")
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
}
"""Table of the warehouse → what the summary calls its rows."""


@contextmanager
def bars() -> Iterator[Progress]:
    """Progress bars on standard error, a line for each source and stage; gone when the block ends.

    None where standard error is no terminal: a log file wants no bars, nor the blank lines that rich leaves of them.
    """
    console = Console(stderr=True)
    if not console.is_terminal:
        yield silent
        return
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
    for line in _reasons(summary.rejections):
        console.print(line, soft_wrap=True)
    if summary.published:
        rows, noted = summary.published.rows, summary.published.noted
        held = [f"{rows.get(table, 0):,} {name}" for table, name in HELD.items()]
        count = rows.get("rejected", 0) - noted
        refused = f"{count:,} page{'' if count == 1 else 's'} refused"
        console.print(f"The warehouse holds {', '.join(held)}; {refused}, {noted:,} noted.", highlight=False)
        console.print(f"Snapshot for readers: {escape(str(summary.published.path))}", soft_wrap=True)


def _reasons(rejections: Sequence[Rejection]) -> Iterator[str]:
    """A line for each page that was refused or noted; where they are many, one for each reason with its number."""
    refused = sorted(rejections, key=lambda rejection: rejection.noted)  # what was refused comes first
    groups: dict[tuple[str, str, bool], list[Rejection]] = {}
    for one in refused:
        key = (one.stage, _FIGURES.sub("N", one.reason.replace(one.url, "URL")), one.noted)
        groups.setdefault(key, []).append(one)
    alone = len(refused) <= MOST_REJECTIONS
    parts = [[one] for one in refused] if alone else list(groups.values())
    for part in parts[:MOST_REJECTIONS]:
        first = part[0]
        style = "dim" if first.noted else "yellow"
        times = f" (and {len(part) - 1:,} more like it)" if len(part) > 1 else ""
        reason = first.reason.removesuffix(f" at {first.url}")
        yield f"[{style}]{first.stage}[/] {escape(first.url)}: {escape(reason)}{times}"
    if not alone:
        sql = "select stage, url, reason from rejected"
        kinds = f"{len(parts) - MOST_REJECTIONS} more reasons. " if len(parts) > MOST_REJECTIONS else ""
        yield f'… {kinds}All of them: communique query "{sql}"'


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
