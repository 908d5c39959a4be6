"""``communique source bump``: a second version of how a source's releases are read, beside the first."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from config.errors import ConfigError
from pipelines.commands.source.captured import show_differences
from pipelines.commands.source.naming import named_source, named_sources

if TYPE_CHECKING:
    from config.settings import Settings
    from config.sources import Source
    from pipelines.workbench.replaying import Replayed

_SAID = {
    "same": "read as before",
    "changed": "read otherwise",
    "read_now": "not read before, read now",
    "lost": "read before, not read now",
    "unread": "read by neither",
}


@click.command("bump")
@click.argument("name")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), metavar="DAY", help="Last day of the old layout.")
@click.option("--dry-run", is_flag=True, help="Show what would be written; write nothing.")
@click.option("--compare", is_flag=True, help="Replay the archive without and with the newest version; write nothing.")
@click.option("--full", is_flag=True, help="With --compare: show every field of every record that changes.")
@click.pass_obj
def command(settings: Settings, name: str, until: datetime | None, dry_run: bool, compare: bool, full: bool) -> None:
    """Make a second version of how source NAME reads releases, for a layout that the site has now.

    The first stays, with the last day on which its layout was seen (DAY; else the archive tells), and goes on reading
    archived pages. Edit the second; --compare then replays the archive and lists which records it changes. Exits with
    1 where a page that was read before is not read any more.
    """
    source = named_source(settings, name)
    if compare:
        raise SystemExit(1 if _compare(settings, source, full) else 0)
    from pipelines.acquisition.archive import Archive
    from pipelines.workbench.bump import bump, last_seen
    from pipelines.workbench.replaying import present

    with Archive(settings.archive) as archive:
        seen = last_seen(source, archive, present(source))
    latest = f", the latest of {seen.until}" if seen.until else ""
    click.echo(f"{seen.read:,} archived releases are read{latest}; {seen.unread:,} are not")
    if seen.first_unread:
        click.echo(f"since {seen.first_unread} none is read")
    last = until.date() if until else seen.until
    if last is None:
        raise ConfigError("the archive holds no page in the old layout; name its last day", field="--until")
    path = settings.sources / f"{name}.yaml"
    changed = bump(source, path, _others(settings), last, datetime.now(UTC).date())
    for line in changed.diff.splitlines():
        click.secho(line, fg={"+": "green", "-": "red"}.get(line[:1]))
    if dry_run:
        click.echo(f"nothing is written; without --dry-run {changed.path} would be")
        return
    changed.write()
    click.echo(f"{changed.path} is written: edit the second version, then communique source bump {name} --compare")


def _others(settings: Settings) -> dict[str, Source]:
    found = (source for _, source in named_sources(settings, ()))
    return {source.source_id: source for source in found if not isinstance(source, ConfigError)}


def _compare(settings: Settings, source: Source, full: bool) -> bool:
    """Whether the newest version loses a page; shows what it changes."""
    from pipelines.acquisition.archive import Archive
    from pipelines.workbench.bump import counted
    from pipelines.workbench.replaying import present, replay, without_newest

    with Archive(settings.archive) as archive:
        replayed = list(replay(source, archive, without_newest(source), present(source)))
    for one in replayed:
        if one.outcome not in ("same", "unread"):
            _show(one, full)
    outcomes, fields = counted(replayed)
    for outcome, said in _SAID.items():
        click.echo(f"{outcomes[outcome]:>7,}  {said}")  # type: ignore[index]
    if fields:
        click.echo("fields that differ: " + ", ".join(f"{field} ({count})" for field, count in fields.most_common()))
    return outcomes["lost"] > 0


def _show(one: Replayed, full: bool) -> None:
    fields = ", ".join(difference.place for difference in one.differences)
    click.echo(f"{one.fetched_at:%Y-%m-%d} {one.outcome:<8} {one.url}" + (f"  {fields}" if fields else ""))
    if one.error:
        click.echo(f"    {'before: ' if one.outcome == 'read_now' else ''}{one.error}")
    if full:
        show_differences(one.differences)
