"""``communique evaluate GOLD…``: a table of scores by layer and by event type, with errors on request."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from config.settings import Settings

if TYPE_CHECKING:
    from pipelines.evaluation.scores import Report


@click.command("evaluate")
@click.argument("gold", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--errors", is_flag=True, help="List everything missed, extra or wrong, layer by layer.")
@click.option("--layer", help="With --errors: only layers whose name begins with this.")
@click.option("--model", help="Name of an installed spaCy pipeline; default: COMMUNIQUE_MODEL.")
@click.pass_obj
def command(settings: Settings, gold: tuple[Path, ...], errors: bool, layer: str | None, model: str | None) -> None:
    """Score extraction against gold files (JSON Lines in the coding manual's shape)."""
    from parsers.language.reader import Reader
    from pipelines.evaluation.gold import answer, read_gold
    from pipelines.evaluation.scores import score

    sets = [(path, read_gold(path)) for path in gold]
    reader = Reader(model or settings.model)
    for path, documents in sets:
        report = score(documents, answer(reader, documents))
        _show(path.name, report)
        if errors:
            _show_errors(report, layer or "")


def _show(name: str, report: Report) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(title=f"{name}: {report.documents} documents", title_justify="left")
    for heading in ("layer", "P", "R", "F1", "found", "extra", "missed"):
        table.add_column(heading, justify="left" if heading == "layer" else "right")
    rows = [*report.layers.items(), *sorted(report.types.items(), key=lambda t: (-(t[1].tp + t[1].fn), t[0]))]
    for i, (label, tally) in enumerate(rows):
        table.add_row(
            label,
            *(f"{value:.3f}" for value in (tally.precision, tally.recall, tally.f1)),
            *(str(n) for n in (tally.tp, tally.fp, tally.fn)),
            end_section=i == len(report.layers) - 1,
        )
    Console().print(table)


def _show_errors(report: Report, layer: str) -> None:
    for error in report.errors:
        if error.layer.startswith(layer):
            click.echo(f"{error.layer:24} {error.fault:7} {error.document}: {error.what}")
    if report.confusion:
        confused = Counter(report.confusion).most_common(20)
        click.echo("confused (gold → found): " + ", ".join(f"{g} → {f} {n}" for (g, f), n in confused))
