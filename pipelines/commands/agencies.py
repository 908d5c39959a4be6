"""``communique agencies``: review the bodies that no register knows, and merge them into those that it does."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches
from typing import TYPE_CHECKING

import click

from config.errors import ConfigError

if TYPE_CHECKING:
    from config.agencies import Agencies
    from config.agency_merges import Merge
    from config.settings import Settings
    from parsers.language.agencies.likeness import Likeness
    from warehouse.agency_merging import Merging
    from warehouse.agency_review import ProvisionalAgency


@click.group("agencies")
def command() -> None:
    """Review agencies that only texts have named, and merge them into the register's."""


@command.command("review")
@click.option("--country", help="Only those of this country (ISO 3166-1 alpha-2, such as KE).")
@click.option("--companies", is_flag=True, help="Companies too.")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(min=0), help="Most bodies; 0: all.")
@click.pass_context
def review(ctx: click.Context, country: str | None, companies: bool, limit: int) -> None:
    """List provisional agencies of the published database, those of most events first.

    Each with its counts, the countries whose sources name it, an example, and the bodies that it may be.
    """
    from config.agencies import use_merges
    from parsers.language.agencies.likeness import Likeness
    from pipelines.commands.query import open_published
    from warehouse.agency_review import count_provisional, provisional_agencies

    settings: Settings = ctx.obj
    code = country.upper() if country else None
    con = open_published(settings)
    try:
        bodies = provisional_agencies(con, country=code, companies=companies, limit=limit or None)
        total = count_provisional(con, country=code, companies=companies)
    finally:
        con.close()
    likeness = Likeness(use_merges(settings.agency_merges))
    for body in bodies:
        _show(body, likeness)
    click.echo(f"{len(bodies)} of {total} provisional {'agency' if total == 1 else 'agencies'}")
    if bodies:
        click.echo("communique agencies merge PROVISIONAL AGENCY gives one's rows to a body of the register")


@command.command("merge")
@click.argument("provisional")
@click.argument("agency", required=False)
@click.option("--alias", "aliases", multiple=True, help="A name or acronym of AGENCY, read in every text from now on.")
@click.option("--undo", is_flag=True, help="Take the merge of PROVISIONAL back.")
@click.pass_obj
def merge(settings: Settings, provisional: str, agency: str | None, aliases: tuple[str, ...], undo: bool) -> None:
    """Make PROVISIONAL mean the register's AGENCY (both ids): in the rows at once, and in all that is read later.

    The merge is a line of agency_merges.csv in the data home; --undo, or taking the line out, ends it. Merging again
    changes nothing but adds the aliases.
    """
    from config.agencies import use_merges
    from config.agency_merges import read_merges, write_merges
    from warehouse.warehouse import Warehouse

    if undo == (agency is not None) or (undo and aliases):
        raise click.UsageError("name PROVISIONAL and AGENCY, or PROVISIONAL with --undo alone")
    if not settings.warehouse.exists():
        raise ConfigError("there is no database yet: communique run or communique import makes one", file=settings.home)
    register = use_merges(settings.agency_merges)
    held = {one.provisional: one for one in read_merges(settings.agency_merges)}
    with Warehouse.open(settings.warehouse) as warehouse:
        if undo:
            wanted = _without(held, provisional)
        else:
            from warehouse.agency_review import provisional_ids

            wanted = held | _merged(held, provisional, agency or "", aliases, register)
            if provisional not in held:
                _check(provisional, provisional_ids(warehouse.connection))
        if wanted != held:
            write_merges(settings.agency_merges, wanted.values())
        use_merges(settings.agency_merges)
        done = warehouse.load_registers()
        if settings.published.exists():
            warehouse.publish(settings.published)
    _tell(done, wanted == held)


def _merged(
    held: dict[str, Merge], provisional: str, agency: str, aliases: Iterable[str], register: Agencies
) -> dict[str, Merge]:
    """The line of this merge, with the aliases that it had and the new ones."""
    from config.agency_merges import Merge

    if agency not in register:
        raise ConfigError(f"the register holds no {agency!r}{_instead(_near_bodies(agency, register))}", field="AGENCY")
    before = held.get(provisional)
    if before and before.agency_id != agency:
        told = f"{provisional} is merged into {before.agency_id}; communique agencies merge {provisional} --undo first"
        raise ConfigError(told, field="PROVISIONAL")
    for alias in aliases:
        if ";" in alias or not re.search(r"[^\W_]", alias):
            raise ConfigError(f"{alias!r} is no name: a word or more, without semicolons", field="--alias")
    names = dict.fromkeys((*(before.aliases if before else ()), *(" ".join(alias.split()) for alias in aliases)))
    return {provisional: Merge(provisional, agency, tuple(names))}


def _without(held: dict[str, Merge], provisional: str) -> dict[str, Merge]:
    if provisional not in held:
        told = f"{provisional!r} is not merged{_instead(get_close_matches(provisional, held))}"
        raise ConfigError(told, field="PROVISIONAL")
    return {name: one for name, one in held.items() if name != provisional}


def _check(provisional: str, known: list[str]) -> None:
    if provisional in known and "-unnamed-" not in provisional:
        return
    if provisional in known:
        raise ConfigError(f"{provisional} is a group without a name, no body", field="PROVISIONAL")
    told = f"the database holds no provisional agency {provisional!r}"
    near = get_close_matches(provisional, known, n=5, cutoff=0.5)
    raise ConfigError(f"{told}{_instead(near) or '; communique agencies review lists them'}", field="PROVISIONAL")


def _near_bodies(agency: str, register: Agencies) -> list[str]:
    """Ids that look like ``agency``, and bodies whose name it may be."""
    from parsers.language.agencies.likeness import Likeness

    named = [body.agency_id for body, _ in Likeness(register).nearest(agency, None)]
    return list(dict.fromkeys([*named, *get_close_matches(agency, [body.agency_id for body in register], n=5)]))


def _instead(names: Iterable[str]) -> str:
    told = ", ".join(names)
    return f"; did you mean {told}?" if told else ""


def _show(body: ProvisionalAgency, likeness: Likeness) -> None:
    from rich.console import Console

    console = Console(highlight=False)
    counts = f"{body.events} events, {body.mentions} mentions, {body.documents} documents"
    where = f", told in {' '.join(body.told_in)}" if body.told_in else ""
    console.print(f"[bold]{body.agency_id}[/bold]  {body.name}  {body.country or '-'}", soft_wrap=True)
    click.echo(f"    {counts}{where}")
    if body.words and body.around:
        console.print(f"    … {' '.join(body.around.split())} …", markup=False, soft_wrap=True)
    for agency, score in likeness.nearest(body.name, body.country):
        click.echo(f"    {score:.2f}  {agency.agency_id}  {agency.name}")
    click.echo()


def _tell(done: Merging, unchanged: bool) -> None:
    for name in done.merged:
        click.echo(f"merged {name}: {done.rows} mentions and participants now name the body")
    for name in done.undone:
        click.echo(f"{name} is no longer merged; its rows return when its documents are read again")
    if done.read_again:
        told = "1 document" if done.read_again == 1 else f"{done.read_again} documents"
        click.echo(f"{told} will be read again by the next communique run or import")
    if unchanged and not (done.merged or done.undone):
        click.echo("nothing to change: it was so already")
