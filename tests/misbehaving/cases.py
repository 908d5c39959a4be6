"""The cases: what each host of the misbehaving web does, and how a run must end on each of its addresses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from tests.misbehaving import answers as a
from tests.misbehaving.server import Answer, Asking

STORED = "stored"
"""The page is in the archive and the ledger, and its release in the warehouse."""
GONE = "gone"
"""The ledger has it as gone: 404 or 410."""


@dataclass(frozen=True)
class Case:
    """One host: an index at ``/`` that links to every path of ``ends``, and the answers at those paths."""

    name: str
    routes: Mapping[str, Answer]
    ends: Mapping[str, str]
    """Path (or whole URL) → :data:`STORED`, :data:`GONE`, or a pattern of the reason for which it is rejected."""
    robots: Answer = a.missing
    index: Answer | None = None
    """In place of the plain index."""
    listing: str | None = None
    """Pattern of the reason for which the listing itself is rejected; None: it is read without complaint."""
    yaml: str = 'listing: {{parser: html_index, url: "{base}/", item: li, next: "a[rel=\'next\']"}}'
    otherwise: Answer = a.missing
    """What all other paths answer."""
    listing_pages: int = 300
    """Most pages of the listing that a run may read."""
    requests: Mapping[str, int] = field(default_factory=dict)
    """Path → how often it may be asked for at most in one run; 3 attempts where nothing is said."""


def one(name: str, answer: Answer, end: str, **more: object) -> Case:
    """A host with one page at ``/1`` beside a good one at ``/good``, which must come through."""
    ends = {"/1": end, "/good": STORED}
    return Case(name, {"/1": answer, "/good": a.good(20)}, ends, **more)  # type: ignore[arg-type]


def index(*links: str, following: str = "") -> Answer:
    """An index page of links."""
    items = "".join(f'<li><a href="{link}">{link}</a></li>' for link in links)
    after = f'<a rel="next" href="{following}">next</a>' if following else ""
    return a.say(f"<html><body><ul>{items}</ul>{after}</body></html>")


def _pages_of(count: int) -> dict[str, Answer]:
    """An index of ``count`` pages with one release each."""
    pages = {
        f"/list/{n}": index(f"/r/{n}", following=f"/list/{n + 1}" if n < count else "") for n in range(1, count + 1)
    }
    return pages | {f"/r/{n}": a.good(n) for n in range(1, count + 1)}


def _further(asking: Asking) -> str:
    """The next step of a way that never ends and never comes back."""
    return f"/to/{int(asking.asked.path.rpartition('/')[2]) + 1}"


def _many_ways(asking: Asking) -> None:
    """One release under six notations, another under two."""
    base = asking.host.base
    ways = ("r/1", "/r/1", "./r/1#top", f"{base.removeprefix('http:')}/r/1", f"{base}/r/1?utm_source=mail")
    index(*ways, "r/2 ", "/x/../r/2")(asking)


def _again(asking: Asking) -> None:
    """The same releases on every page of a listing without end."""
    index("/r/1", following=f"/page/{int(asking.asked.path.rpartition('/')[2]) + 1}")(asking)


def _calendar(asking: Asking) -> None:
    """A page of the future for whoever turns the leaf: always new, never an end."""
    number = int(asking.asked.path.rpartition("/")[2] or 0)
    index(f"/junk/{number}", following=f"/page/{number + 1}")(asking)


def _feed(declaration: str, title: str) -> Answer:
    items = f"<item><title>{title}</title><link>/1</link></item>"
    return a.say(
        f'<?xml version="1.0"?>{declaration}<rss version="2.0"><channel><title>Invented</title>{items}</channel></rss>',
        kind="application/rss+xml",
    )


def _laughs() -> str:
    entities = ['<!ENTITY a0 "ha">', *(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))]
    return f"<!DOCTYPE rss [{''.join(entities)}]>"


FEED = 'listing: {{parser: feed, url: "{base}/"}}'
PRIVATE = "private|not (?:allowed|public)|refused"
SLOW = "time|slow|received"
OUTSIDE = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]>'

INSIDE = ("inside.office.invalid", "10.1.2.3")
"""A host of the invented name service, and its address."""

CASES = (
    # connections
    one("resets", a.reset, "attempts"),
    one("resets-once", a.then(a.reset, a.good()), STORED),
    one("resets-in-the-body", a.half_then_reset, "attempts|cut"),
    one("never-answers", a.silence, SLOW),
    one("slow-loris-head", a.slow_head, SLOW),
    one("slow-body", a.slow_body, SLOW),
    one("half-a-body", a.half_body, "cut|short|incomplete|Incomplete"),
    one("more-than-its-length", a.longer_body, STORED),
    one("closes-kept-connections", a.silent_close, STORED),
    one("no-http", a.no_http, "."),
    one("broken-chunks", a.broken_chunks, "."),
    one("thousands-of-headers", a.many_headers, "header"),
    one("a-header-of-a-megabyte", a.long_header, "header"),
    # bodies
    one("gzip-bomb", a.gzip_bomb, "larger"),
    one("gzip-bomb-in-gzip", a.double_bomb, "larger|encoding"),
    one("not-gzip", a.no_gzip, "encoding|gzip|decod"),
    one("half-a-gzip", a.half_gzip, "cut|encoding|gzip|decod"),
    one("raw-deflate", a.raw_deflate, STORED),
    one("ten-gigabytes-told", a.too_large, "larger"),
    one("endless-body", a.endless, "larger"),
    one("elements-20000-deep", a.deep, "."),
    one("unclosed-markup", a.pathological, "."),
    one("empty-body", a.say(""), "."),
    one("random-bytes", a.say(bytes(range(256)) * 40), "."),
    one("no-content", a.say("", "204 No Content"), "204"),
    one("partial-content", a.say(a.release(2)[:90], "206 Partial Content"), "206"),
    one("picture", a.say(b"\x89PNG\r\n\x1a\n" + b"\0" * 900, kind="image/png"), "type"),
    one("no-content-type", a.say(a.release(13), kind=None), STORED),
    one("soft-404", a.say("<html><title>Page not found</title><body><h1>Page not found</h1><p>Sorry.</p>"), "."),
    # statuses
    one("gone", a.say("gone", "410 Gone"), GONE),
    one("missing", a.missing, GONE),
    one("error-for-ever", a.say("", "503 Service Unavailable"), "503"),
    one("error-once", a.then(a.say("", "502 Bad Gateway"), a.good()), STORED),
    one("forbidden", a.say("no", "403 Forbidden"), "403", requests={"/1": 1}),
    one("busy-for-a-second", a.busy(lambda _: "1", 14), STORED, requests={"/1": 2}),
    one(
        "busy-until-a-date",
        a.busy(lambda _: format_datetime(datetime.now(UTC) + timedelta(seconds=2), usegmt=True), 15),
        STORED,
        requests={"/1": 2},
    ),
    one("busy-for-a-day", a.busy(lambda _: "86400", 16), "429|wait|left alone", requests={"/1": 1}),
    one("busy-until-nonsense", a.busy(lambda _: "soon", 17), STORED),
    one("304-unasked", a.unasked_304, "304"),
    one("unknown-status", a.say("hm", "799 Odd"), "799"),
    # redirects
    one("redirects-to-itself", a.redirect("/1"), "redirect"),
    Case(
        "redirects-in-a-circle",
        {"/1": a.redirect("/2"), "/2": a.redirect("/3"), "/3": a.redirect("/1")},
        {"/1": "redirect"},
    ),
    Case("redirects-for-ever", {}, {"/to/1": "redirect"}, otherwise=a.redirect(_further)),
    one("redirects-to-a-private-address", a.redirect("http://10.0.0.1/admin"), PRIVATE),
    one("redirects-to-the-cloud's-own", a.redirect("http://169.254.169.254/latest/meta-data/"), PRIVATE),
    one("redirects-to-a-name-inside", a.redirect(f"http://{INSIDE[0]}/"), PRIVATE),
    one("redirects-to-a-mapped-address", a.redirect("http://[::ffff:10.0.0.1]/"), PRIVATE),
    one("redirects-to-a-number", a.redirect("http://167772161/"), PRIVATE),
    one("redirects-to-a-file", a.redirect("file:///etc/hostname"), "http or https"),
    one("redirects-with-a-password", a.redirect("http://user:secret@127.0.0.1/"), "."),
    Case("redirects-well", {"/1": a.redirect("/moved"), "/moved": a.good(18)}, {"/1": STORED}),
    one("redirects-to-nowhere", a.say("", "302 Found"), "302"),
    # robots.txt
    Case(
        "robots-forbids",
        {"/open": a.good(19), "/shut/1": a.good(20)},
        {"/open": STORED, "/shut/1": "robots"},
        robots=a.say("User-agent: *\nDisallow: /shut/\n", kind="text/plain"),
        requests={"/shut/1": 0},
    ),
    Case(
        "robots-fails", {"/1": a.good()}, {}, robots=a.say("", "500 Oops"), listing="robots", requests={"/": 0, "/1": 0}
    ),
    Case("robots-never-answers", {"/1": a.good()}, {}, robots=a.silence, listing="robots", requests={"/": 0}),
    one(
        "robots-is-garbage",
        a.good(21),
        STORED,
        robots=a.say(b"\xff\xfe\0" + bytes(range(256)) * 3000, kind="text/plain"),
    ),
    one("robots-is-forbidden", a.good(22), STORED, robots=a.say("", "403 Forbidden")),
    one(
        "robots-redirects-for-ever",
        a.good(23),
        STORED,
        robots=a.redirect("/robots.txt"),
        requests={"/robots.txt": 6},  # RFC 9309, 2.3.1.2: five redirects are followed
    ),
    one(
        "robots-asks-for-a-delay",
        a.good(24),
        STORED,
        robots=a.say("User-agent: *\nCrawl-delay: 0.4\n", kind="text/plain"),
    ),
    # characters and markup
    one("wrong-charset-told", a.say(a.release(25, "Café"), kind="text/html; charset=utf-16"), STORED),
    one("charset-unknown", a.say(a.release(26, "Café"), kind="text/html; charset=klingon"), STORED),
    one("byte-order-mark", a.say("\ufeff" + a.release(27)), STORED),
    one("utf-16-with-mark", a.say(a.release(28).encode("utf-16"), kind="text/html"), STORED),
    one(
        "latin-1-in-meta",
        a.say(a.release(29, "Café", '<meta charset="iso-8859-1">').encode("latin-1"), kind="text/html"),
        STORED,
    ),
    # validators
    one("etag-that-lies", a.lying_etag, STORED),
    one("etag-that-always-changes", a.fickle_etag, STORED),
    one("clock-of-another-time", a.skewed_clock, STORED),
    # listings
    Case(
        "listing-of-200-pages",
        _pages_of(200),
        {f"/r/{n}": STORED for n in range(1, 201)},
        index=index("/r/1", following="/list/2"),
    ),
    Case(
        "listing-that-leads-back",
        {"/2": index("/r/2", following="/"), "/r/1": a.good(1), "/r/2": a.good(2)},
        {"/r/1": STORED, "/r/2": STORED},
        index=index("/r/1", following="/2"),
    ),
    Case(
        "listing-that-repeats-for-ever",
        {"/r/1": a.good(1)},
        {"/r/1": STORED},
        otherwise=_again,
        index=index("/r/1", following="/page/1"),
        listing="repeats",
    ),
    Case(
        "one-release-linked-in-many-ways",
        {"/r/1": a.good(1), "/r/2": a.good(2)},
        {"/r/1": STORED, "/r/2": STORED},
        index=_many_ways,
        requests={"/r/1": 1, "/r/2": 1},
    ),
    Case(
        "listing-that-never-ends",
        {f"/junk/{n}": a.good(n) for n in range(0, 9)},
        {f"/junk/{n}": STORED for n in range(0, 9)},
        otherwise=_calendar,
        index=index("/junk/0", following="/page/1"),
        listing_pages=9,
    ),
    Case("listing-is-missing", {}, {}, index=a.missing, listing="404"),
    Case("listing-is-empty", {}, {}, index=a.say("<html><body></body></html>"), listing="0 |no |found"),
    Case("feed-that-laughs", {"/1": a.good(30)}, {"/1": STORED}, index=_feed(_laughs(), "&a11;"), yaml=FEED),
    Case("feed-that-reads-files", {"/1": a.good(31)}, {"/1": STORED}, index=_feed(OUTSIDE, "&x;"), yaml=FEED),
    Case("feed-that-is-a-page", {}, {}, index=index("/1"), yaml=FEED, listing="feed"),
    Case(
        "link-to-a-private-address",
        {},
        {"http://192.168.1.1/router": PRIVATE},
        index=index("http://192.168.1.1/router"),
    ),
    Case("link-to-another-port", {}, {"http://127.0.0.1:1/": "."}, index=index("http://127.0.0.1:1/")),
)
"""Every case; the first words of a name say what goes wrong."""
