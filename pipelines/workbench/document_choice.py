"""Which document parser reads a site's releases, tried on some of them: the platform's, generic, or selectors found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from config.errors import ConfigError
from parsers.records import Document, Link, Page, ParseError
from parsers.registry import document_parsers, option_faults, read_document
from pipelines.workbench.parser_module import forget, module_of, register
from pipelines.workbench.plausibility import faults_of
from pipelines.workbench.release_shape import ReleaseShape, Told, release_shape

_BY_TYPE = {
    "application/pdf": ("pdf_release",),
    "message/rfc822": ("email_release", "email"),
    "text/plain": ("plain_text",),
}
"""Document parsers of media types that are no HTML, where they are installed."""


Platform = tuple[str | None, Mapping[str, object]]
"""Name of a document parser (None: none is known) and its options."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A parser with its options, what it read and what of that looks wrong."""

    parser: str
    options: Mapping[str, object] = field(default_factory=dict)
    documents: tuple[Document | ParseError, ...] = ()
    faults: tuple[str, ...] = ()
    rejected: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """(parser, faults) of those that were tried before."""
    module: str | None = None
    """Python of the parser, where it is a new one."""


def choose_document(
    pages: Sequence[Page], links: Sequence[Link], platform: Platform, given: Mapping[str, object], new_name: str
) -> Choice:
    """The first parser whose readings of ``pages`` are plausible, else the one with the fewest faults.

    ``platform``: the parser that goes with the listing, and its options; ``given``: time zone, language and kind of
    the source. Where neither a parser that there is nor selectors alone read the pages, a parser named ``new_name`` is
    written: the generic one with the fields by selectors that were found. It is taken only if it is without a fault.
    """
    tried: list[Choice] = []
    shape = _shape(pages, links, str(given.get("timezone") or "UTC"))
    for name, options in _to_try(pages, shape, platform, new_name):
        documents = tuple(_read(name, page, {**given, **options}) for page in pages)
        choice = Choice(name, options, documents, tuple(faults_of(documents, links)))
        if not choice.faults:
            return _after(choice, tried)
        tried.append(choice)
    for module in _modules(new_name, pages[0].url, shape) if shape else ():
        register(module)
        documents = tuple(_read(new_name, page, given) for page in pages)
        if not faults_of(documents, links):
            return replace(_after(Choice(new_name, {}, documents), tried), module=module)
        forget(new_name)
    best = min(tried, key=lambda one: (sum(isinstance(d, ParseError) for d in one.documents), len(one.faults)))
    return _after(best, [one for one in tried if one is not best])


def _after(choice: Choice, tried: Sequence[Choice]) -> Choice:
    rejected = tuple((one.parser, one.faults) for one in tried)
    return Choice(choice.parser, choice.options, choice.documents, choice.faults, rejected)


def _to_try(
    pages: Sequence[Page], shape: ReleaseShape | None, platform: Platform, new_name: str
) -> list[tuple[str, Mapping[str, object]]]:
    kinds = {page.content_type for page in pages}
    by_type = [name for kind in kinds for name in _BY_TYPE.get(kind, ())] if len(kinds) == 1 else []
    name, options = platform
    items = name is not None and all(kind.endswith("json") for kind in kinds)  # no pages, which others could read
    known = dict.fromkeys([*by_type, *([] if items else ["generic"])])
    candidates = [*([(name, options)] if name else []), *((one, dict[str, object]()) for one in known if one != name)]
    tried: list[tuple[str, Mapping[str, object]]] = [
        (one, given)
        for one, given in candidates
        if one in document_parsers() and not option_faults("document", one, given)
    ]
    if shape is not None and shape.title and shape.body:
        tried.append(("html_release", shape.options))
    if new_name in document_parsers():  # written by an earlier call, and perhaps improved since
        tried.append((new_name, {}))
    return tried


def _modules(name: str, url: str, shape: ReleaseShape) -> Iterator[str]:
    """New parsers to try, those that change less of the generic one's reading first; none where the name is taken."""
    if name in document_parsers():
        return
    without_body = replace(shape, body=None, without=())
    shapes = [replace(without_body, title=None), replace(without_body, date=None), without_body]
    shapes.append(replace(shape, title=None, date=None))
    for one in shapes:
        module = module_of(name, url, one)
        if module:
            yield module


def _shape(pages: Sequence[Page], links: Sequence[Link], timezone: str) -> ReleaseShape | None:
    """What the structure of the pages tells; None for other pages than HTML."""
    if not all("html" in page.content_type or not page.content_type for page in pages):
        return None
    try:
        return release_shape(pages, [Told(link.title, link.date_hint) for link in links], timezone)
    except ParseError:
        return None


def _read(name: str, page: Page, options: Mapping[str, object]) -> Document | ParseError:
    try:
        return read_document(name, page, options)
    except ParseError as error:
        return error
    except ConfigError as error:  # an option that this parser needs and nothing here can tell
        return ParseError(str(error), url=page.url)
