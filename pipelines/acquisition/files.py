"""Files from disk as pages: HTML, text, PDF, e-mail, JSON, JSON Lines, WARC, and folders of them."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from config.errors import ConfigError
from parsers.records import Page
from pipelines.acquisition.warc_files import PASSED_OVER, Fault, read_warc
from pipelines.acquisition.warc_records import HINT

PDF, MAIL = "application/pdf", "message/rfc822"
MEDIA = {
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "application/xhtml+xml",
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/plain",
    ".json": "application/json",
    ".pdf": PDF,
    ".eml": MAIL,
}
LINES = (".jsonl", ".ndjson")
TEXTS = ("text", "body", "content", "contents")
"""Fields of which a JSON record must have one."""
_IN_TEXTS = b"\t\n\v\f\r\x1b"
_QUESTIONNAIRE = re.compile(rb"annex\s*(?:-|\xe2\x80\x93|\xe2\x80\x94|&ndash;)\s*questionnaire", re.IGNORECASE)
_FORM = (b"title of initiative", b"implementing authorit")


def pages_in(path: Path, max_bytes: int) -> Iterator[Page | Fault]:
    """Every page of a file or folder, with hints for the parser; what cannot be read is a Fault in its place.

    Pages of files have the address ``file:///`` and the path below the folder (or the file's name), so that the same
    files give the same documents from whatever place they are imported. In folders, hidden files are passed over.

    Raises:
        ConfigError: there is no such file, or none of a kind that can be imported.
    """
    if not path.exists():
        raise ConfigError("there is no such file or folder", file=path)
    if not path.is_dir() and not _readable(path):
        raise ConfigError(
            f"no kind of file that can be imported: {', '.join([*MEDIA, *LINES, '.warc(.gz)'])}", file=path
        )
    return _walk(path, max_bytes)


def _walk(path: Path, max_bytes: int) -> Iterator[Page | Fault]:
    if path.is_dir():
        for file in sorted(path.rglob("*")):
            name = file.relative_to(path)
            if not file.is_dir() and not any(part.startswith(".") for part in name.parts):
                yield from _file_or_fault(file, name.as_posix(), max_bytes)
    else:
        yield from _file_or_fault(path, path.name, max_bytes)


def address(name: str) -> str:
    """The URL of an imported file or of a part of it."""
    return f"file:///{quote(name)}"


def _readable(path: Path) -> bool:
    return path.suffix.lower() in (*MEDIA, *LINES) or path.name.lower().endswith((".warc", ".warc.gz"))


def _file_or_fault(path: Path, name: str, max_bytes: int) -> Iterator[Page | Fault]:
    """A file that the disk does not give up (rights, a link to nowhere) costs the others nothing."""
    try:
        yield from _file(path, name, max_bytes)
    except OSError as error:
        yield Fault(address(name), f"cannot be read: {error.strerror or error}")


def _file(path: Path, name: str, max_bytes: int) -> Iterator[Page | Fault]:
    url = address(name)
    if not _readable(path):
        yield Fault(url, f"{PASSED_OVER}: no kind of file that can be imported ({path.suffix or 'no suffix'})")
    elif path.name.lower().endswith((".warc", ".warc.gz")):
        for found in read_warc(path, url, max_bytes):
            yield _with_parser(found) if isinstance(found, Page) else found
    elif path.suffix.lower() in LINES:
        yield from _lines(path, name, max_bytes)
    elif path.stat().st_size > max_bytes:
        yield Fault(url, f"{path.stat().st_size:,} bytes, larger than {max_bytes:,} (COMMUNIQUE_MAX_BYTES)")
    else:
        headers = {"content-type": MEDIA[path.suffix.lower()]}
        body = path.read_bytes()
        if headers["content-type"] not in (PDF, MAIL) and _is_binary(body):
            yield Fault(url, f"holds bytes that are no text, in spite of its name ({path.suffix})")
        else:
            yield _with_parser(Page(url, body, datetime.now(UTC), 0, headers))


def _is_binary(body: bytes) -> bool:
    """Whether the beginning holds more control characters than a damaged text does; UTF-16 begins with its mark."""
    sample = body[:8192]
    controls = sum(byte < 32 and byte not in _IN_TEXTS for byte in sample)
    return controls > len(sample) // 50 and not sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))


def _with_parser(page: Page) -> Page:
    """The page with a hint at the parser that reads such content."""
    hints: dict[str, str]
    if page.content_type == "application/json":
        hints = {"parser": "govuk_content"}
    elif page.content_type in (PDF, MAIL):
        hints = {"parser": "pdf_release" if page.content_type == PDF else "email_release"}
    elif _QUESTIONNAIRE.search(page.body) or all(label in page.body.lower() for label in _FORM):
        hints = {"parser": "uncac_questionnaire", "kind": "questionnaire"}
    else:
        hints = {"parser": "plain_text" if page.content_type == "text/plain" else "generic"}
    return with_hints(page, hints)


def with_hints(page: Page, hints: dict[str, str]) -> Page:
    """The page with further hints, which prevail over those that it has."""
    return replace(page, headers={**page.headers, **{HINT + name: value for name, value in hints.items()}})


def _lines(path: Path, name: str, max_bytes: int) -> Iterator[Page | Fault]:
    """JSON Lines ``{id?, url?, text, title?, published?, kind?, language?, …}``: a page a line, whose parser is
    json_record; all that the records hold besides is kept in the document's fields."""
    with path.open("rb") as file:
        number = 0
        while line := file.readline(max_bytes + 1):
            number += 1
            if len(line) > max_bytes:
                yield Fault(address(name), f"line {number} is larger than {max_bytes:,} bytes; the rest was not read")
                return
            if line.strip():
                try:
                    yield _record(line, name, number)
                except (ValueError, TypeError, AttributeError, RecursionError) as error:
                    reason = f"no record of a text: {type(error).__name__}: {error}"
                    yield Fault(address(f"{name}/line-{number}"), reason)


def _record(line: bytes, name: str, number: int) -> Page:
    item = json.loads(line)
    if not any(isinstance(item.get(key), str) for key in TEXTS):
        raise TypeError(f"none of {', '.join(TEXTS)} is a string")
    url = item.get("url") or address(f"{name}/{item.get('id') or f'line-{number}'}")
    headers = {"content-type": "application/json"}
    return with_hints(Page(str(url), line.strip(), datetime.now(UTC), 0, headers), {"parser": "json_record"})
