"""Press releases of Hong Kong's ICAC (www.icac.org.hk).

Body and day are known from public code that reads these pages (RSSHub's route ``icac/news``): ``.pressContent`` and
``.date``. Where the headline stands is not: it is found as on any page.
"""

from __future__ import annotations

from dataclasses import replace

from parsers.attachments import files_of
from parsers.documents import generic
from parsers.html import Html
from parsers.moments import read_moment
from parsers.records import Document, Page, ParseError
from parsers.registry import document_parser


@document_parser("icac_hk")
def parse(
    page: Page, *, timezone: str = "Asia/Hong_Kong", language: str | None = None, kind: str = "press_release"
) -> Document:
    """Releases on www.icac.org.hk: day and text by their elements, the headline as the generic parser finds it.

    Raises:
        ParseError: text or day is missing or found more than once, or the page has no title.
    """
    html = Html(page)
    content = html.one(".pressContent")
    days = {moment.day for node in html.many(".date") if (moment := read_moment(node.maybe_text() or ""))}
    if len(days) != 1:
        raise ParseError(f"tells {len(days)} days, must tell one", url=page.url, selector=".date")
    found = generic.parse(page, timezone=timezone, language=language, kind=kind)
    return replace(
        found,
        body=content.paragraphs(without=".btn_download"),
        published_date=days.pop(),
        published_at=None,
        links=content.links(),
        attachments=files_of(content),
    )
