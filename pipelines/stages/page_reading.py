"""One page of a source to its document: by the source's parser, or by the one that the page was imported with."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from config.sources import Source
from parsers.layouts import read_layouts
from parsers.records import Document, Page, ParseError
from parsers.registry import read_document
from pipelines.acquisition.warc_records import HINT


def read_page(source: Source, page: Page) -> Document:
    """The document on ``page`` by the source's parser, or by the one that the page was imported with.

    Raises:
        ParseError: the page is not what that parser reads, or holds no text.
    """
    return read_by(source, page)[0]


def read_by(source: Source, page: Page) -> tuple[Document, str]:
    """The same, and the name of the parser that read it: of earlier layouts of a source the one that fits the page."""
    hints = {name.removeprefix(HINT): value for name, value in page.headers.items() if name.startswith(HINT)}
    told: dict[str, object] = {name: hints[name] for name in ("kind", "language") if name in hints}
    parser = hints.get("parser", source.document.parser)
    if parser == source.document.parser:
        document, layout = read_layouts(source.layouts, page, told)
        parser = layout.parser
    else:
        own = {"timezone": source.timezone, "language": source.language, "kind": source.kind}
        document = read_document(parser, page, {**own, **told})
    if not document.text.strip():
        raise ParseError("the page holds no text", url=page.url)
    if "published" in hints:
        document = replace(document, published_date=date.fromisoformat(hints["published"]))
    return document, parser
