"""Markup to trees: the one place in which BeautifulSoup is made."""

from __future__ import annotations

import re
import warnings

from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning, XMLParsedAsHTMLWarning

warnings.filterwarnings("ignore", category=MarkupResemblesLocatorWarning)
warnings.filterwarnings("ignore", category=XMLParsedAsHTMLWarning)

_UNREADABLE = re.compile("[\0\ud800-\udfff]")
"""What libxml2 stops at, and halves of characters (JSON can hold them) that have no bytes."""


def soup_of(markup: str) -> BeautifulSoup:
    """A parsed tree of decoded markup, by lxml: the fastest of BeautifulSoup's parsers."""
    return BeautifulSoup(_UNREADABLE.sub("", markup), "lxml")
