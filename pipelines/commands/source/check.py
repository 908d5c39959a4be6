"""``communique source check``: whether source files hold together and read their captured pages well, offline."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from config.errors import ConfigError
from pipelines.commands.source.captured import show_findings, source_of
from pipelines.commands.source.naming import faults, named_sources

if TYPE_CHECKING:
    from collections.abc import Iterator

    from config.settings import Settings
    from config.sources import Source
    from pipelines.workbench.findings import Finding
    from pipelines.workbench.readings import Reading


@click.command("check")
@click.argument("names", nargs=-1)
@click.option("--record", is_flag=True, help="Write what is found into the warehouse, where source_health shows it.")
@click.pass_obj
def command(settings: Settings, names: tuple[str, ...], record: bool) -> None:
    """Check sources, offline: their files (fields, parsers, options, selectors, publisher) and their captured pages.

    On the pages: what the parsers read is plausible (dates, titles, lengths), agrees with the listing and the generic
    parser, and holds no menus, repeats or missing pages. Exits with 2 where a file is wrong, 1 where a check fails.
    """
    wrong = failed = 0
    for path, source in _sources(settings, names):
        found = [source] if isinstance(source, ConfigError) else faults(path, source)
        if not found and not isinstance(source, ConfigError):
            try:
                failed += _on_pages(settings, source, record)
            except ConfigError as error:  # damaged pages of one source cost the others nothing
                found = [error]
        wrong += bool(found)
        for fault in found:
            click.echo(str(fault))
    if wrong:
        raise ConfigError(f"files of {wrong} source{'' if wrong == 1 else 's'} must be mended")
    raise SystemExit(1 if failed else 0)


def _sources(settings: Settings, names: tuple[str, ...]) -> Iterator[tuple[Path, Source | ConfigError]]:
    """As :func:`named_sources`; a name may also be that of an invented source, declared beside its captured pages."""
    from pipelines.workbench.fixtures import DECLARATION, folder_of

    own = [name for name in names if (folder_of(settings, name) / DECLARATION).is_file()]
    others = tuple(name for name in names if name not in own)
    if others or not names:
        yield from named_sources(settings, others)
    for name in own:
        try:
            yield folder_of(settings, name) / DECLARATION, source_of(settings, name)[0]
        except ConfigError as error:
            yield folder_of(settings, name) / DECLARATION, error


def _on_pages(settings: Settings, source: Source, record: bool) -> bool:
    """Whether a check of the captured pages failed; says what was found."""
    from pipelines.workbench.fixtures import folder_of, has_fixtures

    name = source.source_id
    if not has_fixtures(settings, name):
        tell = f"communique source capture {name}" if source.listing else "none can be: there is no listing"
        click.echo(f"{name}: good; no fixtures: {tell}")
        return False
    from pipelines.workbench.checks import COUNT, check_captured

    checked = check_captured(source, folder_of(settings, name))
    reading, findings = checked.reading, checked.findings
    faulty = [finding for finding in findings if finding.severity == "fault"]
    pages = len(reading.listings) + len(reading.releases)
    told = f"{len(faulty)} of its checks failed" if faulty else "good"
    warnings = len(findings) - len(faulty)
    warned = f", {warnings} warning{'' if warnings == 1 else 's'}" if warnings else ""
    click.echo(f"{name}: {told}{warned} ({COUNT} checks on {pages} pages)")
    show_findings(findings)
    if not checked.accepted:
        click.echo(f"  its snapshot waits for review: communique source snap {name} --review")
    if record:
        _record(settings, source, reading, findings)
    return bool(faulty)


def _record(settings: Settings, source: Source, reading: Reading, findings: list[Finding]) -> None:
    from datetime import UTC, datetime

    from pipelines.workbench.check_observations import as_observations
    from pipelines.workbench.checks import judged
    from warehouse.observations import record_observations
    from warehouse.warehouse import Warehouse

    with Warehouse.open(settings.warehouse) as warehouse, warehouse.transaction() as con:
        warehouse.load_source(source)
        observed = as_observations(findings, judged(reading))
        record_observations(con, source.source_id, observed, at=datetime.now(UTC), origin="check")
