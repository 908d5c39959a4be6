"""Press releases of the Hong Kong Government (www.info.gov.hk/gia/general).

The markup is known from several public programs that read these pages, not from a page itself: ``#PRHeadlineSpan``
holds the headline, ``#pressrelease`` the text, and "Ends/Tuesday, June 21, 2022", "Issued at HKT 20:16", "NNNN" end it,
within that element or below it.
"""

from __future__ import annotations

import re
from datetime import datetime, time
from zoneinfo import ZoneInfo

from parsers.attachments import files_of
from parsers.html import Html, Node
from parsers.listings.info_gov_hk import RELEASE, day_of
from parsers.moments import Moment, read_moment
from parsers.records import Document, Page, ParseError
from parsers.registry import document_parser
from parsers.text import fold, join, lines_of, paragraphs_of, plain_paragraphs

_END = re.compile(r"ends\s*/\s*(?P<day>.+?)|完|(?P<east>\d{4}\s?年.{1,8}日\s?[（(].{2,4}[)）])", re.IGNORECASE)
_ISSUED = re.compile(
    r"issued at (?:HKT|Hong Kong time)\s*(?P<clock>\d{1,2}:\d{2})|香港時間\s?(?P<hour>\d{1,2})時(?P<minute>\d{1,2})分",
    re.IGNORECASE,
)


@document_parser("info_gov_hk")
def parse(
    page: Page, *, timezone: str = "Asia/Hong_Kong", language: str | None = "en", kind: str = "press_release"
) -> Document:
    """Releases on www.info.gov.hk: headline, text, day and minute of issue, attachments, number.

    The day is the one of the closing line, else the one in the address.

    Raises:
        ParseError: headline or text is missing or found more than once, or no day is told.
    """
    html = Html(page)
    release = html.one("#pressrelease")
    lines = lines_of(release.tag)
    end = next((index for index, line in enumerate(lines) if _END.fullmatch(line)), len(lines))
    title = _title(html)
    body = [paragraph for paragraph in plain_paragraphs("\n".join(lines[:end])) if paragraph != "NNNN"]
    if body and body[0] == title:
        body.pop(0)
    if not body:
        raise ParseError("holds no text", url=page.url, selector="#pressrelease")
    moment = _issued(lines_of(html.tag), page.url, timezone)
    number = RELEASE.search(page.url)
    return Document(
        url=page.url,
        title=title,
        body=join(body),
        published_date=moment.day,
        published_at=moment.at,
        timezone=timezone,
        language=language,
        kind=kind,
        links=release.links(),
        attachments=files_of(html.maybe("#contentBody") or html),
        fields={"number": (number["number"],)} if number else {},
    )


def _title(html: Node) -> str:
    """The headline; pages of earlier years have it in the page's title alone."""
    headline = html.maybe("#PRHeadlineSpan")
    if headline is not None:
        return headline.text()
    return fold(" ".join(paragraphs_of(html.one("title").tag))) or fold(html.one("title").tag.get_text())


def _issued(lines: list[str], url: str, timezone: str) -> Moment:
    """The day and, where it is told, the minute of issue."""
    ends = [found for line in lines if (found := _END.fullmatch(line))]
    stated = {moment.day for found in ends if (moment := read_moment(found["day"] or found["east"] or ""))}
    day = stated.pop() if len(stated) == 1 else day_of(url)
    if day is None:
        raise ParseError(f"tells {len(stated) + 1 if stated else 0} days of issue", url=url, selector="Ends/…")
    issued = [found for line in lines if (found := _ISSUED.search(line))]
    if len(issued) != 1:
        return Moment(day, None)
    hour, minute = (issued[0]["clock"] or f"{issued[0]['hour']}:{issued[0]['minute']}").split(":")
    try:
        return Moment(day, datetime.combine(day, time(int(hour), int(minute)), ZoneInfo(timezone)))
    except ValueError:
        return Moment(day, None)
