"""``python -m pipelines.training``: fit the weights of all decisions on every set of gold that is there.

Writes ``config/registers/event_weights.csv`` and prints what five folds gave: each document's figures with weights that
were fitted without it.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from config.weights import COLUMNS, REGISTER, Decision
from parsers.language.events.coder import finished
from parsers.language.events.revision import Tables
from parsers.language.reader import Reader
from parsers.language.shape import shaped_event
from pipelines.evaluation.scores import Report, score
from pipelines.evaluation.sets import gold_sets, kind_of
from pipelines.training.examples import Told, examples, tell
from pipelines.training.logistic import Examples, fit
from pipelines.training.sentences import labelled, sentence_examples

PENALTIES: dict[Decision, float] = {"role": 4.0, "place": 3.0, "event": 2.0}
"""L2 penalties, chosen by the five folds."""
LEAST = 0.02
"""Smaller weights are left out of the file; they change no probability by more than a hundredth."""
FOLDS = 5
LAYERS = ("event types", "event type+date", "participants+role", "status of matched", "location of matched")


def learn(texts: Sequence[Told], sentences: Mapping[Decision, Examples]) -> Tables:
    """The weights of all decisions from ``texts`` and the examples of the labelled ``sentences``."""
    found = examples(texts)
    for decision, more in sentences.items():
        found[decision].extend(more)
    return {decision: fit(found[decision], penalty) for decision, penalty in PENALTIES.items()}


def write(tables: Tables, path: Path) -> int:
    """Write ``tables`` to the CSV file ``path``, the same bytes for the same weights; gives the number of rows."""
    rows = [
        (decision, feature, f"{weight:.2f}")
        for decision in PENALTIES
        for feature, weight in sorted(tables[decision].items())
        if abs(weight) >= LEAST
    ]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([COLUMNS, *rows])
    return len(rows)


def figures(texts: Sequence[Told], tables: Tables | None) -> Report:
    """The scores of ``texts`` with ``tables``; by the rules alone where there are none."""
    found = {}
    for text in texts:
        drafts = text.read.revised(tables) if tables else text.read.drafts
        events = [shaped_event(e, text.read.doc.text) for e in finished(drafts)]
        found[text.gold["id"]] = {"events": events, "agencies": [], "countries": [], "dates": []}
    return score([text.gold for text in texts], found)


def fold_of(text: Told) -> int:
    """The fold of a document, by the bytes of its id: the same for ever."""
    identifier: str = text.gold["id"]
    return sum(identifier.encode()) % FOLDS


@click.command()
@click.option("--out", type=click.Path(path_type=Path), default=REGISTER, show_default=False, help="where to write")
@click.option("--folds/--no-folds", default=True, help="measure by five folds before writing")
@click.option("--only", multiple=True, help="measure these sets alone (all are learned from)")
def main(out: Path, folds: bool, only: tuple[str, ...]) -> None:
    """Fit the weights and write them."""
    reader = Reader()
    sets: dict[str, list[Told]] = {}
    for one in gold_sets():
        documents = one.read()
        if kind_of(documents) == "events" and one.name != "seeds":
            sets[one.name] = tell(reader, documents)
    everything = [text for texts in sets.values() for text in texts]
    sentences = sentence_examples(reader, list(labelled()))
    if folds:
        held_out = {k: learn([t for t in everything if fold_of(t) != k], sentences) for k in range(FOLDS)}
        click.echo(f"{'set':<22}{'':<10}" + "".join(f"{layer.split(' of ')[0]:>18}" for layer in LAYERS))
        for name, texts in sets.items():
            if only and name not in only:
                continue
            reports = {
                "rules": [figures(texts, None)],
                "held out": [figures([t for t in texts if fold_of(t) == k], held_out[k]) for k in range(FOLDS)],
            }
            for label, parts in reports.items():
                cells = []
                for layer in LAYERS:
                    tallies = [part.layers[layer] for part in parts]
                    tp, fp, fn = (sum(getattr(t, x) for t in tallies) for x in ("tp", "fp", "fn"))
                    cells.append(f"{2 * tp / max(1, 2 * tp + fp + fn):>18.3f}")
                click.echo(f"{name:<22}{label:<10}" + "".join(cells))
    count = write(learn(everything, sentences), out)
    click.echo(f"{count} weights from {len(everything)} texts")


if __name__ == "__main__":
    main()
