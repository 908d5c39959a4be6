"""Documents of the US Federal Register, as its API gives them (federalregister.gov/developers/documentation/api/v1).

The text is what the document says of itself under its captions: ``abstract`` is its SUMMARY, ``dates`` its DATES, and
where it has neither, ``action`` its ACTION. The full text is not read: the API names its address (``body_html_url``),
which lies among the pages that the Federal Register guards against machines.
"""

from __future__ import annotations

from parsers.documents.markup import one_line
from parsers.html import address
from parsers.json_page import Json
from parsers.records import Attachment, Document, Page, ParseError
from parsers.registry import document_parser
from parsers.text import html_paragraphs, join

TEXTS = ("abstract", "dates")
LABELS = (
    "document_number",
    "citation",
    "type",
    "subtype",
    "action",
    "signing_date",
    "effective_on",
    "comments_close_on",
    "correction_of",
)
LISTS = {"docket_ids": "dockets", "regulation_id_numbers": "regulation_id_numbers", "topics": "topics"}


@document_parser("federal_register")
def parse(
    page: Page, *, timezone: str = "America/New_York", language: str = "en", kind: str = "press_release"
) -> Document:
    """One record of the Federal Register API: title, summary and dates, agencies, number, citation, PDF.

    Also a document asked for alone (``/api/v1/documents/NUMBER.json``).

    Raises:
        ParseError: title or publication date is missing, or the document has neither summary, action nor dates (the
            President's have none).
    """
    told = Json.of(page)
    published = told.maybe_datetime("publication_date", timezone)
    if published is None:
        raise ParseError("holds no date", url=page.url, selector="publication_date")
    title = one_line(told.text("title"))
    texts = [told.maybe_text(name) for name in TEXTS]
    if not any(texts):
        texts = [told.maybe_text("action")]
    body = join(paragraph for text in texts for paragraph in html_paragraphs(text or ""))
    if not title or not body:
        place = "abstract, dates, action" if title else "title"
        raise ParseError("holds no text; name these fields in the listing's fields[]", url=page.url, selector=place)
    link, pdf = (address(page.url, told.maybe_text(name) or "") for name in ("html_url", "pdf_url"))
    return Document(
        url=page.url,
        title=title,
        body=body,
        published_date=published.day,
        timezone=timezone,
        language=language,
        kind=kind,
        attachments=(Attachment(pdf, "PDF", "application/pdf"),) if pdf else (),
        fields=_fields(told),
        canonical_url=link if link != page.url else None,
    )


def _fields(told: Json) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {
        name: (text,) for name in LABELS if isinstance(told.get(name), str) and (text := told.maybe_text(name))
    }
    agencies = [one.maybe_text("name") or one.maybe_text("raw_name") for one in told.items("agencies")]
    found["agencies"] = tuple(dict.fromkeys(name for name in agencies if name))
    for path, name in LISTS.items():
        value = told.get(path)
        told_of = [one_line(one) for one in value if isinstance(one, str)] if isinstance(value, list) else []
        found[name] = tuple(one for one in told_of if one)
    return {name: values for name, values in found.items() if values}
