"""Invented index pages: what the structure of each tells, and that the listing parser reads them by it."""

import pytest

from parsers.registry import read_listing
from pipelines.workbench.index_shape import index_shapes
from tests.unit.parsers.pages import page

URL = "https://office.example/news"
AROUND = """<header><nav><ul><li><a href="/about">About the office and its people</a></li>
<li><a href="/jobs">Jobs at the office for young people</a></li><li><a href="/law">The law of the office</a></li>
</ul></nav></header><main>%s</main><aside><ul><li><a href="/x/1">The most read release of the year</a></li></ul></aside>
<footer><a href="/imprint">Imprint</a> <a href="/privacy">Privacy</a> <a href="/map">Map</a></footer>"""


def listed(pattern: str, count: int = 8) -> str:
    return "".join(pattern.format(n=n, day=28 - n) for n in range(1, count + 1))


PAGES = {
    "list items": (
        listed(
            '<li class="release"><h3><a href="/news/2024/release-{n}">Office charges {n} clerks at the port</a></h3>'
            '<time datetime="2024-03-{day:02d}">x</time><p>Teaser <a href="/tag/fraud">Fraud</a></p></li>'
        )
        + '<a rel="next" href="/news?page=1">Next</a>',
        {
            "item": "li.release",
            "link": "h3 > a",
            "date": "time",
            "date_attribute": "datetime",
            "next": 'a[rel~="next"]',
        },
    ),
    "a table with a head, in the table that lays the page out, beside a menu": (
        '<table><tr><td><ul><li><a href="/about">About</a></li><li><a href="/fees">Fees</a></li>'
        '<li><a href="/place">Place</a></li></ul></td><td><table class="list"><tr><th>Date</th><th>Subject</th></tr>'
        + listed(
            '<tr><td>{day}.3.24</td><td><a href="news/r{n}.htm">Office arrests {n} clerks at the pier</a></td></tr>'
        )
        + "</table></td></tr></table>",
        {"item": "table.list tr:has(> td)", "date": "td:nth-child(1)", "date_format": "%d.%m.%y"},
    ),
    "a table with days in figures and a counting pager": (
        '<table class="press">'
        + listed(
            '<tr><td>{day:02d}/03/2024</td><td><a href="view.php?id={n}">Office visits town {n} on Monday</a></td></tr>'
        )
        + '</table><div class="pager"><a href="?p=2">2</a><a href="?p=3">3</a></div>',
        {"item": "table.press > tr", "date": "td:nth-child(1)", "date_format": "%d/%m/%Y", "page_parameter": "p"},
    ),
    "cards whose picture and headline link to the same page": (
        '<div class="grid">'
        + listed(
            '<div class="card"><a href="/n/a-{n}"><img src="x"></a><span class="meta-date">{day} March 2024</span>'
            '<a href="/n/a-{n}">Statement number {n} of the chief officer</a></div>'
        )
        + '</div><ul><li class="next"><a href="/n?page=2">›</a></li></ul>',
        {
            "item": "div.card",
            "link": "a[href]:not(:has(img))",
            "date": "span.meta-date",
            "next": "li.next > a",
        },
    ),
    "posts of a blog, with links to categories and two dates": (
        listed(
            '<article id="post-{n}" class="post-{n} post type-post hentry"><h2 class="entry-title">'
            '<a href="https://office.example/2024/03/charged-{n}/">Office charges {n} at the port</a></h2>'
            '<time class="entry-date" datetime="2024-03-{day:02d}">x</time><time class="updated" datetime="2024-05-01">'
            'y</time><a href="/category/news/">News</a><a href="https://office.example/2024/03/charged-{n}/">More</a>'
            "</article>"
        )
        + '<nav class="pagination"><a href="/news/page/2/">2</a><a class="next" href="/news/page/2/">Next</a></nav>',
        {
            "item": "article.type-post",
            "link": "h2 > a",
            "date": "time.entry-date",
            "date_attribute": "datetime",
            "next": "a.next",
        },
    ),
    "cards that are links as a whole": (
        listed(
            '<div class="col-md-4"><a class="card" href="/media/releases/fine-{n}"><p class="card-date">{day} March '
            '2024</p><h3 class="card-title">Office fines {n} firms for rigging</h3></a></div>'
        ),
        {"item": "div:has(> a.card)", "title": "h3", "date": "p.card-date"},
    ),
    "the same words on each link": (
        listed(
            '<div class="item"><div class="d">{day:02d}.03.2024</div><h4>Mitteilung {n} zum alten Hafen</h4>'
            '<a href="/presse/m-{n}.html">weiterlesen</a></div>'
        ),
        {"item": "div.item", "title": "h4", "date": "div.d", "date_format": "%d.%m.%Y"},
    ),
    "a table with numbered ids and links to scripts": (
        '<table id="ctl00_Grid">'
        + listed(
            '<tr><td><span id="ctl00_l{n}">{day:02d}/03/2024</span></td><td><a href="Detail.aspx?id={n}">The ministry '
            'opens centre {n}</a></td><td><a href="javascript:void(0)">x</a></td></tr>'
        )
        + "</table>",
        {"item": "table tr", "link": "td:nth-child(2) > a", "date": "td:nth-child(1)", "date_format": "%d/%m/%Y"},
    ),
    "paragraphs without a class": (
        '<div id="content">'
        + listed('<p>{day} March 2024 <a href="pr{n}.html">Minister opens the bridge number {n}</a></p>')
        + "</div>",
        {"item": "div#content > p"},
    ),
}


