"""Reading pages of a source that had several layouts, each with a parser and options of its own in its YAML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from config.sources import Layout
from parsers.records import Document, Page, ParseError
from parsers.registry import read_document
from parsers.validity import in_order_of_day


def read_layouts(layouts: Sequence[Layout], page: Page, told: Mapping[str, object]) -> tuple[Document, Layout]:
    """The release on a page, and the layout that read it.

    The layout that was served on the day on which the page was fetched is tried first, then the others, as with the
    versions of one parser. ``told`` are further options, which prevail.

    Raises:
        ParseError: none of them reads the page; the first one's error.
        ConfigError: there is no such parser, or it takes other options.
    """
    first_error: ParseError | None = None
    for layout in in_order_of_day(layouts, lambda layout: layout.valid_until, page.fetched_at.date()):
        try:
            return read_document(layout.parser, page, {**layout.options, **told}), layout
        except ParseError as error:
            first_error = first_error or error
    raise first_error or ParseError("the source declares no layout", url=page.url)
