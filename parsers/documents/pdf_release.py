"""Releases that are PDF files."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import chain
from typing import Annotated

from pydantic import Field

from parsers.dateline import dateline_day
from parsers.html import address
from parsers.moments import Moment, read_moment, stated_day
from parsers.pdf.layout import laid_out
from parsers.pdf.reading import Read, read_pdf
from parsers.pdf.shapes import Sheet
from parsers.pdf.title import title_of
from parsers.records import Document, Page, ParseError
from parsers.registry import document_parser
from parsers.text import fold, join

CHARACTERS_AT_MOST = 1_000_000
"""Characters after which no more pages are read, whatever their number."""
FIELDS = {"author": "Author", "creator": "Creator", "created": "CreationDate", "keywords": "Keywords"}
"""Field of a document → the name that the PDF format gives it."""
_PDF_DATE = re.compile(r"(?:D:)?(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})?)?(?:(Z)|([+-]\d{2})'?(\d{2})'?)?.*")
_LEAST = 30
"""Letters below which a file holds pictures of text rather than text."""


@document_parser("pdf_release")
def parse(
    page: Page,
    *,
    pages_at_most: Annotated[int, Field(ge=1, le=5000)] = 200,
    date_of_file: bool = False,
    published: date | None = None,
    timezone: str | None = None,
    language: str | None = None,
    kind: str = "press_release",
) -> Document:
    """PDF releases: columns in the order of reading, without running heads and page numbers, footnotes last.

    The title is the file's own where the first page shows it, else what that page sets largest. The date is the one
    that a line of the text, or the dateline, states. When the file was made is no date of publication, unless
    ``date_of_file`` says that this publisher makes each release on its day. Of a file with more than ``pages_at_most``
    pages the first ones are read; the fields ``pages`` and ``pages_read`` tell.

    Raises:
        ParseError: it is no PDF, damaged or encrypted, or its pages hold pictures of text.
    """
    read = read_pdf(page.body, page.url, pages_at_most=pages_at_most, characters_at_most=CHARACTERS_AT_MOST)
    text = laid_out([_normal(sheet) for sheet in read.sheets])
    title, body = title_of(text, read.meta.get("Title", ""))
    paragraphs = [paragraph.text for paragraph in (*body, *text.notes)]
    letters = sum(character.isalpha() for part in (title, *paragraphs) for character in part)
    if letters < _LEAST:
        raise ParseError(f"holds no text on {len(read.sheets)} pages, only pictures: needs OCR first", url=page.url)
    lines = [paragraph.text for paragraph in text.paragraphs]
    day = published or stated_day(lines) or dateline_day(lines)
    made = _made(read, timezone)
    if day is None and date_of_file and made:
        day = made.day
    links = (address(page.url, link) for link in chain.from_iterable(sheet.links for sheet in read.sheets))
    return Document(
        url=page.url,
        title=title,
        body=join(paragraphs),
        published_date=day,
        timezone=timezone,
        language=language,
        kind=kind,
        links=tuple(dict.fromkeys(link for link in links if link)),
        fields=_fields(read, made),
    )


def _normal(sheet: Sheet) -> Sheet:
    """Characters of private use areas (bullets of symbol fonts, unmapped glyphs) mean nothing to a reader."""
    words = (replace(word, text=text) for word in sheet.words if (text := _readable(word.text)))
    return replace(sheet, words=tuple(words))


def _readable(text: str) -> str:
    if text.isascii():
        return fold(text)
    return fold(
        "".join("•" if "\uf000" <= mark <= "\uf0ff" else mark for mark in text if not "\ue000" <= mark < "\uf000")
    )


def _made(read: Read, timezone: str | None) -> Moment | None:
    found = _PDF_DATE.fullmatch(read.meta.get("CreationDate", ""))
    if found is None:
        return None
    year, month, day, hour, minute, second, zulu, hours, minutes = found.groups()
    zone = "Z" if zulu else f"{hours}:{minutes}" if hours else ""
    clock = f"T{hour}:{minute}:{second or '00'}{zone}" if hour else ""
    return read_moment(f"{year}-{month}-{day}{clock}", timezone)


def _fields(read: Read, made: Moment | None) -> dict[str, tuple[str, ...]]:
    stated = {name: fold(read.meta.get(key, "")) for name, key in FIELDS.items()}
    stated["created"] = (made.at or made.day).isoformat() if made else ""
    found: dict[str, tuple[str, ...]] = {name: (value,) for name, value in stated.items() if value}
    found["pages"] = (str(read.pages),)
    if read.cut:
        found["pages_read"] = (str(len(read.sheets)),)
    return found
