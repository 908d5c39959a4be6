"""The tables of figures, as plain rows that the terminal and the page of the documentation both show."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipelines.evaluation.figures import Figures, SetFigures
from pipelines.evaluation.marks import RELEASES, mark_of
from pipelines.evaluation.scores import LAYERS
from pipelines.evaluation.sets import HALVES
from pipelines.evaluation.tallies import Tally

SHORT = {"participants of matched": "participants", "status of matched": "status", "location of matched": "location"}
BRIEF = {
    "documents": "n",
    "agencies": "agency",
    "countries": "country",
    "dates": "date",
    "event types": "type",
    "event type+date": "+date",
    "participants+role": "+role",
    "location": "place",
}
"""Column heads for the terminal, where eight layers have to stand on a line of eighty characters."""


@dataclass(frozen=True, slots=True)
class Table:
    """A heading, the column heads, and cells as text; columns from ``numbers`` on are set to the right."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: int = 1


def summary(figures: Figures) -> Table:
    """One line a set of releases: F1 by layer, and whether the mark is reached."""
    layers = list(RELEASES)
    rows = []
    for name, one in figures.items():
        if one.kind == "events":
            cells = [_against(one.whole(layer), mark_of(name, one.kind, layer)) for layer in layers]
            rows.append((name, str(sum(one.documents.values())), *cells))
    rows.append(("*mark*", "", *(f"{RELEASES[layer][0]:.2f}" for layer in layers)))
    rows.append(("*a second coder*", "", *(f"{RELEASES[layer][1]:.2f}" for layer in layers)))
    head = ("set", "documents", *(SHORT.get(layer, layer) for layer in layers))
    return Table("Releases: F1 of each layer", head, tuple(rows))


def halves(figures: Figures) -> Table:
    """F1 of both halves of each set and the gap between them, for the layers that have a mark."""
    layers = list(RELEASES)
    rows = []
    for name, one in figures.items():
        if one.kind != "events":
            continue
        for half in HALVES:
            cells = [_f1(one.layers[layer][half]) for layer in layers]
            rows.append((name, half, str(one.documents[half]), *cells))
        if all(one.documents.values()):
            rows.append((name, "A − B", "", *(_gap(one, layer) for layer in layers)))
    head = ("set", "half", "documents", *(SHORT.get(layer, layer) for layer in layers))
    return Table("Releases: the two halves", head, tuple(rows), numbers=2)


def in_full(name: str, one: SetFigures) -> Table:
    """Precision, recall, F1 and counts of every layer of one set, and both halves' F1."""
    rows = tuple(
        (
            SHORT.get(layer, layer),
            *_prf(one.whole(layer)),
            *(_f1(one.layers[layer][half]) for half in HALVES),
            *_counts(one.whole(layer)),
        )
        for layer in (LAYERS if one.kind == "events" else one.layers)
    )
    title = f"{name}: {sum(one.documents.values())} documents"
    return Table(title, ("layer", "P", "R", "F1", "F1 of A", "F1 of B", "right", "extra", "missed"), rows)


def by_type(figures: Figures) -> Table:
    """Precision, recall and F1 of each event type over all sets of releases, the commonest first."""
    total: dict[str, Tally] = {}
    sets = {name: one for name, one in figures.items() if one.kind == "events"}
    for one in sets.values():
        for code, tally in one.types.items():
            total[code] = total.get(code, Tally()) + tally
    rows = tuple(
        (code, str(tally.gold), *_prf(tally), *_counts(tally))
        for code, tally in sorted(total.items(), key=lambda t: (-t[1].gold, t[0]))
    )
    head = ("type", "gold", "P", "R", "F1", "right", "extra", "missed")
    return Table(f"Event types, {len(sets)} sets together", head, rows)


def others(figures: Figures) -> Table:
    """The sets that annotate dates or countries alone."""
    rows = []
    for name, one in figures.items():
        if one.kind == "events":
            continue
        for layer in one.layers:
            tally, mark = one.whole(layer), mark_of(name, one.kind, layer)
            rows.append(
                (
                    name,
                    layer,
                    *_prf(tally),
                    *(_f1(one.layers[layer][half]) for half in HALVES),
                    f"{mark:.2f}" if mark else "",
                    ("yes" if _reached(tally, mark) else "**no**") if mark else "",
                )
            )
    head = ("set", "measure", "P", "R", "F1", "F1 of A", "F1 of B", "mark", "reached")
    return Table("Dates and places on open texts", head, tuple(rows), numbers=2)


def markdown(table: Table) -> str:
    """The table for a page, without its title."""
    rule = ["---" if i < table.numbers else "---:" for i in range(len(table.head))]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in (table.head, rule, *table.rows))


def show(table: Table, write: Callable[[object], None]) -> None:
    """Print the table in the terminal through rich's ``write``."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table as Printed

    printed = Printed(
        title=table.title, title_justify="left", title_style="bold", box=SIMPLE_HEAD, padding=(0, 1, 0, 0)
    )
    for i, head in enumerate(table.head):
        printed.add_column(BRIEF.get(head, head), justify="left" if i < table.numbers else "right", no_wrap=True)
    for row in table.rows:
        printed.add_row(*(cell.replace("*", "").replace(" ✗", "✗") for cell in row))
    write(printed)


def _reached(tally: Tally, mark: float) -> bool:
    return tally.f1 >= mark


def _against(tally: Tally, mark: float | None) -> str:
    """The figure, in bold with a mark behind it where it falls short."""
    if not tally.gold and not tally.fp:
        return "–"
    return f"**{tally.f1:.3f}** ✗" if mark is not None and not _reached(tally, mark) else f"{tally.f1:.3f}"


def _gap(one: SetFigures, layer: str) -> str:
    first, second = (one.layers[layer][half] for half in HALVES)
    return f"{first.f1 - second.f1:+.3f}" if first.gold and second.gold else "–"


def _f1(tally: Tally) -> str:
    return f"{tally.f1:.3f}" if tally.gold or tally.fp else "–"


def _prf(tally: Tally) -> Sequence[str]:
    return [f"{value:.3f}" for value in (tally.precision, tally.recall, tally.f1)]


def _counts(tally: Tally) -> Sequence[str]:
    return [str(n) for n in (tally.tp, tally.fp, tally.fn)]
