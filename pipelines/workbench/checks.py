"""All checks of a source on its captured pages, offline."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from config.sources import Source
from pipelines.workbench.document_checks import CHECKS as RELEASE_CHECKS
from pipelines.workbench.document_checks import check_release
from pipelines.workbench.findings import Finding
from pipelines.workbench.fixtures import read_fixtures
from pipelines.workbench.listing_checks import CHECKS as LISTING_CHECKS
from pipelines.workbench.listing_checks import check_together
from pipelines.workbench.readings import Reading, read_captured
from warehouse.observations import Observation

COUNT = len(RELEASE_CHECKS) + len(LISTING_CHECKS)
"""How many checks there are."""

NAMES_OF_LISTING = ("listing", "items_per_listing", "pagination", "listing_order", "listing_titles")
NAMES_OF_RELEASES = (
    *("duplicates", "repeated_paragraphs", "answers", "selectors", "expect", "body_length", "dated"),
    *("plausible_date", "date_of_change", "listing_date", "title", "soft_404", "menu_in_body", "generic"),
)
"""Names under which findings are told."""


def judged(reading: Reading) -> tuple[str, ...]:
    """Names of the checks for which a reading has pages."""
    of_listing = NAMES_OF_LISTING if reading.listings else ()
    return (*of_listing, *NAMES_OF_RELEASES) if reading.releases else of_listing


def check_captured(source: Source, folder: Path) -> tuple[Reading, list[Finding]]:
    """What the source's parsers read on the pages in ``folder``, and all findings on it, the faults first.

    Raises:
        ConfigError: no pages are captured there.
    """
    reading = read_captured(source, read_fixtures(folder))
    return reading, check(source, reading)


def check(source: Source, reading: Reading) -> list[Finding]:
    """All findings on a reading, the faults first."""
    found = [
        *check_together(source, reading),
        *(finding for release in reading.releases for finding in check_release(source, release)),
    ]
    return sorted(found, key=lambda finding: finding.severity)


def as_observations(findings: Iterable[Finding], names: Sequence[str] = ()) -> list[Observation]:
    """One observation a check: the number of its findings, and the first of them. ``names``: checks that found none."""
    by_check: dict[str, list[Finding]] = {name: [] for name in names}
    for finding in findings:
        by_check.setdefault(finding.check, []).append(finding)
    return [_observation(name, found) for name, found in by_check.items()]


def _observation(name: str, found: Sequence[Finding]) -> Observation:
    if not found:
        return Observation(name, 0, "no finding", "ok")
    first = found[0]
    verdict = "failed" if any(one.severity == "fault" for one in found) else "warning"
    more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
    return Observation(name, len(found), "no finding", verdict, f"{first.message}{more}", first.url)  # type: ignore[arg-type]
