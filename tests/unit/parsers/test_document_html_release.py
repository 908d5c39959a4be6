import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.records import ParseError
from parsers.registry import option_faults, read_document
from tests.unit.parsers.pages import page

RELEASE = """<html><body><h1>Invented Office</h1><div class="headline">Two charged over harbour works</div>
<p class="when">Port Lantern, issued on 4 March 2024</p><div class="text"><p>First <a href="/a">link</a>.</p>
<p class="tools">Print</p><p>Second.</p></div>
<ul><li><a class="file" href="/b.pdf">The charge sheet</a></li></ul><span class="topic">Fraud</span></body></html>"""
OPTIONS: dict[str, object] = {
    "title": ".headline",
    "body": ".text",
    "without": ".tools",
    "date": ".when",
    "date_pattern": r"issued on (.+)",
    "attachments": "a.file",
    "fields": {"topics": ".topic", "number": ".number"},
    "timezone": "Europe/London",
}


def test_each_field_is_where_its_selector_says() -> None:
    document = read_document("html_release", page(RELEASE), OPTIONS)
    assert document.title == "Two charged over harbour works"
    assert document.body == "First link.\n\nSecond."
    assert str(document.published_date) == "2024-03-04"
    assert document.timezone == "Europe/London"
    assert document.links == ("https://press.example/a",)
    assert [(one.url, one.title) for one in document.attachments] == [
        ("https://press.example/b.pdf", "The charge sheet")
    ]
    assert document.fields == {"topics": ("Fraud",)}


@pytest.mark.parametrize(
    ("stated", "attribute", "written", "day"),
    [
        ('<p class="when" title="2024-03-04">x</p>', "title", None, "2024-03-04"),
        ('<p class="when">04/03/2024</p>', None, "%d/%m/%Y", "2024-03-04"),
        ('<p class="when">04/03/2024</p>', None, "%m/%d/%Y", "2024-04-03"),
    ],
)
def test_a_day_is_read_as_it_is_written(stated: str, attribute: str | None, written: str | None, day: str) -> None:
    options = {"title": "h1", "body": "div", "date": ".when", "date_attribute": attribute, "date_format": written}
    document = read_document("html_release", page(f"<h1>A</h1>{stated}<div>Text.</div>"), options)
    assert str(document.published_date) == day


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"title": ".missing"}, "found 0 times, must be there once"),
        ({"body": "p"}, "found 4 times, must be there once"),
        ({"date": ".headline"}, "does not match"),
        ({"date_pattern": "issued"}, "'issued' is no date"),
        ({"date_format": "%Y"}, "'4 March 2024' is no date"),
    ],
)
def test_what_is_not_there_exactly_once_is_told(change: dict[str, object], message: str) -> None:
    with pytest.raises(ParseError, match=message):
        read_document("html_release", page(RELEASE), {**OPTIONS, **change})


@pytest.mark.parametrize(
    ("option", "value", "fault"),
    [
        ("title", "h1[", "is no CSS selector"),
        ("date_pattern", "(", "is no regular expression"),
        ("boddy", "p", "no such"),
    ],
)
def test_wrong_options_are_told_before_any_page_is_read(option: str, value: str, fault: str) -> None:
    [(field, message)] = option_faults("document", "html_release", {"title": "h1", "body": "p", option: value})
    assert field == option
    assert fault in message


@given(st.text(max_size=300))
def test_any_page_is_read_or_refused(text: str) -> None:
    try:
        document = read_document(
            "html_release", page(f"<h1>{text}</h1><div>{text}</div>"), {"title": "h1", "body": "div"}
        )
    except ParseError:
        return
    assert document.title
    assert document.body
