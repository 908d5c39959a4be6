"""Invented publishers of several kinds on loopback, to make sources of: each built on the invented web."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time, timedelta
from email.utils import format_datetime

from tests.invented_web import InventedWeb, Reply

HEADLINES = (
    "Two clerks charged in the harbour case",
    "Audit Office trains forty harbour inspectors",
    "Three firms fined for rigging of bids",
    "Commissioner visits the northern province",
    "Agreement with the tax authority signed",
    "Former mayor sentenced to four years",
    "Office opens a branch in the old port",
    "New rules for gifts come into force",
    "Court orders two houses to be forfeited",
    "Hotline received nine hundred reports",
)
FIRST = date(2024, 5, 27)


def day_of(number: int) -> date:
    """The day of the invented release ``number``; 0 is the newest."""
    return FIRST - timedelta(days=3 * number)


def words_of(number: int) -> tuple[str, str]:
    """Two paragraphs of an invented release."""
    headline = HEADLINES[number].lower()
    return (
        f"The Invented Harbour Authority said on Monday that what it calls {headline} has been brought to an end.",
        f"Officers of section {number + 3} worked on it for {number + 2} months with the Audit Office of Fiji.",
    )


def article(number: int) -> bytes:
    """A page that tells machines about itself."""
    first, second = words_of(number)
    return f"""<!doctype html><html lang="en"><head><title>{HEADLINES[number]} | Invented Harbour Authority</title>
<meta property="og:site_name" content="Invented Harbour Authority">
<meta property="article:published_time" content="{day_of(number)}T10:00:00+12:00"></head><body>
<nav><a href="/">Home</a></nav><article><h1>{HEADLINES[number]}</h1><p>{first}</p><p>{second}</p></article>
<footer>Contact</footer></body></html>""".encode()


def odd_page(number: int) -> bytes:
    """A page of a home-made system: tables, fonts, the site's name in the only heading, no word for machines."""
    first, second = words_of(number)
    day = day_of(number)
    return f"""<html><head><title>Invented Harbour Authority</title></head><body><h1>Invented Harbour Authority</h1>
<div class="changed">Page updated 14 June 2024</div>
<table width="100%"><tr><td class="left">Topics<br>Registers<br>Contact the office at the old port</td>
<td class="content"><span class="kicker">Media release</span><div class="headline"><b>{HEADLINES[number]}</b></div>
<div class="issued">Issued on {day.day} {day:%B %Y}, Port Lantern</div>
<div class="words">{first}<br><br>{second}</div><div class="share-box">Share this with all of your friends</div>
</td></tr></table></body></html>""".encode()


def html(body: str, head: str = "") -> bytes:
    """A page of the invented authority."""
    return f"""<!doctype html><html lang="en"><head><title>News | Invented Harbour Authority</title>
<meta property="og:site_name" content="Invented Harbour Authority">{head}</head>
<body><header><nav><ul><li><a href="/about">About the authority</a></li><li><a href="/jobs">Jobs at the port</a></li>
<li><a href="/contact">Contact the office</a></li></ul></nav></header><main>{body}</main></body></html>""".encode()


def feed_site(web: InventedWeb) -> str:
    """A page that names a feed without full text; the address of the page."""
    items = "".join(
        f"<item><title>{HEADLINES[n]}</title><link>{web.base}/media/{n}</link><description>Teaser.</description>"
        f"<pubDate>{format_datetime(datetime.combine(day_of(n), time(9), UTC))}</pubDate></item>"
        for n in range(6)
    )
    rss = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Press releases</title>{items}</channel></rss>'
    head = '<link rel="alternate" type="application/rss+xml" title="Press releases" href="/press.xml">'
    web.pages = {
        "/media": Reply(html("<p>Read our releases.</p>", head)),
        "/press.xml": Reply(rss.encode(), headers={"Content-Type": "application/rss+xml"}),
        **{f"/media/{n}": Reply(article(n)) for n in range(6)},
    }
    return f"{web.base}/media"


def full_feed_site(web: InventedWeb) -> str:
    """A feed with whole releases; the feed's own address. The pages are not there."""
    items = "".join(
        f"<item><title>{HEADLINES[n]}</title><link>{web.base}/media/{n}</link>"
        f"<content:encoded><![CDATA[{'<p>'.join(words_of(n) * 4)}]]></content:encoded>"
        f"<pubDate>{format_datetime(datetime.combine(day_of(n), time(9), UTC))}</pubDate></item>"
        for n in range(6)
    )
    space = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    rss = f'<?xml version="1.0"?><rss version="2.0" {space}><channel><title>News</title>{items}</channel></rss>'
    web.pages = {"/press.xml": Reply(rss.encode(), headers={"Content-Type": "application/rss+xml"})}
    return f"{web.base}/press.xml"


