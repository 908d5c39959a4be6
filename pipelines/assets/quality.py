"""Asset checks: what the engine does not enforce, how many documents tell an event, which sources broke."""

from collections.abc import Callable
from typing import Any

import dagster as dg

from pipelines.assets.installation import Installation
from pipelines.assets.metadata import bar_chart, markdown_table
from warehouse.checks import CHECKS, event_shares
from warehouse.observations import failing_sources
from warehouse.warehouse import Warehouse

ASSET_OF = {"publication_dates": "documents", "offsets": "events", "event_days": "events"}
"""Check → asset whose rows it judges; the others judge the whole warehouse."""
LEAST_SHARE = 0.3
"""Share of a source's documents with an event below which something is probably wrong."""


def asset_checks() -> list[dg.AssetChecksDefinition]:
    """One Dagster check for each check of the warehouse, the share of documents with events, the health of sources."""
    return [*(_asset_check(name, check) for name, check in CHECKS.items()), documents_with_events, healthy_sources]


def _asset_check(name: str, check: Callable[[Any], list[Any]]) -> dg.AssetChecksDefinition:
    @dg.asset_check(
        asset=ASSET_OF.get(name, "published_warehouse"), name=name, description=check.__doc__, pool="warehouse"
    )
    def judge(installation: Installation) -> dg.AssetCheckResult:
        with Warehouse.open(installation.settings.warehouse) as warehouse:
            findings = check(warehouse.connection)
        rows = [(finding.table, finding.message, finding.samples[:1]) for finding in findings]
        told = {"findings": dg.MetadataValue.md(markdown_table(("table", "finding", "for example"), rows))}
        return dg.AssetCheckResult(passed=not findings, metadata=told if findings else {})

    return judge


@dg.asset_check(asset="events", pool="warehouse")
def documents_with_events(installation: Installation) -> dg.AssetCheckResult:
    """In every source some share of the documents tells an event; a source without is read wrongly."""
    with Warehouse.open(installation.settings.warehouse) as warehouse:
        shares = event_shares(warehouse.connection)
    return dg.AssetCheckResult(
        passed=all(share >= LEAST_SHARE for share in shares.values()),
        severity=dg.AssetCheckSeverity.WARN,
        metadata={"shares": dg.MetadataValue.md(bar_chart(shares))},
    )


@dg.asset_check(asset="documents", pool="warehouse")
def healthy_sources(installation: Installation) -> dg.AssetCheckResult:
    """No check of a source failed when it was made last: listings, fields, silence (view source_health)."""
    with Warehouse.open(installation.settings.warehouse) as warehouse:
        rows = failing_sources(warehouse.connection)
    told = {"failing": dg.MetadataValue.md(markdown_table(("source", "since", "what failed"), rows))}
    return dg.AssetCheckResult(passed=not rows, severity=dg.AssetCheckSeverity.WARN, metadata=told if rows else {})
