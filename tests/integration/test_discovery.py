"""Discovery over real HTTP on loopback: what is asked for, what is found, where it ends, how it goes on."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from config.settings import Settings
from config.sources import Source
from parsers.records import Document, Link
from pipelines.acquisition.archive import Archive, payload_digest
from pipelines.acquisition.fetcher import Fetcher
from pipelines.stages.discover import Depth, discover, work_order
from pipelines.stages.tally import Step, Stopped, Tally
from tests.invented_web import InventedWeb, Reply
from warehouse.ledger_batch import LedgerBatch
from warehouse.records import Fetch
from warehouse.warehouse import Warehouse

NOW = datetime(2024, 5, 20, 12, tzinfo=UTC)
TODAY = NOW.date()
HTML = {
    "parser": "html_index",
    "item": "li",
    "date": "time",
    "date_attribute": "datetime",
    "next": "a[rel=next]",
    "minimum": 0,
}


class Crawl:
    """One source's discoveries over one warehouse and archive."""

    def __init__(self, home: Path, web: InventedWeb) -> None:
        self.web, self.home = web, home
        self.settings = Settings(home=home)
        self.warehouse = Warehouse.open(self.settings.warehouse)
        self.rejected: list[str] = []
        self.closed = 0

    def source(self, listing: dict, **more) -> Source:
        told = {"delay_seconds": 0, **more.pop("politeness", {})}
        source = Source.model_validate(
            {
                "source_id": "invented-office",
                "name": "Invented Office",
                "listing": {"url": f"{self.web.base}/news", **listing},
                "document": {"parser": "generic"},
                "politeness": told,
                "private_networks": ["127.0.0.0/8"],
                **more,
            }
        )
        self.warehouse.load_source(source)
        return source

    def discover(self, source: Source, stop_after: int | None = None, today=TODAY, **depth) -> list[Link]:
        """The links; ``stop_after`` so many pages the run ends as one that is interrupted does."""
        tally = Tally(source.source_id, self.warehouse, ledger=LedgerBatch(self.warehouse))

        def watch(step: Step) -> None:
            if step.done == stop_after:
                tally.stop.set()

        tally.progress = watch
        states = self.warehouse.fetch_states(source.source_id)
        with Archive(self.settings.archive) as archive, Fetcher(self.settings, backoff_seconds=0.01) as fetcher:
            try:
                links = discover(
                    source, states, Depth(**depth), archive=archive, fetcher=fetcher, tally=tally, today=today
                )
            except Stopped:
                links = []
            tally.batch.write()
        self.rejected = [rejection.reason for rejection in tally.rejections]
        self.closed = tally.counts.closed
        return links

    def know(self, source: Source, links: list[Link]) -> None:
        """As if each of these had been fetched."""
        tally = Tally(source.source_id, self.warehouse, ledger=LedgerBatch(self.warehouse))
        for link in links:
            tally.record(
                Fetch(source.source_id, link.url, "document", 200, NOW, "stored", None, None, None, f"sha1:{link.url}")
            )
        tally.batch.write()

    def asked(self) -> list[str]:
        """Paths asked for since the last call, without robots.txt."""
        paths = [path for path, _, _ in self.web.log if path != "/robots.txt"]
        self.web.log.clear()
        return paths

    def paths(self, links: list[Link]) -> list[str]:
        return [link.url.removeprefix(self.web.base) for link in links]


@pytest.fixture
def crawl(tmp_path: Path) -> Iterator[Crawl]:
    with InventedWeb(releases=0) as web:
        web.pages.clear()
        crawl = Crawl(tmp_path, web)
        yield crawl
        crawl.warehouse.close()


def index(entries: list[tuple[str, date | None]], following: str | None = None) -> Reply:
    items = "".join(
        f'<li><a href="{url}">A release</a>{f"<time datetime={day}></time>" if day else ""}</li>'
        for url, day in entries
    )
    more = f'<a rel="next" href="{following}">Older</a>' if following else ""
    return Reply(f"<html><body><ul>{items}</ul>{more}</body></html>".encode())


def publish(web: InventedWeb, numbers: list[int], per_page: int, days: bool = True) -> None:
    """An index of releases, one a day, number 0 of today."""
    pages = [numbers[at : at + per_page] for at in range(0, len(numbers), per_page)]
    for place, page in enumerate(pages):
        entries = [(f"/r/{n}", TODAY - timedelta(days=n) if days else None) for n in page]
        following = f"/news?page={place + 1}" if place + 1 < len(pages) else None
        web.pages[f"/news?page={place}" if place else "/news"] = index(entries, following)


