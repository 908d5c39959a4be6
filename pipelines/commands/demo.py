"""``communique demo``: the true path over an invented web on loopback, three times, and what it found."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from rich.console import Console

    from pipelines.stages.tally import Progress, Step


@click.command("demo")
@click.option(
    "--home",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for the invented data, cleared by each demo. Default: demo/ in COMMUNIQUE_HOME.",
)
@click.pass_context
def command(context: click.Context, home: Path | None) -> None:
    """Run the whole path on the embedded sample: invented releases, no network.

    Five invented publishers are served on this machine's loopback. Their releases are fetched, parsed, read for events,
    loaded and published; then again at once, when nothing is new; then once more on the next morning, when one release
    is edited, one withdrawn and one new.
    """
    from config.settings import Settings
    from pipelines.demo import scene

    home = scene.fresh_home((home or Settings.from_environment().home / "demo").resolve())
    _play(home)


def _play(home: Path) -> None:
    import duckdb
    from rich.console import Console
    from rich.text import Text

    from pipelines.demo import report, scene
    from pipelines.demo.server import SampleWeb

    console = Console(highlight=False)
    began = time.monotonic()
    settings = scene.demo_settings(home)
    told = []
    with SampleWeb() as web:
        sources = scene.sample_sources(home / "sources", web)
        releases = sum(len(publisher.releases) for publisher in web.publishers())
        console.print(
            f"[bold]Communiqué demo[/]: {releases} invented releases of {len(sources)} invented publishers, "
            "served on this machine only.\n"
        )
        for name in (scene.FIRST, scene.AGAIN, scene.MORNING):
            if name == scene.MORNING:
                web.turn_to_next_morning()
            with _progress(console, name, {key: source.name for key, source in sources.items()}) as progress:
                told.append(scene.run_pass(name, web, settings, sources, progress))
            console.print(_in_words(told[-1]))
    console.print()
    console.print(report.passes(told))
    with duckdb.connect(str(settings.published), read_only=True) as con:
        for part in (report.events_by_type, report.agency_pairs, report.rejected, report.evidence):
            console.print(part(con))
            console.print()
        right, total = report.quotes_hold(con)
    console.print(f"{right:,} of {total:,} quotes equal the text between their offsets.")
    console.print(f"Done in {time.monotonic() - began:.0f} seconds. Everything is in {_short(home)}.\n")
    console.print("[bold]Try next[/]")
    for purpose, line in report.next_commands(_program(), shlex.quote(_short(home))):
        console.print(Text(f"# {purpose}", style="dim"))
        console.print(Text(line, style="cyan"), soft_wrap=True)


def _in_words(one: object) -> str:
    from pipelines.demo.scene import Pass

    assert isinstance(one, Pass)
    total = one.summary.total
    if one.summary.nothing_new:
        return (
            f"[bold]{one.name}:[/] nothing is new. {one.conditional} of {one.requests} pages were asked for only if "
            f"changed; {one.answered(304)} answers were “304 Not Modified”."
        )
    return (
        f"[bold]{one.name}:[/] {total.new} new, {total.changed} edited, {total.closed} closed, "
        f"{total.rejected} rejected; {total.events} events read."
    )


@contextmanager
def _progress(console: Console, name: str, publishers: dict[str, str]) -> Iterator[Progress]:
    """A bar a publisher while a pass runs; nothing where the output is no terminal."""
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bars

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[stage]}"))
    with Bars(*columns, console=console, transient=True, disable=not console.is_terminal) as bars:
        tasks = {key: bars.add_task(f"{name}: {label}", total=None, stage="") for key, label in publishers.items()}

        def show(step: Step) -> None:
            if step.source_id in tasks:
                bars.update(tasks[step.source_id], completed=step.done, total=step.total, stage=step.stage)

        yield show


def _program() -> str:
    """How this program can be called in the same shell."""
    on_path, called = shutil.which("communique"), Path(sys.argv[0])
    if on_path and called.exists() and Path(on_path).resolve() == called.resolve():
        return "communique"
    return shlex.quote(_short(called)) if called.exists() else "communique"


def _short(path: Path) -> str:
    """Relative to the working folder where it lies below it."""
    absolute, here = path.absolute(), Path.cwd()
    return os.path.relpath(absolute, here) if absolute.is_relative_to(here) else str(absolute)
