"""Which document parser reads a site's releases, tried on some of them: the platform's, generic, or selectors found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from config.errors import ConfigError
from parsers.records import Document, Link, Page, ParseError
from parsers.registry import document_parsers, option_faults, read_document
from pipelines.workbench.plausibility import faults_of
from pipelines.workbench.release_shape import Told, release_shape

_BY_TYPE = {
    "application/pdf": ("pdf_release",),
    "message/rfc822": ("email_release", "email"),
    "text/plain": ("plain_text",),
}
"""Document parsers of media types that are no HTML, where they are installed."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A parser with its options, what it read and what of that looks wrong."""

    parser: str
    options: Mapping[str, object] = field(default_factory=dict)
    documents: tuple[Document | ParseError, ...] = ()
    faults: tuple[str, ...] = ()
    rejected: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """(parser, faults) of those that were tried before."""


def choose_document(
    pages: Sequence[Page], links: Sequence[Link], platform: str | None, given: Mapping[str, object]
) -> Choice:
    """The first parser whose readings of ``pages`` are plausible, else the one with the fewest faults.

    ``platform``: the parser that goes with the listing; ``given``: time zone, language and kind of the source.
    """
    tried: list[Choice] = []
    for name, options in _to_try(pages, links, platform, given):
        documents = tuple(_read(name, page, {**given, **options}) for page in pages)
        choice = Choice(name, options, documents, tuple(faults_of(documents, links)))
        if not choice.faults:
            return _after(choice, tried)
        tried.append(choice)
    best = min(tried, key=lambda one: (sum(isinstance(d, ParseError) for d in one.documents), len(one.faults)))
    return _after(best, [one for one in tried if one is not best])


def _after(choice: Choice, tried: Sequence[Choice]) -> Choice:
    rejected = tuple((one.parser, one.faults) for one in tried)
    return Choice(choice.parser, choice.options, choice.documents, choice.faults, rejected)


def _to_try(
    pages: Sequence[Page], links: Sequence[Link], platform: str | None, given: Mapping[str, object]
) -> list[tuple[str, Mapping[str, object]]]:
    kinds = {page.content_type for page in pages}
    by_type = [name for kind in kinds for name in _BY_TYPE.get(kind, ())] if len(kinds) == 1 else []
    tried: list[tuple[str, Mapping[str, object]]] = [
        (name, {})
        for name in dict.fromkeys([*([platform] if platform else []), *by_type, "generic"])
        if name in document_parsers() and not option_faults("document", name, {})
    ]
    if all("html" in kind or not kind for kind in kinds):
        shaped = _shaped(pages, links, str(given.get("timezone") or "UTC"))
        tried += [("html_release", shaped)] if shaped else []
    return tried


def _shaped(pages: Sequence[Page], links: Sequence[Link], timezone: str) -> Mapping[str, object] | None:
    """Options for ``html_release``; None where structure tells no title or no body."""
    try:
        shape = release_shape(pages, [Told(link.title, link.date_hint) for link in links], timezone)
    except ParseError:
        return None
    return shape.options if shape.title and shape.body else None


def _read(name: str, page: Page, options: Mapping[str, object]) -> Document | ParseError:
    try:
        return read_document(name, page, options)
    except ParseError as error:
        return error
    except ConfigError as error:  # an option that this parser needs and nothing here can tell
        return ParseError(str(error), url=page.url)
