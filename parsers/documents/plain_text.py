"""Releases as plain text: the first line is the title, the rest the body."""

from __future__ import annotations

from datetime import date

from parsers.encoding import decode
from parsers.moments import stated_day
from parsers.records import Document, Page, ParseError
from parsers.registry import document_parser
from parsers.text import fold, join, plain_paragraphs


@document_parser("plain_text")
def parse(
    page: Page,
    *,
    published: date | None = None,
    timezone: str | None = None,
    language: str | None = None,
    kind: str = "press_release",
) -> Document:
    """Plain text: title, blank line, paragraphs. ``published`` hands in a day that the text itself does not state.

    Of the text itself only a line that is nothing but a full date, or a label ("Date:", "Published:") with one, counts
    as the publication date, and only among the first and last lines. Such a line stays in the text.

    Raises:
        ParseError: there is no text.
    """
    text, _ = decode(page)
    lines = text.strip("\ufeff\0 \t\r\n").splitlines()
    title = fold(lines[0]) if lines else ""
    if not title:
        raise ParseError("holds no text", url=page.url)
    body = join(plain_paragraphs("\n".join(lines[1:])))
    return Document(
        url=page.url,
        title=title,
        body=body,
        published_date=published or stated_day(map(fold, lines[1:])),
        timezone=timezone,
        language=language,
        kind=kind,
    )
