"""What a source reads on one page, with all that a maintainer looks at: origins, the generic reading, events."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from config.agencies import use_merges
from config.settings import Settings
from config.sources import Source
from parsers.agreement import token_f1
from parsers.records import Context, Document, Event, Page, ParseError
from parsers.registry import read_document
from parsers.trace import traced
from pipelines.stages.expectations import breaches
from pipelines.stages.page_reading import read_page
from pipelines.workbench.origins import Origin, origins

_MARKUP = ("text/html", "application/xhtml+xml")


@dataclass(frozen=True, slots=True)
class Beside:
    """What the generic parser reads on the same page."""

    title: str
    published: str
    """Its day, 'none' where it finds none."""
    same_title: bool
    same_day: bool
    token_f1: float
    """Of the two bodies, 0 to 1."""
    only_here: tuple[str, ...]
    """Paragraphs that only the source's parser takes for the body."""
    only_generic: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Previewed:
    """One page as the source reads it."""

    page: Page
    document: Document
    origins: dict[str, Origin] = field(default_factory=dict)
    beside: Beside | str | None = None
    """A sentence where the generic parser reads nothing, or is the source's own; None for pages that are no HTML."""
    events: tuple[Event, ...] | str | None = None
    """A sentence where the language is not read; None where nobody asked."""
    breaches: tuple[str, ...] = ()


def previewed(source: Source, page: Page) -> Previewed:
    """The page as the source's parser reads it, without events.

    Raises:
        ParseError: the page is not what the parser expects.
    """
    with traced() as steps:
        document = read_page(source, page)
    return Previewed(
        page,
        document,
        origins(page, document, steps),
        _beside(source, page, document),
        breaches=tuple(breaches(source, document)),
    )


def events_of(settings: Settings, source: Source, documents: Sequence[Document]) -> list[tuple[Event, ...] | str]:
    """The events that would be coded in each document; in their place why its text is not read.

    Raises:
        ModelError: the spaCy pipeline of the settings is not installed.
    """
    from pipelines.stages.reading import Unread, read_batch, reader_of

    use_merges(settings.agency_merges)
    spoken = reader_of(settings.model).nlp.lang
    found: list[tuple[Event, ...] | str] = []
    for document in documents:
        language = document.language or source.language
        if language != spoken:
            found.append(f"the text is in {language!r}, the model reads {spoken!r}: no events")
            continue
        [told] = read_batch(settings.model, [(document.text, _context(source, document))])
        found.append(told.reason if isinstance(told, Unread) else told.events)
    return found


def _context(source: Source, document: Document) -> Context:
    from warehouse.pending_extraction import publisher_of

    name, country = publisher_of(document.fields)
    told = name if not source.publisher else None
    return Context(
        published=document.published_date,
        publisher=source.publisher,
        publisher_name=told or source.name,
        country=(country if told else None) or source.country or country,
        kind=document.kind,
        language=document.language or source.language,
        title_end=len(document.title) if document.title and document.body else 0,
    )


def _beside(source: Source, page: Page, document: Document) -> Beside | str | None:
    if source.document.parser == "generic":
        return "is this source's own parser"
    if page.content_type not in _MARKUP:
        return None
    try:
        other = read_document("generic", page, {"timezone": source.timezone, "language": source.language})
    except ParseError as error:
        return f"reads nothing here: {error.message}"
    here, there = document.body.split("\n\n"), other.body.split("\n\n")
    return Beside(
        title=other.title,
        published=str(other.published_date or "none"),
        same_title=other.title == document.title,
        same_day=other.published_date == document.published_date,
        token_f1=token_f1(document.body, other.body),
        only_here=tuple(one for one in here if one not in there),
        only_generic=tuple(one for one in there if one not in here),
    )
