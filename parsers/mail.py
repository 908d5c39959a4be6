"""E-mail (RFC 5322 and MIME) to headers, texts and attachments; no header or part of a damaged mail raises anything."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import collapse_rfc2231_value, parsedate_to_datetime

from parsers.records import Page, ParseError
from parsers.text import fold

PARTS_AT_MOST = 200
"""Parts of a mail that are looked at; nobody writes more."""
_USUAL = {"from", "date", "subject", "message-id"}
_FLOWED = re.compile(r"(?<!^--) \n(?!>)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Part:
    """One leaf of a mail."""

    number: int
    """Place among the leaves, from 1."""
    media_type: str
    name: str | None
    is_attachment: bool
    content: bytes
    charset: str | None
    is_flowed: bool

    def text(self) -> str:
        """Its characters: in the charset it states where that fits, else UTF-8, else as browsers read unknown bytes."""
        for charset in (self.charset, "utf-8"):
            try:
                text = self.content.decode(charset) if charset else None
            except (LookupError, UnicodeError, ValueError):
                continue
            if text is not None:
                break
        else:
            text = self.content.decode("cp1252", "replace")
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        return _FLOWED.sub(" ", text) if self.is_flowed else text


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail as it was received."""

    headers: dict[str, str]
    """The first of each, by name in lower case, decoded and on one line."""
    parts: tuple[Part, ...]

    def sent(self) -> datetime | None:
        """The moment that the Date header states, with time zone (UTC where it names none)."""
        try:
            at = parsedate_to_datetime(self.headers.get("date", ""))
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
        return at if at.tzinfo else at.replace(tzinfo=UTC)


def read_mail(page: Page) -> Mail:
    """The mail that a page is.

    Raises:
        ParseError: it has none of the headers that every mail has.
    """
    body = page.body.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    if body.startswith(b"From "):  # the line by which mbox files part their mails
        body = body.partition(b"\n")[2]
    try:
        # the old policy: the new one's parsers of headers fail on damaged ones
        message = email.message_from_bytes(body, policy=email.policy.compat32)
        headers: dict[str, str] = {}
        for name, value in message.raw_items():
            headers.setdefault(str(name).lower(), _decoded(str(value)))
        parts = tuple(_parts(message)) if _USUAL & headers.keys() else ()
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError, AssertionError) as error:
        raise ParseError(f"is no e-mail that can be read: {type(error).__name__}: {error}", url=page.url) from error
    if not _USUAL & headers.keys():
        raise ParseError("is no e-mail: it has neither From, Date, Subject nor Message-ID", url=page.url)
    return Mail(headers, parts)


def _decoded(raw: str) -> str:
    """A header in its characters: RFC 2047 words, and bytes that nobody declared."""
    if not raw.isascii():
        octets = raw.encode("utf-8", "surrogateescape")
        try:
            raw = octets.decode("utf-8")
        except UnicodeDecodeError:
            raw = octets.decode("cp1252", "replace")
    if "=?" in raw:
        with suppress(LookupError, ValueError, MessageError):  # an unknown charset, damaged base64
            raw = str(make_header(decode_header(raw.replace("\r", " ").replace("\n", " "))))
    return fold(raw)


def _parts(message: Message) -> Iterator[Part]:
    number = 0
    stack = [message]
    while stack and number < PARTS_AT_MOST:
        part = stack.pop()
        payload = part.get_payload()
        if isinstance(payload, list):
            stack.extend(reversed([one for one in payload[:PARTS_AT_MOST] if isinstance(one, Message)]))
            continue
        number += 1
        content = part.get_payload(decode=True)
        yield Part(
            number,
            part.get_content_type(),
            _name(part),
            part.get_content_disposition() == "attachment",
            content if isinstance(content, bytes) else b"",
            part.get_content_charset(),
            str(part.get_param("format", "")).lower() == "flowed",
        )


def _name(part: Message) -> str | None:
    for header, parameter in (("content-disposition", "filename"), ("content-type", "name")):
        value = part.get_param(parameter, None, header)
        if value:
            return _decoded(collapse_rfc2231_value(value)) or None
    return None
