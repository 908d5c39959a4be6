"""Releases that arrive as e-mail: files of the format RFC 5322 (``.eml``)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from zoneinfo import ZoneInfo

from parsers.documents import pdf_release
from parsers.html import Node, address
from parsers.mail import Mail, Part, read_mail
from parsers.mail_text import without_list_lines, without_wrapping, written_paragraphs
from parsers.moments import moment_of
from parsers.records import Attachment, Document, Page, ParseError
from parsers.registry import document_parser
from parsers.soup import soup_of
from parsers.text import join, paragraphs_of

FIELDS = {"from": "from", "list_id": "list-id", "message_id": "message-id", "reply_to": "reply-to"}
"""Field of a document → header."""
_MARKS = re.compile(r"^(?:\s*(?:re|fwd?|aw|wg|tr|rv)\s*:|\s*\[[^\]]{1,40}\])+\s*(?=\S)", re.IGNORECASE)
"""What replies, forwarding and mailing lists put before a subject."""
_SIGNATURES = ".gmail_signature, .moz-signature, #Signature, .gmail_extra > .gmail_attr"
_POINTS_TO_FILE = re.compile(
    r"attach|enclos|see (?:the )?(?:pdf|file)|anhang|anlage|ci-joint|adjunt|anexo", re.IGNORECASE
)
_NOTE = 400
"""Characters up to which a text that speaks of an attachment is a note that hands over a PDF."""
_ADDRESS = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:)\]]")


@document_parser("email_release")
def parse(
    page: Page, *, timezone: str | None = None, language: str | None = None, kind: str = "press_release"
) -> Document:
    """E-mail releases: subject, day of the Date header in the source's zone, text or HTML part, attachments.

    The plain text is read unless it is a stub beside the HTML. Left out are signatures, headers of forwarded mails and
    the lines of mailing lists. Attachments have the mail's address with ``#part-`` and their number; where the text
    only points to the one PDF that is attached, the PDF's words are the body.

    Raises:
        ParseError: it is no e-mail, or one without subject or text.
    """
    mail = read_mail(page)
    title = _MARKS.sub("", mail.headers.get("subject", ""))
    if not title:
        raise ParseError("has no subject", url=page.url, selector="Subject")
    paragraphs, links = _text(mail, page.url)
    body = join(paragraphs)
    pdfs = [part for part in mail.parts if part.media_type == "application/pdf" or (part.name or "").endswith(".pdf")]
    if len(pdfs) == 1 and (len(body) < 80 or (len(body) < _NOTE and _POINTS_TO_FILE.search(body))):
        inside = pdf_release.parse(replace(page, body=pdfs[0].content), language=language)
        body, links = join([inside.title, inside.body]), inside.links
    if not body:
        raise ParseError("has no text", url=page.url, selector="text/plain, text/html")
    zone = ZoneInfo(timezone or "UTC")
    sent = mail.sent()
    moment = moment_of(sent, zone) if sent else None
    return Document(
        url=page.url,
        title=title,
        body=body,
        published_date=moment.day if moment else None,
        published_at=moment.at if moment else None,
        timezone=timezone,
        language=language,
        kind=kind,
        links=links,
        attachments=tuple(_attachments(mail, page.url)),
        fields={name: (value,) for name, header in FIELDS.items() if (value := mail.headers.get(header))},
    )


def _text(mail: Mail, url: str) -> tuple[list[str], tuple[str, ...]]:
    """Paragraphs and links of the part that holds the release."""
    inline = [part for part in mail.parts if not part.is_attachment]
    plain = "\n\n".join(part.text() for part in inline if part.media_type == "text/plain")
    written = written_paragraphs(plain)
    html = "".join(part.text() for part in inline if part.media_type == "text/html")
    if html:
        node = Node(soup_of(html), url, "text/html")
        for part in node.many(_SIGNATURES):
            part.tag.decompose()
        shown = without_list_lines(without_wrapping("\n".join(paragraphs_of(node.tag))).split("\n"))
        if len("".join(written)) < 0.6 * len("".join(shown)):
            return shown, node.links()
    found = (address(url, link) for link in _ADDRESS.findall("\n".join(written)))
    return written, tuple(dict.fromkeys(link for link in found if link))


def _attachments(mail: Mail, url: str) -> Iterator[Attachment]:
    """What is no text of the mail itself, nor a picture in it."""
    for part in mail.parts:
        if part.is_attachment or (part.name and not _is_shown(part)):
            yield Attachment(f"{url}#part-{part.number}", part.name, part.media_type)


def _is_shown(part: Part) -> bool:
    return part.media_type.startswith(("text/", "image/"))
