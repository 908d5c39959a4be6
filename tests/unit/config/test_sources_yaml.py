from pathlib import Path

import pytest

from config.errors import ConfigError
from config.sources import load_source, load_sources

GOOD = """\
name: Invented Office
country: NO
language: en
timezone: Europe/Oslo
listing:
  parser: html_index
  url: https://press.example/
  item: li
document: {parser: generic}
expect:
  body_characters: [10, 20]
"""


def write(folder: Path, text: str, name: str = "no-invented.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_source_is_read_with_its_defaults(tmp_path: Path) -> None:
    source = load_source(write(tmp_path, GOOD))
    assert source.source_id == "no-invented"
    assert source.country == "NO", "Norway is no boolean"
    assert source.listing is not None
    assert source.listing.options == {"item": "li"}
    assert source.document_options == {"timezone": "Europe/Oslo", "language": "en", "kind": "press_release"}
    assert source.expect.body_characters == (10, 20)
    assert (source.verified, source.publisher, source.expect.minimum_items) == (False, None, 1)


@pytest.mark.parametrize(
    ("found", "put", "line", "field", "message"),
    [
        ("timezone: Europe/Oslo", "timezone: Europe/Olso", 4, "timezone", "is no IANA time zone"),
        ("country: NO", "country: Norway", 2, "country", "'Norway'"),
        ("language: en", "langauge: en", 3, "langauge", "there is no such field"),
        ("name: Invented Office", "name: ''", 1, "name", "at least 1 character"),
        ("name: Invented Office\n", "", 1, "name", "is missing"),
        ("  parser: html_index\n", "", 5, "listing.parser", "is missing"),
        ("https://press.example/", "press.example", 7, "listing.url", "no absolute http or https address"),
        ("https://press.example/", "https://press.example/{%Q}", 7, "listing.url", "the part %Q"),
        ("https://press.example/", "https://press.example/{%Y%m", 7, "listing.url", "not closed"),
        ("https://press.example/", "https://press.example/{%Y}/{%m}", 5, "listing.every", "year, month and day"),
        ("https://press.example/", "https://press.example/{%m}/{%d}", 5, "listing.every", "year, month and day"),
        ("https://press.example/", "https://press.example/{%Y-%m-%d}\n  every: month", 8, "listing.every", "no day"),
        ("[10, 20]", "[20, 10]", 11, "expect.body_characters", "is no range"),
        ("[10, 20]", "[10, many]", 11, "expect.body_characters[1]", "'many'"),
        ("expect:", "schedule: 0 25 * * *\nexpect:", 10, "schedule", "'25' is outside of hour 0-23"),
        ("expect:", "schedule: daily\nexpect:", 10, "schedule", "has five fields"),
        ("expect:", "politeness: {delay: 3}\nexpect:", 10, "politeness.delay", "there is no such field"),
        ("expect:", "name: Again\nexpect:", 10, "name", "is given twice, first on line 1"),
        ("expect:", "source_id: x\nexpect:", 10, "source_id", "is the file's name"),
        ("expect:", "expect: ]", 10, None, "is no YAML"),
    ],
)
def test_errors_name_file_line_and_field(
    tmp_path: Path, found: str, put: str, line: int, field: str | None, message: str
) -> None:
    path = write(tmp_path, GOOD.replace(found, put, 1))
    with pytest.raises(ConfigError) as caught:
        load_source(path)
    assert (caught.value.line, caught.value.field) == (line, field)
    assert str(caught.value).startswith(f"{path}:{line}")
    assert message in str(caught.value)


def test_all_errors_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    text = GOOD.replace("Europe/Oslo", "Oslo").replace("[10, 20]", "[1]").replace("country: NO", "country: no")
    with pytest.raises(ConfigError) as caught:
        load_source(write(tmp_path, text))
    assert [line.split(":")[1] for line in str(caught.value).splitlines()] == ["2", "4", "11"]


@pytest.mark.parametrize("text", ["", "- a list\n", "just words", "\x00"])
def test_a_file_that_is_no_source(tmp_path: Path, text: str) -> None:
    with pytest.raises(ConfigError, match=r"no-invented\.yaml"):
        load_source(write(tmp_path, text))


def test_a_file_in_another_encoding(tmp_path: Path) -> None:
    path = tmp_path / "no-invented.yaml"
    path.write_bytes("name: Økokrim".encode("latin-1"))
    with pytest.raises(ConfigError, match="is not UTF-8"):
        load_source(path)


def test_missing_files_and_folders(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        load_source(tmp_path / "nobody.yaml")
    with pytest.raises(ConfigError, match="is no folder"):
        load_sources(tmp_path / "nowhere")


def test_ids_are_file_names(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="small letters, digits and single hyphens"):
        load_source(write(tmp_path, GOOD, "My Source.yaml"))
    (tmp_path / "My Source.yaml").unlink()
    write(tmp_path, GOOD, "_draft.yaml")
    write(tmp_path, GOOD, "b.yaml")
    write(tmp_path, GOOD, "a.yaml")
    assert list(load_sources(tmp_path)) == ["a", "b"]