# --- past what is known ----------------------------------------------------------------------------------------------


def test_two_hundred_pages_are_followed_to_the_end(crawl):
    publish(crawl.web, list(range(1000)), 5)
    source = crawl.source(HTML, politeness={"listing_pages": 300})
    links = crawl.discover(source)
    assert crawl.paths(links) == [f"/r/{n}" for n in range(1000)]
    assert crawl.rejected == []
    assert len(crawl.asked()) == 200
    crawl.know(source, links)
    crawl.discover(source)
    assert crawl.asked() == ["/news"], "page 1 reaches further back than the overlap"


def test_a_release_added_late_under_an_earlier_day_is_found(crawl):
    """Two a page, newest first: the pages of the last two days are read though all on page 1 is known."""
    publish(crawl.web, list(range(20)), 1)
    source = crawl.source(HTML)
    crawl.know(source, crawl.discover(source))
    numbers = [0, 1, 100, *range(2, 20)]
    publish(crawl.web, numbers, 1)
    crawl.web.pages["/news?page=2"] = index([("/r/late", TODAY - timedelta(days=1))], "/news?page=3")
    crawl.asked()
    links = crawl.discover(source)
    assert "/r/late" in crawl.paths(links)
    assert crawl.asked() == ["/news", "/news?page=1", "/news?page=2", "/news?page=3", "/news?page=4"]


def test_without_dates_one_page_beyond_what_is_known_is_read(crawl):
    publish(crawl.web, list(range(50)), 5, days=False)
    source = crawl.source(HTML)
    crawl.know(source, crawl.discover(source))
    crawl.asked()
    crawl.discover(source)
    assert crawl.asked() == ["/news", "/news?page=1"]


def test_a_page_of_the_listing_that_fails_is_read_by_the_next_run_though_all_before_it_is_known_then(crawl):
    publish(crawl.web, list(range(50)), 5)
    good, crawl.web.pages["/news?page=4"] = crawl.web.pages["/news?page=4"], Reply(b"oops", 500)
    source = crawl.source(HTML)
    links = crawl.discover(source)
    assert len(links) == 20
    assert crawl.rejected == ["HTTP status 500"]
    crawl.know(source, links)
    crawl.web.pages["/news?page=4"] = good
    crawl.asked()
    links = crawl.discover(source)
    assert len(links) == 50
    assert crawl.asked() == ["/news", *(f"/news?page={n}" for n in range(4, 10))], "1 to 3 are in the archive"
    crawl.know(source, links)
    crawl.discover(source)
    assert crawl.asked() == ["/news"]


# --- addresses -------------------------------------------------------------------------------------------------------


def test_a_release_has_one_address_however_it_is_linked(crawl):
    crawl.web.pages["/news"] = index(
        [
            ("r/1?utm_source=home&amp;utm_medium=x#top", None),
            ("/r/1", None),
            (f"{crawl.web.base}/r/1?fbclid=abc", None),
            ("./r/2?id=7&amp;utm_campaign=y&amp;page=a%20b", None),
            ("/r/2?id=7&amp;page=a%20b", None),
        ]
    )
    assert crawl.paths(crawl.discover(crawl.source(HTML))) == ["/r/1", "/r/2?id=7&page=a%20b"]


# --- listings without end --------------------------------------------------------------------------------------------


def test_pages_that_repeat_are_told(crawl):
    publish(crawl.web, list(range(10)), 5)
    crawl.web.pages["/news?page=1"] = index([("/r/1", None), ("/r/2", None)], "/news?page=2")
    links = crawl.discover(crawl.source(HTML))
    assert len(links) == 5
    assert crawl.rejected == ["the pagination repeats the links of earlier pages"]
    assert "/news?page=2" not in crawl.asked()


def test_pagination_that_leads_back_ends(crawl):
    publish(crawl.web, list(range(10)), 5)
    crawl.web.pages["/news?page=1"] = index([("/r/8", None), ("/r/9", None)], "/news")
    assert len(crawl.discover(crawl.source(HTML))) == 7
    assert crawl.asked() == ["/news", "/news?page=1"]
    assert crawl.rejected == []


