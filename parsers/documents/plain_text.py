"""Releases as plain text: the first line is the title, the rest the body."""

from __future__ import annotations

from datetime import date

from parsers.encoding import decode
from parsers.moments import stated_day
from parsers.records import Document, Page, ParseError
from parsers.registry import document_parser
from parsers.text import fold, join, plain_paragraphs, split_title


@document_parser("plain_text")
def parse(
    page: Page,
    *,
    published: date | None = None,
    timezone: str | None = None,
    language: str | None = None,
    kind: str = "press_release",
) -> Document:
    """Plain text: title on the first line, then paragraphs; a first line of more than 300 characters is no title.

    ``published`` hands in a day that the text itself does not state.

    Of the text itself only a line that is nothing but a full date, or a label ("Date:", "Published:") with one, counts
    as the publication date, and only among the first and last lines. Such a line stays in the text.

    Raises:
        ParseError: there is no text.
    """
    text, _ = decode(page)
    first, *rest = text.strip("\ufeff\0 \t\r\n").splitlines() or [""]
    title, body = split_title([fold(first)])
    body += plain_paragraphs("\n".join(rest))
    if not title and not body:
        raise ParseError("holds no text", url=page.url)
    return Document(
        url=page.url,
        title=title,
        body=join(body),
        published_date=published or stated_day(map(fold, rest)),
        timezone=timezone,
        language=language,
        kind=kind,
    )
