"""Candidates: what a lead turned out to hold, and which of several makes the best listing of a source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from parsers.records import Link, Listing
from pipelines.workbench.leads import Kind, Lead


@dataclass(frozen=True, slots=True)
class Candidate:
    """One listing that was read."""

    lead: Lead
    listing: Listing
    options: Mapping[str, object] = field(default_factory=dict)
    """Options for the listing parser."""
    doubts: tuple[str, ...] = ()

    @property
    def links(self) -> tuple[Link, ...]:
        """The releases that it names."""
        return self.listing.links

    @property
    def is_whole(self) -> bool:
        """Whether it hands over whole releases."""
        return bool(self.links) and all(link.item is not None for link in self.links)

    @property
    def goes_on(self) -> bool:
        """Whether it leads to further pages."""
        return bool(self.listing.next_url or self.listing.parts)

    @property
    def days(self) -> tuple[date, ...]:
        """The days that it tells."""
        return tuple(link.date_hint for link in self.links if link.date_hint)

    @property
    def in_words(self) -> str:
        """What it holds, for people."""
        count = len(self.links)
        told = [f"{count} release{'' if count == 1 else 's'}" if count or not self.listing.parts else "an index"]
        if self.listing.parts:
            told.append(f"{len(self.listing.parts)} further listings")
        if self.days:
            told.append(
                f"{min(self.days)} to {max(self.days)}" if min(self.days) != max(self.days) else str(self.days[0])
            )
        told.append("whole releases" if self.is_whole else "links")
        told += ["more pages"] if self.listing.next_url else []
        return ", ".join(told)


_RANKS: Mapping[tuple[Kind, bool], int] = {
    ("api", True): 0,
    ("api", False): 1,
    ("feed", True): 2,
    ("index", False): 3,
    ("sitemap", False): 5,
    ("feed", False): 6,
}
_LAST = 9


def ranked(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The best listing first.

    Interfaces with whole releases, then a feed with full text, an HTML index with further pages, a sitemap, a feed
    without text, an HTML index of one page. Among equals the one with more releases.
    """
    return sorted(candidates, key=lambda one: (_rank(one), -len(one.links)))


def backfill_of(chosen: Candidate, others: Sequence[Candidate]) -> Candidate | None:
    """A listing that reaches further back than ``chosen``, and names its releases; None where none does."""
    if chosen.goes_on or chosen.lead.kind == "api":  # an interface with no further page has told all
        return None
    deeper = [
        one
        for one in ranked(others)
        if one is not chosen and (one.goes_on or len(one.links) > 1.5 * len(chosen.links)) and _same_pages(chosen, one)
    ]
    return deeper[0] if deeper else None


def _rank(one: Candidate) -> int:
    if one.lead.kind == "index" and not one.goes_on:
        return 7
    if one.lead.kind == "sitemap" and not one.options.get("pattern") and not one.lead.document:
        return 8  # every page of the site, releases or not
    return _RANKS.get((one.lead.kind, one.is_whole), _LAST)


def _same_pages(chosen: Candidate, other: Candidate) -> bool:
    """Whether both name a release in common, or the other's are still to be seen (a listing of listings)."""
    return bool(other.listing.parts) or bool({link.url for link in chosen.links} & {link.url for link in other.links})
