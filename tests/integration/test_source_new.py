"""Sources made of invented sites of several kinds on loopback, by the command as a maintainer calls it."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from config.settings import Settings
from config.sources import Source, load_source
from parsers.manual import manual
from parsers.registry import document_parsers
from pipelines.cli import main
from pipelines.stages.run import run_sources
from pipelines.workbench.fixtures import read_fixtures
from pipelines.workbench.new import make_source
from pipelines.workbench.parser_module import forget
from pipelines.workbench.wish import Wish
from tests import invented_sites
from tests.invented_web import InventedWeb, Reply

NAME = "fj-invented-harbour"


class Bench:
    """A place to make sources in, beside a site."""

    def __init__(self, folder: Path, web: InventedWeb) -> None:
        self.settings = Settings(
            home=folder / "home", sources=folder / "sources", fixtures=folder / "fixtures", timeout_seconds=5
        )
        self.web = web
        self.settings.sources.mkdir()

    def call(self, *arguments: str) -> Result:
        environment = {
            "COMMUNIQUE_HOME": str(self.settings.home),
            "COMMUNIQUE_SOURCES": str(self.settings.sources),
            "COMMUNIQUE_FIXTURES": str(self.settings.fixtures),
        }
        return CliRunner().invoke(main, arguments, env=environment)

    def make(self, url: str, *more: str) -> Result:
        fixed = ("--name", NAME, "--country", "FJ", "--delay", "0", "--allow-network", "127.0.0.0/8")
        return self.call("source", "new", url, *fixed, *more)

    @property
    def path(self) -> Path:
        return self.settings.sources / f"{NAME}.yaml"

    @property
    def source(self) -> Source:
        return load_source(self.path)

    @property
    def asked(self) -> Counter[str]:
        return Counter(path for path, _, _ in self.web.log)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with InventedWeb() as web:
        yield Bench(tmp_path, web)


@pytest.fixture
def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


KINDS: dict[str, tuple[Callable[[InventedWeb], str], str, str, int]] = {
    "feed": (invented_sites.feed_site, "feed", "generic", 6),
    "full feed": (invented_sites.full_feed_site, "feed", "feed_item", 6),
    "wordpress": (invented_sites.wordpress_site, "wordpress", "wordpress", 10),
    "drupal": (invented_sites.drupal_site, "drupal_jsonapi", "drupal_jsonapi", 7),
    "odd": (invented_sites.odd_site, "html_index", "html_release", 10),
    "sitemap": (invented_sites.sitemap_site, "sitemap", "generic", 6),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_site_becomes_a_source_that_checks_and_runs(bench: Bench, kind: str) -> None:
    build, listing, document, releases = KINDS[kind]
    made = bench.make(build(bench.web))
    assert made.exit_code == 0, made.output
    source = bench.source
    assert source.listing is not None
    assert (source.listing.parser, source.document.parser) == (listing, document), made.output
    assert not source.verified, "nobody has looked at it yet"
    assert source.private_networks == ("127.0.0.0/8",)
    assert source.timezone == "Pacific/Fiji"
    twice = {path: times for path, times in bench.asked.items() if times > 1}
    assert not twice, f"asked for more than once: {twice}"
    fixtures = read_fixtures(bench.settings.fixtures / NAME)
    assert (len(fixtures.listings), len(fixtures.releases)) == (1, 3)
    check = bench.call("source", "check", NAME)
    assert check.exit_code == 0, check.output
    summary = run_sources(bench.settings, {NAME: source})
    assert summary.sources[NAME].new == releases, "every release of the site is found and read"


def test_what_the_odd_site_needs_is_told_in_its_yaml(bench: Bench) -> None:
    bench.make(invented_sites.odd_site(bench.web))
    text = bench.path.read_text("utf-8")
    assert "# generic was tried first: the title is 'Invented Harbour Authority', the listing says" in text
    assert bench.source.listing_options.items() >= {
        ("item", "table.releases > tr"),
        ("date", "td:nth-child(2)"),
        ("date_format", "%d/%m/%Y"),
        ("page_parameter", "p"),
    }
    options = bench.source.document_options
    assert (options["title"], options["date"], options["body"]) == ("div.headline", "div.issued", "div.words")


def test_a_feed_is_preferred_to_guessing_and_names_the_publisher(bench: Bench) -> None:
    made = bench.make(invented_sites.feed_site(bench.web))
    assert bench.source.name == "Invented Harbour Authority"
    assert "no one body of the agency register is called 'Invented Harbour Authority'" in bench.path.read_text("utf-8")
    assert "/rss.xml" not in bench.asked, f"a site that names its feed is not searched for others\n{made.output}"


def test_what_robots_txt_forbids_is_not_asked_for(bench: Bench) -> None:
    made = bench.make(invented_sites.forbidden_site(bench.web))
    assert made.exit_code == 2
    assert "robots.txt" in made.output
    assert "does not allow" in made.output
    assert set(bench.asked) == {"/robots.txt"}
    assert not bench.path.exists()


def test_addresses_that_are_not_public_need_to_be_allowed(bench: Bench) -> None:
    made = bench.call("source", "new", f"{bench.web.base}/news", "--name", NAME, "--delay", "0")
    assert made.exit_code == 2
    assert "--allow-network allows it" in made.output
    assert not bench.asked


def test_a_host_that_does_not_answer_costs_nothing_but_the_call(bench: Bench, free_port: int) -> None:
    made = bench.make(f"http://127.0.0.1:{free_port}/news")
    assert made.exit_code == 1
    assert "the same command goes on from here" in made.output
    assert not bench.path.exists()


@pytest.mark.parametrize(
    ("option", "value", "told"),
    [
        ("--timezone", "Pacific/Aukland", "is no IANA time zone"),
        ("--country", "New Zealand", "is no ISO 3166-1 code"),
        ("--publisher", "nobody", "the agency register holds no 'nobody'"),
        ("--allow-network", "10.1", "a network looks like 10.1.0.0/16"),
        ("--name", "Harbour!", "small letters, digits and single hyphens"),
    ],
)
def test_wrong_options_are_told_before_anything_is_asked_for(bench: Bench, option: str, value: str, told: str) -> None:
    made = bench.call("source", "new", f"{bench.web.base}/news", option, value)
    assert made.exit_code == 2
    assert told in made.output
    assert not bench.asked


@pytest.mark.parametrize(
    "url", ["www.example.org/news", "ftp://127.0.0.1/", "http://", "http://[::1", "http://127.0.0.1:99999/", "x y"]
)
def test_what_is_no_address_is_told_in_one_line(bench: Bench, url: str) -> None:
    made = bench.call("source", "new", url)
    assert made.exit_code == 2
    assert made.output.startswith("communique: URL: ")
    assert len(made.output.splitlines()) == 1


def test_a_site_without_releases_says_what_was_tried(bench: Bench) -> None:
    bench.web.pages = {"/news": Reply(invented_sites.html("<p>Nothing here.</p>"))}
    made = bench.make(f"{bench.web.base}/news")
    assert made.exit_code == 2
    assert "announces releases; give the address of the page that lists them" in made.output
    assert "/sitemap.xml: HTTP status 404" in made.output


def test_made_again_it_asks_for_nothing_and_changes_nothing(bench: Bench) -> None:
    url = invented_sites.odd_site(bench.web)
    bench.make(url)
    bench.path.write_text(bench.path.read_text("utf-8").replace("Invented Harbour", "Improved Harbour"), "utf-8")
    before, asked = bench.path.read_text("utf-8"), len(bench.web.log)
    again = bench.make(url)
    assert again.exit_code == 0
    assert "was made before; nothing was asked for and nothing changed" in again.output
    assert bench.path.read_text("utf-8") == before
    assert len(bench.web.log) == asked
    anew = bench.make(url, "--force")
    assert anew.exit_code == 0
    assert "Improved" not in bench.path.read_text("utf-8")
    assert len(bench.web.log) == 2 * asked


def test_another_site_does_not_take_the_id(bench: Bench) -> None:
    bench.make(invented_sites.odd_site(bench.web))
    before = bench.path.read_text("utf-8")
    other = bench.make(f"{bench.web.base}/elsewhere")
    assert other.exit_code == 2
    assert "is there already" in other.output
    assert bench.path.read_text("utf-8") == before


def test_a_parser_is_written_only_where_yaml_cannot_do(bench: Bench, tmp_path: Path) -> None:
    url = invented_sites.half_told_site(bench.web)
    wish = Wish(url, "fj-half-told", country="FJ", delay_seconds=0, networks=("127.0.0.0/8",))
    module = tmp_path / "parsers" / "fj_half_told.py"
    try:
        made = make_source(wish, bench.settings, lambda label, found: None, parsers=module.parent)
        source = load_source(made.path)
        summary = run_sources(bench.settings, {source.source_id: source})
        assert document_parsers()["fj_half_told"].is_of_one_site
        assert "fj_half_told" not in manual(), "the manual is that of the parsers which come with the project"
    finally:
        forget("fj_half_told")
    assert made.faults == ()
    assert source.document.parser == "fj_half_told"
    assert summary.sources["fj-half-told"].new == 5
    written = module.read_text("utf-8")
    assert len(written.splitlines()) <= 60
    assert 'title=html.one("p.lead").text()' in written
    assert "html_release was tried first: no date" in made.path.read_text("utf-8")


def test_interrupted_at_any_step_it_asks_for_nothing_twice(bench: Bench) -> None:
    wish = Wish(invented_sites.odd_site(bench.web), NAME, country="FJ", delay_seconds=0, networks=("127.0.0.0/8",))
    told: list[str] = []

    def stop_at(number: int) -> Callable[[str, str], None]:
        steps = iter(range(1, number + 1))

        def tell(label: str, found: str) -> None:
            told.append(label)
            if next(steps) == number:
                raise KeyboardInterrupt

        return tell

    for number in range(1, 30):
        try:
            make_source(wish, bench.settings, stop_at(number))
            break
        except KeyboardInterrupt:
            continue
    assert told[-1] in ("captured", "going on"), told
    assert bench.source.document.parser == "html_release"
    assert len(read_fixtures(bench.settings.fixtures / NAME).releases) == 3
    twice = {path: times for path, times in bench.asked.items() if times > 1}
    assert not twice, f"asked for more than once: {twice}"


def test_killed_it_goes_on_with_what_was_received(bench: Bench) -> None:
    """The command is a process of its own, killed as soon as the server has logged a number of requests."""
    url = invented_sites.odd_site(bench.web)
    kills = (3, 6)
    for number in kills:
        process = _started(bench, url)
        deadline = time.monotonic() + 60
        while len(bench.web.log) < number and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.002)
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert bench.make(url).exit_code == 0
    assert bench.source.document.parser == "html_release"
    # the answer that was on its way when the process was killed is lost, and nothing else
    assert sum(times - 1 for times in bench.asked.values()) <= len(kills), bench.asked


def _started(bench: Bench, url: str) -> subprocess.Popen[bytes]:
    fixed = ("--name", NAME, "--country", "FJ", "--delay", "0", "--allow-network", "127.0.0.0/8")
    environment = {
        **os.environ,
        "COMMUNIQUE_HOME": str(bench.settings.home),
        "COMMUNIQUE_SOURCES": str(bench.settings.sources),
        "COMMUNIQUE_FIXTURES": str(bench.settings.fixtures),
    }
    return subprocess.Popen(
        [sys.executable, "-m", "pipelines", "source", "new", url, *fixed],
        env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
