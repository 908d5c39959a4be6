"""A source on a real nginx: compressed answers are archived as the files are, and asked for again conditionally."""

from __future__ import annotations

import dataclasses
import os

import pytest

from config.settings import Settings
from config.sources import load_source
from pipelines.acquisition.archive import Archive
from pipelines.stages.run import run_sources
from tests.invented_web import release
from tests.real_nginx import Nginx, needs_nginx
from warehouse.warehouse import Warehouse

pytestmark = needs_nginx
RELEASES = 6
YAML = """
name: Invented Integrity Office
country: KE
timezone: Africa/Nairobi
listing: {{parser: html_index, url: "{base}/", item: li}}
document: {{parser: generic}}
private_networks: ["127.0.0.0/8"]
politeness: {{delay_seconds: 0}}
"""


@pytest.fixture
def site(tmp_path):
    root = tmp_path / "site"
    root.mkdir()
    items = ""
    for number in range(RELEASES, 0, -1):
        (root / f"release-{number}.html").write_bytes(release(number))
        items += f'<li><a href="/release-{number}.html">Release {number}</a></li>'
    (root / "index.html").write_text(f"<html><body><ul>{items}</ul></body></html>")
    return root


def test_gzip_and_etags_of_a_real_server(tmp_path, site):
    settings = dataclasses.replace(Settings(), home=tmp_path / "home")
    with Nginx(site, tmp_path / "nginx") as nginx:
        path = tmp_path / "invented-nginx.yaml"
        path.write_text(YAML.format(base=nginx.base))
        sources = {"invented-nginx": load_source(path)}

        first = run_sources(settings, sources)
        assert (first.total.new, first.total.rejected) == (RELEASES, 0), first.rejections
        asked = nginx.answered()
        assert [(one.status, one.compressed) for one in asked] == [(200, True)] * (RELEASES + 1), asked

        again = run_sources(settings, sources)
        assert again.nothing_new, f"the second run found something new: {again.total}"
        asked = nginx.answered()[len(asked) :]
        assert len(asked) == RELEASES + 1
        assert {(one.status, one.conditional) for one in asked} == {(304, True)}, asked

        changed = site / "release-2.html"
        changed.write_bytes(release(2, words="A correction was added."))
        os.utime(changed, (2_000_000_000, 2_000_000_000))
        third = run_sources(settings, sources)
        assert (third.total.changed, third.total.new, third.total.rejected) == (1, 0, 0), third.total

    with Warehouse.open(settings.warehouse) as warehouse, Archive(settings.archive) as archive:
        rows = warehouse.connection.execute(
            """SELECT url, archive_file, archive_offset FROM "fetch" WHERE outcome = 'stored' AND kind = 'document'
            AND url NOT LIKE '%release-2%'"""
        ).fetchall()
        for url, file, offset in rows:
            assert archive.read(file, offset).body == (site / url.rpartition("/")[2]).read_bytes(), url
