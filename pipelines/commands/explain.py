"""``communique explain``: one event with the words, the reasons and the rule that it rests on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from pipelines.commands.query import CannotAnswer, open_published, settings_of

if TYPE_CHECKING:
    from rich.text import Text

TRIGGER = "bold reverse"
"""How a terminal shows the trigger; elsewhere it stands in square brackets."""


@click.command("explain")
@click.argument("event_id")
@click.option("--json", "as_json", is_flag=True, help="The same as one JSON object.")
@click.pass_context
def command(ctx: click.Context, event_id: str, as_json: bool) -> None:
    """Say why an event is in the database: its words, its rule, and why its date is what it is.

    EVENT_ID is an id of event_feed, or as much of its beginning as no other has.
    """
    import duckdb

    from warehouse.explanation import NoEventError, event_named, explained

    con = open_published(settings_of(ctx))
    try:
        found = explained(con, event_named(con, event_id))
    except NoEventError as error:
        raise CannotAnswer(str(error)) from error
    except duckdb.BinderException as error:
        raise CannotAnswer(
            f"the published database was made before reasons were kept ({error}); `communique run` brings it up to date"
        ) from error
    finally:
        con.close()
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=2, default=str))
    else:
        _show(found)


def _show(found: dict[str, Any]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False)
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="bold", no_wrap=True)
    grid.add_column(overflow="fold")
    last = None
    for label, value in _lines(found, terminal=console.is_terminal):
        grid.add_row("" if label == last else label, value if isinstance(value, Text) else Text(value))
        last = label
    console.print(grid)


def _lines(found: dict[str, Any], *, terminal: bool) -> Iterator[tuple[str, str | Text]]:
    document, day, status, rule = found["document"], found["date"], found["status"], found["rule"]
    yield "event", found["event_id"]
    yield "type", f"{found['event_type']}: {found['definition']}"
    yield "document", document["title"]
    published = document["published_date"] or "without a date"
    older = "" if document["is_current"] else f", version {document['version']}, replaced since"
    yield "document", f"{document['publisher']}, {published}{older}"
    yield "document", document["url"]
    for sentence in found["sentences"]:
        yield "sentence", _marked(sentence, found["triggers"], terminal=terminal)
    days = day["date_edtf"] or "none"
    yield "date", f"{days} ({day['date_precision']}, {day['date_basis']}){_as_days(day)}"
    yield "date", day["why"]
    if day["date_sentence"]:
        yield "date", f"“{day['date_sentence']}”"
    yield "status", f"{status['status']}: {status['why']}"
    for party in found["participants"]:
        yield "participants", f"{party['role']}: {_named(party)}"
    for country in found["countries"]:
        words = f" “{country['quote']}”" if country["quote"] else ""
        yield "countries", f"{country['role']}: {country['name'] or country['country']}{words}, {country['why']}"
    yield "rule", rule["name"]
    for entry in rule["entries"]:
        yield "rule", f"{rule['register']}, line {entry['line']}:"
        yield "rule", entry["text"]
    if not rule["entries"]:
        yield "rule", "the register no longer has it; the event is read again by the next run"
    yield "confidence", f"{found['confidence']:.2f}"


def _marked(sentence: dict[str, Any], triggers: list[dict[str, Any]], *, terminal: bool) -> Text:
    from rich.text import Text

    first, words = sentence["start_char"], sentence["quote"]
    marked = Text()
    position = 0
    for trigger in triggers:
        start, end = trigger["start_char"] - first, trigger["end_char"] - first
        if start < position or end > len(words):
            continue
        marked.append(words[position:start])
        marked.append(words[start:end] if terminal else f"[{words[start:end]}]", style=TRIGGER)
        position = end
    marked.append(words[position:])
    return marked


def _as_days(day: dict[str, Any]) -> str:
    if day["start_date"] is None or day["date_edtf"] in (
        str(day["start_date"]),
        f"{day['start_date']}/{day['end_date']}",
    ):
        return ""
    return f": {day['start_date']} to {day['end_date']}"


def _named(party: dict[str, Any]) -> str:
    name = party["words"] if party["kind"] == "person" and party["words"] else party["name"]
    country = f" ({party['country']})" if party["country"] and party["kind"] != "person" else ""
    words = f" “{party['quote']}”" if party["quote"] and party["quote"] not in name else ""
    return f"{name}{country}{words}, {party['why']}"
