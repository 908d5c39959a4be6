"""``communique doctor``: is everything well, and what to do where it is not."""

from __future__ import annotations

import click

from config.settings import Settings

COLOURS = {"ok": "green", "warn": "yellow", "fail": "red"}


@click.command("doctor")
@click.pass_obj
def command(settings: Settings) -> None:
    """Check installation, model, registers, sources, archive, ledger and snapshot, and say what to do.

    Exit code 0: all is well or only warned about; 1: something must be done.
    """
    from pipelines.checkup import check_up

    worst = 0
    for diagnosis in check_up(settings):
        mark = click.style(f"{diagnosis.state:4}", fg=COLOURS[diagnosis.state], bold=True)
        click.echo(f"{mark}  {diagnosis.part:12}  {diagnosis.finding}")
        if diagnosis.advice:
            click.echo(f"{'':20}→ {diagnosis.advice}")
        worst |= diagnosis.state == "fail"
    raise SystemExit(worst)