def test_a_calendar_without_end_is_told(crawl):
    for number in range(100):
        day = TODAY + timedelta(days=31 * number)
        path = f"/news?page={number}" if number else "/news"
        crawl.web.pages[path] = index([(f"/r/{number}-{n}", day) for n in range(3)], f"/news?page={number + 1}")
    crawl.discover(crawl.source(HTML, politeness={"listing_pages": 90}))
    [reason] = crawl.rejected
    assert reason.startswith("20 pages in a row bring new links, but none older than 2024-05-20")
    assert len(crawl.asked()) == 21


def test_new_junk_on_every_page_ends_at_the_sources_limit(crawl):
    for number in range(60):
        path = f"/news?page={number}" if number else "/news"
        crawl.web.pages[path] = index([(f"/junk/{number}", None)], f"/news?page={number + 1}")
    links = crawl.discover(crawl.source(HTML, politeness={"listing_pages": 30}))
    assert len(links) == len(crawl.asked()) == 30
    assert crawl.rejected == ["politeness.listing_pages is 30, and the listing has more pages; `--all-pages` reads on"]


def test_an_old_release_pinned_to_the_top_of_every_page_ends_nothing(crawl):
    pinned = ("/r/pinned", date(2010, 1, 1))
    for number in range(30):
        entries = [pinned, *((f"/r/{number}-{n}", TODAY - timedelta(days=number)) for n in range(3))]
        path = f"/news?page={number}" if number else "/news"
        crawl.web.pages[path] = index(entries, f"/news?page={number + 1}" if number < 29 else None)
    source = crawl.source(HTML)
    links = crawl.discover(source)
    assert (len(links), crawl.rejected) == (91, [])
    crawl.know(source, links)
    crawl.asked()
    crawl.discover(source)
    assert len(crawl.asked()) == 4, "until two days before the newest one, the pinned one apart"


# --- days ------------------------------------------------------------------------------------------------------------

DAYS = {**HTML, "every": "day", "date": None}


def day_pages(web: InventedWeb, days: list[int]) -> None:
    for ago in days:
        day = TODAY - timedelta(days=ago)
        web.pages[f"/{day:%Y%m}/{day:%d}.htm"] = index([(f"/r/{day:%Y%m%d}-{n}", None) for n in range(2)])


def day_source(crawl: Crawl, **more) -> Source:
    listing = {name: value for name, value in DAYS.items() if value is not None}
    return crawl.source({**listing, "url": f"{crawl.web.base}/{{%Y%m}}/{{%d}}.htm", **more})


def test_a_page_for_each_day_thirty_days_back_and_then_from_the_newest_known_on(crawl):
    day_pages(crawl.web, [1, 2, 5, 30, 31])
    source = day_source(crawl)
    links = crawl.discover(source)
    assert crawl.rejected == [], "days without a release are no failures"
    assert {str(link.date_hint) for link in links} == {"2024-05-19", "2024-05-18", "2024-05-15", "2024-04-20"}
    assert len(crawl.asked()) == 31
    crawl.know(source, links)
    crawl.discover(source)
    assert crawl.asked() == [f"/202405/{day}.htm" for day in (20, 19, 18, 17)]
    crawl.discover(source, today=TODAY + timedelta(days=10))
    assert crawl.asked()[-1] == "/202405/17.htm", "after ten days without a run nothing is left out"


def test_a_range_of_days_asks_for_these_days_alone(crawl):
    day_pages(crawl.web, [3, 4, 5, 6])
    links = crawl.discover(day_source(crawl), since=TODAY - timedelta(days=5), until=TODAY - timedelta(days=4))
    assert crawl.asked() == ["/202405/16.htm", "/202405/15.htm"]
    assert len(links) == 4


def test_a_month_without_any_page_is_told(crawl):
    assert crawl.discover(day_source(crawl)) == []
    assert crawl.rejected == ["0 links found, expect.minimum_items is 1"]


@pytest.mark.parametrize(
    ("every", "template", "asked"),
    [
        ("month", "/{%Y-%m}", ["/2024-03", "/2024-02", "/2024-01", "/2023-12"]),
        ("year", "/archive/{%Y}/", ["/archive/2024/", "/archive/2023/"]),
    ],
)
def test_pages_of_months_and_years(crawl, every, template, asked):
    source = day_source(crawl, every=every, url=f"{crawl.web.base}{template}")
    crawl.discover(source, since=date(2023, 12, 31), until=date(2024, 3, 1))
    assert crawl.asked() == asked


