"""What a site's pages say about where its releases are, and which of several listings is taken."""

import json
from datetime import date

import pytest

from parsers.records import Link, Listing, Page, Part
from pipelines.workbench.candidates import Candidate, backfill_of, ranked
from pipelines.workbench.leads import Kind, Lead, drupal_leads, leads_of, sitemap_leads
from pipelines.workbench.probe import url_pattern
from tests.unit.parsers.pages import page

URL = "https://office.example/news/"


def leads(head: str = "", body: str = "", headers: dict[str, str] | None = None, url: str = URL) -> list[Lead]:
    one = page(f"<html><head>{head}</head><body>{body}</body></html>", url)
    return leads_of(Page(one.url, one.body, one.fetched_at, 200, {**one.headers, **(headers or {})}))


def test_wordpress_is_told_by_header_or_link_and_knows_its_category() -> None:
    by_header = leads(headers={"link": '<https://office.example/wp-json/>; rel="https://api.w.org/"'})
    assert [lead.url for lead in by_header] == ["https://office.example/wp-json/wp/v2/posts?per_page=50&_embed=wp:term"]
    category = (
        '<link rel="https://api.w.org/" href="/wp-json/"><link rel="alternate" type="application/json" '
        'href="https://office.example/wp-json/wp/v2/categories/5">'
    )
    assert "?categories=5&per_page=50" in leads(category)[0].url
    assert leads('<meta name="generator" content="WordPress 6.5">')[0].parser == "wordpress"


def test_feeds_of_releases_come_before_others_and_comments_not_at_all() -> None:
    head = "".join(
        f'<link rel="alternate" type="application/rss+xml" title="{title}" href="{href}">'
        for title, href in (("Jobs", "/jobs.xml"), ("Comments Feed", "/comments/"), ("Press releases", "/pr.xml"))
    )
    found = leads(head, '<a href="/atom.xml">Feed</a>')
    assert [lead.url.removeprefix("https://office.example") for lead in found] == ["/pr.xml", "/jobs.xml", "/atom.xml"]


@pytest.mark.parametrize(
    ("url", "parser", "part"),
    [
        ("https://www.gov.uk/government/organisations/serious-fraud-office", "govuk_search", "serious-fraud-office"),
        ("https://www.justice.gov/news", "us_doj_api", "/api/v1/press_releases.json"),
        ("https://www.federalregister.gov/agencies/justice-department", "federal_register", "justice-department"),
        ("https://ec.europa.eu/commission/presscorner/home/en", "ec_press_corner", "/api/search"),
        ("https://www.info.gov.hk/gia/general/today.htm", "info_gov_hk", "{%Y%m}/{%d}.htm"),
    ],
)
def test_sites_with_a_documented_interface_are_known(url: str, parser: str, part: str) -> None:
    lead = leads(url=url)[0]
    assert lead.parser == parser
    assert part in lead.url


def test_of_drupals_content_only_what_looks_like_releases_is_looked_at() -> None:
    links = {
        f"node--{kind}": {"href": f"https://office.example/jsonapi/node/{kind}"} for kind in ("page", "news", "press")
    }
    found = drupal_leads(
        page(json.dumps({"links": links}), "https://office.example/jsonapi", "application/vnd.api+json")
    )
    assert [lead.url.partition("?")[0].rpartition("/")[2] for lead in found] == ["press", "news"]
    assert drupal_leads(page("<html></html>")) == []


def test_sitemaps_are_those_of_robots_txt_the_news_first_else_the_usual_one() -> None:
    named = ["https://office.example/all.xml", "https://office.example/news-sitemap.xml"]
    assert [lead.url for lead in sitemap_leads(page(""), named)] == [named[1], named[0]]
    assert [lead.guessed for lead in sitemap_leads(page(""), [])] == [True]


def candidate(
    kind: Kind, *, whole: bool = False, pages: bool = False, parts: bool = False, count: int = 3
) -> Candidate:
    item = b"{}" if whole else None
    links = tuple(Link(f"{URL}{n}", f"Headline {n}", date(2024, 5, 1), item) for n in range(count))
    further = (Part(f"{URL}map-1.xml"),) if parts else ()
    options = {"pattern": "/news/"} if kind == "sitemap" else {}
    lead = Lead(kind, kind, URL, kind, options)
    return Candidate(lead, Listing(links, f"{URL}?page=2" if pages else None, further), options)


def test_listings_are_taken_in_the_order_of_what_they_give() -> None:
    best_first = [
        candidate("api", whole=True),
        candidate("feed", whole=True),
        candidate("index", pages=True),
        candidate("sitemap"),
        candidate("feed"),
        candidate("index"),
    ]
    assert ranked(best_first[::-1]) == best_first


def test_what_reaches_further_back_becomes_the_backfill() -> None:
    feed, index, sitemap = candidate("feed"), candidate("index", pages=True), candidate("sitemap", count=40)
    assert backfill_of(feed, [feed, index]) is index
    assert backfill_of(feed, [feed, sitemap]) is sitemap
    assert backfill_of(index, [index, sitemap]) is None, "a list that goes on needs none"
    assert backfill_of(feed, [feed]) is None


@pytest.mark.parametrize(
    ("paths", "pattern"),
    [
        (("/news/2024/03/a", "/news/2023/b"), r"^https?://office\.example/news/"),
        (("/en/press/a", "/en/press/b"), r"^https?://office\.example/en/press/"),
        (("/a", "/b"), None),
        (("/2024/a", "/2023/b"), None),
        ((), None),
    ],
)
def test_addresses_of_releases_give_a_pattern_without_years(paths: tuple[str, ...], pattern: str | None) -> None:
    assert url_pattern([Link(f"https://office.example{path}") for path in paths]) == pattern
