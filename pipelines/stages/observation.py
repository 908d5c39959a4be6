"""Observation: what a run tells about a source's health, written at its end, so that a break shows the same day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from config.sources import Source
from pipelines.stages.tally import Tally
from pipelines.workbench.cadence import staleness
from pipelines.workbench.observing import filled_always, links_found
from warehouse.observations import (
    Filled,
    Observation,
    Verdict,
    filled_since,
    past_values,
    publication_days,
    record_observations,
)
from warehouse.records import Rejection, Stage

LATELY = timedelta(days=1)
"""Where stages run apart, what was fetched in this time counts as new."""


def observe_run(source: Source, tally: Tally, began: datetime) -> None:
    """Write what a whole run that ``began`` then shows of ``source``: links, pages refused, fields filled, silence.

    Costs no request. A source without a listing has no cadence and is not observed.
    """
    _observe(source, tally, began, listed=True)


def observe_acquired(source: Source, tally: Tally) -> None:
    """What discovery and fetching alone show: links, pages that gave no answer, silence."""
    _observe(source, tally, datetime.now(UTC), listed=True)


def observe_parsed(source: Source, tally: Tally) -> None:
    """What parsing alone shows: pages that are not read, fields of what was fetched lately, silence."""
    _observe(source, tally, datetime.now(UTC) - LATELY, listed=False)


def _observe(source: Source, tally: Tally, since: datetime, *, listed: bool) -> None:
    if source.listing is None:
        return
    now = datetime.now(UTC)
    with tally.warehouse.transaction() as con:
        past = past_values(con, source.source_id, "run")
        new = filled_since(con, source.source_id, since)
        found = [
            *([_links(source, tally.counts.discovered, tally.rejections)] if listed else []),
            *_refused(tally.rejections, new, tally.counts.fetched),
            *filled_always(source, new, past),
            staleness(publication_days(con, source.source_id), now.date()),
        ]
        record_observations(con, source.source_id, found, at=now, origin="run")


def _links(source: Source, count: int, rejections: Sequence[Rejection]) -> Observation:
    found = links_found(source, count)
    broken = next((one for one in rejections if one.stage == "listing" and not one.noted), None)
    if broken is None:
        return found
    return _of(Observation("links", count, found.expected, "failed", broken.reason), broken)


def _refused(rejections: Sequence[Rejection], new: Filled, fetched: int) -> Iterator[Observation]:
    """How many pages gave no answer, and how many were not read: a failure where they are more than those that were.

    Said only of a run that asked for pages.
    """
    stages: tuple[tuple[str, Stage, int], ...] = (("answers", "fetch", fetched), ("selectors", "parse", new.documents))
    for check, stage, good in stages:
        broken = [one for one in rejections if one.stage == stage and not one.noted]
        if broken:
            verdict: Verdict = "failed" if len(broken) > good else "warning"
            message = f"{len(broken)} refused, the first: {broken[0].reason}"
            yield _of(Observation(check, len(broken), "no finding", verdict, message), broken[0])
        elif good:
            yield Observation(check, 0, "no finding", "ok")


def _of(observation: Observation, broken: Rejection) -> Observation:
    """The observation with the page that broke it."""
    place = broken.archive_file, broken.archive_offset
    return replace(observation, url=broken.url, archive_file=place[0], archive_offset=place[1])