def test_a_host_that_is_down_is_not_asked_for_every_day(crawl):
    for ago in range(40):
        day = TODAY - timedelta(days=ago)
        crawl.web.pages[f"/{day:%Y%m}/{day:%d}.htm"] = Reply(b"", 500)
    crawl.discover(day_source(crawl))
    assert set(crawl.rejected) == {"HTTP status 500"}
    assert len(crawl.rejected) == 5


# --- ranges of days, and interruptions -------------------------------------------------------------------------------


def test_a_range_of_days_holds_the_links_of_these_days_alone(crawl):
    publish(crawl.web, list(range(100)), 5)
    source = crawl.source(HTML, politeness={"listing_pages": 300})
    links = crawl.discover(source, since=TODAY - timedelta(days=41), until=TODAY - timedelta(days=33))
    assert crawl.paths(links) == [f"/r/{n}" for n in range(33, 42)]
    assert crawl.asked()[-1] == "/news?page=8", "what follows lies before the range"


def test_a_range_is_read_from_the_deeper_listing(crawl):
    crawl.web.pages["/map"] = Reply(b"<urlset><url><loc>/r/7</loc><lastmod>2024-01-02</lastmod></url></urlset>")
    publish(crawl.web, [0], 5)
    source = crawl.source(HTML, backfill={"parser": "sitemap", "url": f"{crawl.web.base}/map"})
    assert crawl.paths(crawl.discover(source, since=date(2023, 1, 1))) == ["/r/7"]
    assert crawl.paths(crawl.discover(source)) == ["/r/0", "/r/7"], "nobody has asked for what the range found"
    crawl.know(source, [Link(f"{crawl.web.base}/r/7")])
    assert crawl.paths(crawl.discover(source)) == ["/r/0"]


def test_an_interrupted_reading_goes_on_where_it_was(crawl):
    publish(crawl.web, list(range(300)), 5)
    source = crawl.source(HTML, politeness={"listing_pages": 300})
    crawl.discover(source, stop_after=40, since=date(2000, 1, 1))
    assert len(crawl.asked()) == 40
    links = crawl.discover(source, since=date(2000, 1, 1))
    assert len(links) == 300, "what was found before the interruption is not lost"
    assert crawl.asked() == ["/news", *(f"/news?page={n}" for n in range(40, 60))]
    crawl.discover(source, since=date(2000, 1, 1))
    assert len(crawl.asked()) == 60, "a reading that came to its end is a new one when it is asked for again"


def test_an_interrupted_range_of_the_past_asks_for_nothing_twice(crawl):
    publish(crawl.web, list(range(100)), 5)
    source = crawl.source(HTML)
    asked = {"since": date(2000, 1, 1), "until": TODAY - timedelta(days=20)}
    crawl.discover(source, stop_after=10, **asked)
    crawl.asked()
    assert len(crawl.discover(source, **asked)) == 80
    assert crawl.asked() == [f"/news?page={n}" for n in range(10, 20)]


def test_releases_that_came_while_a_reading_was_interrupted_are_found(crawl):
    """23 new releases moved all others by more than four pages; none falls between the pages held and those asked."""
    publish(crawl.web, list(range(100, 200)), 5, days=False)
    source = crawl.source(HTML)
    crawl.discover(source, stop_after=10)
    publish(crawl.web, list(range(77, 200)), 5, days=False)
    links = crawl.discover(source)
    assert {f"/r/{n}" for n in range(77, 200)} == set(crawl.paths(links))
    assert crawl.rejected == []


def test_a_reading_limited_to_some_pages_goes_on_with_the_next_run(crawl):
    publish(crawl.web, list(range(100)), 5)
    source = crawl.source(HTML, politeness={"listing_pages": 8})
    found: set[str] = set()
    runs = 0
    while len(found) < 100 and runs < 5:
        found.update(crawl.paths(crawl.discover(source, since=date(2000, 1, 1))))
        runs += 1
    assert runs == 3, "8 pages, 1 and 7, 1 and 5"
    assert len(found) == 100