def wordpress_site(web: InventedWeb) -> str:
    """A page that names its REST API; the address of the page. Two pages of posts."""

    def post(number: int) -> dict[str, object]:
        first, second = words_of(number)
        return {
            "id": 100 + number,
            "type": "post",
            "status": "publish",
            "link": f"{web.base}/2024/release-{number}/",
            "slug": f"release-{number}",
            "date": f"{day_of(number)}T10:00:00",
            "date_gmt": f"{day_of(number)}T10:00:00",
            "title": {"rendered": HEADLINES[number]},
            "content": {"rendered": f"<p>{first}</p><p>{second}</p>", "protected": False},
        }

    api = "/wp-json/wp/v2/posts?per_page=50&_embed=wp:term"
    kind = {"Content-Type": "application/json", "X-WP-TotalPages": "2", "X-WP-Total": "10"}
    web.pages = {
        "/news": Reply(html("<p>News.</p>", '<link rel="https://api.w.org/" href="/wp-json/">')),
        api: Reply(json.dumps([post(n) for n in range(5)]).encode(), headers=kind),
        f"{api.replace(':', '%3A')}&page=2": Reply(json.dumps([post(n) for n in range(5, 10)]).encode(), headers=kind),
    }
    return f"{web.base}/news"


def drupal_site(web: InventedWeb) -> str:
    """A page that Drupal made, with its JSON:API; two kinds of content, one of them releases."""

    def node(number: int) -> dict[str, object]:
        first, second = words_of(number)
        return {
            "type": "node--press_release",
            "id": f"00000000-0000-4000-8000-{number:012d}",
            "attributes": {
                "drupal_internal__nid": 70 + number,
                "title": HEADLINES[number],
                "created": "2024-06-30T10:00:00+12:00",
                "path": {"alias": f"/media/release-{number}", "langcode": "en"},
                "field_release_date": str(day_of(number)),
                "field_text": {"processed": f"<p>{first}</p><p>{second}</p>"},
            },
        }

    kinds = {f"node--{kind}": {"href": f"{web.base}/jsonapi/node/{kind}"} for kind in ("page", "press_release")}
    kind = {"Content-Type": "application/vnd.api+json"}
    head = '<meta name="Generator" content="Drupal 10 (https://www.drupal.org)">'
    web.pages = {
        "/media": Reply(html("<p>Releases.</p>", head)),
        "/jsonapi": Reply(json.dumps({"data": [], "links": kinds}).encode(), headers=kind),
        "/jsonapi/node/press_release?sort=-created&page%5Blimit%5D=50": Reply(
            json.dumps({"data": [node(n) for n in range(7)], "links": {}}).encode(), headers=kind
        ),
    }
    return f"{web.base}/media"


def odd_site(web: InventedWeb) -> str:
    """A table of links with days in figures, two pages of it, and releases without a word for machines."""

    def index(numbers: range, pager: str) -> bytes:
        rows = "".join(
            f'<tr><td class="n">{n}</td><td>{day_of(n):%d/%m/%Y}</td>'
            f'<td><a href="/show.php?id={n}">{HEADLINES[n]}</a></td></tr>'
            for n in numbers
        )
        return html(f'<table class="releases">{rows}</table><div class="pages">{pager}</div>')

    web.pages = {
        "/list.php": Reply(index(range(5), '<b>1</b> <a href="/list.php?p=2">2</a>')),
        "/list.php?p=2": Reply(index(range(5, 10), '<a href="/list.php">1</a> <b>2</b>')),
        **{f"/show.php?id={n}": Reply(odd_page(n)) for n in range(10)},
    }
    return f"{web.base}/list.php"


def sitemap_site(web: InventedWeb) -> str:
    """A page that links to nothing, and a sitemap that robots.txt names."""
    urls = "".join(f"<url><loc>{web.base}/media/{n}</loc><lastmod>{day_of(n)}</lastmod></url>" for n in range(6))
    sitemap = f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'
    web.pages = {
        "/robots.txt": Reply(f"User-agent: *\nSitemap: {web.base}/map.xml\n".encode()),
        "/map.xml": Reply(sitemap.encode(), headers={"Content-Type": "application/xml"}),
        "/media": Reply(html("<p>All releases load by script.</p>")),
        **{f"/media/{n}": Reply(article(n)) for n in range(6)},
    }
    return f"{web.base}/media"


def half_told_page(number: int) -> bytes:
    """A page that tells machines its day, has the site's name as heading, and an element for the body on each page of
    another name, among others without any."""
    first, second = words_of(number)
    around = "".join(
        f"<div><a href='/{n}'>Register {n} of the authority and what it holds for you</a></div>" for n in range(9)
    )
    return f"""<html lang="en"><head><title>Invented Harbour Authority</title>
<script type="application/ld+json">{{"@type": "NewsArticle", "datePublished": "{day_of(number)}"}}</script></head><body>
<h1>Invented Harbour Authority</h1>{around}<div><div><p class="lead">{HEADLINES[number]}</p></div>
<article><p>{first}</p><p>{second}</p></article><article><p>Also read.</p></article></div></body></html>""".encode()


def half_told_site(web: InventedWeb) -> str:
    """A list, and releases that neither the generic parser nor selectors alone read."""
    items = "".join(f'<li class="r"><a href="/pr/{n}">{HEADLINES[n]}</a></li>' for n in range(5))
    web.pages = {
        "/news": Reply(html(f"<ul>{items}</ul>")),
        **{f"/pr/{n}": Reply(half_told_page(n)) for n in range(5)},
    }
    return f"{web.base}/news"


def forbidden_site(web: InventedWeb) -> str:
    """A list that robots.txt forbids."""
    web.pages["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /news\n", headers={"Content-Type": "text/plain"})
    return f"{web.base}/news"
