"""What a materialisation reports: row counts, sample rows as a table, a chart."""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from io import BytesIO
from pathlib import Path
from typing import Any

import dagster as dg

from pipelines.stages.tally import Counts, RunSummary
from warehouse.warehouse import Warehouse

LONGEST_CELL = 80
SHOWN_REJECTIONS = 20


def counts_of(counts: Counts) -> dict[str, dg.MetadataValue[Any]]:
    """The counts of a run as numbers that Dagster plots over time."""
    return {name: dg.MetadataValue.int(value) for name, value in asdict(counts).items()}


def report(summary: RunSummary, path: Path, table: str, sample: str, chart: str) -> dict[str, dg.MetadataValue[Any]]:
    """Metadata of a run: its counts, the rows that ``table`` holds, the rows of SQL ``sample``, a bar for each row
    (name, number) of SQL ``chart``, and what was rejected."""
    with Warehouse.open(path) as warehouse:
        con = warehouse.connection
        held = con.execute(f'SELECT count(*) FROM "{table}"').fetchall()[0][0]
        names, rows = _rows(con.execute(sample))
        _, bars = _rows(con.execute(chart))
    return {
        **counts_of(summary.total),
        "dagster/row_count": dg.MetadataValue.int(held),
        "sample": dg.MetadataValue.md(markdown_table(names, rows)),
        "chart": dg.MetadataValue.md(bar_chart({str(name): float(str(number)) for name, number in bars})),
        "rejections": dg.MetadataValue.md(rejections_of(summary)),
    }


def rejections_of(summary: RunSummary, source_id: str | None = None) -> str:
    """The run's first rejections, of one source or all, as a Markdown table."""
    wanted = [one for one in summary.rejections if source_id in (None, one.source_id)]
    rows = [(one.source_id, one.stage, one.url, one.reason) for one in wanted[:SHOWN_REJECTIONS]]
    return markdown_table(("source", "stage", "url", "reason"), rows) if rows else "none"


def markdown_table(names: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Rows as a Markdown table, long cells cut."""
    lines = [names, ["---"] * len(names), *rows]
    return "\n".join(f"| {' | '.join(_cell(value) for value in line)} |" for line in lines)


def bar_chart(bars: Mapping[str, float]) -> str:
    """Horizontal bars as a PNG inside Markdown."""
    from matplotlib.figure import Figure

    if not bars:
        return "nothing to show yet"
    figure = Figure(figsize=(7, 0.6 + 0.28 * len(bars)), layout="constrained")
    axes = figure.add_subplot()
    axes.barh(list(bars), list(bars.values()), color="#4477aa")
    axes.invert_yaxis()
    out = BytesIO()
    figure.savefig(out, format="png", dpi=90)
    return f"![chart](data:image/png;base64,{base64.b64encode(out.getvalue()).decode()})"


def _rows(cursor: Any) -> tuple[list[str], list[tuple[object, ...]]]:
    return [column[0] for column in cursor.description], cursor.fetchall()


def _cell(value: object) -> str:
    text = "" if value is None else " ".join(str(value).split()).replace("|", "\\|")
    return text if len(text) <= LONGEST_CELL else f"{text[: LONGEST_CELL - 1]}…"