def test_links_that_were_found_but_not_asked_for_are_not_lost(crawl):
    publish(crawl.web, list(range(10)), 5)
    source = crawl.source(HTML)
    links = crawl.discover(source)
    crawl.know(source, links[5:])
    crawl.web.pages["/news"] = index([("/r/new", TODAY)])
    del crawl.web.pages["/news?page=1"]
    links = crawl.discover(source)
    states = crawl.warehouse.fetch_states(source.source_id)
    unknown = work_order(links, states, timedelta(hours=6), NOW)
    assert [url.removeprefix(crawl.web.base) for url in unknown] == [*(f"/r/{n}" for n in range(4, -1, -1)), "/r/new"]


# --- parts of a listing ----------------------------------------------------------------------------------------------


def sitemap_web(web: InventedWeb, newest: dict[int, str]) -> None:
    parts = "".join(
        f"<sitemap><loc>/map-{n}.xml.gz</loc><lastmod>{day}</lastmod></sitemap>" for n, day in newest.items()
    )
    web.pages["/map"] = Reply(f"<sitemapindex>{parts}</sitemapindex>".encode())
    for n, day in newest.items():
        urls = "".join(f"<url><loc>/r/{n}-{k}</loc><lastmod>{day}</lastmod></url>" for k in range(3))
        web.pages[f"/map-{n}.xml.gz"] = Reply(gzip.compress(f"<urlset>{urls}</urlset>".encode()))


def test_sitemaps_of_an_index_newest_first_and_only_those_that_changed(crawl):
    sitemap_web(crawl.web, {1: "2022-03-01", 2: "2024-05-01", 3: "2023-01-01"})
    source = crawl.source({"parser": "sitemap", "url": f"{crawl.web.base}/map"})
    links = crawl.discover(source)
    assert crawl.asked() == ["/map", "/map-2.xml.gz", "/map-3.xml.gz", "/map-1.xml.gz"]
    assert len(links) == 9
    crawl.know(source, links)
    tomorrow = datetime.now(UTC).date() + timedelta(days=1)
    sitemap_web(crawl.web, {1: "2022-03-01", 2: "2024-05-01", 3: str(tomorrow)})
    crawl.discover(source)
    assert crawl.asked() == ["/map", "/map-3.xml.gz"]


def test_the_day_on_which_a_sitemap_was_read_is_the_publishers(crawl):
    """Read at one in the morning of Greenwich, it may change again on its publisher's day, which is that before."""
    at_one = datetime.combine(datetime.now(UTC), time(1), UTC) - timedelta(days=1)
    day_there = at_one.date() - timedelta(days=1)
    sitemap_web(crawl.web, {1: str(day_there), 2: str(at_one.date())})
    source = crawl.source({"parser": "sitemap", "url": f"{crawl.web.base}/map"}, timezone="America/Los_Angeles")
    crawl.know(source, crawl.discover(source))
    crawl.asked()
    crawl.warehouse.connection.execute("UPDATE \"fetch\" SET fetched_at = ? WHERE url LIKE '%/map%'", [at_one])
    crawl.discover(source)
    assert "/map-1.xml.gz" in crawl.asked()


def test_sitemaps_that_changed_last_before_a_range_are_not_read(crawl):
    sitemap_web(crawl.web, {1: "2022-03-01", 2: "2024-05-01", 3: "2023-01-01"})
    source = crawl.source({"parser": "sitemap", "url": f"{crawl.web.base}/map"})
    links = crawl.discover(source, since=date(2022, 12, 1), until=date(2023, 12, 31))
    assert crawl.asked() == ["/map", "/map-2.xml.gz", "/map-3.xml.gz"]
    assert len(links) == 6, "what changed after the range may have been published in it"


def test_a_part_that_is_broken_costs_the_others_nothing(crawl):
    sitemap_web(crawl.web, {1: "2022-03-01", 2: "2024-05-01"})
    crawl.web.pages["/map-2.xml.gz"] = Reply(crawl.web.pages["/map-2.xml.gz"].body[:40])
    source = crawl.source({"parser": "sitemap", "url": f"{crawl.web.base}/map"})
    assert len(crawl.discover(source)) == 3
    assert "cut off" in crawl.rejected[0]
    sitemap_web(crawl.web, {1: "2022-03-01", 2: "2024-05-01"})
    assert len(crawl.discover(source)) == 6, "it is read again though its day is an old one"


