"""``communique diff``: what changed between two versions of a release, word by word."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from pipelines.commands.query import CannotAnswer, open_published, settings_of

if TYPE_CHECKING:
    from rich.text import Text

STYLES = {"added": "green", "removed": "red strike"}
MARKS = {"added": ("{+", "+}"), "removed": ("[-", "-]")}
"""How additions and removals are told where there is no colour: as ``wdiff`` does."""


@click.command("diff")
@click.argument("release", metavar="DOCUMENT_ID|URL")
@click.option("--versions", type=(int, int), metavar="FROM TO", help="Their numbers. [default: the latest change]")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "html", "json"]),
    default="text",
    show_default=True,
    help="text folds what did not change; html and json are complete.",
)
@click.pass_context
def command(ctx: click.Context, release: str, versions: tuple[int, int] | None, form: str) -> None:
    """Show what changed between two versions of a release: title, date, words, and the events it tells.

    communique query "select * from document_change order by changed_at desc" lists the releases that changed.
    """
    import duckdb

    from warehouse.version_diff import NoVersionsError, document_named, version_diff

    con = open_published(settings_of(ctx))
    try:
        found = version_diff(con, document_named(con, release), versions)
    except NoVersionsError as error:
        raise CannotAnswer(str(error)) from error
    except duckdb.BinderException as error:
        raise CannotAnswer(
            f"the published database was made before changes were kept ({error}); `communique run` brings it up to date"
        ) from error
    finally:
        con.close()
    if form == "json":
        click.echo(json.dumps(found, ensure_ascii=False, indent=2, default=str))
    elif form == "html":
        from warehouse.diff_page import diff_page

        click.echo(diff_page(found), nl=False)
    else:
        _show(found)


def _show(found: Mapping[str, Any]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False)
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="bold", no_wrap=True)
    grid.add_column(overflow="fold")
    for label, value in _facts(found, terminal=console.is_terminal):
        grid.add_row(label, value if isinstance(value, Text) else Text(value))
    console.print(grid)
    for paragraph in _paragraphs(found["paragraphs"], terminal=console.is_terminal):
        console.print()
        console.print(paragraph, soft_wrap=not console.is_terminal)


def _facts(found: Mapping[str, Any], *, terminal: bool) -> Iterator[tuple[str, str | Text]]:
    one, other = found["from"], found["to"]
    yield "release", f"{found['document_id']}"
    yield "", f"{found['publisher']}, {found['url']}"
    for name, told in (("from", one), ("to", other)):
        yield name, f"version {told['version']}, first seen {told['first_seen_at']:%Y-%m-%d %H:%M} UTC"
    yield "title", _marked(found["title"], terminal=terminal)
    if one["published_date"] != other["published_date"]:
        dates = [{"change": "removed", "text": str(one["published_date"])}, {"change": "same", "text": " "}]
        yield "dated", _marked([*dates, {"change": "added", "text": str(other["published_date"])}], terminal=terminal)
    yield "text", f"{found['characters_added']} characters added, {found['characters_removed']} removed"
    if found["notice"]:
        yield "notice", found["notice"]
    for told in (one, other):
        if not told["is_extracted"]:
            yield "events", f"version {told['version']} was not read for events"
    for name, change in (("events_gone", "removed"), ("events_come", "added")):
        for event in found[name]:
            words = f"{event['event_type']} ({event['status']}), {event['date'] or 'undated'}: {event['trigger']}"
            yield "events", _marked([{"change": change, "text": words}], terminal=terminal)


def _paragraphs(paragraphs: Sequence[Sequence[Mapping[str, str]]], *, terminal: bool) -> Iterator[Text]:
    from rich.text import Text

    same = 0
    for paragraph in [*paragraphs, None]:
        if paragraph is not None and all(piece["change"] == "same" for piece in paragraph):
            same += 1
            continue
        if same:
            yield Text(f"… {same} paragraph{'s' if same > 1 else ''} unchanged", style="dim")
        same = 0
        if paragraph is not None:
            yield _marked(paragraph, terminal=terminal)


def _marked(pieces: Sequence[Mapping[str, str]], *, terminal: bool) -> Text:
    from rich.text import Text

    marked = Text()
    for piece in pieces:
        before, after = MARKS.get(piece["change"], ("", ""))
        words = piece["text"] if terminal else f"{before}{piece['text']}{after}"
        marked.append(words, style=STYLES.get(piece["change"], ""))
    return marked
