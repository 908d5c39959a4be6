"""Texts of archived release pages by address, for gold that annotates a page without copying its words."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from config.settings import PROJECT
from config.sources import load_source
from parsers.records import Page
from parsers.registry import read_document
from pipelines.acquisition.warc_files import read_warc

PAGES = PROJECT.parent / "shared" / "corpora" / "doj"
"""Folder of the WARC files with pages of the US Department of Justice."""
SOURCE = PROJECT / "config" / "sources" / "us-doj-opa.yaml"
"""The declared source that says by which parser they are read."""


def page_texts(urls: Collection[str], folder: Path = PAGES) -> dict[str, str]:
    """The stored text (title, blank line, body) of each of ``urls`` that an archive in ``folder`` holds.

    Raises:
        ParseError: a page is no release as the source's parser knows them.
    """
    source = load_source(SOURCE)
    told = {"timezone": source.timezone, "language": source.language, "kind": source.kind}
    found: dict[str, str] = {}
    for path in sorted(folder.glob("*.warc.gz")):
        for page in read_warc(path, path.name, 25_000_000):
            if isinstance(page, Page) and page.url in urls and page.url not in found:
                found[page.url] = read_document(source.document.parser, page, told).text
    return found
