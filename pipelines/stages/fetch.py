"""Fetching: ask for one URL conditionally, keep the answer in the archive, write the request into the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from threading import Lock

from config.sources import Source
from parsers.records import Link, Page
from pipelines.acquisition.archive import Archive, ArchiveError, Place, payload_digest
from pipelines.acquisition.failures import BudgetSpentError, FetchError, UnaskedError
from pipelines.acquisition.fetcher import Answer, Fetcher
from pipelines.acquisition.manners import Manners
from pipelines.stages.gone import GONE, close_where_gone, reason_of
from pipelines.stages.ledger_rows import rejection_of, row_of
from pipelines.stages.tally import Tally
from pipelines.stages.threads import share
from warehouse.records import Fetch, FetchKind, FetchState, Rejection


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of one request."""

    fetch_id: str | None
    """None where it was not asked for after all, and the ledger has no such request."""
    fetch: Fetch
    page: Page | None
    """The content, from the archive where the server says that it has not changed; None where there is none."""


@dataclass(frozen=True, slots=True)
class _Held:
    """The content of a URL that the archive holds."""

    state: FetchState
    place: Place
    page: Page


def fetch_documents(
    source: Source,
    urls: Sequence[str],
    states: Mapping[str, FetchState],
    *,
    archive: Archive,
    fetcher: Fetcher,
    tally: Tally,
) -> None:
    """Ask for each document URL in the order given, over as many connections as the source allows.

    Where the source's requests of this run are spent, the rest is left to the next one, with a note.

    Raises:
        Stopped: the run ends.
    """
    done, turn = 0, Lock()

    def one(url: str) -> None:
        nonlocal done
        asked = ask(source, url, "document", states.get(url), archive=archive, fetcher=fetcher, tally=tally)
        tally.count(fetched=asked.fetch.outcome == "stored", unchanged=asked.fetch.outcome == "unchanged")
        with turn:
            done += 1
            tally.step("fetch", done, len(urls))

    try:
        share(urls, one, source.politeness.connections)
    except BudgetSpentError as error:
        left = f"{len(urls) - done:,} of {len(urls):,} URLs are left to the next run"
        tally.note(Rejection(source.source_id, f"source:{source.source_id}", "fetch", f"{error}; {left}"))


def ask(
    source: Source,
    url: str,
    kind: FetchKind,
    state: FetchState | None,
    *,
    archive: Archive,
    fetcher: Fetcher,
    tally: Tally,
) -> Asked:
    """Ask for ``url``; the answer is on disk before the ledger speaks of it, so that stopping between loses nothing.

    ``state`` is what the ledger knows of the URL. A failure becomes a row in ``rejected``; 404 and 410 close the
    document where there is one. What was not asked for (the host at rest, its robots.txt out of reach) is refused for
    this run alone: it is no failure of the URL, which would have it rest for days.

    Raises:
        BudgetSpentError: the source's requests of this run are spent; of a listing page this is a failure like others.
        Stopped: the run ends.
    """
    tally.go_on()
    held = _held(state, archive)
    try:
        answer = fetcher.fetch(
            url,
            manners=Manners.of(source, kind),
            etag=held.state.etag if held else None,
            last_modified=held.state.last_modified if held else None,
            held_url=held.page.url if held else None,
        )
    except FetchError as error:
        if isinstance(error, BudgetSpentError) and kind != "listing":
            raise
        fetch = Fetch(source.source_id, url, kind, None, datetime.now(UTC), "failed", reason=str(error))
        if isinstance(error, UnaskedError):
            tally.reject(rejection_of(fetch, None))
            return Asked(None, fetch, None)
        return _settle(fetch, None, tally)
    for redirect in answer.redirects:
        archive.append(source.source_id, redirect, role="redirect", asked=url)
    return _keep(source, url, kind, answer, state, held, archive, tally)


def keep_items(
    source: Source, links: Iterable[Link], states: Mapping[str, FetchState], *, archive: Archive, tally: Tally
) -> None:
    """Keep the releases that came whole with their links, each URL once; those that are held as they are cost nothing.

    They count neither as requests nor against the source's ``requests_per_run``.

    Raises:
        Stopped: the run ends.
    """
    kept: set[str] = set()
    for link in links:
        if link.item is None or link.url in kept:
            continue
        tally.go_on()
        kept.add(link.url)
        state, digest = states.get(link.url), payload_digest(link.item)
        if state and state.payload_digest == digest and state.outcome in ("stored", "unchanged"):
            tally.count(unchanged=1)
            continue
        page = Page(link.url, link.item, datetime.now(UTC), 0, {"content-type": link.item_type})
        place = archive.append(source.source_id, page, role="document")
        fetch = row_of(source.source_id, link.url, "document", page, place, "stored", digest)
        tally.record(fetch)
        tally.count(fetched=1)


def _keep(
    source: Source,
    url: str,
    kind: FetchKind,
    answer: Answer,
    state: FetchState | None,
    held: _Held | None,
    archive: Archive,
    tally: Tally,
) -> Asked:
    page, source_id = answer.page, source.source_id
    digest = payload_digest(page.body) if page.status == 200 else None
    moved = held is not None and page.url != held.page.url
    if held and ((page.status == 304 and not moved) or digest == held.state.payload_digest):
        known = held.state.payload_digest or ""
        place = archive.append_revisit(
            source_id,
            page,
            held.place,
            known,
            held.page.fetched_at,
            first_url=held.page.url,
            role=kind,
            asked=url,
        )
        fetch = row_of(source_id, url, kind, page, place, "unchanged", known)
        if moved:  # validators hold for one address: that from which the kept answer came, where they are sent
            fetch = replace(fetch, etag=None, last_modified=None)
        same = replace(held.page, url=page.url, fetched_at=page.fetched_at)
        return _settle(fetch, same if page.status == 304 else page, tally)
    place = archive.append(source_id, page, role=kind, asked=url)
    if page.status == 200:
        return _settle(row_of(source_id, url, kind, page, place, "stored", digest), page, tally)
    gone = page.status in GONE
    fetch = row_of(source_id, url, kind, page, place, "gone" if gone else "failed", None, reason_of(page.status))
    told = state is not None and state.outcome == "gone"
    if gone and (close_where_gone(source_id, url, page.fetched_at, page.status, state, archive, tally) or told):
        return Asked(tally.record(fetch), fetch, None)
    return _settle(fetch, None, tally)


def _settle(fetch: Fetch, content: Page | None, tally: Tally) -> Asked:
    fetch_id = tally.record(fetch)
    if content is None:
        tally.reject(rejection_of(fetch, fetch_id))
    return Asked(fetch_id, fetch, content)


def _held(state: FetchState | None, archive: Archive) -> _Held | None:
    """What may be asked for "only if changed": nothing where the archive has lost it, so that it is stored anew."""
    if state is None or not state.payload_digest or state.outcome == "gone":
        return None
    if state.archive_file is None or state.archive_offset is None:
        return None
    try:
        page = archive.read(state.archive_file, state.archive_offset)
    except ArchiveError:
        return None
    return _Held(state, Place(state.archive_file, state.archive_offset), page)
