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
    Observation,
    Refused,
    Verdict,
    filled_since,
    past_values,
    publication_days,
    record_observations,
    refused_pages,
)
from warehouse.records import Rejection

REMEMBERED = timedelta(days=30)
"""A page that was fetched longer ago and is still not read tells nothing of the site as it is."""
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
    if not source.is_asked:
        return
    now = datetime.now(UTC)
    with tally.warehouse.transaction() as con:
        past = past_values(con, source.source_id, "run")
        new = filled_since(con, source.source_id, since)
        found = [
            *([_links(source, tally.counts.discovered, tally.rejections)] if listed else []),
            *(_answers(tally) if listed else ()),
            _selectors(refused_pages(con, source.source_id, now - REMEMBERED)),
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


def _answers(tally: Tally) -> Iterator[Observation]:
    """How many pages gave no answer: a failure where they are more than those that did. Said of a run that asked."""
    broken = [one for one in tally.rejections if one.stage == "fetch" and not one.noted]
    answered = tally.counts.fetched + tally.counts.unchanged
    if broken:
        verdict: Verdict = "failed" if len(broken) > answered else "warning"
        message = f"{len(broken)} refused, the first: {broken[0].reason}"
        yield _of(Observation("answers", len(broken), "no finding", verdict, message), broken[0])
    elif answered:
        yield Observation("answers", 0, "no finding", "ok")


def _selectors(refused: Refused) -> Observation:
    """How many pages of late no parser has read: a failure where they are several, and fewer were read since then.

    One page may be odd in itself; after a change of layout none is read.
    """
    if not refused.pages:
        return Observation("selectors", 0, "no finding", "ok")
    verdict: Verdict = "failed" if refused.pages > max(1, refused.documents) else "warning"
    message = f"{refused.pages} pages are not read, the latest: {refused.reason}"
    place = refused.url, refused.archive_file, refused.archive_offset
    return Observation("selectors", refused.pages, "no finding", verdict, message, *place)


def _of(observation: Observation, broken: Rejection) -> Observation:
    """The observation with the page that broke it."""
    place = broken.archive_file, broken.archive_offset
    return replace(observation, url=broken.url, archive_file=place[0], archive_offset=place[1])