def test_a_sitemap_that_is_gone_keeps_no_new_release_of_the_others_back(crawl):
    """None tells when it changed; the third of them is named, but not there, so that no reading comes to its end."""
    names = "".join(f"<sitemap><loc>/map-{n}.xml</loc></sitemap>" for n in (1, 2, 3))
    crawl.web.pages["/map"] = Reply(f"<sitemapindex>{names}</sitemapindex>".encode())
    for n in (1, 2):
        crawl.web.pages[f"/map-{n}.xml"] = Reply(f"<urlset><url><loc>/r/{n}</loc></url></urlset>".encode())
    source = crawl.source({"parser": "sitemap", "url": f"{crawl.web.base}/map"})
    crawl.know(source, crawl.discover(source))
    assert crawl.rejected == ["HTTP status 404"]
    con = crawl.warehouse.connection
    con.execute("UPDATE listing_progress SET started_at = started_at - INTERVAL 1 DAY")
    con.execute('UPDATE "fetch" SET fetched_at = fetched_at - INTERVAL 1 DAY')
    crawl.web.pages["/map-2.xml"] = Reply(b"<urlset><url><loc>/r/new</loc></url></urlset>")
    assert "/r/new" in crawl.paths(crawl.discover(source))


# --- whole items -----------------------------------------------------------------------------------------------------


def test_items_come_with_their_links_and_are_not_asked_for(crawl):
    for start in (0, 2, 4):
        items = [{"slug": f"r/{n}", "body": "words"} for n in range(start, min(start + 2, 5))]
        answer = {"data": items, "cursor": f"c{start + 2}" if start < 4 else None}
        path = f"/news?cursor=c{start}" if start else "/news"
        crawl.web.pages[path] = Reply(json.dumps(answer).encode(), headers={"Content-Type": "application/json"})
    source = crawl.source(
        {
            "parser": "json_index",
            "items": "data",
            "link": "/{slug}",
            "next": "cursor",
            "next_parameter": "cursor",
            "item": True,
        }
    )
    links = crawl.discover(source)
    assert crawl.asked() == ["/news", "/news?cursor=c2", "/news?cursor=c4"]
    assert json.loads(links[4].item or b"") == {"body": "words", "slug": "r/4"}
    assert work_order(links, {}, timedelta(0), NOW) == []


def test_an_item_that_is_listed_again_as_it_was_opens_its_document(crawl):
    crawl.web.pages["/news"] = Reply(b'[{"slug": "r/1", "body": "words"}]')
    listing = {"parser": "json_index", "items": ".", "link": "/{slug}", "item": True}
    source = crawl.source(listing, gone_after_days=5)
    [link] = crawl.discover(source)
    fetch = Fetch(source.source_id, link.url, "document", None, datetime.now(UTC), "stored")
    fetch = replace(fetch, payload_digest=payload_digest(link.item or b""))
    crawl.warehouse.load_document(
        Document(link.url, "A title", "A body."),
        source=source,
        fetch_id=crawl.warehouse.record_fetch(fetch),
        parser="json_record",
        parser_version="1",
    )
    crawl.warehouse.close_document(
        source.source_id, link.url, at=datetime.now(UTC), reason="not listed since 2024-01-01"
    )
    closed = "SELECT count(*) FROM document WHERE closed_at IS NOT NULL"
    assert crawl.warehouse.connection.execute(closed).fetchone() == (1,)
    crawl.discover(source)
    assert crawl.warehouse.connection.execute(closed).fetchone() == (0,)


def test_conditional_requests_for_the_listing(crawl):
    publish(crawl.web, list(range(5)), 5)
    source = crawl.source(HTML)
    crawl.discover(source)
    crawl.web.log.clear()
    assert len(crawl.discover(source)) == 5
    assert [(status, conditional) for path, status, conditional in crawl.web.log if path == "/news"] == [(304, True)]


def test_page_numbers_that_end_with_404_end_the_listing(crawl):
    publish(crawl.web, list(range(10)), 5)
    listing = {name: value for name, value in HTML.items() if name != "next"}
    source = crawl.source({**listing, "page_parameter": "page", "first_page": 0})
    assert len(crawl.discover(source)) == 10
    assert crawl.asked() == ["/news", "/news?page=1", "/news?page=2"]
    assert crawl.rejected == []
