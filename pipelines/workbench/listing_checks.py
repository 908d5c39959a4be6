"""Checks of a listing and of several releases together: small pure functions from what was read to findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import pairwise

from config.sources import Source
from parsers.records import Document
from pipelines.workbench.document_checks import body_paragraphs
from pipelines.workbench.findings import Finding, fault, warning
from pipelines.workbench.readings import Reading, ReadListing

MOST_OUT_OF_ORDER = 0.2
"""Share of neighbours in a listing whose days may go the other way: pinned releases, late ones."""
LEAST_SHARED = 3
"""Releases among which a repeated paragraph tells something."""

Check = Callable[[Source, Reading], Iterator[Finding]]


def listing_parses(source: Source, reading: Reading) -> Iterator[Finding]:
    """The listing's parser reads each of its pages, and some page holds links."""
    for one in reading.listings:
        if one.error is not None:
            selector = f" [{one.error.selector}]" if one.error.selector else ""
            remedy = f"communique source preview {source.source_id} shows the page; mend the listing's selectors"
            yield fault("listing", one.page.url, one.error.message + selector, remedy)
    if reading.listings and not reading.links and not any(one.error for one in reading.listings):
        remedy = "see whether `item` still selects one release, or the address moved"
        yield fault("listing", reading.listings[0].page.url, "the listing holds no release", remedy)


def items_per_listing(source: Source, reading: Reading) -> Iterator[Finding]:
    """Each page holds as many links as ``expect.items_per_listing`` says; the last page may hold fewer."""
    bounds = source.expect.items_per_listing
    for one in reading.listings:
        if bounds is None or one.listing is None or one.listing.parts:
            continue
        count = len(one.listing.links)
        if count > bounds[1] or (count < bounds[0] and one.listing.next_url is not None):
            message = f"{count} links (expect.items_per_listing: {list(bounds)})"
            yield fault("items_per_listing", one.page.url, message, "mend `item`, or expect where it asks too much")


def pagination(source: Source, reading: Reading) -> Iterator[Finding]:
    """The next page is neither the page itself nor one that was read, and no two pages hold the same links."""
    seen: set[str] = set()
    remedy = "see what `next` selects, or how the pages are counted"
    for one in reading.listings:
        seen |= {one.asked, one.page.url}
        if one.listing and one.listing.next_url in seen:
            yield fault("pagination", one.page.url, f"its next page is {one.listing.next_url}, which was read", remedy)
    for one, other in pairwise(_read(reading)):
        links = [{link.url for link in each.listing.links} for each in (one, other) if each.listing]
        if links[0] and links[0] == links[1]:
            yield fault("pagination", other.page.url, f"holds the links of {one.page.url}", remedy)


def listing_order(source: Source, reading: Reading) -> Iterator[Finding]:
    """The listing's days go one way, the newest or the oldest first."""
    for one in _read(reading):
        days = [link.date_hint for link in one.listing.links if link.date_hint] if one.listing else []
        if len(days) > 2 and _disorder(days) > MOST_OUT_OF_ORDER:
            told = ", ".join(map(str, days[:6]))
            remedy = "see whether `date` selects the release's day: discovery stops at what it knows, by order"
            yield warning("listing_order", one.page.url, f"the days go up and down: {told} …", remedy)


def listing_titles(source: Source, reading: Reading) -> Iterator[Finding]:
    """The links have titles of their own, not all the words of a button."""
    for one in _read(reading):
        titles = Counter(link.title for link in one.listing.links if link.title) if one.listing else Counter[str]()
        most = titles.most_common(1)
        if most and most[0][1] > max(2, titles.total() / 2):
            message = f"{most[0][1]} of {titles.total()} links are titled {most[0][0]!r}"
            yield warning("listing_titles", one.page.url, message, "let `title` select the headline of an item")


def duplicates(source: Source, reading: Reading) -> Iterator[Finding]:
    """No two releases have the same address, name the same canonical one, or hold the same body."""
    documents = [(one.asked, one.document) for one in reading.releases if one.document]
    places: dict[tuple[str, str], str] = {}
    for asked, document in documents:
        for what, value in (("address", document.canonical_url or document.url), ("body", document.body)):
            first = places.setdefault((what, value), asked)
            if first != asked and value:
                remedy = "the site answers every address with one page, or the parser reads what all pages share"
                yield fault("duplicates", asked, f"has the same {what} as {first}", remedy)


def repeated_paragraphs(source: Source, reading: Reading) -> Iterator[Finding]:
    """No paragraph stands in every body: menus, contacts and notes that are part of the page, not of the release."""
    documents: Sequence[Document] = [one.document for one in reading.releases if one.document]
    if len(documents) < LEAST_SHARED:
        return
    everywhere = set.intersection(*(set(body_paragraphs(document)) for document in documents))
    found = [paragraph for paragraph in body_paragraphs(documents[0]) if paragraph in everywhere]
    if found and len({document.body for document in documents}) == len(documents):
        message = f"{len(found)} paragraphs stand in all {len(documents)} bodies: {found[0][:60]!r}"
        remedy = "leave them out where they belong to the page (narrow the body's selector, or `without`)"
        yield warning("repeated_paragraphs", documents[0].url, message, remedy)


def dated(source: Source, reading: Reading) -> Iterator[Finding]:
    """Some release has a day of publication."""
    documents = [one.document for one in reading.releases if one.document]
    if documents and not any(document.published_date for document in documents):
        remedy = f"let the document parser select the day; communique source preview {source.source_id} shows the page"
        yield warning("dated", documents[0].url, f"none of {len(documents)} releases has a day of publication", remedy)


CHECKS: tuple[Check, ...] = (
    listing_parses,
    items_per_listing,
    pagination,
    listing_order,
    listing_titles,
    duplicates,
    repeated_paragraphs,
    dated,
)
"""All checks of a listing and of several releases."""


def check_together(source: Source, reading: Reading) -> list[Finding]:
    """The findings of all checks."""
    return [finding for check in CHECKS for finding in check(source, reading)]


def _read(reading: Reading) -> list[ReadListing]:
    return [one for one in reading.listings if one.listing is not None]


def _disorder(days: Sequence[date]) -> float:
    """Share of neighbours that go against the way that most of them go, 0 to 0.5; equal days go either way."""
    up = sum(one < other for one, other in pairwise(days))
    down = sum(one > other for one, other in pairwise(days))
    return min(up, down) / (up + down) if up + down > 1 and min(up, down) > 1 else 0.0
