"""``communique source preview`` over a site on loopback: terminal and HTML page."""

from html.parser import HTMLParser
from pathlib import Path

from click.testing import CliRunner, Result

from pipelines.cli import main
from tests import invented_sites
from tests.invented_web import InventedWeb

YAML = """
name: Invented Harbour Authority
country: FJ
timezone: Pacific/Fiji
listing: {{parser: html_index, url: "{base}/list.php", item: "table.releases > tr"}}
document:
  parser: html_release
  title: div.headline
  body: div.words
  date: div.issued
  date_pattern: '\\d+ \\w+ \\d+'
private_networks: ["127.0.0.0/8"]
politeness: {{delay_seconds: 0}}
"""


class Page(HTMLParser):
    """Elements that a browser would fetch, and words that are marked."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.fetched: list[str] = []
        self.marked: list[str] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "img", "link", "iframe", "object", "embed") or any(name == "src" for name, _ in attrs):
            self.fetched.append(tag)
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "mark":
            self.marked.append(data)


def preview(folder: Path, web: InventedWeb, *arguments: str, text: str | None = None) -> Result:
    invented_sites.odd_site(web)
    (folder / "fj-harbour.yaml").write_text(text or YAML.format(base=web.base), "utf-8")
    environment = {"COMMUNIQUE_SOURCES": str(folder), "COMMUNIQUE_HOME": str(folder / "home")}
    return CliRunner().invoke(main, ["source", "preview", "fj-harbour", *arguments], env=environment)


def test_fields_origins_the_generic_reading_and_events_are_shown(tmp_path: Path) -> None:
    page = tmp_path / "preview.html"
    with InventedWeb() as web:
        run = preview(tmp_path, web, "--limit", "2", "--html", str(page))
    assert run.exit_code == 0, run.output
    assert "title        Two [clerks charged] in the harbour case\n             ← div.headline\n" in run.output
    assert "published    2024-05-27 (Pacific/Fiji)\n             ← div.issued" in run.output
    assert "generic      another title (Invented Harbour Authority)" in run.output
    assert "only generic: " in run.output
    assert "charge occurred, 2024-05-27, “clerks charged”" in run.output
    assert run.output.count("\ntitle ") == 2, "two releases"
    assert not (tmp_path / "home").exists(), "nothing is stored"
    text = page.read_text("utf-8")
    shown = Page(text)
    assert shown.fetched == [], "the page needs nothing from elsewhere"
    assert "clerks charged" in shown.marked
    assert "prefers-color-scheme: dark" in text


def test_a_listing_by_its_address_may_be_of_another_type_than_releases(tmp_path: Path) -> None:
    with InventedWeb() as web:
        invented_sites.odd_site(web)
        only_pdf = YAML.format(base=web.base).replace("document:", "document:\n  content_types: [application/pdf]")
        run = preview(tmp_path, web, "--listing", f"{web.base}/list.php", text=only_pdf)
        assert run.exit_code == 0, run.output
        assert "next page:" in run.output
        run = preview(tmp_path, web, f"{web.base}/list.php", text=only_pdf)
        assert run.exit_code == 1, run.output
        assert "of the type text/html" in run.output


def test_events_are_not_read_where_nobody_wants_them(tmp_path: Path) -> None:
    with InventedWeb() as web:
        run = preview(tmp_path, web, "--limit", "1", "--no-events")
    assert run.exit_code == 0, run.output
    assert "\nevents" not in run.output
    assert "[" not in run.output.partition("title ")[2].partition("\n")[0]


def test_a_release_that_its_parser_does_not_read_costs_the_others_nothing(tmp_path: Path) -> None:
    with InventedWeb() as web:
        invented_sites.odd_site(web)
        broken = dict(web.pages)
        broken["/show.php?id=0"].body = b"<html><body><p>moved</p></body></html>"
        (tmp_path / "fj-harbour.yaml").write_text(YAML.format(base=web.base), "utf-8")
        run = CliRunner().invoke(
            main,
            ["source", "preview", "fj-harbour", "--limit", "2", "--no-events"],
            env={"COMMUNIQUE_SOURCES": str(tmp_path)},
        )
    assert run.exit_code == 1
    assert "found 0 times, must be there once" in run.output
    assert "Audit Office trains forty harbour inspectors" in run.output.partition("next page")[2]
