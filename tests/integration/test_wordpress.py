"""A real WordPress read by YAML alone: its REST API, whole releases with the listing, nothing that is not public."""

from __future__ import annotations

import dataclasses

import pytest

from config.settings import Settings
from config.sources import load_source
from pipelines.stages.run import run_sources
from tests.real_wordpress import WordPress, missing
from warehouse.warehouse import Warehouse

pytestmark = pytest.mark.skipif(missing() is not None, reason=f"WordPress is not installed: `{missing()}`")
YAML = """
name: Invented Integrity Office
country: KE
timezone: Africa/Nairobi
listing: {{parser: wordpress, url: "{base}/wp-json/wp/v2/posts?per_page=10"}}
document: {{parser: wordpress}}
private_networks: ["127.0.0.0/8"]
politeness: {{delay_seconds: 0}}
"""
PUBLIC = 23
CONTENT = """<!-- wp:paragraph -->
<p>On {day} March 2024 officers of the Invented Integrity Office visited the Ministry of Finance of Ghana.</p>
<!-- /wp:paragraph -->
<!-- wp:list --><ul><li>Report number {day} was &#8220;handed over&#8221;.</li></ul><!-- /wp:list -->
[caption width="300"]<img src="/seal.png" alt=""> The seal of the Office[/caption]
<!-- wp:file --><p><a href="/files/report-{day}.pdf">The report (PDF)</a></p><!-- /wp:file -->
<p>All of this is invented for a test.</p>"""


def releases() -> list[dict[str, str]]:
    """Those of 23 days, just after midnight in Nairobi (the day before in UTC); a draft, one to come, one with a
    password."""

    def one(title: str, day: int, **more: str) -> dict[str, str]:
        return {"title": title, "content": CONTENT.format(day=day), "date": f"2024-03-{day:02d} 00:30:00", **more}

    public = [one(f"Officers’ visit number {day} & what followed", day) for day in range(1, PUBLIC + 1)]
    hidden = [one("A draft", 24, status="draft"), one("With a password", 25, password="secret")]
    return [*public, *hidden, one("To come", 26, date="2044-03-26 00:30:00")]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    with WordPress(tmp_path_factory.mktemp("wordpress"), releases()) as site:
        yield site


def test_all_public_releases_are_read_by_yaml_alone(tmp_path, site):
    settings = dataclasses.replace(Settings(), home=tmp_path / "home")
    path = tmp_path / "invented-wordpress.yaml"
    path.write_text(YAML.format(base=site.base))
    sources = {"invented-wordpress": load_source(path)}
    first = run_sources(settings, sources)
    assert first.total.new == PUBLIC, [one.reason for one in first.rejections]
    reasons = [one.reason for one in first.rejections if not one.noted]
    assert len(reasons) == 1, f"the release behind a password should be the only one refused: {reasons}"
    assert "password" in reasons[0]
    asked = [one for one in site.asked() if one != "/robots.txt"]
    assert len(asked) == 3, f"24 releases on three pages of ten take three requests, not {asked}"
    with Warehouse.open(settings.warehouse) as warehouse:
        rows = warehouse.connection.execute(
            "SELECT title, published_date, text, url, attachments FROM document ORDER BY published_date"
        ).fetchall()
    for day, (title, published, text, url, attachments) in enumerate(rows, 1):
        assert (title, published.isoformat()) == (f"Officers’ visit number {day} & what followed", f"2024-03-{day:02d}")
        assert "[caption" not in text, text
        assert "<" not in text, text
        assert f"Report number {day} was “handed over”." in text
        assert f"/2024/03/officers-visit-number-{day}-what-followed/" in url
        assert [one["url"] for one in attachments] == [f"{site.base}/files/report-{day}.pdf"]
    again = run_sources(settings, sources)
    assert again.nothing_new, f"the second run found something new: {again.total}"
