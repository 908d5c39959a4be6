"""``communique evaluate GOLD…``: a table of scores by layer and by event type, with errors on request."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from config.settings import Settings

if TYPE_CHECKING:
    from pipelines.evaluation.scores import Report


@click.command("evaluate")
@click.argument("gold", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--errors", is_flag=True, help="List what was missed, extra or wrong with its sentence, costliest first.")
@click.option("--layer", help="With --errors: only layers whose name begins with this.")
@click.option("--top", type=click.IntRange(1), default=20, show_default=True, help="With --errors: how many causes.")
@click.option("--half", type=click.Choice(["A", "B"]), help="Only the documents of one half; see docs/accuracy.md.")
@click.option("--model", help="Name of an installed spaCy pipeline; default: COMMUNIQUE_MODEL.")
@click.pass_obj
def command(
    settings: Settings,
    gold: tuple[Path, ...],
    errors: bool,
    layer: str | None,
    top: int,
    half: str | None,
    model: str | None,
) -> None:
    """Score extraction against gold files (JSON Lines in the coding manual's shape)."""
    from parsers.language.reader import Reader
    from pipelines.evaluation.gold import answer, read_gold
    from pipelines.evaluation.scores import score
    from pipelines.evaluation.sets import half_of, kind_of

    sets = []
    for path in gold:
        documents = read_gold(path)
        if kind_of(documents) != "events":
            raise click.UsageError(f"{path.name} annotates no events; `make accuracy` measures dates and places alone")
        sets.append((path, [d for d in documents if half is None or half_of(d["id"]) == half]))
    reader = Reader(model or settings.model)
    for path, documents in sets:
        report = score(documents, answer(reader, documents))
        _show(f"{path.name}, half {half}" if half else path.name, report)
        if errors:
            _show_errors(report, layer or "", top, {document["id"]: document["text"] for document in documents})


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


def _show_errors(report: Report, layer: str, top: int, texts: Mapping[str, str]) -> None:
    from pipelines.evaluation.errors import causes, lines

    found = [cause for cause in causes(report.errors) if cause.layer.startswith(layer)]
    for cause in found[:top]:
        click.echo("\n".join(lines(cause, texts)) + "\n")
    if rest := found[top:]:
        click.echo(f"and {sum(len(c.errors) for c in rest)} errors of {len(rest)} rarer causes (--top {len(found)})\n")
    if report.confusion:
        click.echo("Missed, with another type on the same words (gold → found):")
        for (gold, other), count in report.confusion.most_common(20):
            click.echo(f"  {count:3} × {gold} → {other}")
