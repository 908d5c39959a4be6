"""Whether what a parser read on a few releases of one site can be right: faults in words, none where all is well."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from parsers.records import Document, Link, ParseError
from pipelines.workbench.release_shape import same_title

LEAST_BODY = 100
"""Characters below which a body is a teaser, a notice or a menu."""
_ZONE = timedelta(days=1)
"""A listing may tell its days in another zone than the page."""
_SHARED = 0.2


def faults_of(documents: Sequence[Document | ParseError], links: Sequence[Link]) -> list[str]:
    """What is wrong with the documents of ``links``: each kind once, with its first case and how many show it."""
    cases: dict[str, list[str]] = {}
    for one, link in zip(documents, links, strict=True):
        told = [("unread", one.message)] if isinstance(one, ParseError) else _of_one(one, link)
        for kind, fault in told:
            cases.setdefault(kind, []).append(fault)
    found = [
        f"{faults[0]} ({len(faults)} of {len(links)} pages)" if len(links) > 1 else faults[0]
        for faults in cases.values()
    ]
    return [*found, *_of_all([one for one in documents if isinstance(one, Document)])]


def _of_one(document: Document, link: Link) -> Iterator[tuple[str, str]]:
    """(kind, fault in words)."""
    if link.title and not _agree(document.title, link.title):
        yield "title", f"the title is {document.title[:60]!r}, the listing says {link.title[:60]!r}"
    if document.published_date is None:
        yield "date", "no date"
    elif link.date_hint and abs(document.published_date - link.date_hint) > _ZONE:
        yield "date", f"the date is {document.published_date}, the listing says {link.date_hint}"
    if len(document.body) < LEAST_BODY:
        yield "body", f"the body has only {len(document.body)} characters"


def _agree(title: str, announced: str) -> bool:
    """Whether a page's title is the listing's: the same, cut short, or with a label before or behind."""
    one, other = title.casefold(), announced.casefold()
    return same_title(title, announced) or same_title(announced, title) or one in other or other in one


def _of_all(documents: Sequence[Document]) -> Iterator[str]:
    """Titles and bodies that several pages share are the site's, not the release's."""
    if len(documents) < 2:
        return
    if len({document.title for document in documents}) < len(documents):
        yield "two releases have the same title"
    paragraphs = [set(document.body.split("\n\n")) for document in documents]
    shared = set.intersection(*paragraphs)
    for document in documents:
        if sum(map(len, shared)) > _SHARED * len(document.body):
            yield f"{sum(map(len, shared))} characters of the body stand on every page"
            return
