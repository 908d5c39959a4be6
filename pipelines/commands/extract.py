"""``communique extract``: JSON Lines of texts in, JSON Lines of what was read in them out."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date
from typing import Any

import click

from parsers.records import Context


@click.command("extract")
@click.option("--model", envvar="COMMUNIQUE_MODEL", help="Name of an installed spaCy pipeline.")
def command(model: str | None) -> None:
    """Read texts: {id, text, title?, published?, source_agency?, source_country?, kind?} a line on standard input."""
    from parsers.language.reader import DEFAULT_MODEL, Reader
    from parsers.language.shape import gold_shape

    reader = Reader(model or DEFAULT_MODEL)
    inputs: list[dict[str, Any]] = []

    def texts() -> Iterator[tuple[str, Context]]:
        for line in sys.stdin:
            if line.strip():
                item = json.loads(line)
                inputs.append(item)
                yield item["text"], context_of(item)

    for extraction in reader.read(texts()):
        item = inputs.pop(0)
        click.echo(json.dumps(gold_shape(item.get("id"), item["text"], extraction), ensure_ascii=False))


def context_of(item: dict[str, Any]) -> Context:
    """The context that a line of input tells; ``dct`` is taken for ``published`` (the name in TimeML)."""
    from config.agencies import agencies

    published = item.get("published") or item.get("dct")
    name = item.get("source_agency")
    country = item.get("source_country")
    known = agencies().by_name(name, country) if name else None
    return Context(
        published=date.fromisoformat(published[:10]) if published else None,
        publisher=known.agency_id if known else None,
        publisher_name=known.name if known else name,
        country=country or (known.country if known else None),
        kind=item.get("kind") or "press_release",
    )
