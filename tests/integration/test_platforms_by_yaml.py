"""Publishers on known platforms, each read by YAML alone from a server on loopback. Everything here is invented."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from config.settings import Settings
from config.sources import load_source
from pipelines.stages.run import run_sources
from tests.invented_web import InventedWeb, Reply
from tests.unit.parsers import test_platform_drupal as drupal
from tests.unit.parsers import test_platform_ec_press_corner as corner
from tests.unit.parsers import test_platform_federal_register as register
from tests.unit.parsers import test_platform_us_doj as justice
from tests.unit.parsers import test_platform_wordpress as wordpress
from warehouse.warehouse import Warehouse

YAML = """
name: Invented Office
country: KE
timezone: {zone}
listing: {{parser: {listing}, url: "{base}{path}"}}
document: {{parser: {document}}}
private_networks: ["127.0.0.0/8"]
politeness: {{delay_seconds: 0}}
"""


@dataclass(frozen=True)
class Platform:
    """A publisher of two releases."""

    listing: str
    document: str
    path: str
    """Address of the listing's first page."""
    answers: dict[str, Any]
    """Path and query → what is answered: JSON, or HTML as it stands. BASE stands for the server's address."""
    titles: tuple[str, ...]
    zone: str = "UTC"
    headers: tuple[tuple[str, str], ...] = ()

    @property
    def listings(self) -> list[str]:
        return list(self.answers)[:2]


def without(html: str, start: str, end: str) -> str:
    """A page without what stands from ``start`` on to ``end``."""
    return html.partition(start)[0] + end + html.partition(start)[2].partition(end)[2]


