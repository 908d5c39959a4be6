"""What a source's YAML expects of its documents, checked after parsing."""

from __future__ import annotations

from config.sources import Source
from parsers.records import Document


def breaches(source: Source, document: Document) -> list[str]:
    """One line for each expectation that ``document`` does not meet; empty where all hold."""
    expect, lines = source.expect, []
    if expect.title == "always" and not document.title:
        lines.append("no title (expect.title: always)")
    if expect.published == "always" and document.published_date is None:
        lines.append("no publication date, relative dates stay unresolved (expect.published: always)")
    if expect.body_characters:
        least, most = expect.body_characters
        if not least <= len(document.body) <= most:
            lines.append(f"body of {len(document.body):,} characters (expect.body_characters: [{least}, {most}])")
    return lines
