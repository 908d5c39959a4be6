"""Looking at the live site: is the source's listing there, do its newest releases still read, and since when not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from config.settings import Settings
from config.sources import Source
from parsers.records import Link, Listing, Page, ParseError
from pipelines.acquisition.archive import Archive
from pipelines.acquisition.failures import FetchError
from pipelines.acquisition.fetcher import Fetcher
from pipelines.workbench.asking import asking, newest_listing, release_page
from pipelines.workbench.observing import observe
from pipelines.workbench.readings import Reading, ReadListing, ReadRelease, read_release
from warehouse.observations import Observation, past_values, publication_days, record_observations
from warehouse.warehouse import Warehouse


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look at the live site of one source gave."""

    reading: Reading
    observations: tuple[Observation, ...]

    @property
    def failed(self) -> tuple[Observation, ...]:
        """The checks that failed."""
        return tuple(one for one in self.observations if one.verdict == "failed")


def look(source: Source, fetcher: Fetcher, limit: int, progress: Callable[[str], None] = lambda url: None) -> Reading:
    """Ask the live site for its listing and the newest ``limit`` releases, and read them; nothing is stored."""
    server = asking(fetcher, source)
    listings: list[ReadListing] = []
    links: tuple[Link, ...] = ()
    newest: Listing | None = None
    try:
        for url, page, listing in newest_listing(source, server):
            progress(url)
            broken = listing if isinstance(listing, ParseError) else None
            newest = None if isinstance(listing, ParseError) else listing
            listings.append(ReadListing(url, page, newest, broken))
            links = newest.links if newest else ()
    except FetchError as error:
        return Reading(tuple(listings), (), str(error))
    releases = []
    for link in links[:limit]:
        if link.item is None:
            progress(link.url)
        try:
            releases.append(read_release(source, link.url, release_page(link, server), link, newest))
        except FetchError as error:
            releases.append(ReadRelease(link.url, None, None, link=link, reason=str(error)))
    return Reading(tuple(listings), tuple(releases))


def look_and_record(source: Source, settings: Settings, reading: Reading, now: datetime | None = None) -> Looked:
    """Check what was read, archive the pages that broke a check, and write the observations into the warehouse.

    Raises:
        WarehouseBusyError: another process is writing; nothing was changed.
    """
    now = now or datetime.now(UTC)
    with Warehouse.open(settings.warehouse) as warehouse:
        con = warehouse.connection
        days = publication_days(con, source.source_id)
        found = observe(source, reading, days, past_values(con, source.source_id, "live"), now)
        with Archive(settings.archive) as archive:
            found = _with_places(source, found, reading, archive)
        warehouse.load_source(source)
        with warehouse.transaction() as writing:
            record_observations(writing, source.source_id, found, at=now, origin="live")
        if settings.published.is_file():
            warehouse.publish(settings.published)
    return Looked(reading, tuple(found))


def _with_places(
    source: Source, observations: Sequence[Observation], reading: Reading, archive: Archive
) -> list[Observation]:
    """The observations, those that name a page that broke them with its place in the archive."""
    pages: dict[str, tuple[Page, str, bool]] = {}
    for listing in reading.listings:
        pages |= dict.fromkeys((listing.asked, listing.page.url), (listing.page, listing.asked, True))
    for release in reading.releases:
        if release.page:
            addresses = {release.asked, release.page.url, *([release.document.url] if release.document else [])}
            pages |= dict.fromkeys(addresses, (release.page, release.asked, False))
    kept: dict[str, Observation] = {}
    told = []
    for one in observations:
        if one.verdict == "failed" and one.url in pages:
            page, asked, is_listing = pages[one.url]
            if page.url not in kept:
                place = archive.append(
                    source.source_id, page, role="listing" if is_listing else "document", asked=asked
                )
                kept[page.url] = replace(one, archive_file=place.file, archive_offset=place.offset)
            one = replace(one, archive_file=kept[page.url].archive_file, archive_offset=kept[page.url].archive_offset)
        told.append(one)
    return told
