"""The files that a release offers: links to documents, tables and archives among its words or below them."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from parsers.html import Node, address
from parsers.records import Attachment
from parsers.text import fold, paragraphs_of

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xls": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ppt": "application/vnd.ms-powerpoint",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "rtf": "application/rtf",
    "csv": "text/csv",
    "zip": "application/zip",
}
"""Ending of a file's name → media type (IANA)."""
_ENDING = re.compile(rf"\.({'|'.join(MEDIA_TYPES)})$", re.IGNORECASE)
_NO_TITLE = re.compile(r"(?:download|open|view|pdf|click here|here|file)?[\s.:()\d]*(?:[KM]B)?", re.IGNORECASE)


def files_of(node: Node) -> tuple[Attachment, ...]:
    """The links of an element that lead to files, each once, by the ending of their address or their ``type``.

    The title is the link's words, else its ``title`` or ``download`` attribute, else the file's name.
    """
    found: dict[str, Attachment] = {}
    for anchor in node.many("a"):
        url = address(anchor.base, anchor.get("href") or "") if anchor.get("href") else None
        if url is None or url in found:
            continue
        name = unquote(urlsplit(url).path).rpartition("/")[2]
        ending = _ENDING.search(name)
        stated = (anchor.get("type") or "").partition(";")[0].strip().lower()
        if ending is None and stated not in MEDIA_TYPES.values():
            continue
        words = fold(" ".join(paragraphs_of(anchor.tag)))
        title = words if not _NO_TITLE.fullmatch(words) else anchor.get("title") or anchor.get("download") or name
        media_type = MEDIA_TYPES[ending[1].lower()] if ending else stated
        found[url] = Attachment(url, fold(title) or None, media_type)
    return tuple(found.values())
