"""Checks of one release: small pure functions from what was read on its page to findings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from lxml import etree  # type: ignore[import-untyped]

from config.sources import Source
from parsers.agreement import token_f1
from parsers.records import Document, Page, ParseError
from parsers.registry import read_document
from pipelines.stages.expectations import breaches
from pipelines.workbench.findings import Finding, fault, warning
from pipelines.workbench.readings import ReadRelease
from pipelines.workbench.stated_days import stated_days
from pipelines.workbench.trees import HTML, tree_of, words_of

FIRST_DAY = date(1990, 1, 1)
"""Before the web there were no releases on it; archives that were put online later say so in ``expect``."""
HINT_DAYS = timedelta(days=2)
"""Most days between a release and the listing's day for it: zones, and listings that name the day after."""
LEAST_BODY = 100
"""Characters below which a body is hardly one, where ``expect.body_characters`` says nothing."""
LEAST_AGREEMENT = 0.8
"""Token F1 with the generic parser's body below which a person should look."""
LEAST_TITLE = 0.5
"""Share of the shorter title's words that the longer one must hold."""
_NOT_FOUND = re.compile(
    r"\b(?:(?:error|http|code) 404|404 (?:error|not|page)"
    r"|(?:page|file|article|document|content) (?:(?:was|is|could|can)(?: not|n[o’']t) |not )(?:be )?(?:found|available)"
    r"|(?:page|document|file|article|content|address|url)[^.]{0,40} no longer (?:available|exists)"
    r"|(?:page|document|file|article|content|address|url)[^.]{0,40} does(?: not|n[’']t) exist"
    r"|page introuvable|seite nicht gefunden|p[aá]gina no encontrada|pagina non trovata|página não encontrada"
    r"|страница не найдена|ei löytynyt|hittades inte|nie znaleziono)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+")
_FURNITURE = ("nav", "header", "footer", "aside")
_SHORT = 600
"""Characters of a page that says that there is nothing."""

Check = Callable[[Source, ReadRelease], Iterator[Finding]]


def parses(source: Source, release: ReadRelease) -> Iterator[Finding]:
    """The strict parser reads the page: each selector that must match does so exactly once."""
    if release.page is None:
        yield fault("answers", release.asked, release.reason or "gave no page", "see whether the listing's links hold")
    elif release.error is not None:
        remedy = f"communique source preview {source.source_id} shows the page; mend the selectors, or the parser"
        yield fault("selectors", release.page.url, release.error.message + _selector(release.error), remedy)


def as_expected(source: Source, release: ReadRelease) -> Iterator[Finding]:
    """Title, date and length of the body are as ``expect`` says, and the body has at least some sentences."""
    document = release.document
    if document is None:
        return
    for breach in breaches(source, document):
        yield fault("expect", document.url, breach, "mend the parser's options, or expect where it asks too much")
    if source.expect.body_characters is None and len(document.body) < LEAST_BODY:
        remedy = "see whether the body's selector takes all of it; expect.body_characters tells what is normal here"
        yield warning("body_length", document.url, f"body of {len(document.body)} characters", remedy)


def plausible_date(source: Source, release: ReadRelease) -> Iterator[Finding]:
    """The release is dated neither after its page was fetched (a day more for zones) nor before the web was."""
    document, page = release.document, release.page
    if document is None or page is None or document.published_date is None:
        return
    day, fetched = document.published_date, page.fetched_at.date()
    remedy = "see which element gave the date (source preview tells), and select the publication's"
    if day > fetched + timedelta(days=1):
        yield fault("plausible_date", page.url, f"dated {day}, after it was fetched on {fetched}", remedy)
    elif day < FIRST_DAY:
        yield fault("plausible_date", page.url, f"dated {day}, before {FIRST_DAY}", remedy)


def date_of_change(source: Source, release: ReadRelease) -> Iterator[Finding]:
    """The date is not one that the page states for an update while it states another one for the publication."""
    document, page = release.document, release.page
    if document is None or page is None or document.published_date is None:
        return
    stated = stated_days(page, source.timezone)
    changes = [one for one in stated if one.use == "change" and one.day == document.published_date]
    same = any(one.use != "change" and one.day == document.published_date for one in stated)
    others = [one for one in stated if one.use != "change" and one.day < document.published_date]
    if changes and others and not same:
        yield fault(
            "date_of_change",
            page.url,
            f"dated {document.published_date}, which the page states as {changes[0].where!r}; "
            f"it also states {others[0].day} as {others[0].where!r}",
            "take the date from the element that states the publication, not the update",
        )


