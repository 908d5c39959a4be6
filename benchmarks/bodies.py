"""The body text of the Justice pages: ours and trafilatura's, against the words of the body's own container."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence

import lxml.html  # type: ignore[import-untyped]

from benchmarks import material
from parsers.agreement import token_f1
from parsers.records import Page
from parsers.registry import read_document

CONTAINER = "//*[contains(concat(' ', normalize-space(@class), ' '), ' field--name-field-pr-body ')]"
"""Where justice.gov's pages of 2015 to 2022 hold the body."""


def container_text(page: Page) -> str:
    """All characters of the body's container, read by lxml alone, a blank around what stands on lines of its own."""
    [container] = lxml.html.document_fromstring(page.body).xpath(CONTAINER)
    for element in container.iter("p", "br", "li", "td", "div"):
        element.text, element.tail = f" {element.text or ''}", f" {element.tail or ''}"
    return str(container.text_content())


def readings(page: Page) -> dict[str, str]:
    """The body as each reader has it."""
    import trafilatura

    options = material.options()
    return {
        "us_doj_release": read_document("us_doj_release", page, options).body,
        "generic": read_document("generic", page, options).body,
        "trafilatura fast": trafilatura.extract(page.body, fast=True) or "",
        "trafilatura": trafilatura.extract(page.body) or "",
    }


def scores(pages: Sequence[Page], read: Callable[[Page], dict[str, str]] = readings) -> dict[str, list[float]]:
    """Token F1 of each reader on each page."""
    found: dict[str, list[float]] = {}
    for page in pages:
        told = container_text(page)
        for reader, body in read(page).items():
            found.setdefault(reader, []).append(token_f1(body, told))
    return found


def bodies() -> dict[str, object]:
    """Mean and least token F1 of every reader over all pages."""
    pages = material.pages()
    table: dict[str, object] = {"pages": len(pages)}
    for reader, values in scores(pages).items():
        table[f"{reader}, mean token F1"] = f"{statistics.mean(values):.4f}"
        table[f"{reader}, least token F1"] = f"{min(values):.4f}"
    return table
