"""``communique source snap``: what the parsers read on captured pages, reviewed and accepted by a person."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from pipelines.commands.source.captured import show_differences, source_of

if TYPE_CHECKING:
    from config.settings import Settings
    from pipelines.workbench.field_diff import Difference


@click.command("snap")
@click.argument("name")
@click.option("--review", is_flag=True, help="Show, field by field, what nobody has accepted yet. Accepts nothing.")
@click.option("--accept", is_flag=True, help="Accept what is read now, after a look at it and a question.")
@click.option("--yes", is_flag=True, help="With --accept: ask nothing; for a person who has reviewed it.")
@click.pass_obj
def command(settings: Settings, name: str, review: bool, accept: bool, yes: bool) -> None:
    """Write down what the parsers of source NAME read on its captured pages, for a person to review.

    The snapshot (tests/sources/NAME/snapshot.json) is pending, and its test fails, until it is accepted. Exits with 1
    where it waits for review.
    """
    from pipelines.workbench.snapshot import accepted, changes, load_snapshot, reading_of, renewed, write_snapshot

    if yes and not accept:
        raise click.UsageError("--yes belongs to --accept")
    source, folder = source_of(settings, name)
    present = reading_of(source, folder)
    held = load_snapshot(folder)
    found = changes(held, present)
    snapshot = renewed(held, present)
    if review or accept:
        _show(found)
    if accept and not snapshot.reviewed:
        _confirm(name, yes)
        snapshot = accepted(snapshot)
    if snapshot != held and (accept or not review):
        write_snapshot(folder, snapshot)
    if snapshot.reviewed:
        click.echo(f"{name}: what is read was accepted on {snapshot.reviewed_on}")
        return
    click.echo(f"{name}: {len(found)} fields wait for review")
    click.echo(
        f"look at them: communique source snap {name} --review; accept them: communique source snap {name} --accept"
    )
    raise SystemExit(1)


def _show(found: list[Difference]) -> None:
    if found:
        show_differences(found)
    else:
        click.echo("nothing differs from what was accepted")


def _confirm(name: str, yes: bool) -> None:
    if yes:
        return
    if not sys.stdin.isatty():
        raise click.UsageError("a person accepts, at a terminal; --accept --yes says that one has reviewed it")
    click.confirm(f"Is all of this what the pages of {name} say?", abort=True)
