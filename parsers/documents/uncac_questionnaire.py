"""Annex questionnaires on measures to implement the UN Convention against Corruption: one form, one initiative."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from parsers.encoding import decode
from parsers.html import Html
from parsers.records import Document, Page, ParseError
from parsers.registry import document_parser
from parsers.text import fold, html_paragraphs, join

LABELS = {
    "country": (r"country|state(?: party)?$", "Country"),
    "authorities": (r"implementing authorit", "Implementing authorities"),
    "articles": (r"corresponding (?:paragraph|article)|(?:relevant )?articles?\b", "Articles"),
    "title": (r"title\b", "Title"),
    "keywords": (r"keywords?\b", "Keywords"),
    "summary": (r"(?:short |brief )?summary\b", "Summary"),
    "description": (r"(?:detailed )?description\b", "Description"),
    "lessons_learned": (r"lessons? learn", "Lessons learned"),
    "challenges": (r"challenges?\b", "Challenges"),
    "link": (r"links?\b", "Link"),
}
"""Stable name of a field → how its label begins on the form, and the short label that the body carries."""

_LABELS = {name: (re.compile(pattern, re.IGNORECASE), label) for name, (pattern, label) in LABELS.items()}
_IS_HTML = re.compile(r"<(?:!doctype|html|table)\b", re.IGNORECASE)
_FOOTNOTE = re.compile(r"\s*(?:[¹²³⁰-⁹]+|\[\d{1,2}\]|\*{1,3}|\d{1,2}/)\s")
_ANSWERED_NOT = re.compile(r"[-–—.\s]*|n\.?\s?/?\s?a\.?", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:)\]]")

Row = tuple[str, str]


@document_parser("uncac_questionnaire")
def parse(page: Page, *, timezone: str | None = None, language: str = "en", published: date | None = None) -> Document:
    """UNCAC questionnaire annexes, as an HTML table or as text with a tab between label and answer.

    Fields are keyed by the names of :data:`LABELS`; an answer of "-" is none. The title is the initiative's; the body
    gives each answer as paragraphs under the short label. Footnotes and the form's heading are left out.

    Raises:
        ParseError: country or title is missing, there is neither summary nor description, or a label comes twice.
    """
    text, _ = decode(page)
    rows = _table_rows(page) if _IS_HTML.search(text) else list(_text_rows(text))
    answers: dict[str, list[str]] = {}
    labels: dict[str, str] = {}
    for label, answer in rows:
        name, short = _field(label)
        if name in labels:
            raise ParseError("found twice, must be there once", url=page.url, selector=f"row {fold(label)[:60]!r}")
        labels[name] = short
        paragraphs = html_paragraphs(answer)
        if not _ANSWERED_NOT.fullmatch(" ".join(paragraphs)):
            answers[name] = paragraphs
    for name in ("country", "title", "description" if "summary" not in answers else "summary"):
        if name not in answers:
            raise ParseError("has no answer", url=page.url, selector=f"row {LABELS[name][1]!r}")
    body = [part for name in labels if name in answers and name != "title" for part in (labels[name], *answers[name])]
    return Document(
        url=page.url,
        title=" ".join(answers["title"]),
        body=join(body),
        published_date=published,
        timezone=timezone,
        language=language,
        kind="questionnaire",
        links=tuple(dict.fromkeys(_ADDRESS.findall(join(body)))),
        fields={name: _values(name, paragraphs) for name, paragraphs in answers.items()},
    )


def _values(name: str, paragraphs: list[str]) -> tuple[str, ...]:
    if name != "keywords":
        return tuple(paragraphs)
    return tuple(word for part in paragraphs for piece in re.split(r"[;,]", part) if (word := piece.strip()))


def _field(label: str) -> tuple[str, str]:
    """Stable name and short label of a row; a label that the form of the annex does not have keeps its own words."""
    words = fold(label).rstrip(":")
    for name, (pattern, short) in _LABELS.items():
        if pattern.match(words):
            return name, short
    return re.sub(r"\W+", "_", words.partition("(")[0].lower()).strip("_")[:60] or "other", words


def _text_rows(text: str) -> Iterator[Row]:
    """Rows of the text form. A line without label goes on with the answer above it, over page ends and footnotes."""
    label, answer = "", ""
    for line in text.lstrip("\ufeff").splitlines():
        first, tab, rest = line.partition("\t")
        if tab and first.strip():
            if label:
                yield label, answer
            label, answer = first, rest
        elif label and line.strip() and not _FOOTNOTE.match(line):
            answer += "\n\n" + (rest if tab else line)
    if label:
        yield label, answer


def _table_rows(page: Page) -> list[Row]:
    """Rows of the HTML form: two cells each; an empty first cell goes on with the answer above it."""
    rows: list[Row] = []
    for row in Html(page).many("tr", at_least=1):
        cells = row.many(":scope > :is(td, th)")
        if len(cells) < 2:
            continue
        first, *others = cells
        label = first.tag.get_text(" ", strip=True)
        answer = "\n".join(other.tag.decode_contents() for other in others)
        if label:
            rows.append((label, answer))
        elif rows:
            rows[-1] = (rows[-1][0], rows[-1][1] + "\n\n" + answer)
    return rows
