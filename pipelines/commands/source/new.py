"""``communique source new``: a source from the address of a site's page of releases."""

from __future__ import annotations

from ipaddress import ip_network
from typing import TYPE_CHECKING, Any

import click

from config.errors import ConfigError

if TYPE_CHECKING:
    from config.settings import Settings


def _networks(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    try:
        return tuple(str(ip_network(value)) for value in values)
    except ValueError as error:
        raise click.BadParameter(f"{error}; a network looks like 10.1.0.0/16") from error


@click.command("new")
@click.argument("url")
@click.option("--name", "source_id", metavar="ID", help="Id of the source; without it one is made of the address.")
@click.option("--title", help="Name of the publisher, as people write it; without it the site's own.")
@click.option("--publisher", metavar="AGENCY", help="Id of the issuing body in the agency register.")
@click.option("--country", metavar="CODE", help="ISO 3166-1 code of two letters.")
@click.option("--language", metavar="CODE", help="ISO 639 code of the releases.")
@click.option("--timezone", metavar="ZONE", help="IANA zone in which a publication date is a day.")
@click.option("--delay", default=5.0, show_default=True, type=click.FloatRange(0), help="Seconds between requests.")
@click.option(
    "--allow-network", "networks", multiple=True, metavar="CIDR", callback=_networks,
    help="A private network that the site's address may lie in; for intranets.",
)  # fmt: skip
@click.option("--force", is_flag=True, help="Ask for everything again and write over what is there.")
@click.pass_obj
def command(settings: Settings, /, url: str, source_id: str | None, force: bool, **given: Any) -> None:
    """Make a source from URL, the page on which a site lists its releases, or its feed.

    Looks at robots.txt, feeds, sitemaps, known interfaces and the page itself, tries the parsers on three releases,
    writes the source's YAML, and captures pages and a snapshot for its test. It asks for each page once and politely.
    Interrupted, the same command goes on where it was; done, it changes nothing.

    Exits with 1 where a page that is needed cannot be had, with 2 where no source can be made of the address.
    """
    from config.sources import SOURCE_ID
    from pipelines.acquisition.addresses import target_of
    from pipelines.acquisition.failures import FetchError, RefusedAddressError
    from pipelines.workbench.new import make_source
    from pipelines.workbench.wish import Wish, id_of

    try:
        target_of(url)
    except FetchError as error:
        raise ConfigError(str(error), field="URL") from error
    chosen = source_id or id_of(url)
    if not SOURCE_ID.fullmatch(chosen):
        raise ConfigError(f"{chosen!r}: small letters, digits and single hyphens, as in nz-harbour", field="--name")
    _check(given)
    try:
        made = make_source(Wish(url, chosen, **_wished(given)), settings, _tell, force=force)
    except RefusedAddressError as error:
        raise ConfigError(f"{error}; --allow-network allows it", field="URL") from error
    except FetchError as error:
        click.echo(f"communique: {error}\nWhat was received is kept: the same command goes on from here.", err=True)
        raise SystemExit(1) from error
    if not made.written and not made.captured:
        click.echo(f"{chosen} was made before; nothing was asked for and nothing changed (--force makes it anew).")
    for fault in made.faults:
        _tell("look at", fault)
    click.echo(
        f"\nNext:\n  communique source preview {chosen}        what it reads, and the events in it"
        f"\n  communique source snap {chosen} --review   look at the snapshot and accept it"
        f"\n  communique source check {chosen}\n  communique run {chosen}"
    )


def _wished(given: dict[str, Any]) -> dict[str, Any]:
    return {"delay_seconds" if name == "delay" else name: value for name, value in given.items()}


def _check(given: dict[str, Any]) -> None:
    """What the YAML would refuse is told before anything is asked for."""
    from zoneinfo import available_timezones

    from config.agencies import agencies

    if given["timezone"] and given["timezone"] not in available_timezones():
        raise ConfigError(f"{given['timezone']!r} is no IANA time zone, as Europe/London is", field="--timezone")
    if given["country"] and not (len(given["country"]) == 2 and given["country"].isupper()):
        raise ConfigError(f"{given['country']!r} is no ISO 3166-1 code, as NZ is", field="--country")
    if given["publisher"] and given["publisher"] not in agencies():
        raise ConfigError(f"the agency register holds no {given['publisher']!r}", field="--publisher")


def _tell(label: str, found: str) -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False)
    line = Text.assemble((f"{label:<12} ", "bold"), found)
    console.print(line, soft_wrap=True)
