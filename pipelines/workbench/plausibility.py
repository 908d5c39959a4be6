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
    """What is wrong with the documents of ``links``, in the order of the fields; each fault once."""
    found = [str(one.message) for one in documents if isinstance(one, ParseError)]
    read = [(one, link) for one, link in zip(documents, links, strict=True) if isinstance(one, Document)]
    for document, link in read:
        found += _of_one(document, link)
    return list(dict.fromkeys([*found, *_of_all([document for document, _ in read])]))


def _of_one(document: Document, link: Link) -> Iterator[str]:
    if link.title and not (same_title(document.title, link.title) or same_title(link.title, document.title)):
        yield f"the title is {document.title[:60]!r}, the listing says {link.title[:60]!r}"
    if document.published_date is None:
        yield "no date"
    elif link.date_hint and abs(document.published_date - link.date_hint) > _ZONE:
        yield f"the date is {document.published_date}, the listing says {link.date_hint}"
    if len(document.body) < LEAST_BODY:
        yield f"the body has only {len(document.body)} characters"


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
