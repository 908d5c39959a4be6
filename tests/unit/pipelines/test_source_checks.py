"""Each check of captured pages on pages that are right and on pages with the one fault that it is for."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from config.settings import PROJECT
from config.sources import Source
from parsers.records import Document, Link, Listing, Page, ParseError
from pipelines.workbench.check_observations import as_observations
from pipelines.workbench.checks import check, check_captured, judged
from pipelines.workbench.document_checks import check_release
from pipelines.workbench.fixtures import invented_source
from pipelines.workbench.listing_checks import check_together
from pipelines.workbench.readings import Reading, ReadListing, ReadRelease
from pipelines.workbench.stated_days import stated_days

SOURCE = Source.model_validate(
    {
        "source_id": "invented",
        "name": "Invented Office",
        "listing": {"parser": "html_index", "url": "https://office.example/news", "item": "li"},
        "document": {"parser": "html_release", "title": "h1", "body": "main"},
        "expect": {"published": "sometimes", "items_per_listing": [1, 10]},
    }
)
URL = "https://office.example/news/1"
FETCHED = datetime(2024, 6, 14, 6, tzinfo=UTC)
BODY = "The Invented Office charged a clerk of the harbour with taking gifts from a builder of the quay in March."


def page(body: str, url: str = URL, status: int = 200) -> Page:
    return Page(url, body.encode(), FETCHED, status, {"content-type": "text/html; charset=utf-8"})


def release(html: str = f"<main><h1>Clerk charged</h1><p>{BODY}</p></main>", **more) -> ReadRelease:
    """A release as it was read; ``more`` are fields of the document, ``link`` and ``hint_is_change``."""
    link, change = more.pop("link", None), more.pop("hint_is_change", False)
    told = {"url": URL, "title": "Clerk charged", "body": BODY, "published_date": date(2024, 6, 12), **more}
    return ReadRelease(told["url"], page(html, told["url"]), Document(**told), link=link, hint_is_change=change)


def names(found) -> dict[str, str]:
    return {finding.check: finding.severity for finding in found}


def test_a_good_release_has_no_finding():
    link = Link(URL, "Clerk charged", date(2024, 6, 12))
    assert check_release(SOURCE, release(link=link)) == []


def test_a_page_that_is_not_read_is_told_with_its_selector():
    broken = ReadRelease(
        URL, page("<p>"), None, ParseError("found 2 times, must be there once", url=URL, selector="h1")
    )
    [finding] = check_release(SOURCE, broken)
    assert (finding.check, finding.severity) == ("selectors", "fault")
    assert finding.message == "found 2 times, must be there once [h1]"
    assert "source preview invented" in finding.remedy
    [finding] = check_release(SOURCE, ReadRelease(URL, None, None, reason="HTTP status 503"))
    assert (finding.check, finding.message) == ("answers", "HTTP status 503")


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2024, 6, 15), {}),  # it is that day already, east of UTC
        (date(2024, 6, 16), {"plausible_date": "fault"}),
        (date(1989, 12, 31), {"plausible_date": "fault"}),
        (date(1990, 1, 1), {}),
    ],
)
def test_dates_lie_between_the_first_websites_and_the_fetch(day, expected):
    assert names(check_release(SOURCE, release(published_date=day))) == expected


CHANGED = f"""<html><head><meta property="article:published_time" content="2024-06-03T09:00:00Z">
<meta property="article:modified_time" content="2024-06-12T09:00:00Z"></head><main><h1>Clerk charged</h1>
<p>{BODY}</p></main></html>"""


@pytest.mark.parametrize(
    "html",
    [
        CHANGED,
        f'<main><h1>Clerk charged</h1><time class="published">3 June 2024</time>'
        f'<p class="updated">Last updated: <time>12 June 2024</time></p><p>{BODY}</p></main>',
        f"<main><h1>Clerk charged</h1><time>3 June 2024</time><p>{BODY}</p></main><p>Page updated 12 June 2024</p>",
        '<script type="application/ld+json">{"datePublished": "2024-06-03", "dateModified": "2024-06-12"}</script>'
        f"<main><h1>Clerk charged</h1><p>{BODY}</p></main>",
    ],
)
def test_the_day_of_an_update_is_not_the_publications(html):
    found = check_release(SOURCE, release(html))
    assert names(found) == {"date_of_change": "fault"}, stated_days(page(html))
    assert "dated 2024-06-12" in found[0].message
    assert "also states 2024-06-03" in found[0].message
    right = check_release(SOURCE, release(html, published_date=date(2024, 6, 3)))
    assert "date_of_change" not in names(right)


def test_a_page_that_was_never_changed_may_state_one_day_twice():
    html = CHANGED.replace("2024-06-03", "2024-06-12")
    assert check_release(SOURCE, release(html)) == []


def test_json_states_days_too():
    body = b'{"item": {"created": "2024-06-03T10:00:00Z", "changed": "2024-06-12T10:00:00Z", "n": [1, null]}}'
    answer = Page(URL, body, FETCHED, 200, {"content-type": "application/json"})
    assert {(one.day, one.use) for one in stated_days(answer)} == {
        (date(2024, 6, 3), "publication"),
        (date(2024, 6, 12), "change"),
    }


@pytest.mark.parametrize(
    ("hint", "is_change", "expected"),
    [
        (date(2024, 6, 14), False, {}),
        (date(2024, 6, 15), False, {"listing_date": "warning"}),
        (date(2024, 6, 9), False, {"listing_date": "fault"}),
        (date(2024, 12, 1), True, {}),
        (date(2024, 6, 9), True, {"listing_date": "fault"}),
    ],
)
def test_the_date_agrees_with_the_listing(hint, is_change, expected):
    found = release(link=Link(URL, None, hint), hint_is_change=is_change)
    assert names(check_release(SOURCE, found)) == expected


@pytest.mark.parametrize(
    ("title", "good"),
    [("Clerk charged with taking …", True), ("CLERK CHARGED", True), ("Read more", False), ("Charged: a clerk", True)],
)
def test_the_title_agrees_with_the_listing(title, good):
    assert ("title" in names(check_release(SOURCE, release(link=Link(URL, title))))) is not good


@pytest.mark.parametrize("said", ["Page not found", "The page you asked for does not exist", "Seite nicht gefunden"])
def test_a_missing_page_with_status_200_is_told(said):
    html = f"<main><h1>{said}</h1></main>"
    soft = release(html, title=said, body="Go to our start page to see all news of the office.")
    assert names(check_release(SOURCE, soft))["soft_404"] == "fault"
    unread = ReadRelease(URL, page(html), None, ParseError("found 0 times", url=URL, selector="time"))
    assert set(names(check_release(SOURCE, unread))) == {"selectors", "soft_404"}


def test_releases_about_what_was_not_found_are_none():
    told = "The money was not found. Nobody has found 404 crates that were lost."
    assert "soft_404" not in names(check_release(SOURCE, release(title="Crates not found", body=f"{BODY} {told}")))


def test_menus_in_the_body_are_told():
    main = f"<main><h1>Clerk charged</h1><p>{BODY}</p></main>"
    html = f"<nav><p>All our news</p></nav>{main}<footer><p>Write us</p></footer>"
    found = check_release(SOURCE, release(html, body=f"All our news\n\n{BODY}\n\nWrite us"))
    assert names(found) == {"menu_in_body": "fault"}
    assert found[0].message.startswith("2 paragraphs of the body")


def test_a_body_that_leaves_out_half_disagrees_with_the_generic_parser():
    more = "".join(f"<p>Paragraph {n} of the release tells what the clerk did on day {n}.</p>" for n in range(9))
    [finding] = check_release(SOURCE, release(f"<main><h1>Clerk charged</h1><p>{BODY}</p>{more}</main>"))
    assert (finding.check, finding.severity) == ("generic", "warning")
    assert "token F1 0." in finding.message


def test_lengths_and_missing_fields():
    assert names(check_release(SOURCE, release(body="Short."))) == {"body_length": "warning"}
    strict = SOURCE.model_copy(update={"expect": SOURCE.expect.model_copy(update={"body_characters": (500, 900)})})
    assert names(check_release(strict, release())) == {"expect": "fault"}


# --- listings and several releases -----------------------------------------------------------------------------------


def listing(*days: int, next_url: str | None = None, url: str = "https://office.example/news", **more) -> ReadListing:
    links = tuple(
        Link(f"https://office.example/news/{n}", f"Title {n}", date(2024, 6, day) if day else None)
        for n, day in enumerate(days)
    )
    return ReadListing(url, page("<ul>", url), Listing(more.pop("links", links), next_url))


@pytest.mark.parametrize(
    ("days", "good"),
    [
        ((9, 8, 8, 7, 5), True),
        ((1, 2, 3, 4), True),
        ((2, 9, 8, 7, 6), True),  # one is pinned
        ((3, 9, 1, 8, 2, 7), False),
        ((0, 0, 0), True),
    ],
)
def test_the_order_of_a_listing(days, good):
    assert names(check_together(SOURCE, Reading((listing(*days),), ()))) == (
        {} if good else {"listing_order": "warning"}
    )


def test_listings_that_are_empty_broken_or_too_long():
    assert names(check_together(SOURCE, Reading((listing(),), ()))) == {"listing": "fault"}
    broken = ReadListing(URL, page("x"), None, ParseError("found 0 times, expected 1", url=URL, selector="li"))
    [finding] = check_together(SOURCE, Reading((broken,), ()))
    assert finding.message == "found 0 times, expected 1 [li]"
    assert names(check_together(SOURCE, Reading((listing(*[1] * 11),), ()))) == {"items_per_listing": "fault"}


def test_pagination_that_goes_round_is_told():
    own = listing(3, 2, next_url="https://office.example/news")
    assert names(check_together(SOURCE, Reading((own,), ()))) == {"pagination": "fault"}
    twin = listing(3, 2, url="https://office.example/news?page=2")
    assert names(check_together(SOURCE, Reading((listing(3, 2), twin), ()))) == {"pagination": "fault"}


def test_buttons_taken_for_titles_are_told():
    links = tuple(Link(f"https://office.example/{n}", "Read more") for n in range(5))
    assert names(check_together(SOURCE, Reading((listing(links=links),), ()))) == {"listing_titles": "warning"}


def several(*bodies: str, **more) -> Reading:
    return Reading((), tuple(release(url=f"{URL}{n}", body=body, **more) for n, body in enumerate(bodies)))


def test_one_page_for_every_address_is_told():
    assert names(check_together(SOURCE, several("One.", "One."))) == {"duplicates": "fault"}
    shared = several("One.", "Two.", canonical_url="https://office.example/")
    assert names(check_together(SOURCE, shared)) == {"duplicates": "fault"}
    assert check_together(SOURCE, several("One.", "Two.")) == []


def test_paragraphs_of_every_body_are_told():
    bodies = [f"This is what release {n} says.\n\nFollow the office on all channels." for n in range(3)]
    [finding] = check_together(SOURCE, several(*bodies))
    assert (finding.check, finding.severity) == ("repeated_paragraphs", "warning")
    assert "Follow the office" in finding.message
    assert check_together(SOURCE, several(*bodies[:2])) == [], "two may share an introduction"


def test_releases_without_any_day_are_told():
    undated = several("One.", "Two.", published_date=None)
    assert names(check_together(SOURCE, undated)) == {"dated": "warning"}
    mixed = Reading((), (*undated.releases, release(url=f"{URL}9", body="Three.")))
    assert check_together(SOURCE, mixed) == [], "some notices have none"


def test_the_invented_sources_are_good_and_their_faults_would_be_seen():
    for folder in sorted((PROJECT / "tests" / "sources").glob("invented-*")):
        source = invented_source(folder)
        checked = check_captured(source, folder)
        reading, findings = checked.reading, checked.findings
        assert findings == [], folder.name
        later = [
            replace(one, document=replace(one.document, published_date=date(2031, 1, 1))) for one in reading.releases
        ]
        found = check(source, replace(reading, releases=tuple(later)))
        assert "plausible_date" in names(found)
        observed = {one.check_name: one for one in as_observations(found, judged(reading))}
        assert observed["plausible_date"].verdict == "failed"
        assert observed["plausible_date"].value == 3
        assert observed["soft_404"].verdict == "ok"
