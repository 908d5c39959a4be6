"""Markup to trees: the one place in which BeautifulSoup is made."""

from __future__ import annotations

import gc
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning, XMLParsedAsHTMLWarning

warnings.filterwarnings("ignore", category=MarkupResemblesLocatorWarning)
warnings.filterwarnings("ignore", category=XMLParsedAsHTMLWarning)

_UNREADABLE = re.compile("[\0\ud800-\udfff]")
"""What libxml2 stops at, and halves of characters (JSON can hold them) that have no bytes."""


def soup_of(markup: str) -> BeautifulSoup:
    """A parsed tree of decoded markup, by lxml: the fastest of BeautifulSoup's parsers."""
    with _uncollected():
        return BeautifulSoup(_UNREADABLE.sub("", markup), "lxml")


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without garbage collection: a growing tree makes it search thousands of objects, none of them garbage, again and
    again, for a quarter of the time that the tree takes."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()
