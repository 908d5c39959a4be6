from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from config.errors import ConfigError
from config.sources import load_source
from parsers import registry
from pipelines.workbench.second_version import in_module, in_yaml, module_of
from tests.unit.parsers.pages import page

MODULE = '''"""Releases of the Invented Pier Office."""

from parsers.html import Html
from parsers.records import Document, Page
from parsers.registry import document_parser


@document_parser("invented_pier")
def parse(page: Page, *, language: str = "en") -> Document:
    """Releases of pier.example."""
    html = Html(page)
    return Document(url=page.url, title=title(html, "h1"), body=html.one("main").paragraphs(), language=language)


def title(html: Html, selector: str) -> str:
    """The words of the heading."""
    return html.one(selector).text()
'''
UNTIL, TODAY = date(2024, 5, 31), date(2024, 6, 3)


def reading(text: str, body: str, day: str) -> str:
    """Title that the versions in a module's text read."""
    try:
        exec(compile(text, "pier.py", "exec"), {"__name__": "pier"})
        found = replace(page(body), fetched_at=datetime.fromisoformat(f"{day}T12:00:00+00:00"))
        return registry.read_document("invented_pier", found, {}).title
    finally:
        registry._DOCUMENTS.pop("invented_pier", None)


def test_the_second_version_stands_beside_the_first_and_both_are_read():
    text = in_module(MODULE, "invented_pier", UNTIL, TODAY)
    assert '@document_parser("invented_pier", valid_until="2024-05-31")\ndef parse(' in text
    assert '@document_parser("invented_pier")\ndef parse_2024_06(' in text
    head, tail = text.split("def parse_2024_06(")
    edited = head + "def parse_2024_06(" + tail.replace('"h1"', '"h2"')
    both = "<h1>Old head</h1><h2>New head</h2><main><p>Words.</p></main>"
    assert reading(edited, both, "2024-05-31") == "Old head"
    assert reading(edited, both, "2024-06-01") == "New head"
    assert reading(edited, "<h1>Old head</h1><main><p>Words.</p></main>", "2024-06-09") == "Old head"
    assert edited.endswith(MODULE[MODULE.index("def title") :]), "what follows stays as it was"


def test_a_version_that_nobody_has_edited_gets_no_further_one():
    with pytest.raises(ConfigError, match="edit it first"):
        in_module(in_module(MODULE, "invented_pier", UNTIL, TODAY), "invented_pier", UNTIL, date(2024, 9, 1))


def test_a_day_that_is_told_already_stays():
    ended = MODULE.replace('("invented_pier")', '("invented_pier", valid_until="2022-10-31")')
    text = in_module(ended, "invented_pier", UNTIL, TODAY)
    assert text.count('valid_until="2022-10-31"') == 1
    assert "2024-05-31" not in text


def test_the_module_of_the_newest_version_of_a_parser_is_found(tmp_path):
    (tmp_path / "pier.py").write_text(MODULE)
    assert module_of(tmp_path, "invented_pier") == tmp_path / "pier.py"
    assert module_of(tmp_path, "nobodys_parser") is None
    ended = MODULE.replace('("invented_pier")', '("invented_pier", valid_until="2022-10-31")')
    (tmp_path / "zz_older.py").write_text(ended)
    assert module_of(tmp_path, "invented_pier") == tmp_path / "pier.py", "an older version may have its own module"
    folder = Path(registry.__file__).parent / "documents"
    assert module_of(folder, "generic") == folder / "generic.py"


@pytest.mark.parametrize(
    "document",
    [
        "document: {parser: generic}",
        "document: {parser: generic}   # of all layouts",
        "document:\n  parser: generic",
        "document:\n  parser: html_release # by hand\n  title: h1\n  body: |\n    main\n  fields: {a: b}",
        "document:\n    parser: html_release\n    title: h1\n    body: 'main'\n    earlier:\n"
        "      - {parser: generic, valid_until: 2020-01-01}",
    ],
)
def test_the_present_reading_becomes_an_earlier_one(tmp_path, document):
    path = tmp_path / "a-b.yaml"
    path.write_text(f"name: A  # a name\n{document}\n# below\nlanguage: en\n")
    before = load_source(path)
    path.write_text(in_yaml(path, UNTIL))
    after = load_source(path)
    assert after.layouts[-1] == before.layouts[-1]
    assert after.layouts[:-2] == before.layouts[:-1]
    assert after.layouts[-2] == before.layouts[-1]._replace(valid_until=UNTIL)
    assert "# a name" in path.read_text()
    assert "# below\nlanguage: en\n" in path.read_text()
    assert after.model_dump(exclude={"document"}) == before.model_dump(exclude={"document"})


VALUES = st.one_of(st.text(max_size=20), st.booleans(), st.integers(), st.none())


@given(st.dictionaries(st.sampled_from(["title", "body", "no", "date_format", "x y"]), VALUES), st.booleans())
def test_whatever_the_options_are_they_read_back(tmp_path_factory, options, flow):
    path = tmp_path_factory.mktemp("yaml") / "a-b.yaml"
    content = {"name": "A", "document": {"parser": "p", **options}, "language": "en"}
    path.write_text(yaml.safe_dump(content, sort_keys=False, default_flow_style=flow, allow_unicode=True), "utf-8")
    if flow:  # flow style throughout has no place for a block; people write a block of flow values
        return
    before = load_source(path)
    path.write_text(in_yaml(path, UNTIL), "utf-8")
    after = load_source(path)
    assert after.layouts == (before.layouts[0]._replace(valid_until=UNTIL), before.layouts[0])


def test_comments_of_earlier_layouts_stay_as_they_are(tmp_path):
    path = tmp_path / "nz-pier.yaml"
    held = """\
name: Invented Pier Office
document:
  parser: html_release
  title: h2   # since the redesign
  body: main
  earlier:
    - parser: html_release   # the first site
      title: h1
      body: main
      valid_until: 2020-12-31   # seen in the archive
language: en
"""
    path.write_text(held)
    text = in_yaml(path, UNTIL)
    assert [line for line in held.splitlines() if line not in text.splitlines()] == [], text
    path.write_text(text)
    source = load_source(path)
    assert [layout.valid_until for layout in source.layouts] == [date(2020, 12, 31), UNTIL, None]
    assert source.layouts[1].options["title"] == "h2"
