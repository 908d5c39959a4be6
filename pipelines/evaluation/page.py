"""The page ``docs/accuracy.md``, written whole from the record of a measurement."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from string import Template
from typing import Any

from config.settings import PROJECT
from pipelines.evaluation.components import MARK as COMPONENTS
from pipelines.evaluation.figures import Figures, from_json
from pipelines.evaluation.marks import COUNTRY_PEERS, DATE_PEERS, MARKED, OTHERS, RELEASES
from pipelines.evaluation.tables import Table, by_type, halves, in_full, markdown, others, summary

PAGE = PROJECT / "docs" / "accuracy.md"
FORM = Path(__file__).with_name("page.md")
"""The page's prose, with a ``$name`` where each table goes."""
Record = Mapping[str, Any]


def believed(record: Record) -> Figures:
    """The figures of every set, those of releases by weights that were fitted without the document."""
    return {name: from_json(record["held out"]).get(name, one) for name, one in from_json(record["sets"]).items()}


def tables(record: Record) -> list[Table]:
    """What the terminal shows, the marks last."""
    figures = believed(record)
    sure = confidence(record["confidence"]["left out"])
    return [by_type(figures), halves(figures), others(figures), sure, summary(figures)]


def confidence(told: Record) -> Table:
    """Ten bins of events by confidence, with the share that gold bears out."""
    rows = tuple(
        (f"{low:.2f} to {high:.2f}", str(int(n)), f"{mean:.3f}", f"{share:.3f}")
        for low, high, n, mean, share in told["bins"]
    )
    title = "Confidence of events in documents left out of the fit"
    return Table(title, ("confidence", "events", "mean", "right"), rows)


def confidence_by_set(told: Record) -> Table:
    """Share that is right, mean and quality of the confidence in use, set by set."""
    rows = []
    for name, one in told.items():
        count = int(sum(part[2] for part in one["bins"]))
        mean, share = (sum(part[2] * part[k] for part in one["bins"]) / count for k in (3, 4))
        rows.append(
            (name, str(count), f"{mean:.3f}", f"{share:.3f}", f"{one['brier']:.3f}", f"{one['brier_of_mean']:.3f}")
        )
    head = ("set", "events", "mean confidence", "right", "Brier score", "of the mean alone")
    return Table("Confidence in use", head, tuple(rows))


def page(record: Record, day: date) -> str:
    """The whole page; everything but ``day`` comes from the record."""
    figures, shipped = believed(record), from_json(record["sets"])
    left_out = record["confidence"]["left out"]
    full = [f"### {name}\n\n{markdown(in_full(name, one))}" for name, one in figures.items() if one.kind == "events"]
    return Template(FORM.read_text(encoding="utf-8")).substitute(
        day=day.isoformat(),
        versions=", ".join(f"{name} {version}" for name, version in record["versions"].items()),
        verdict=_verdict(figures),
        components=_components(record["components"]),
        verdict_shipped=_verdict(shipped),
        shipped=markdown(summary(shipped)),
        releases=_about(figures, record["about"]),
        summary=markdown(summary(figures)),
        halves=markdown(halves(figures)),
        types=markdown(by_type(figures)),
        texts=_about(figures, record["about"], releases=False),
        others=markdown(others(figures)),
        date_peers=markdown(Table("", ("system", "strict", "relaxed", "value", "interval", "documents/s"), DATE_PEERS)),
        country_peers=markdown(Table("", ("system", "F1", "documents/s"), COUNTRY_PEERS)),
        left_out=markdown(confidence(left_out)),
        in_use=markdown(confidence_by_set(record["confidence"]["in use"])),
        in_full="\n\n".join(full),
        **{name: f"{left_out[name]:.3f}" for name in ("brier", "brier_of_mean", "error", "auc")},
    )


def _components(counts: Mapping[str, int]) -> str:
    """The sentence on the archived pages."""
    share = counts["complete"] / max(1, counts["releases"])
    return (
        f"Of the {counts['releases']} archived releases of the Department of Justice whose body names a component that "
        f"the page itself lists, **{counts['complete']} ({share:.1%})** have all of them linked "
        f"(mark {COMPONENTS:.0%}); of {counts['named']} components that are named, {counts['linked']} are linked."
    )


def _about(figures: Figures, about: Mapping[str, str], *, releases: bool = True) -> str:
    return "\n".join(
        f"- **{name}**, {sum(one.documents.values())} documents: {about[name]}"
        for name, one in figures.items()
        if (one.kind == "events") is releases
    )


def _verdict(figures: Figures) -> str:
    """How many of the marks are reached, and which are not."""
    asked = [(name, layer, mark) for name in MARKED for layer, (mark, _) in RELEASES.items()]
    asked += [(name, layer, mark) for (name, layer), mark in OTHERS.items()]
    asked = [(name, layer, mark) for name, layer, mark in asked if name in figures]
    short = [
        f"{name} {layer} {figures[name].whole(layer).f1:.3f} of {mark:.2f}"
        for name, layer, mark in asked
        if figures[name].whole(layer).f1 < mark
    ]
    told = f"{len(asked) - len(short)} of the {len(asked)} marks are reached"
    return f"{told}; not reached: {'; '.join(short)}." if short else f"{told}."