def _platforms() -> dict[str, Platform]:
    post = {**wordpress.POST, "link": "BASE/one/"}
    node = {**drupal.NODE, "id": "n2", "attributes": {**drupal.NODE["attributes"], "path": {"alias": "/two"}}}
    two = {**node, "attributes": {**node["attributes"], "title": "Two"}}
    release = {**justice.RELEASE, "url": "/opa/pr/one"}
    api = "/api/v1/press_releases.json?pagesize=1&sort=date"
    second_record = {**register.RECORD, "html_url": "BASE/d/2", "title": "Two"}
    found = corner.FOUND["docuLanguageListResources"]
    search = "/presscorner/api/search?language=en&pagesize=1&pagenumber="
    documents = "/presscorner/api/documents?reference={}&language={}"
    speech = {**corner.DOCUMENT, "refCd": "SPEECH/24/2"}
    speech["docuLanguageResource"] = {**corner.DOCUMENT["docuLanguageResource"], "title": "Two", "language": "fr"}
    counted = {"metadata": {"resultset": {"count": "2", "pagesize": 1, "page": 0}}}
    jsonapi = "/fr/jsonapi/node/press_release?page%5Blimit%5D=1"
    following = {"next": {"href": "BASE/fr/jsonapi/node/press_release?page%5Boffset%5D=1"}}
    other = justice.HTML.replace("Invented Ferry Operator Fined", "Two")
    return {
        "wordpress": Platform(
            "wordpress",
            "wordpress",
            "/wp-json/wp/v2/posts?per_page=1",
            {
                "/wp-json/wp/v2/posts?per_page=1": [post],
                "/wp-json/wp/v2/posts?per_page=1&page=2": [{**post, "link": "BASE/two/", "title": {"rendered": "Two"}}],
            },
            ("Two", "Two clerks charged – harbour & customs"),
            headers=(("X-WP-TotalPages", "2"),),
        ),
        "drupal_jsonapi": Platform(
            "drupal_jsonapi",
            "drupal_jsonapi",
            jsonapi,
            {
                jsonapi: {**drupal.ANSWER, "links": following},
                "/fr/jsonapi/node/press_release?page%5Boffset%5D=1": {"data": [two]},
            },
            ("Deux agents inculpés & suspendus", "Two"),
        ),
        "drupal_views": Platform(
            "drupal_views",
            "drupal_node",
            "/news",
            {
                "/news": without(drupal.VIEW, '<div class="views-row"><a', "<nav>"),
                "/news?page=1": without(
                    without(drupal.VIEW, "<nav>", "</html>"), '<div class="views-row"><h3', '<div class="views-row"><a'
                ),
                "/news/one": drupal.EIGHT,
                "/news/two": drupal.EIGHT.replace("Deux agents inculpés", "Two").replace("<p>Deux", "<p>Trois"),
            },
            ("Deux agents inculpés", "Two"),
        ),
        "us_doj_api": Platform(
            "us_doj_api",
            "us_doj_api",
            api,
            {
                api: {**counted, "results": [release]},
                f"{api}&page=1": {**counted, "results": [{**release, "url": "/opa/pr/two", "title": "Two"}]},
            },
            ("Invented Ferry Operator's Owner Pleads Guilty", "Two"),
        ),
        "us_doj_news": Platform(
            "us_doj_news",
            "us_doj_release",
            "/news",
            {
                "/news": without(justice.INDEX, '<article class="news-content-listing node-speech', "<nav"),
                "/news?page=1": without(
                    without(justice.INDEX, "<nav", "</nav>"),
                    "<article",
                    '<div class="views-row"><article class="news-content-listing node-speech',
                ),
                "/opa/pr/one": justice.HTML,
                "/opa/speech/two": other.replace("was fined", "was not fined"),
            },
            ("Invented Ferry Operator Fined", "Two"),
        ),
        "federal_register": Platform(
            "federal_register",
            "federal_register",
            "/api/v1/documents.json?per_page=1",
            {
                "/api/v1/documents.json?per_page=1": {
                    **register.ANSWER,
                    "next_page_url": "BASE/api/v1/documents?search_after_cursor=WzFd",
                    "results": [{**register.RECORD, "html_url": "BASE/d/1"}],
                },
                "/api/v1/documents?search_after_cursor=WzFd": {"count": 2, "results": [second_record]},
            },
            ("Invented Berths & Fees; Final Determination", "Two"),
        ),
        "ec_press_corner": Platform(
            "ec_press_corner",
            "ec_press_corner",
            f"{search}1",
            {
                f"{search}1": {**corner.FOUND, "totalNumber": 2, "pageSize": 1, "docuLanguageListResources": found[:1]},
                f"{search}2": {
                    **{"totalNumber": 2, "pageSize": 1, "pageNumber": 2},
                    "docuLanguageListResources": found[1:],
                },
                documents.format("IP/24/1", "en"): corner.DOCUMENT,
                documents.format("SPEECH/24/2", "fr"): speech,
            },
            ("Commission opens an invented case & another", "Two"),
        ),
    }


PLATFORMS = _platforms()


@pytest.mark.parametrize("name", PLATFORMS)
def test_a_publisher_is_read_by_yaml_alone(tmp_path: Path, name: str) -> None:
    platform = PLATFORMS[name]
    settings = dataclasses.replace(Settings(), home=tmp_path / "home")
    with InventedWeb(releases=0) as web:
        web.pages.clear()
        for path, answer in platform.answers.items():
            html = isinstance(answer, str)
            body = (answer if html else json.dumps(answer)).replace("BASE", web.base)
            kind = "text/html; charset=utf-8" if html else "application/json"
            web.pages[path] = Reply(body.encode(), headers={"Content-Type": kind, **dict(platform.headers)})
        yaml = YAML.format(base=web.base, **dataclasses.asdict(platform))
        (tmp_path / "invented-office.yaml").write_text(yaml)
        sources = {"invented-office": load_source(tmp_path / "invented-office.yaml")}
        first = run_sources(settings, sources)
        assert first.total.new == 2, first.rejections
        assert not [one for one in first.rejections if not one.noted]
        asked = [path for path, _, _ in web.log if path != "/robots.txt"]
        assert sorted(asked) == sorted(platform.answers), "each page once, and nothing for what the listing handed over"
        with Warehouse.open(settings.warehouse) as warehouse:
            rows = warehouse.connection.execute("SELECT title FROM document ORDER BY title").fetchall()
        assert tuple(title for (title,) in rows) == platform.titles
        assert run_sources(settings, sources).nothing_new
