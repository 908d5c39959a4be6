"""Releases of UK government bodies as the GOV.UK content API gives them (www.gov.uk/api/content/…).

Dates: ``first_published_at`` is the release's (``details.first_public_at`` in older answers says the same);
Dates: ``first_published_at`` is the release's (older answers say the same in ``details.first_public_at``);
"""

from __future__ import annotations

from datetime import datetime, time
from zoneinfo import ZoneInfo

from parsers.html import Node, address
from parsers.json_page import Json
from parsers.moments import Moment
from parsers.records import Attachment, Change, Document, Page, ParseError, Withdrawal
from parsers.registry import document_parser
from parsers.soup import soup_of
from parsers.text import html_paragraphs, join

SITE = "https://www.gov.uk"
KINDS = {
    "press_release": "press_release",
    "news_story": "news",
    "world_news_story": "news",
    "fatality_notice": "news",
    "speech": "speech",
    "authored_article": "other",
    "government_response": "statement",
    "oral_statement": "statement",
    "written_statement": "statement",
}
"""``document_type`` of GOV.UK → our kind."""
LINKED = ("organisations", "people", "roles", "world_locations", "worldwide_organisations", "taxons", "policy_areas")
"""Kinds of linked items whose titles are kept as fields."""


@document_parser("govuk_content")
def parse(page: Page, *, timezone: str = "Europe/London", kind: str = "press_release") -> Document:
    """GOV.UK content API: body with its lead, dates, change history, withdrawal, language, organisations, attachments.

    Raises:
        ParseError: title, body or publication date is missing, or the answer tells of a page that is gone or moved.
    """
    content = Json.of(page)
    if content.get("document_type") in ("gone", "redirect", "vanish"):
        raise ParseError(f"the page is told as {content.get('document_type')}", url=page.url, selector="document_type")
    published = content.maybe_datetime("first_published_at", timezone) or content.maybe_datetime(
        "details.first_public_at", timezone
    )
    if published is None:
        raise ParseError("holds no date", url=page.url, selector="first_published_at")
    content.text("details.body")
    markup = content.get("details.body")
    site = page.url if page.url.startswith("http") else SITE
    path = content.maybe_text("base_path")
    return Document(
        url=page.url,
        title=content.text("title"),
        body=_body(content.maybe_text("description"), html_paragraphs(markup), page.url),
        published_date=published.day,
        published_at=published.at,
        timezone=timezone,
        language=(content.maybe_text("locale") or "en").partition("-")[0],
        kind=KINDS.get(content.maybe_text("document_type") or "", kind),
        links=Node(soup_of(markup), site, "details.body").links(),
        attachments=_attachments(content, site),
        fields=_fields(content),
        history=_history(content, timezone),
        withdrawn=_withdrawal(content, timezone),
        canonical_url=address(site, path) if path else None,
    )


def _body(lead: str | None, paragraphs: list[str], url: str) -> str:
    """The page shows its description as a lead above the body."""
    if not paragraphs:
        raise ParseError("holds no text", url=url, selector="details.body")
    return join(paragraphs if lead is None or lead == paragraphs[0] else [lead, *paragraphs])


def _fields(content: Json) -> dict[str, tuple[str, ...]]:
    found = {name: tuple(item.text("title") for item in content.items(f"links.{name}")) for name in LINKED}
    single = {name: content.maybe_text(name) for name in ("document_type", "content_id")}
    if found["organisations"]:
        single |= {"source_agency": found["organisations"][0], "source_country": "GB"}
    return {name: (value,) for name, value in single.items() if value} | {name: v for name, v in found.items() if v}


def _attachments(content: Json, site: str) -> tuple[Attachment, ...]:
    return tuple(
        Attachment(url, item.maybe_text("title"), item.maybe_text("content_type"))
        for item in content.items("details.attachments")
        if (url := address(site, item.maybe_text("url") or ""))
    )


def _history(content: Json, timezone: str) -> tuple[Change, ...]:
    """The changes that readers are told about, first the oldest."""
    changes = [
        Change(_instant(moment, timezone), item.text("note"))
        for item in content.items("details.change_history")
        if (moment := item.maybe_datetime("public_timestamp", timezone))
    ]
    return tuple(sorted(changes, key=lambda change: change.at))


def _withdrawal(content: Json, timezone: str) -> Withdrawal | None:
    notice = content.get("withdrawn_notice")
    if not notice:
        return None
    moment = content.maybe_datetime("withdrawn_notice.withdrawn_at", timezone)
    reason = join(html_paragraphs(content.get("withdrawn_notice.explanation") or ""))
    return Withdrawal(_instant(moment, timezone) if moment else None, reason)


def _instant(moment: Moment, timezone: str) -> datetime:
    return moment.at or datetime.combine(moment.day, time(0), ZoneInfo(timezone))
