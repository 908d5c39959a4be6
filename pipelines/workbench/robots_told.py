"""What a site's robots.txt says to our user agent, in words: what is allowed, how fast, which sitemaps there are."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from protego import Protego

from pipelines.acquisition.manners import Manners
from pipelines.workbench.remembering import RememberingFetcher


@dataclass(frozen=True, slots=True)
class RobotsTold:
    """The rules of one host."""

    allows: bool
    """Whether the address that was given may be asked for."""
    delay_seconds: float
    """``Crawl-delay``; 0 where none is told."""
    sitemaps: tuple[str, ...]
    in_words: str


def robots_told(url: str, fetcher: RememberingFetcher, manners: Manners) -> RobotsTold:
    """The rules for ``url``. A host without robots.txt (4xx) allows all, one whose robots.txt fails (5xx) nothing.

    Raises:
        FetchError: there is no answer.
    """
    page = fetcher.robots_page(url, manners)
    if page.status >= 500 or page.status == 429:
        return RobotsTold(False, 0.0, (), f"answers {page.status}: nothing may be asked for")
    if page.status >= 300:
        return RobotsTold(True, 0.0, (), "there is none: everything may be asked for")
    agent = fetcher.user_agent.split("/")[0].split(" ")[0]
    rules = Protego.parse(page.body.decode("utf-8-sig", "replace"))
    allows = bool(rules.can_fetch(url, agent))
    delay = float(rules.crawl_delay(agent) or 0)
    sitemaps = tuple(one for one in dict.fromkeys(rules.sitemaps) if urlsplit(one).scheme in ("http", "https"))
    words = ["the address may be asked for" if allows else "forbids the address"]
    words += [f"{delay:g} seconds between requests"] if delay else []
    words += [f"names {len(sitemaps)} sitemap{'' if len(sitemaps) == 1 else 's'}"] if sitemaps else []
    return RobotsTold(allows, delay, sitemaps, ", ".join(words))
