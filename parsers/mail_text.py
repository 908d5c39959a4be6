"""The words of a release in an e-mail: without what mail programs, signatures and mailing lists put around them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsers.text import fold, plain_paragraphs

_SIGNATURE = re.compile(r"^-- ?$")
_FORWARDED = re.compile(
    r"^[>\s]*(?:-{2,}\s*(?:original message|forwarded (?:message|by)|weitergeleitete nachricht|message transféré"
    r"|mensaje reenviado)\b.*|begin forwarded message:?|anfang der weitergeleiteten nachricht:?)\s*$",
    re.IGNORECASE,
)
_HEADER = re.compile(
    r"^[>\s*]*(?:from|to|cc|bcc|sent|date|subject|reply-to|von|an|gesendet|datum|betreff|de|para|enviado|asunto|fecha"
    r"|à|objet|envoyé)\s?\*?:\*?\s+\S",
    re.IGNORECASE,
)
_LIST_LINE = re.compile(
    r"unsubscribe|(?:manage|update) (?:your )?(?:subscriptions?|preferences|profile)"
    r"|you (?:are|have been) (?:receiving|sent|subscribed)"
    r"|you(?:'|’)?(?: ha)?ve received this (?:e-?mail|message|bulletin)"
    r"|this (?:e-?mail|message|bulletin|service) (?:was|is) (?:sent|provided|being sent|intended)"
    r"|view (?:this|it|the) (?:e-?mail|message|bulletin|page)?.{0,20}(?:in (?:your|a) browser|as a web\s?page|online)"
    r"|having trouble viewing|abmelden|se désabonner|désinscri|darse de baja|cancelar (?:su |la )?suscripción"
    r"|mailing list\b.{0,60}$|^_{5,}$|^[-=*~]{10,}$|privacy policy|add us to your (?:address book|safe)"
    r"|forward to a friend|questions for .{0,60}\? contact us|stay connected",
    re.IGNORECASE,
)
_TOP, _FOOT = 3, 15
"""Paragraphs at the head, and at the end, among which the lines of a mailing list stand."""
_LONGEST_LIST_LINE = 300


def written_paragraphs(text: str) -> list[str]:
    """Paragraphs of the plain text of a mail, without all that is not its release."""
    blocks = re.split(r"\n[ \t]*\n", without_wrapping(text))
    kept = "\n\n".join(without_list_lines([block for block in blocks if block.strip()]))
    # a long address on a line of its own tells nothing of the width to which the text is wrapped
    pieces = re.split(r"^[ \t<]*(https?://\S+)[ \t]*$", kept, flags=re.MULTILINE)
    return [paragraph for piece in pieces for paragraph in plain_paragraphs(piece)]


def without_wrapping(text: str) -> str:
    """Plain text of a mail without signature, forwarding headers and marks of quotation.

    A text that is forwarded begins behind its headers; what is written above them is kept only where it is longer.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    end = next((index for index, line in enumerate(lines) if index > 2 and _SIGNATURE.match(line.rstrip("\r"))), None)
    lines = lines[:end] if end is not None and any(map(str.strip, lines[:end])) else lines
    mark = next((index for index, line in enumerate(lines) if _FORWARDED.match(line)), None)
    if mark is not None:
        behind = _behind_headers(lines, mark + 1)
        if sum(map(len, lines[behind:])) > sum(map(len, lines[:mark])):
            lines = lines[behind:]
        else:
            lines = lines[:mark]
    elif sum(_HEADER.match(line) is not None for line in lines[:6]) >= 3:
        lines = lines[_behind_headers(lines, 0) :]
    quoted = [line for line in lines if line.strip()]
    if quoted and all(line.startswith(">") for line in quoted):
        lines = [re.sub(r"^(?:>\s?)+", "", line) for line in lines]
    return "\n".join(lines)


def without_list_lines(paragraphs: Sequence[str]) -> list[str]:
    """Paragraphs without what a mailing list says of itself at their head and at their end."""
    kept = list(paragraphs)
    head = kept[:_TOP]
    kept = [one for one in head if not _is_list_line(one)] + kept[_TOP:]
    start = max(1, len(kept) - _FOOT)
    for index in range(start, len(kept)):
        if _is_list_line(kept[index]):
            rest = kept[index:]
            # all that follows, unless it is longer than any foot
            return kept[:index] if sum(map(len, rest)) < 1500 else [one for one in kept if not _is_list_line(one)]
    return kept


def _is_list_line(paragraph: str) -> bool:
    return len(paragraph) <= _LONGEST_LIST_LINE and _LIST_LINE.search(fold(paragraph)) is not None


def _behind_headers(lines: Sequence[str], start: int) -> int:
    """Index of the first line behind a block of headers that may begin with blank lines."""
    index = start
    while index < len(lines) and not lines[index].strip(" >"):
        index += 1
    while index < len(lines) and lines[index].strip(" >"):
        index += 1
    return index
