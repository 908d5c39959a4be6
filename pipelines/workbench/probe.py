"""Looking at a site before it becomes a source: robots.txt, then every place that may announce its releases."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import takewhile
from urllib.parse import urlsplit

from config.errors import ConfigError
from config.sources import ListingSpec
from parsers.html import Html
from parsers.records import Link, Listing, Page, ParseError
from parsers.registry import listing_parsers, read_listing
from pipelines.acquisition.failures import FetchError
from pipelines.acquisition.manners import Manners
from pipelines.stages.discovery.dated import address_on, days_back, is_dated
from pipelines.workbench.asking import asked
from pipelines.workbench.candidates import Candidate, ranked
from pipelines.workbench.drupal_fields import drupal_options
from pipelines.workbench.feed_text import holds_full_text
from pipelines.workbench.index_shape import index_shapes
from pipelines.workbench.leads import (
    RELEASES,
    Lead,
    drupal_leads,
    guessed_feeds,
    is_drupal,
    is_sharepoint,
    known_sites,
    leads_of,
    sitemap_leads,
)
from pipelines.workbench.remembering import RememberingFetcher
from pipelines.workbench.robots_told import RobotsTold, robots_told

Tell = Callable[[str, str], None]
"""Takes a label and what was found, as it is found."""
LEAST_UNDER = 3
"""Addresses of a sitemap under one part of the site that make it the part of the releases."""
DAYS_BACK = 4
"""Pages of a listing with a page a day that are tried: weekends have none."""
SITEMAPS = 2
"""Sitemaps that are looked into; the first ones named are those of the news."""
_MACHINE = ("xml", "json", "rss", "atom")


@dataclass(frozen=True, slots=True)
class Site:
    """What was found at one address."""

    url: str
    page: Page
    """The page at that address."""
    robots: RobotsTold
    candidates: tuple[Candidate, ...]
    """Listings that could be read, the best first."""
    document: str | None
    """Document parser of the system that makes the site's pages; None where it is none that is known."""
    dead_ends: tuple[tuple[Lead, str], ...]
    """Leads that held nothing, with the reason."""


def probe(url: str, fetcher: RememberingFetcher, manners: Manners, tell: Tell) -> Site:
    """Look at the site politely: the page itself, robots.txt, feeds, sitemaps and interfaces, each once.

    Raises:
        ConfigError: robots.txt forbids the address, or nothing is there.
        FetchError: the host does not answer.
    """
    robots = robots_told(url, fetcher, manners)
    tell("robots.txt", robots.in_words)
    if not robots.allows:
        raise ConfigError(
            f"robots.txt of {urlsplit(url).netloc} does not allow {url}; ask the publisher for another way"
        )
    manners = replace(manners, delay_seconds=max(manners.delay_seconds, robots.delay_seconds))
    try:
        page = asked(fetcher, url, manners)
    except FetchError as error:
        known = list(known_sites(url))
        if not known:
            raise ConfigError(f"{url} cannot be had: {error}") from error
        page = Page(url, b"<html></html>", datetime.now(UTC), 0, {"content-type": "text/html"})
    tell("page", f"{page.url}, {len(page.body):,} bytes")
    found: list[Candidate] = []
    document: str | None = None
    dead: list[tuple[Lead, str]] = []

    def look(leads: Sequence[Lead]) -> list[Candidate]:
        new = []
        for lead in leads:
            try:
                candidate = _candidate(lead, fetcher, manners)
            except (FetchError, ParseError, ConfigError) as error:
                dead.append((lead, _reason(error)))
                if not lead.guessed:
                    tell(lead.what, f"{lead.url}: {_reason(error)}")
                continue
            tell(lead.what, f"{lead.url}: {candidate.in_words}")
            new.append(candidate)
        found.extend(new)
        return new

    if any(kind in page.content_type for kind in _MACHINE):
        look(_of_machine_page(page))
    else:
        leads = leads_of(page)
        html = Html(page)
        document = "drupal_node" if is_drupal(page, html) else None
        if is_sharepoint(page, html):
            tell("SharePoint", "its lists have an interface, but no page tells their names: parser sharepoint_list")
        interfaces = [lead for lead in leads if lead.kind != "feed" and lead.parser in listing_parsers()]
        drupal = [lead for lead in interfaces if lead.parser == "drupal_jsonapi"]
        look([lead for lead in interfaces if lead not in drupal])
        for lead in drupal:
            look(_of_drupal(lead, fetcher, manners, dead))
        feeds = [lead for lead in leads if lead.kind == "feed"]
        if not look(feeds[:3]) and not found and not feeds:
            look(guessed_feeds(page))
        index = _index(page, fetcher, manners, tell)
        found += [index] if index else []
        if "sitemap" in listing_parsers():
            pattern = url_pattern([link for one in found for link in one.links])
            leads = sitemap_leads(page, robots.sitemaps)[:SITEMAPS]
            look([replace(lead, options={"pattern": pattern}) if pattern else lead for lead in leads])
            found[:] = [_narrowed(one, page.url) for one in found]
    return Site(page.url if page.status else url, page, robots, tuple(ranked(found)), document, tuple(dead))


def _narrowed(candidate: Candidate, start: str) -> Candidate:
    """A sitemap of a whole site, kept to what lies under the page that was given, else under a part named like news."""
    if candidate.lead.kind != "sitemap" or candidate.options.get("pattern"):
        return candidate
    under = urlsplit(start).path.rstrip("/")
    own = [link for link in candidate.links if under and urlsplit(link.url).path.startswith(f"{under}/")]
    chosen = own or [link for link in candidate.links if RELEASES.search(urlsplit(link.url).path.rpartition("/")[0])]
    pattern = url_pattern(chosen) if len(chosen) >= LEAST_UNDER else None
    if pattern is None:
        return candidate
    options = {**candidate.options, "pattern": pattern}
    return replace(candidate, options=options, listing=replace(candidate.listing, links=tuple(chosen)))


