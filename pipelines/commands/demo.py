"""``communique demo``: the true path over an invented web on loopback, three times, and what it found."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
import time
from pathlib import Path

import click

from config.settings import Settings


@click.command("demo")
@click.option(
    "--home",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for the invented data, cleared by each demo. Default: demo/ in COMMUNIQUE_HOME.",
)
@click.pass_obj
def command(settings: Settings, home: Path | None) -> None:
    """Run the whole path on the embedded sample: invented releases, no network.

    Five invented publishers are served on this machine's loopback. Their releases are fetched, parsed, read for events,
    loaded and published; then again at once, when nothing is new; then once more on the next morning, when one release
    is edited, one withdrawn and one new.
    """
    from pipelines.demo.scene import fresh_home

    play(settings, fresh_home((home or settings.home / "demo").expanduser().resolve()))


def play(settings: Settings, home: Path) -> None:
    """The three passes, then what they found, on standard output; progress bars on standard error."""
    from rich.console import Console

    from pipelines.commands.report import bars
    from pipelines.demo import report, scene
    from pipelines.demo.server import SampleWeb
    from warehouse.reading import open_snapshot

    console = Console(highlight=False)
    began = time.monotonic()
    settings = scene.demo_settings(settings, home)
    told: list[scene.Pass] = []
    with SampleWeb() as web:
        sources = scene.sample_sources(settings.sources, web)
        releases = sum(len(publisher.releases) for publisher in web.publishers())
        console.print(
            f"[bold]Communiqué demo[/]: {releases} invented releases of {len(sources)} invented publishers, which this "
            "machine serves to itself over HTTP.\n"
        )
        for name in (scene.FIRST, scene.AGAIN, scene.MORNING):
            if name == scene.MORNING:
                web.turn_to_next_morning()
            with bars() as progress:
                told.append(scene.run_pass(name, web, settings, sources, progress))
            console.print(report.in_words(told[-1]))
    console.print()
    with open_snapshot(settings.published) as con:
        for part in report.parts(con, told):
            console.print(part)
            console.print()
    console.print(f"Done in {time.monotonic() - began:.0f} seconds. All of it is in {_short(home)}.\n", soft_wrap=True)
    console.print(report.next_commands(_program(), shlex.quote(_short(home))), soft_wrap=True)


def _program() -> str:
    """How this program can be called in the same shell."""
    on_path, called = shutil.which("communique"), Path(sys.argv[0])
    if on_path and called.exists() and Path(on_path).samefile(called):
        return "communique"
    return shlex.quote(_short(called)) if called.exists() else "communique"


def _short(path: Path) -> str:
    """Relative to the working folder where it lies below it."""
    absolute, here = path.absolute(), Path.cwd()
    return os.path.relpath(absolute, here) if absolute.is_relative_to(here) else str(absolute)
