"""What is observed of a source that was read today: how well its fields are filled, against expectation and past."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from config.sources import Source
from parsers.records import Document
from pipelines.stages.expectations import UNDATED
from pipelines.workbench.cadence import staleness
from pipelines.workbench.check_observations import as_observations
from pipelines.workbench.checks import check, judged
from pipelines.workbench.document_checks import LEAST_AGREEMENT, generic_agreement
from pipelines.workbench.findings import Finding
from pipelines.workbench.readings import Reading
from warehouse.observations import Filled, Observation, Verdict

Past = Mapping[str, Sequence[float]]
"""Check → its latest values, the newest last."""
DRIFT = 0.3
"""A share that fell by more than this against the mean of the latest observations shows another layout."""
NEARLY_ALWAYS = 0.9


def observe(
    source: Source, reading: Reading, held_days: Iterable[date], past: Past, now: datetime
) -> list[Observation]:
    """All observations of a source whose listing and some releases were just read.

    ``held_days``: days of the releases that the warehouse holds; ``past``: values of earlier observations of this kind.
    """
    documents = [release.document for release in reading.releases if release.document]
    hinted = [link.date_hint for link in reading.links if link.date_hint]
    days = [*held_days, *hinted, *(one.published_date for one in documents if one.published_date)]
    shares = [share for one in reading.releases if (share := generic_agreement(source, one)) is not None]
    findings = check(source, reading)
    if reading.failure:
        url = source.listing.url if source.listing else ""
        findings.append(Finding("listing", "fault", url, reading.failure, "see whether the address moved"))
    return [
        links_found(source, len(reading.links)),
        *filled(source, documents, past),
        *([agreement(sum(shares) / len(shares), past)] if shares else []),
        staleness(days, now.date()),
        *as_observations(findings, judged(reading)),
    ]


def links_found(source: Source, count: int) -> Observation:
    """How many releases the listing names; none is a failure."""
    least = max(1, source.expect.minimum_items)
    if count >= least:
        return Observation("links", count, f"{least} or more", "ok")
    return Observation("links", count, f"{least} or more", "failed", f"the listing names {count} releases")


def filled(source: Source, documents: Sequence[Document], past: Past) -> Iterator[Observation]:
    """The share of documents that have each field: title, date, body, attachments, and each labelled value."""
    if not documents:
        return
    labels = sorted({name for one in documents for name in one.fields})
    known = (name.removeprefix("filled:") for name in past if name.startswith("filled:"))
    having = {
        "title": [bool(one.title) for one in documents],
        "published": [one.published_date is not None for one in documents],
        "body": [bool(one.body) for one in documents],
    }
    for name in ("attachments", *labels, *known):
        has = [bool(one.attachments if name == "attachments" else one.fields.get(name)) for one in documents]
        having.setdefault(name, has)
    counts = Filled(len(documents), *(sum(having[name]) for name in ("title", "published", "body")))
    found = list(filled_always(source, counts, past))
    for name in list(having)[len(found) :]:
        found.append(_share(f"filled:{name}", sum(having[name]), len(documents), past, always=False))
    for one, has in zip(found, having.values(), strict=True):
        lacking = next((document.url for document, given in zip(documents, has, strict=True) if not given), None)
        yield one if one.verdict == "ok" else replace(one, url=lacking)


def filled_always(source: Source, counts: Filled, past: Past) -> Iterator[Observation]:
    """The shares of title, date and body, which ``expect`` may ask of every document."""
    dated = source.expect.published == "always" and source.kind not in UNDATED
    if counts.documents:
        titled = source.expect.title == "always"
        yield _share("filled:title", counts.title, counts.documents, past, always=titled)
        yield _share("filled:published", counts.published, counts.documents, past, always=dated)
        yield _share("filled:body", counts.body, counts.documents, past, always=True)


def agreement(share: float, past: Past) -> Observation:
    """The mean token F1 of the bodies with the generic parser's, against a least one and against the past."""
    usual = _mean(past.get("agreement", ()))
    if usual is not None and usual - share > DRIFT:
        message = (
            f"bodies agree with the generic parser's by {share:.2f}, before by {usual:.2f}: the layout may be another"
        )
        return Observation("agreement", share, f"about {usual:.2f}", "failed", message)
    low = share < LEAST_AGREEMENT
    message = f"bodies agree with the generic parser's by {share:.2f} (token F1)"
    return Observation(
        "agreement", share, f"{LEAST_AGREEMENT} or more", "warning" if low else "ok", message if low else None
    )


def _share(name: str, having: int, count: int, past: Past, *, always: bool) -> Observation:
    field, share, usual = name.removeprefix("filled:"), having / count, _mean(past.get(name, ()))
    told = f"{having} of {count} releases have {field}"
    if always:
        verdict: Verdict = "ok" if having == count else "failed"
        return Observation(name, share, "always", verdict, None if having == count else told)
    if usual is None or usual - share <= DRIFT:
        return Observation(name, share, "sometimes" if usual is None else f"about {usual:.2f}", "ok")
    verdict = "failed" if usual >= NEARLY_ALWAYS else "warning"
    return Observation(
        name, share, f"about {usual:.2f}", verdict, f"{told}, before {usual:.0%}: the layout may be another"
    )


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None
