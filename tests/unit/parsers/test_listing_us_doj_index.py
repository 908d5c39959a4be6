from datetime import date

import pytest

from parsers.listings.us_doj_index import parse
from parsers.records import ParseError
from tests.shared_data import needs_shared
from tests.unit.parsers.pages import crawled, page, told_of

INVENTED = """<div class="view-content">
<h3><span property="dc:date" content="2016-11-02T00:00:00-04:00">November 2, 2016</span></h3>
<div class="views-field-title"><a href="/opa/pr/one">One</a></div>
<div class="views-field-title"><a href="/opa/pr/two">Two</a></div>
<h3><span property="dc:date" content="2016-11-01T00:00:00-04:00">November 1, 2016</span></h3>
<div class="views-field-title"><a href="/opa/pr/three">Three</a></div></div>
<ul class="pager"><li class="pager__item"><a href="/news?page=1">2</a></li>
<li class="pager__item pager__item--next"><a href="/news?page=1">next</a></li></ul>"""
URL = "https://www.justice.gov/news"


def test_links_stand_under_their_day() -> None:
    listing = parse(page(INVENTED, URL))
    assert [(link.url[-6:], link.title, link.date_hint) for link in listing.links] == [
        ("pr/one", "One", date(2016, 11, 2)),
        ("pr/two", "Two", date(2016, 11, 2)),
        ("/three", "Three", date(2016, 11, 1)),
    ]
    assert listing.next_url == "https://www.justice.gov/news?page=1"


def test_the_last_page_has_no_next() -> None:
    assert parse(page(INVENTED.replace("pager__item--next", ""), URL)).next_url is None


def test_a_page_without_releases_is_no_index() -> None:
    with pytest.raises(ParseError, match="view-content"):
        parse(page("<h1>Page not found</h1>", URL))


@needs_shared
def test_the_ten_real_pages_list_the_500_releases_with_their_days() -> None:
    told = told_of("opa-2018")
    indexes = [one for one in crawled("opa-2018") if one.url not in told]
    listings = [parse(one) for one in indexes]
    links = [link for listing in listings for link in listing.links]
    assert {link.url for link in links} == set(told)
    assert len(links) == 500
    assert {link.url: str(link.date_hint) for link in links} == {url: row["published"] for url, row in told.items()}
    assert [listing.next_url for listing in listings[:-1]] == [one.url for one in indexes[1:]]
