"""Pages that a protection against machines serves in place of what was asked for."""

from __future__ import annotations

from parsers.records import Page, ParseError


def refuse_interstitial(page: Page) -> None:
    """Say so where the page is Akamai's interstitial (it holds ``bm-verify``), which no parser should take for news.

    Raises:
        ParseError: it is.
    """
    if b"bm-verify" in page.body[:20_000]:
        raise ParseError(
            "the site's protection against machines answered; ask the publisher for access, or use its API",
            url=page.url,
            selector="bm-verify",
        )
