"""From what was found on a site to the draft of its YAML: names, place, expectations, and a word on each choice."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from config.agencies import agencies
from parsers.html import Html
from parsers.records import Document, Page, ParseError
from parsers.text import fold
from pipelines.workbench.candidates import Candidate
from pipelines.workbench.document_choice import Choice
from pipelines.workbench.draft import Draft
from pipelines.workbench.places import country_of, timezone_of, zones_of
from pipelines.workbench.probe import Site
from pipelines.workbench.wish import Wish

_SEPARATOR = re.compile(r"\s+[|»·–—-]\s+")
_ABOUT_NEWS = re.compile(
    r"\b(?:press|news|media|releases?|room|home|statements?|announcements?|latest)\b", re.IGNORECASE
)


def place_of(wish: Wish, site: Site) -> tuple[str | None, str]:
    """Country (None where nothing tells it) and time zone: as wished, else as found."""
    country = wish.country or country_of(site.url, _languages(site.page))
    return country, wish.timezone or timezone_of(country) or "UTC"


def draft_of(
    wish: Wish, site: Site, chosen: Candidate, backfill: Candidate | None, choice: Choice, samples: Sequence[Page]
) -> Draft:
    """The draft; what could not be told stands in it as a comment with its remedy."""
    country, timezone = place_of(wish, site)
    told = wish.title or site_name([site.page, *samples])
    name = told or site.url.split("/")[2]
    publisher, publisher_note = _publisher(wish, name, country) if told else (wish.publisher, "")
    zones = zones_of(country)
    notes = {
        "name": "" if told else "the site does not tell its name",
        "publisher": publisher_note,
        "country": "" if country else "not found: --country, unless the body is an international one",
        "timezone": _timezone_note(wish, timezone, len(zones)),
        "listing": "; ".join(chosen.doubts),
        "backfill": "reaches further back; read when a run is asked for a range of days" if backfill else "",
        "document": "; ".join(f"to be looked at: {fault}" for fault in choice.faults),
    }
    documents = [one for one in choice.documents if isinstance(one, Document)]
    return Draft(
        name=name,
        publisher=publisher,
        country=country,
        language=wish.language or _language(documents, site.page),
        timezone=timezone,
        homepage=site.url,
        listing=_spec(chosen),
        backfill=_spec(backfill) if backfill else None,
        document={"parser": choice.parser, **choice.options},
        private_networks=wish.networks,
        schedule=f"{zlib.crc32(wish.source_id.encode()) % 60} 6 * * *",
        delay_seconds=max(wish.delay_seconds, site.robots.delay_seconds),
        expect=_expect(chosen, documents),
        notes={field: note for field, note in notes.items() if note},
        found=_found(site, chosen, choice),
    )


def site_name(pages: Sequence[Page]) -> str | None:
    """What the site calls itself: ``og:site_name``, else the part that the titles of its pages share."""
    titles = []
    for page in pages:
        try:
            html = Html(page) if _is_html(page) else None
        except ParseError:
            continue
        if html is None:
            continue
        for node in html.many('meta[property="og:site_name"][content], meta[name="application-name"][content]'):
            if name := fold(node.get("content") or ""):
                return name
        titles += [fold(node.tag.get_text()) for node in html.many("head > title")][:1]
    parts = [[part for part in _SEPARATOR.split(title) if part] for title in titles]
    shared = [part for part in (parts[0] if parts else []) if all(part in other for other in parts)]
    if len(parts) > 1 and shared:
        return max(shared, key=len)
    told = [part for part in reversed(parts[0] if parts else []) if not _ABOUT_NEWS.search(part)]
    return told[0] if told else None


def _publisher(wish: Wish, name: str, country: str | None) -> tuple[str | None, str]:
    if wish.publisher:
        return wish.publisher, ""
    body = agencies().by_name(name, country)
    if body:
        return body.agency_id, f"{body.name} in the agency register, found by the site's name"
    return None, f"no one body of the agency register is called {name!r}; communique agencies finds its id"


def _timezone_note(wish: Wish, timezone: str, zones: int) -> str:
    if wish.timezone or zones == 1:
        return ""
    if zones > 1 and timezone != "UTC":
        return f"that of the capital; the country has {zones} zones"
    return "a guess: set the zone in which a publication date is a day"


def _language(documents: Sequence[Document], page: Page) -> str:
    told = [one.language for one in documents if one.language] or [one[:2].lower() for one in _languages(page)]
    return told[0] if told and re.fullmatch(r"[a-z]{2,3}", told[0]) else "en"


def _languages(page: Page) -> list[str]:
    try:
        return (
            [value for node in Html(page).many("html[lang]") if (value := node.get("lang"))] if _is_html(page) else []
        )
    except ParseError:
        return []


def _is_html(page: Page) -> bool:
    return not page.content_type or "html" in page.content_type


def _spec(candidate: Candidate) -> Mapping[str, object]:
    return {"parser": candidate.lead.parser, "url": candidate.lead.url, **candidate.options}


def _expect(chosen: Candidate, documents: Sequence[Document]) -> Mapping[str, object]:
    most = max(50, 4 * len(chosen.links))
    always = documents and all(one.published_date for one in documents)
    return {
        "items_per_listing": [1, most],
        "title": "always",
        "published": "always" if always else "sometimes",
        "body_characters": [100, 60000],
    }


def _found(site: Site, chosen: Candidate, choice: Choice) -> tuple[str, ...]:
    """How the source was found out, for its next maintainer."""
    others = [f"{one.lead.what} ({one.in_words})" for one in site.candidates if one is not chosen]
    lines = [
        f"Found on {datetime.now(UTC):%Y-%m-%d} at {site.url}: {chosen.lead.what}, {chosen.in_words}.",
        f"robots.txt: {site.robots.in_words}.",
    ]
    lines += [f"Also there: {'; '.join(others)}."] if others else []
    lines += [f"{name} was tried first: {'; '.join(faults)}." for name, faults in choice.rejected]
    return tuple(lines)
