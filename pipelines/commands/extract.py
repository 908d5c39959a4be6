"""``communique extract``: JSON Lines of texts in, JSON Lines of what was read in them out; or one text, marked up."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from config.settings import Settings
from parsers.records import Context, Extraction
from pipelines.contexts import context_of

if TYPE_CHECKING:
    from rich.text import Text

STYLES = {"agency": "bold blue", "place": "green", "date": "magenta", "citation": "yellow", "event": "bold reverse red"}
"""How ``--highlight`` shows each kind of span; later kinds lie over earlier ones."""


@click.command("extract")
@click.option("--highlight", is_flag=True, help="Show the texts in the terminal with what was read marked in them.")
@click.option("--model", help="Name of an installed spaCy pipeline; default: COMMUNIQUE_MODEL.")
@click.argument("file", type=click.File("rb"), default="-")
@click.pass_obj
def command(settings: Settings, highlight: bool, model: str | None, file: BinaryIO) -> None:
    """Read texts: {id, text, title?, published?, source_agency?, source_country?, kind?} a line, from FILE or standard
    input. The answer has agencies, countries, dates, mentions, events, citations and timexes, with character offsets
    into ``text``. A line that cannot be used is named on standard error and costs the others nothing (exit code 1).
    """
    from parsers.language.reader import Reader
    from parsers.language.shape import gold_shape

    reader = Reader(model or settings.model)
    waiting: deque[dict[str, Any]] = deque()
    faults: list[str] = []

    def texts() -> Iterator[tuple[str, Context]]:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            try:
                item = _item(line)
                context = context_of(item)
            except ValueError as error:
                faults.append(f"{getattr(file, 'name', '<stdin>')}:{number}: {error}")
                click.echo(f"communique extract: {faults[-1]}; line passed over", err=True)
                continue
            waiting.append(item)
            yield item["text"], context

    for extraction in reader.read(texts()):
        item = waiting.popleft()
        if highlight:
            _highlight(item, extraction)
        else:
            click.echo(json.dumps(gold_shape(item.get("id"), item["text"], extraction), ensure_ascii=False))
    raise SystemExit(1 if faults else 0)


def _item(line: bytes) -> dict[str, Any]:
    try:
        item = json.loads(line)
    except ValueError as error:  # also of bytes that are no UTF-8
        raise ValueError(f"no JSON object ({error})") from error
    if not isinstance(item, dict) or not isinstance(item.get("text"), str):
        raise ValueError('no JSON object with a "text"')
    return item


def _highlight(item: dict[str, Any], extraction: Extraction) -> None:
    from rich.console import Console

    console = Console()
    console.print(_marked(item["text"], extraction), soft_wrap=False)
    for event in extraction.events:
        days = event.dates.edtf or "no date"
        parties = "; ".join(
            f"{p.role}: {p.name}" if p.name != "person" else f"{p.role}: {p.text}" for p in event.participants
        )
        places = ", ".join(c.country for c in event.countries if c.role == "location")
        line = f"  {event.type} ({event.status}, {days}, {event.basis})  {parties}{f'  in {places}' if places else ''}"
        console.print(line, style="dim", highlight=False, markup=False)
    console.print()


def _marked(text: str, extraction: Extraction) -> Text:
    from rich.text import Text

    spans = [
        *(("place", p.start, p.end) for p in extraction.places),
        *(("agency", a.start, a.end) for a in extraction.agencies),
        *(("date", t.start, t.end) for t in extraction.timexes),
        *(("citation", c.start, c.end) for c in extraction.citations),
        *(("event", e.trigger.start, e.trigger.end) for e in extraction.events),
    ]
    marked = Text(text)
    for kind, start, end in spans:
        marked.stylize(STYLES[kind], start, end)
    return marked
