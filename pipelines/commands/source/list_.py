"""``communique source list``: every source by country, with its parsers, schedule and state."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from config.errors import ConfigError
from pipelines.commands.source.naming import faults, named_sources

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from config.settings import Settings
    from config.sources import Source

HEAD = ("source", "lang", "parsers", "schedule", "state")


@click.command("list")
@click.option("--country", metavar="CODE", help="Only sources of this country (ISO 3166-1), as GB.")
@click.pass_obj
def command(settings: Settings, country: str | None) -> None:
    """Every source by country: its language, parsers, schedule (cron, UTC), and how it is.

    verified: a person has looked at what the live site gives. captured: it has pages for its test. failing, well: what
    its checks found when they were made last, by a run or a look at the live site. Exits with 2 where a source's file
    is wrong; the others are listed all the same.
    """
    broken: list[ConfigError] = []
    rows: list[tuple[str, tuple[str, ...]]] = []
    health = _health(settings)
    for path, source in named_sources(settings, ()):
        found = [source] if isinstance(source, ConfigError) else faults(path, source)
        broken += found
        if not isinstance(source, ConfigError):
            rows.append((source.country or "", _row(settings, source, health, is_broken=bool(found))))
        else:
            rows.append(("", (path.stem, *["-"] * (len(HEAD) - 2), "broken")))
    if country:
        known = ", ".join(sorted({one for one, _ in rows if one}))
        rows = [(one, row) for one, row in rows if one == country.upper()]
        if not rows:
            raise ConfigError(
                f"there is no source of {country.upper()!r}; there are some of {known}", field="--country"
            )
    _show(sorted(rows, key=lambda row: (not row[0], row)))
    if broken:
        raise ConfigError("\n".join(str(error) for error in broken))


def _row(settings: Settings, source: Source, health: Mapping[str, str], *, is_broken: bool) -> tuple[str, ...]:
    from pipelines.workbench.snapshot import SNAPSHOT

    document = source.document.parser
    listing = source.listing.parser if source.listing else "imported"
    parsers = listing if listing == document else f"{listing}, {document}"
    state = ["broken" if is_broken else _state(source)]
    state += ["captured"] if (settings.fixtures / source.source_id / SNAPSHOT).is_file() else []
    state += [health[source.source_id]] if source.source_id in health else []
    return source.source_id, source.language, parsers, source.schedule, ", ".join(state)


def _state(source: Source) -> str:
    if source.paused:
        return "paused"
    return f"verified {source.verified_on or ''}".strip() if source.verified else "not verified"


def _health(settings: Settings) -> dict[str, str]:
    """Source → what its checks found when they were made last; empty where nothing is published yet."""
    if not settings.published.is_file():
        return {}
    import duckdb

    sql = "SELECT source_id, failing FROM source_health WHERE observed_at IS NOT NULL"
    try:
        with duckdb.connect(settings.published, read_only=True) as con:
            found = con.execute(sql).fetchall()
    except duckdb.Error:  # of an older version, or being replaced: the list of sources needs none
        return {}
    return {source_id: f"{failing} failing" if failing else "well" for source_id, failing in found}


def _show(rows: Sequence[tuple[str, tuple[str, ...]]]) -> None:
    """The rows under their countries, and their number."""
    widths = [max(map(len, column)) for column in zip(HEAD, *(row for _, row in rows), strict=True)]
    before: str | None = None
    for country, row in (("", HEAD), *rows):
        place = (country or "-") if country != before and row is not HEAD else ""
        line = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        click.secho(f"{place:<4}{line}".rstrip(), bold=row is HEAD)
        before = None if row is HEAD else country
    states = [row[-1] for _, row in rows]
    counts = {word: sum(state.startswith(word) for state in states) for word in ("verified", "paused", "broken")}
    told = [f"{count} {word}" for word, count in counts.items() if count or word == "verified"]
    click.echo(f"{len(rows)} source{'' if len(rows) == 1 else 's'}: {', '.join(told)}")