def url_pattern(links: Sequence[Link]) -> str | None:
    """A regular expression that all addresses of releases match: host and leading parts of the path that they share.

    None where they share no part of the path, numbers aside (the year of the newest ones says nothing of others).
    """
    hosts = {urlsplit(link.url)[:2] for link in links}
    paths = [urlsplit(link.url).path.split("/")[1:-1] for link in links]
    columns = takewhile(lambda parts: len(set(parts)) == 1, zip(*paths, strict=False))
    shared = list(takewhile(lambda part: not re.search(r"\d", part), (parts[0] for parts in columns)))
    if len(hosts) != 1 or not any(shared):
        return None
    _, host = hosts.pop()
    return f"^https?://{re.escape(host)}/{re.escape('/'.join(shared))}/"


def _candidate(lead: Lead, fetcher: RememberingFetcher, manners: Manners) -> Candidate:
    """What a lead holds; of a listing of listings also its newest one.

    Raises:
        FetchError, ParseError, ConfigError: nothing that announces releases.
    """
    listing, page = _read(lead, fetcher, manners)
    if lead.parser == "feed" and holds_full_text(page):
        options = {**lead.options, "full_text": True}
        lead = replace(lead, what=f"{lead.what} with full text", options=options, document="feed_item")
        listing = read_listing(lead.parser, page, options)
    if lead.parser == "drupal_jsonapi":
        options, of_document = drupal_options(listing.links)
        lead = replace(lead, options=options, document_options=of_document)
        listing = read_listing(lead.parser, page, options)
    if not listing.links and not listing.parts:
        raise ParseError("names no release", url=lead.url)
    if listing.parts and not listing.links:
        listing = replace(listing, links=_newest_part(listing, lead, fetcher, manners))
    return Candidate(lead, listing, lead.options)


def _read(lead: Lead, fetcher: RememberingFetcher, manners: Manners) -> tuple[Listing, Page]:
    """The first page of a lead; of a listing with a page a day the latest that names a release."""
    spec = ListingSpec(parser=lead.parser, url=lead.url)
    if not is_dated(spec):
        page = asked(fetcher, lead.url, manners)
        return read_listing(lead.parser, page, lead.options), page
    today = datetime.now(UTC).date()
    for day in days_back(spec, today, today - timedelta(days=DAYS_BACK)):
        try:
            page = asked(fetcher, address_on(spec, day), manners)
            return read_listing(lead.parser, page, lead.options), page
        except (FetchError, ParseError) as error:
            last = error
    raise last


def _newest_part(listing: Listing, lead: Lead, fetcher: RememberingFetcher, manners: Manners) -> tuple[Link, ...]:
    dated = [part for part in listing.parts if part.newest]
    part = max(dated, key=lambda one: str(one.newest)) if dated else listing.parts[-1]
    return read_listing(lead.parser, asked(fetcher, part.url, manners), lead.options).links


def _of_drupal(
    lead: Lead, fetcher: RememberingFetcher, manners: Manners, dead: list[tuple[Lead, str]]
) -> Sequence[Lead]:
    try:
        return drupal_leads(asked(fetcher, lead.url, manners))[:2]
    except FetchError as error:
        dead.append((lead, str(error)))
        return []


def _of_machine_page(page: Page) -> list[Lead]:
    """The address itself is a feed, a sitemap or the answer of an API: every listing parser without options may try."""
    kinds = {"feed": "feed", "sitemap": "sitemap", "wordpress": "api", "drupal_jsonapi": "api"}
    for name, kind in kinds.items():
        if name not in listing_parsers():
            continue
        try:
            listing = read_listing(name, page, {})
        except (ParseError, ConfigError):
            continue
        if listing.links or listing.parts:
            document = name if kind == "api" else None
            return [Lead(kind, f"{name} at the address given", page.url, name, {}, document)]  # type: ignore[arg-type]
    return []


def _index(page: Page, fetcher: RememberingFetcher, manners: Manners, tell: Tell) -> Candidate | None:
    """The list of releases on the page itself, its way to the second page tried once."""
    try:
        shapes = index_shapes(page)
    except ParseError:
        return None
    for shape in shapes[:3]:
        lead = Lead("index", "list on the page", page.url, "html_index", shape.options)
        try:
            listing = read_listing("html_index", page, shape.options)
        except (ParseError, ConfigError):
            continue
        doubts = [shape.date.doubt] if shape.date and shape.date.doubt else []
        options = dict(shape.options)
        if listing.next_url:
            fault = _next_fault(listing, options, fetcher, manners)
            if fault:
                doubts.append(f"the next page {listing.next_url} {fault}")
                for name in ("next", "page_parameter", "first_page"):
                    options.pop(name, None)
                listing = replace(listing, next_url=None)
        candidate = Candidate(replace(lead, options=options), listing, options, tuple(doubts))
        tell(lead.what, f"{candidate.in_words}; one release is {shape.item!r}")
        return candidate
    return None


def _next_fault(
    listing: Listing, options: dict[str, object], fetcher: RememberingFetcher, manners: Manners
) -> str | None:
    try:
        second = read_listing("html_index", asked(fetcher, str(listing.next_url), manners), options)
    except (FetchError, ParseError) as error:
        return f"cannot be read ({_reason(error)})"
    known = {link.url for link in listing.links}
    return "holds the same releases" if second.links and all(link.url in known for link in second.links) else None


def _reason(error: Exception) -> str:
    return error.message if isinstance(error, ParseError) else str(error)