@pytest.mark.parametrize("name", PAGES)
def test_the_list_of_releases_is_found_and_reads(name: str) -> None:
    body, options = PAGES[name]
    sample = page(AROUND % body, URL)
    shape = index_shapes(sample)[0]
    assert shape.options == options
    listing = read_listing("html_index", sample, shape.options)
    assert len(listing.links) == 8, "the eight releases and nothing of what stands around them"
    assert all(link.title and len(link.title) > 20 for link in listing.links)
    if "date" in options:
        assert [link.date_hint.day for link in listing.links if link.date_hint] == [28 - n for n in range(1, 9)]
    assert bool(listing.next_url) == ("next" in options or "page_parameter" in options)


@pytest.mark.parametrize(
    ("labels", "first"), [((("?page=1", "2"), ("?page=2", "3")), 0), ((("?page=2", "2"), ("?page=3", "3")), 1)]
)
def test_a_counting_pager_tells_the_number_of_the_first_page(labels: tuple[tuple[str, str], ...], first: int) -> None:
    items = listed('<li class="r"><a href="/r/{n}">Headline number {n} of the office</a></li>')
    pager = "".join(f'<a href="{href}">{label}</a>' for href, label in labels)
    shape = index_shapes(page(AROUND % (items + pager), URL))[0]
    assert shape.following is not None
    assert (shape.following.parameter, shape.following.first) == ("page", first)


@pytest.mark.parametrize(
    ("days", "written"),
    [
        (("28/03/2024", "02/03/2024", "01/03/2024"), "%d/%m/%Y"),
        (("03/28/2024", "03/02/2024", "03/01/2024"), "%m/%d/%Y"),
        (("05/02/2024", "04/12/2024", "04/11/2024"), "%m/%d/%Y"),
        (("28.03.2024", "02.03.2024", "01.03.2024"), "%d.%m.%Y"),
        (("Thu, 03/28/2024 - 15:30", "Sat, 03/02/2024 - 09:05", "Fri, 03/01/2024 - 00:00"), "%a, %m/%d/%Y - %H:%M"),
        (("3/28/2024 3:30 PM", "3/2/2024 9:05 AM", "3/1/2024 12:00 AM"), "%m/%d/%Y %I:%M %p"),
    ],
)
def test_days_in_figures_are_told_apart_by_all_of_them_together(days: tuple[str, ...], written: str) -> None:
    items = "".join(
        f'<li class="r"><b class="day">{day}</b><a href="/r/{n}">Headline number {n} of the office</a></li>'
        for n, day in enumerate(days)
    )
    shape = index_shapes(page(AROUND % items, URL))[0]
    assert shape.date is not None
    assert shape.date.written == written
    assert shape.date.doubt is None


def test_days_that_could_be_read_otherwise_are_told_as_a_guess() -> None:
    items = "".join(
        f'<li class="r"><b class="day">0{9 - n}/0{9 - n}/2024</b><a href="/r/{n}">Headline number {n} there</a></li>'
        for n in range(4)
    )
    shape = index_shapes(page(AROUND % items, URL))[0]
    assert shape.date is not None
    assert shape.date.doubt is not None
    assert "guess" in shape.date.doubt


@pytest.mark.parametrize("body", ["", "<p>One release only: <a href='/r/1'>Headline of the office</a></p>"])
def test_a_page_without_a_list_has_no_shape(body: str) -> None:
    assert index_shapes(page(AROUND % body, URL)) == []
