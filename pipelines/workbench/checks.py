"""All checks of a source on its captured pages, offline."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from config.sources import Source
from pipelines.workbench.document_checks import CHECKS as RELEASE_CHECKS
from pipelines.workbench.document_checks import check_release
from pipelines.workbench.findings import Finding
from pipelines.workbench.fixtures import read_fixtures
from pipelines.workbench.listing_checks import CHECKS as LISTING_CHECKS
from pipelines.workbench.listing_checks import check_together
from pipelines.workbench.readings import Reading, read_captured
from pipelines.workbench.snapshot import is_accepted

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


@dataclass(frozen=True, slots=True)
class Checked:
    """What was read on captured pages, and what of that may be wrong."""

    reading: Reading
    findings: list[Finding]
    """The faults first."""
    accepted: bool
    """Whether a person has accepted this very reading."""


def check_captured(source: Source, folder: Path) -> Checked:
    """What the source's parsers read on the pages in ``folder``, and all findings on it.

    Raises:
        ConfigError: no pages are captured there, or their snapshot is damaged.
    """
    reading = read_captured(source, read_fixtures(folder))
    accepted = is_accepted(folder, reading)
    return Checked(reading, check(source, reading, accepted=accepted), accepted)


def check(source: Source, reading: Reading, *, accepted: bool = False) -> list[Finding]:
    """All findings on a reading, which a person has ``accepted`` or not, the faults first."""
    found = [
        *check_together(source, reading),
        *(finding for release in reading.releases for finding in check_release(source, release, accepted=accepted)),
    ]
    return sorted(found, key=lambda finding: finding.severity)