def listing_date(source: Source, release: ReadRelease) -> Iterator[Finding]:
    """The date is the listing's to within two days; a listing may name the day of a change, never one before."""
    document, link = release.document, release.link
    if document is None or link is None or link.date_hint is None or document.published_date is None:
        return
    told = f"dated {document.published_date}, the listing has it under {link.date_hint}"
    if document.published_date > link.date_hint + HINT_DAYS:
        remedy = "one of the two is the day of an update: compare both with the page"
        yield fault("listing_date", document.url, told, remedy)
    elif document.published_date < link.date_hint - HINT_DAYS and not release.hint_is_change:
        yield warning("listing_date", document.url, told, "compare both with the page")


def title_agrees(source: Source, release: ReadRelease) -> Iterator[Finding]:
    """The title is the one that the listing announces, shortened or not."""
    document, link = release.document, release.link
    if document is None or link is None or not link.title or not document.title:
        return
    one, other = (set(_WORD.findall(title.casefold())) for title in (document.title, link.title))
    shorter = min(len(one), len(other))
    if shorter and len(one & other) / shorter < LEAST_TITLE:
        message = f"titled {document.title[:80]!r}, the listing says {link.title[:80]!r}"
        yield fault("title", document.url, message, "see which element gave the title, on the page and in the listing")


def soft_404(source: Source, release: ReadRelease) -> Iterator[Finding]:
    """The page does not say, with status 200, that there is none."""
    document, page = release.document, release.page
    if page is None or page.status not in (0, 200):
        return
    words = f"{document.title} {document.body[:_SHORT]}" if document else _short_words(page)
    said = _NOT_FOUND.search(document.title if document and len(document.body) > _SHORT else words)
    if said and not (release.link and release.link.title and _NOT_FOUND.search(release.link.title)):
        remedy = "such pages should fail to parse: select what only a release has"
        yield fault("soft_404", page.url, f"says {said[0]!r} with status {page.status}", remedy)


def menu_in_body(source: Source, release: ReadRelease) -> Iterator[Finding]:
    """No paragraph of the body stands in the page's own menu, header or footer."""
    document, page = release.document, release.page
    root = tree_of(page) if document else None
    if document is None or page is None or root is None:
        return
    around = (
        element
        for element in root.iter(*_FURNITURE)
        if next(element.iterancestors("article", "main", *_FURNITURE), None) is None
    )
    furniture = {words_of(part) for element in around for part in element.iter(etree.Element)} - {document.title}
    found = [paragraph for paragraph in document.body.split("\n\n") if paragraph in furniture]
    if found:
        message = f"{len(found)} paragraphs of the body stand in the page's menu or footer: {found[0][:60]!r}"
        yield fault("menu_in_body", page.url, message, "narrow the body's selector, or leave them out with `without`")


def agrees_with_generic(source: Source, release: ReadRelease) -> Iterator[Finding]:
    """The body has the words that the generic parser takes for it."""
    share = generic_agreement(source, release)
    if share is not None and share < LEAST_AGREEMENT and release.document:
        message = f"token F1 {share:.2f} with the body of the generic parser (least {LEAST_AGREEMENT})"
        remedy = f"communique source preview {source.source_id} shows what each of them left out"
        yield warning("generic", release.document.url, message, remedy)


def generic_agreement(source: Source, release: ReadRelease) -> float | None:
    """Token F1, 0 to 1, of the body with the generic parser's; None for other pages than HTML and that parser's own."""
    if release.document is None or release.page is None or source.document.parser == "generic":
        return None
    if release.page.content_type not in HTML:
        return None
    try:
        other = read_document("generic", release.page, {"timezone": source.timezone})
    except ParseError:
        return None
    return token_f1(release.document.body, other.body)


CHECKS: tuple[Check, ...] = (
    parses,
    as_expected,
    plausible_date,
    date_of_change,
    listing_date,
    title_agrees,
    soft_404,
    menu_in_body,
    agrees_with_generic,
)
"""All checks of one release."""


def check_release(source: Source, release: ReadRelease, *, accepted: bool = False) -> list[Finding]:
    """The findings of all checks; of what a person has ``accepted`` none on where it differs from the generic parser's
    reading, which costs more time than all others together."""
    checks = (check for check in CHECKS if not (accepted and check is agrees_with_generic))
    return [finding for check in checks for finding in check(source, release)]


def _selector(error: ParseError) -> str:
    return f" [{error.selector}]" if error.selector else ""


def _short_words(page: Page) -> str:
    """The words of a page that was not read, where they are few; a long one says more than that it is missing."""
    root = tree_of(page)
    words = words_of(root) if root is not None else ""
    return words if len(words) < _SHORT else ""


def body_paragraphs(document: Document) -> list[str]:
    """Paragraphs of a body with three words or more."""
    return [paragraph for paragraph in document.body.split("\n\n") if len(_WORD.findall(paragraph)) >= 3]
