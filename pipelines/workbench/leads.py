"""Leads: what a site's page and robots.txt say about where its releases are announced. Pure; nothing is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import parse_qsl, quote, urljoin, urlsplit

from parsers.html import Html, address
from parsers.json_page import Json
from parsers.records import Page, ParseError

Kind = Literal["api", "feed", "index", "sitemap"]
FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/rdf+xml")
RELEASES = re.compile(r"press|news|release|media|statement|announce|communiqu|presse|prensa|aktuell|nachricht", re.I)
_COMMENTS = re.compile(r"comment", re.IGNORECASE)
_API_ROOT = re.compile(r"<([^<>]+)>\s*;\s*rel=\"?https://api\.w\.org/\"?")


@dataclass(frozen=True, slots=True)
class Lead:
    """A place that may announce the releases, not yet looked at."""

    kind: Kind
    what: str
    """In words: "WordPress REST API"."""
    url: str
    parser: str
    options: Mapping[str, object] = field(default_factory=dict)
    document: str | None = None
    """Document parser of the platform; None: to be found out."""
    document_options: Mapping[str, object] = field(default_factory=dict)
    guessed: bool = False
    """A well-known address that nothing on the site named."""


def leads_of(page: Page) -> list[Lead]:
    """What the page says of itself and links to, platforms first. The address alone is enough for known sites.

    Raises:
        ParseError: the page is no HTML.
    """
    html = Html(page)
    found = [*known_sites(page.url), *_wordpress(page, html), *_drupal(page, html), *_feeds(page, html)]
    return list({lead.url: lead for lead in reversed(found)}.values())[::-1]


def known_sites(url: str) -> Iterator[Lead]:
    """Sites whose interface is publicly documented."""
    parts = urlsplit(url)
    host, path, query = (parts.hostname or "").removeprefix("www."), parts.path, parse_qsl(parts.query)
    if host == "gov.uk":
        body = re.match(r"/government/organisations/([a-z0-9-]+)", path)
        bodies = [body[1]] if body else [value for name, value in query if name.startswith("organisations")]
        if bodies:
            wanted = "".join(f"filter_organisations={quote(one)}&" for one in bodies)
            search = (
                f"https://www.gov.uk/api/search.json?{wanted}filter_content_store_document_type=press_release"
                "&filter_content_store_document_type=news_story&order=-public_timestamp&fields=title&fields=link"
                "&fields=public_timestamp&count=50&start=0"
            )
            yield Lead("api", "GOV.UK search and content APIs", search, "govuk_search", {}, "govuk_content")
    if host == "justice.gov":
        news = "https://www.justice.gov/api/v1/press_releases.json?pagesize=50&sort=date&direction=DESC"
        yield Lead("api", "news API of the Department of Justice", news, "us_doj_api", {}, "us_doj_api")
    if host == "federalregister.gov" and (agency := re.match(r"/agencies/([a-z0-9-]+)", path)):
        documents = (
            "https://www.federalregister.gov/api/v1/documents.json?order=newest&per_page=100"
            f"&conditions[agencies][]={agency[1]}"
        )
        yield Lead("api", "Federal Register API", documents, "federal_register", {}, "federal_register")
    if host == "info.gov.hk":
        day = "https://www.info.gov.hk/gia/general/{%Y%m}/{%d}.htm"
        yield Lead("api", "day indexes of the Hong Kong Government", day, "info_gov_hk", {}, "info_gov_hk")
    if host == "icac.org.hk":
        yield Lead("index", "press pages of Hong Kong's ICAC", url, "icac_hk", {}, "icac_hk")
    if host == "ec.europa.eu" and path.startswith("/commission/presscorner"):
        corner = "https://ec.europa.eu/commission/presscorner/api/search?language=en&pagesize=100&pagenumber=1"
        yield Lead("api", "Press Corner search", corner, "ec_press_corner", {}, "ec_press_corner")


def wordpress_lead(root: str, posts: str = "posts", query: str = "") -> Lead:
    """The posts of a WordPress site; ``root`` is the address of its REST API."""
    joined = "&" if "?" in root else "?"
    url = f"{root.rstrip('/')}/wp/v2/{posts}{joined}{query}per_page=50&_embed=wp:term"
    return Lead("api", "WordPress REST API", url, "wordpress", {}, "wordpress")


def _wordpress(page: Page, html: Html) -> Iterator[Lead]:
    told = _API_ROOT.search(page.headers.get("link", ""))
    roots = [address(page.url, told[1])] if told else []
    roots += [address(html.base, node.attribute("href")) for node in html.many('link[rel="https://api.w.org/"][href]')]
    if not roots and html.many('meta[name="generator" i][content^="WordPress" i]'):
        roots = [urljoin(page.url, "/wp-json/")]
    for root in dict.fromkeys(roots):
        # the page of a category or a tag names itself in the API
        own = [
            found
            for node in html.many('link[rel="alternate"][type="application/json"][href]')
            if (found := re.search(r"/wp/v2/(categories|tags)/(\d+)$", node.attribute("href")))
        ]
        if root:
            yield wordpress_lead(root, query=f"{own[0][1]}={own[0][2]}&" if own else "")


def is_drupal(page: Page, html: Html) -> bool:
    """Whether the page says that Drupal made it."""
    told = page.headers.get("x-generator", "") + " ".join(
        node.attribute("content") for node in html.many('meta[name="generator" i][content]')
    )
    return "drupal" in told.lower()


def _drupal(page: Page, html: Html) -> Iterator[Lead]:
    if is_drupal(page, html):
        yield Lead("api", "Drupal JSON:API", urljoin(page.url, "/jsonapi"), "drupal_jsonapi", {}, None, guessed=True)


def is_sharepoint(page: Page, html: Html) -> bool:
    """Whether the page says that SharePoint made it."""
    told = " ".join(node.attribute("content") for node in html.many('meta[name="generator" i][content]'))
    return "microsoftsharepointteamservices" in page.headers or "sharepoint" in told.lower()


def drupal_leads(index: Page) -> list[Lead]:
    """The kinds of content that look like releases, of the answer to ``/jsonapi``; empty where it is none."""
    try:
        links = Json.of(index).get("links")
    except ParseError:
        return []
    found = []
    for name, link in links.items() if isinstance(links, Mapping) else ():
        href = link.get("href") if isinstance(link, Mapping) else link
        url = address(index.url, str(href or ""))
        if name.startswith("node--") and RELEASES.search(name) and url:
            kind = name.removeprefix("node--")
            asked = f"{url}?sort=-created&page[limit]=50"
            found.append(
                Lead("api", f"Drupal JSON:API, content of kind {kind}", asked, "drupal_jsonapi", {}, "drupal_jsonapi")
            )
    return sorted(found, key=lambda lead: ("press" not in lead.what, lead.what))


def _feeds(page: Page, html: Html) -> Iterator[Lead]:
    """Feeds that the page names, those whose title speaks of releases first, comments left out."""
    found = []
    for node in html.many('link[rel~="alternate"][href]'):
        kind, title = (node.get("type") or "").lower(), node.get("title") or ""
        url = address(html.base, node.attribute("href"))
        if kind in FEED_TYPES and url and not _COMMENTS.search(title + url):
            found.append(
                (not RELEASES.search(title + urlsplit(url).path), Lead("feed", f"feed {title}".strip(), url, "feed"))
            )
    for node in html.many("a[href]"):
        url = address(html.base, node.get("href") or "")
        path = urlsplit(url).path.lower() if url else ""
        if url and (path.endswith((".rss", ".atom", "/rss", "/feed", "/rss.xml", "/feed.xml", "/atom.xml"))):
            found.append((not RELEASES.search(path), Lead("feed", "feed", url, "feed")))
    once = {lead.url: lead for _, lead in sorted(found, key=lambda pair: pair[0])[::-1]}
    yield from list(once.values())[::-1]


def guessed_feeds(page: Page) -> list[Lead]:
    """Addresses at which feeds are usual, for a site that names none."""
    beside = page.url.partition("?")[0].rstrip("/") + "/"
    usual = [] if "." in urlsplit(page.url).path else [urljoin(beside, "feed/")]
    places = dict.fromkeys([*usual, urljoin(page.url, "/rss.xml")])
    return [Lead("feed", "feed at a usual address", url, "feed", guessed=True) for url in places]


def sitemap_leads(page: Page, named: Sequence[str]) -> list[Lead]:
    """Sitemaps that robots.txt names, news sitemaps first; the usual address where it names none."""
    first = sorted(dict.fromkeys(named), key=lambda url: ("news" not in url.lower(), url))
    if first:
        return [Lead("sitemap", "sitemap named by robots.txt", url, "sitemap") for url in first]
    return [Lead("sitemap", "sitemap at the usual address", urljoin(page.url, "/sitemap.xml"), "sitemap", guessed=True)]
