"""The schedule: every hour, the pages of the sources whose own schedules fell due, and all that is made from them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import dagster as dg

from config.cron import falls_due
from config.sources import Source
from pipelines.assets.flow import key_of

TICK = timedelta(hours=1)
DOWNSTREAM = tuple(dg.AssetKey(name) for name in ("documents", "events", "published_warehouse"))


def due_sources(sources: Sequence[Source], at: datetime) -> list[Source]:
    """Those that runs ask for and whose cron expression (UTC) names a minute of the hour that ends at ``at``."""
    until = at.astimezone(UTC)
    return [source for source in sources if source.is_asked and falls_due(source.schedule, until - TICK, until)]


def hourly(job: Any, sources: Sequence[Source]) -> dg.ScheduleDefinition:
    """Runs ``job`` over the due sources and what is downstream of them; an hour in which none is due runs nothing."""

    def request(context: dg.ScheduleEvaluationContext) -> dg.RunRequest | dg.SkipReason:
        at = context.scheduled_execution_time
        due = due_sources(sources, at)
        if not due:
            return dg.SkipReason(f"no source fell due in the hour before {at:%H:%M}")
        return dg.RunRequest(
            run_key=f"{at:%Y-%m-%dT%H:%M}",
            asset_selection=[*map(key_of, due), *DOWNSTREAM],
            tags={"sources": str(len(due))},
        )

    return dg.ScheduleDefinition(
        name="hourly",
        job=job,
        cron_schedule="0 * * * *",
        execution_fn=request,
        description="Asks for the sources whose own schedules (YAML, UTC) fell due in the past hour.",
    )
