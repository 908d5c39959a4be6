"""What the parsers read on a source's pages, listing and releases together: the matter of snapshots and checks."""

from __future__ import annotations

from dataclasses import dataclass

from config.sources import Source
from parsers.records import Document, Link, Listing, Page, ParseError
from parsers.registry import read_listing
from pipelines.stages.page_reading import read_page
from pipelines.workbench.fixtures import Captured, Fixtures


@dataclass(frozen=True, slots=True)
class ReadListing:
    """One page of the listing."""

    asked: str
    page: Page
    listing: Listing | None
    error: ParseError | None = None
    """Why there is no ``listing``."""


@dataclass(frozen=True, slots=True)
class ReadRelease:
    """One release."""

    asked: str
    """The address that the listing gives."""
    page: Page | None
    document: Document | None
    error: ParseError | None = None
    """Why there is no ``document`` though there is a page."""
    link: Link | None = None
    """How the listing announces it, where it does."""
    hint_is_change: bool = False
    """The link's day is that of the latest change."""
    reason: str | None = None
    """Why there is no page."""


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read."""

    listings: tuple[ReadListing, ...]
    releases: tuple[ReadRelease, ...]
    failure: str | None = None
    """Why the listing could not be had."""

    @property
    def links(self) -> tuple[Link, ...]:
        """The links of all pages of the listing."""
        return tuple(link for one in self.listings if one.listing for link in one.listing.links)


def read_captured(source: Source, fixtures: Fixtures) -> Reading:
    """What the source's parsers read on captured pages."""
    listings = tuple(_read_listing(source, captured) for captured in fixtures.listings)
    announced = {link.url: (link, one.listing) for one in listings if one.listing for link in one.listing.links}
    releases = []
    for one in fixtures.releases:
        link, listing = announced.get(one.asked, (None, None))
        releases.append(read_release(source, one.asked, one.page, link, listing))
    return Reading(listings, tuple(releases))


def read_release(
    source: Source, asked: str, page: Page, link: Link | None = None, listing: Listing | None = None
) -> ReadRelease:
    """What the source's parser reads on the page of a release, which ``link`` of ``listing`` announces."""
    change = bool(listing and listing.hints_are_changes)
    try:
        return ReadRelease(asked, page, read_page(source, page), link=link, hint_is_change=change)
    except ParseError as error:
        return ReadRelease(asked, page, None, error, link, change)


def _read_listing(source: Source, captured: Captured) -> ReadListing:
    if source.listing is None:
        error = ParseError("the source declares no listing", url=captured.page.url)
        return ReadListing(captured.asked, captured.page, None, error)
    try:
        return ReadListing(
            captured.asked,
            captured.page,
            read_listing(source.listing.parser, captured.page, source.listing_options),
        )
    except ParseError as error:
        return ReadListing(captured.asked, captured.page, None, error)
